import { ATTACHABLE, endingOf, kindOf } from '../privacy/file-kind.ts';
import { atPointer, type Rule } from '../rule.ts';
import { attachedPieces } from './attached-pieces.ts';
import { handedIn } from './submission-texts.ts';

const ENDINGS = Object.keys(ATTACHABLE).join(', ');

export default {
  id: 'attachment-type',
  severity: 'error',
  summary: 'Attached are only plain text, pictures and PDF, each as what its name says that it is.',
  why: 'SVG, HTML, office files and archives can carry programs, other files and names that nobody sees. Videos and sound do not belong in git, which keeps every version for ever.',
  remedy: 'Keep the file elsewhere and link to it with `laurel attach <requirement> <file> --link <address>`; or export it as PDF or as a picture.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'media: application/pdf',
  bad: 'media: text/html',
  *find(catalog) {
    for (const { submission, pointer, file, media } of attachedPieces(catalog)) {
      const type = ATTACHABLE[endingOf(file)];
      if (type === undefined) yield atPointer(submission.document, `${pointer}/file`, `Unexpected type of file "${file}", expected one of ${ENDINGS}`);
      else if (type.media !== media) yield atPointer(submission.document, `${pointer}/media`, `Unexpected media type "${media}" for "${file}", expected ${type.media}`, 'Write the media type that belongs to the ending; `laurel attach` does it.');
    }
    for (const { folder, attachments } of handedIn(catalog)) {
      for (const { name, bytes } of attachments) {
        const ending = endingOf(name);
        const type = ATTACHABLE[ending];
        const report = (message: string, remedy?: string) => ({ path: `${folder}/${name}`, at: { line: 1, column: 1 }, message, ...(remedy === undefined ? {} : { remedy }) });
        if (type === undefined) yield report(`Unexpected type of file${ending === '' ? '' : ` (${ending})`}, expected one of ${ENDINGS}`);
        else if (kindOf(bytes) !== type.kind) yield report(`Unexpected content, expected ${type.kind === 'text' ? 'text in UTF-8' : `a file of the type ${type.media}`} as the name says`, 'Save the file anew in this type; renaming it does not change what it is.');
      }
    }
  },
} satisfies Rule as Rule;
