import { sha384 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { toBase64 } from '../log/base64.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { releaseText } from '../release.ts';

// Thousands of badges are of one release.
const known = new WeakMap<ReleaseFile['release'], { readonly digest: string; readonly sri: string }>();

/** The digest of a release's file as it is published, as Subresource Integrity writes it (VC Data Model 2.0, section 5.3, asks for SHA-384 at least). */
export function releaseDigest(file: ReleaseFile): string {
  const before = known.get(file.release);
  if (before?.digest === file.digest) return before.sri;
  const sri = `sha384-${toBase64(sha384(utf8ToBytes(releaseText(file))))}`;
  known.set(file.release, { digest: file.digest, sri });
  return sri;
}
