import { foldedName } from '../folded-name.ts';
import { atPointer, type Rule } from '../rule.ts';
import { attachedPieces } from './attached-pieces.ts';

export default {
  id: 'attachment-names-differ',
  severity: 'error',
  summary: 'Names of files in a claim folder differ in more than the case of their letters.',
  why: 'On many disks plan.txt and Plan.txt are one file: an assessor who fetches both sees one of them, and nobody can tell which.',
  remedy: 'Rename one of the two, for example to plan-2.txt, and its `file:` with it.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: '    - file: transcript.pdf\n',
  bad: '    - file: transcript.pdf\n      media: application/pdf\n    - file: Transcript.pdf\n',
  *find(catalog) {
    const seen = new Map<string, Map<string, string>>();
    for (const { submission: { folder, document }, pointer, file } of attachedPieces(catalog)) {
      const names = seen.get(folder) ?? new Map([[foldedName('submission.md'), 'submission.md']]);
      seen.set(folder, names);
      const other = names.get(foldedName(file));
      if (other === undefined) names.set(foldedName(file), file);
      else if (other !== file) yield atPointer(document, `${pointer}/file`, `Unexpected file "${file}" beside "${other}", expected names that differ in more than the case of their letters`);
    }
  },
} satisfies Rule as Rule;
