import type { Catalog, SubmissionEntry } from '../catalog.ts';
import { escapePointer } from '../yaml.ts';

/** A piece of evidence that is a file beside submission.md. */
export interface AttachedPiece {
  readonly submission: SubmissionEntry;
  readonly pointer: string;
  readonly file: string;
  readonly media: string;
}

/** Every piece of every submission that names a file, in the order of the front matter. */
export function* attachedPieces({ submissions }: Pick<Catalog, 'submissions'>): Generator<AttachedPiece> {
  for (const submission of submissions.values()) {
    for (const [id, pieces] of Object.entries(submission.value.evidence)) {
      for (const [at, { file, media }] of pieces.entries()) if (file !== undefined) yield { submission, pointer: `/evidence/${escapePointer(id)}/${at}`, file, media };
    }
  }
}
