import { atKey, atPointer, type Rule } from '../rule.ts';
import { escapePointer } from '../yaml.ts';
import { handedIn } from './submission-texts.ts';

const LINKED = ['link', 'bytes', 'salt', 'sha256'] as const;

export default {
  id: 'evidence-piece-whole',
  severity: 'error',
  summary: 'A piece of evidence is either a link with its size, salt and digest, or a file beside submission.md.',
  why: 'A link without its digest could show another file tomorrow than the one that was assessed; a piece with both a link and a file would be two.',
  remedy: 'Run `laurel attach` again for this file; it writes every line that belongs to a piece.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: `      salt: c2FsdHNhbHRzYWx0c2FsdA
`,
  bad: '',
  *find(catalog) {
    for (const { document, value } of handedIn(catalog)) {
      for (const [id, pieces] of Object.entries(value.evidence)) {
        for (const [at, piece] of pieces.entries()) {
          const pointer = `/evidence/${escapePointer(id)}/${at}`;
          const given = LINKED.filter((field) => piece[field] !== undefined);
          const missing = LINKED.filter((field) => piece[field] === undefined);
          if (piece.file !== undefined) {
            if (given.length > 0) yield atKey(document, `${pointer}/${given[0]}`, `Unexpected \`${given[0]}\` beside \`file\`, expected either a file in this folder or a link with its digest`, 'Keep `file` and `media` for a file that lies here, or take `file` out for one that is linked.');
          } else if (given.length === 0) yield atPointer(document, pointer, 'Unexpected piece without a file and without a link, expected one of them');
          else if (missing.length > 0) yield atPointer(document, pointer, `Unexpected absence of ${missing.map((field) => `\`${field}\``).join(', ')} in a linked piece, expected link, bytes, salt and sha256 together`);
        }
      }
    }
  },
} satisfies Rule as Rule;
