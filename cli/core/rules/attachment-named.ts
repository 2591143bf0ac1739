import { didYouMean } from '../nearest.ts';
import { atPointer, type Rule } from '../rule.ts';
import { attachedPieces } from './attached-pieces.ts';
import { handedIn } from './submission-texts.ts';

export default {
  id: 'attachment-named',
  severity: 'error',
  summary: 'Every file beside submission.md is named by a piece of evidence, and every piece that names a file finds it.',
  why: 'Assessors go by the list of evidence: a file that is not on it would be published without being asked for, and one that is missing cannot be assessed.',
  remedy: 'Run `laurel attach <requirement> <file>`, which does both; or delete what is not meant to be handed in.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'file: transcript.pdf',
  bad: 'file: script.pdf',
  *find(catalog) {
    const named = new Map<string, Set<string>>();
    for (const { submission, pointer, file } of attachedPieces(catalog)) {
      named.set(submission.folder, (named.get(submission.folder) ?? new Set()).add(file));
      const names = submission.attachments.map(({ name }) => name);
      if (!names.includes(file)) yield atPointer(submission.document, `${pointer}/file`, `Unexpected file "${file}", expected one that lies beside submission.md.${didYouMean(file, names)}`);
    }
    for (const { folder, attachments } of handedIn(catalog)) {
      for (const { name } of attachments) if (named.get(folder)?.has(name) !== true) yield { path: `${folder}/${name}`, at: { line: 1, column: 1 }, message: 'Unexpected file in a claim folder, expected only files that a piece of evidence names' };
    }
  },
} satisfies Rule as Rule;
