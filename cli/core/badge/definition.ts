/** Digests of what a badge points at (VC Data Model 2.0, section 5.3): `relatedResource` with `digestSRI` or `digestMultibase`. */
import { fromBase64Url } from './base64.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';
import type { Resolve } from './lookup.ts';
import { decodeMultibase } from './multikey.ts';
import type { Answer } from './result.ts';

type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';
interface Digest {
  readonly hash: Hash;
  readonly bytes: Uint8Array;
}

const lengths: Readonly<Record<Hash, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };
const multihashes: ReadonlyMap<number, Hash> = new Map([[0x12, 'SHA-256'], [0x20, 'SHA-384'], [0x13, 'SHA-512']]);
/** The most resources of one badge that are looked at. */
const mostResources = 16;

const sound = (hash: Hash, bytes: Uint8Array | null): readonly Digest[] => (bytes?.length === lengths[hash] ? [{ hash, bytes }] : []);

function fromSri(text: string): readonly Digest[] {
  return text.trim().split(/\s+/).flatMap((each) => {
    const [, bits, base64] = /^sha(256|384|512)-([A-Za-z0-9+/]+={0,2})$/.exec(each.replace(/\?.*$/, '')) ?? [];
    return bits === undefined ? [] : sound(`SHA-${bits}` as Hash, fromBase64Url(base64!.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')));
  });
}

function fromMultibase(text: string): readonly Digest[] {
  const bytes = text.startsWith('u') ? fromBase64Url(text.slice(1)) : decodeMultibase(text);
  const hash = multihashes.get(bytes?.[0] ?? 0);
  return hash === undefined || bytes![1] !== lengths[hash] ? [] : sound(hash, bytes!.slice(2));
}

/** The digests that a resource is given, of every kind that we read. */
export const digestsOf = (resource: JsonObject): readonly Digest[] => [
  ...many(resource['digestSRI']).flatMap((each) => (typeof each === 'string' ? fromSri(each) : [])),
  ...many(resource['digestMultibase']).flatMap((each) => (typeof each === 'string' ? fromMultibase(each) : [])),
];

async function fits(content: Uint8Array, { hash, bytes }: Digest): Promise<boolean> {
  const found = new Uint8Array(await crypto.subtle.digest(hash, Uint8Array.from(content)));
  return found.every((byte, at) => byte === bytes[at]);
}

/** Whether what a badge points at is what it pointed at when it was signed. Nothing is fetched for it: `atHand` gives what lies here already. */
export async function definitionAnswer(badge: JsonObject, atHand: Resolve | undefined, proven: boolean): Promise<Answer> {
  const resources = many(badge['relatedResource']).filter(isObject).slice(0, mostResources);
  if (resources.length === 0) return ['skipped', 'The badge carries no digest of its definition.'];
  if (!proven) return ['unknown', "The digests were not compared, because the badge is not proven to be its issuer's; see the results above."];
  const compared: string[] = [];
  const away: string[] = [];
  for (const resource of resources) {
    const [id, digests] = [String(resource['id']), digestsOf(resource)];
    if (digests.length === 0) return ['unknown', `The digest of ${quote(id)} is of a kind that is not read here; compare it with a tool that can.`];
    const found = await (atHand?.(id).catch(() => null) ?? null);
    if (!found?.ok) away.push(id);
    else if ((await Promise.all(digests.map((digest) => fits(found.bytes, digest)))).includes(false)) return ['fail', `What stands at ${quote(id)} is not what the badge was issued for; ask the issuer for what it was.`];
    else compared.push(id);
  }
  if (compared.length === 0) return ['skipped', `The badge carries the digest of ${away.map((each) => quote(each)).join(', ')}, which is not at hand and is not fetched; to compare, download it and hash it.`];
  return ['pass', `What the badge points at is still what it was issued for: ${compared.map((each) => quote(each)).join(', ')}${away.length === 0 ? '' : `; not at hand: ${away.map((each) => quote(each)).join(', ')}`}.`];
}
