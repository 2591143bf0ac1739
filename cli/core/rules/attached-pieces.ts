import type { Catalog, SubmissionEntry } from '../catalog.ts';
import { handedIn } from './submission-texts.ts';
import { escapePointer } from '../yaml.ts';

/** A piece of evidence that is a file beside submission.md. */
export interface AttachedPiece {
  readonly submission: SubmissionEntry;
  readonly pointer: string;
  readonly file: string;
  readonly media: string;
}

/** Every piece of every submission that names a file, in the order of the front matter. */
export function* attachedPieces(catalog: Pick<Catalog, 'submissions' | 'anchors'>): Generator<AttachedPiece> {
  for (const submission of handedIn(catalog)) {
    for (const [id, pieces] of Object.entries(submission.value.evidence)) {
      for (const [at, { file, media }] of pieces.entries()) if (file !== undefined) yield { submission, pointer: `/evidence/${escapePointer(id)}/${at}`, file, media };
    }
  }
}
