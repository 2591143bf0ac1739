import { fileNameFindings } from '../privacy/file-names.ts';
import { atPointer, type Rule } from '../rule.ts';
import { attachedPieces } from './attached-pieces.ts';
import { weightOf } from './submission-texts.ts';
import { writtenIn } from './written.ts';

export default {
  id: 'file-name-personal',
  severity: 'error',
  summary: 'The name of an attached file says what the file is, and nothing of a pupil.',
  why: 'Names of files stand in lists, addresses and notifications long before anybody opens the file. Full names of the roster, student numbers and dates of birth are errors; what may be a name is a warning.',
  remedy: 'Rename the file to what it is, such as plan-1.pdf.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'file: transcript.pdf',
  bad: 'file: student-id-4711820.pdf',
  *find(catalog, { roster = [] }) {
    const mode = catalog.issuer?.value.repository.mode;
    const told = new Set<string>();
    for (const { submission, pointer, file } of attachedPieces(catalog)) {
      told.add(`${submission.folder}/${file}`);
      for (const finding of fileNameFindings(file, { roster })) yield { ...atPointer(submission.document, `${pointer}/file`, finding.message, finding.remedy), severity: weightOf(finding, mode) };
    }
    for (const { folder, attachments } of writtenIn(catalog)) {
      for (const { name } of attachments) {
        const path = `${folder}/${name}`;
        if (!told.has(path)) for (const finding of fileNameFindings(name, { roster })) yield { path, at: { line: 1, column: 1 }, message: finding.message, remedy: finding.remedy, severity: weightOf(finding, mode) };
      }
    }
  },
} satisfies Rule as Rule;
