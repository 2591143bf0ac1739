/** Files that somebody gives beside a badge where no network is asked: which of them answer for which address. */
import { addresses } from './addresses.ts';
import { didWebUrl } from './did.ts';
import { hasType, isObject, parseJson, quote, type JsonObject } from './json.ts';
import { longestDocument, type Resolve } from './lookup.ts';
import { parseProof } from '../log/proof-file.ts';
import { isToken, readToken } from './token.ts';

/** A file by its name. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
/** What a file is beside a badge: the document of an address, the log's proof of a badge; null for everything else, a badge among it. */
export type Role = { readonly kind: 'document'; readonly address: string } | { readonly kind: 'proof'; readonly text: string } | null;

function releaseAddress(value: JsonObject): string | null {
  const { release } = value;
  const [site, id, version] = isObject(release) && release['format'] === 'laurel-release-1' && isObject(release['issuer']) && isObject(release['credential']) ? [release['issuer']['url'], release['id'], release['credential']['version']] : [];
  try {
    return addresses(String(site)).release(String(id), String(version));
  } catch {
    return null;
  }
}

/** The address that a document says is its own: of a DID document, a status list, a release. */
function ownAddress(value: JsonObject): string | null {
  const { id } = value;
  if (hasType(value, 'BitstringStatusListCredential')) return typeof id === 'string' && id.startsWith('https://') ? id : null;
  if (typeof id === 'string' && (value['verificationMethod'] !== undefined || value['assertionMethod'] !== undefined)) {
    const home = didWebUrl(id);
    return home.ok ? home.url : id.startsWith('https://') ? id : null;
  }
  return releaseAddress(value);
}

/** What a file is that lies beside a badge. Never throws. */
export function roleOf(bytes: Uint8Array): Role {
  if (bytes.length > longestDocument) return null;
  const text = new TextDecoder().decode(bytes).trim();
  if (parseProof(new TextDecoder().decode(bytes)) !== null) return { kind: 'proof', text: new TextDecoder().decode(bytes) };
  const token = isToken(text) ? readToken(text) : null;
  const parsed = text.startsWith('{') ? parseJson(text) : null;
  const value = token?.ok ? { id: token.token.claims['jti'], ...token.credential } : parsed?.ok ? parsed.value : null;
  const address = isObject(value) ? ownAddress(value) : null;
  return address === null ? null : { kind: 'document', address };
}

/** Documents that were given, by their addresses; two files may say that they stand at one. */
export type Documents = ReadonlyMap<string, readonly GivenFile[]>;

/** Answers from documents that were given, and says from which file; asks `otherwise` for the rest. */
export const givenResolver = (documents: Documents, otherwise: Resolve): Resolve => async (url) => {
  const [first, ...others] = documents.get(url) ?? [];
  if (first === undefined) return otherwise(url);
  const other = others.find(({ bytes }) => !bytes.every((byte, at) => byte === first.bytes[at]) || bytes.length !== first.bytes.length);
  if (other !== undefined) return { ok: false, reason: `two files that you gave, ${quote(first.name)} and ${quote(other.name)}, differ and both say that they stand there`, remedy: 'give the newer one alone' };
  return { ok: true, bytes: first.bytes, isNear: true, note: `from the file ${quote(first.name)} that you gave` };
};
