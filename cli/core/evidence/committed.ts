import type { ReleaseFile, Submission } from '../model.generated.ts';
import { commitment, fromBase64Url } from '../submission/commitment.ts';

/** A piece of evidence that a submission committed to, in the order of the front matter. */
export interface Committed {
  readonly requirement: string;
  readonly title: string;
  /** 1 for the first piece of its requirement. */
  readonly number: number;
  readonly media: string;
  /** In bytes; null for a file beside submission.md, which git itself commits to. */
  readonly bytes: number | null;
  readonly link: string | null;
  readonly file: string | null;
  readonly salt: string | null;
  readonly sha256: string | null;
}

/** Every piece that a submission commits to, with the titles of the release that it was started under. */
export function committedIn({ evidence }: Pick<Submission, 'evidence'>, { release }: Pick<ReleaseFile, 'release'>): readonly Committed[] {
  const titles = new Map(release.evidence.requirements.map(({ id, title }) => [id, title]));
  return Object.entries(evidence).flatMap(([requirement, pieces]) =>
    pieces.map(({ media, bytes, link, file, salt, sha256: digest }, at) => ({ requirement, title: titles.get(requirement) ?? requirement, number: at + 1, media, bytes: bytes ?? null, link: link ?? null, file: file ?? null, salt: salt ?? null, sha256: digest ?? null })),
  );
}

/** The digest of a file under a salt in base64url. */
function saltedDigest(salt: string, bytes: Uint8Array): string {
  const made = commitment(fromBase64Url(salt));
  made.add(bytes);
  return made.digest();
}

/** What a file turned out to be: a piece that was committed to, one of the same size with other content, or none. */
export type Compared = { readonly outcome: 'match' | 'same-size'; readonly piece: Committed } | { readonly outcome: 'unknown'; readonly piece: null };

/**
 * Finds which piece a file is, by the salted digests; attached files by their bytes, which `attached` gives by name.
 * Total: a piece that is not whole matches nothing.
 */
export function compareWith(pieces: readonly Committed[], bytes: Uint8Array, attached: ReadonlyMap<string, Uint8Array> = new Map()): Compared {
  const sizeOf = ({ bytes: size, file }: Committed): number | null => size ?? (file === null ? null : (attached.get(file)?.length ?? null));
  const candidates = pieces.filter((piece) => sizeOf(piece) === bytes.length);
  const match = candidates.find((piece) => (piece.file !== null ? sameBytes(attached.get(piece.file), bytes) : piece.salt !== null && saltedDigest(piece.salt, bytes) === piece.sha256));
  if (match !== undefined) return { outcome: 'match', piece: match };
  return candidates[0] === undefined ? { outcome: 'unknown', piece: null } : { outcome: 'same-size', piece: candidates[0] };
}

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array): boolean => a !== undefined && a.length === b.length && a.every((byte, at) => byte === b[at]);
