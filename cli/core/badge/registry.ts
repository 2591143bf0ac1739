/**
 * Registries of issuers that a verifier chose: JSON as the Digital Credentials Consortium publishes it (`registry`: an
 * object of names by DID), or a plain list of DIDs, as JSON or as lines of text.
 */
import { isObject, parseJson, quote } from './json.ts';
import { remedyFor, type FoundText } from './lookup.ts';
import type { Answer } from './result.ts';

/** The most values that a registry may hold. */
const mostValues = 200_000;

/** A registry by what the verifier calls it: the issuers in it, with their names where it gives them; or why it cannot be read. */
export interface Registry {
  readonly name: string;
  readonly issuers: ReadonlyMap<string, string | null> | null;
  /** Why there are none, as words that follow "because". */
  readonly reason?: string;
  /** What to do about it. */
  readonly remedy?: string;
}

const nameIn = (entry: unknown): string | null => (isObject(entry) && typeof entry['name'] === 'string' ? entry['name'] : null);
const identifier = (value: unknown): value is string => typeof value === 'string' && /^(?:did:|https:)\S+$/.test(value);

function entries(value: unknown): readonly (readonly [string, string | null])[] | null {
  if (Array.isArray(value)) {
    const listed = value.map((entry) => [isObject(entry) ? entry['did'] ?? entry['id'] : entry, nameIn(entry)] as const);
    return listed.every(([id]) => identifier(id)) ? listed as [string, string | null][] : null;
  }
  const named = isObject(value) ? value['registry'] ?? value['entries'] : undefined;
  if (Array.isArray(named)) return entries(named);
  return isObject(named) ? Object.entries(named).map(([id, entry]) => [id, nameIn(entry)]) : null;
}

/** Reads a registry from its text. Never throws. */
export function readRegistry(name: string, found: FoundText): Registry {
  if (!found.ok) return { name, issuers: null, reason: found.reason, remedy: remedyFor(found) };
  const text = found.text.trim();
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length > 0 && lines.length <= mostValues && lines.every(identifier)) return { name, issuers: new Map(lines.map((line) => [line, null])) };
  const parsed = parseJson(text, mostValues);
  const listed = parsed.ok ? entries(parsed.value) : null;
  return listed === null ? { name, issuers: null, reason: 'it is no list of issuers: expected JSON with "registry", or one DID a line', remedy: 'choose another' } : { name, issuers: new Map(listed) };
}

/** Whether the issuer stands in one of the registries that the verifier chose. */
export function registryAnswer(issuer: string, registries: readonly Registry[], proven: boolean): Answer {
  if (registries.length === 0) return ['skipped', 'No registry of issuers was chosen; whether you trust this issuer is yours to say.'];
  if (!proven) return ['unknown', "The registries were not asked, because the badge is not proven to be its issuer's; see the results above."];
  const known = registries.flatMap(({ name, issuers }) => (issuers?.has(issuer) ? [`${quote(name)}${issuers.get(issuer) === null ? '' : ` (as ${quote(issuers.get(issuer))})`}`] : []));
  const unread = registries.flatMap(({ name, issuers, reason }) => (issuers === null ? [`The registry ${quote(name)} could not be read, because ${reason}`] : []));
  if (known.length > 0) return ['pass', `The issuer is known in ${known.join(' and in ')}.${unread.map((each) => ` ${each}.`).join('')}`];
  if (unread.length > 0) return ['unknown', `${unread.join('. ')}; ${registries.find(({ issuers }) => issuers === null)?.remedy ?? 'try again later'}.`];
  return ['fail', `The issuer ${quote(issuer)} is not known in ${registries.map(({ name }) => quote(name)).join(', ')}; find out in another way who it is.`];
}

