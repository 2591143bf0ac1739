/** What is committed to of a file. */
export interface Fingerprint {
  readonly bytes: number;
  /** Base64url. */
  readonly salt: string;
  readonly sha256: string;
}

/** The largest file that is read, in bytes: two gibibytes take a phone some minutes. */
export const largestFile = 2 * 1024 ** 3;
const CHUNK = 4 * 1024 ** 2;
const SALT = 18;

async function digestOf(file: File, salt: Uint8Array, progress: (share: number) => void): Promise<string> {
  const { commitment } = await import('../../../cli/core/submission/commitment.ts');
  const made = commitment(salt);
  // Piece by piece: the browser's own digest would need a whole film in memory.
  for (let at = 0; at < file.size; at += CHUNK) {
    if (at > 0) progress(at / file.size);
    made.add(new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer()));
  }
  return made.digest();
}

/** Commits to a file under a new salt. Nothing leaves the page. Rejects where the file cannot be read. */
export async function fingerprint(file: File, progress: (share: number) => void): Promise<Fingerprint> {
  const { toBase64Url } = await import('../../../cli/core/submission/commitment.ts');
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  return { bytes: file.size, salt: toBase64Url(salt), sha256: await digestOf(file, salt, progress) };
}

/** Whether a file is the one that was committed to. Rejects where the file cannot be read. */
export async function isSameFile(file: File, { salt, sha256 }: Pick<Fingerprint, 'salt' | 'sha256'>, progress: (share: number) => void): Promise<boolean> {
  const { fromBase64Url } = await import('../../../cli/core/submission/commitment.ts');
  return (await digestOf(file, fromBase64Url(salt), progress)) === sha256;
}
