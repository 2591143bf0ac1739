import { canonicalJson } from '../canonical.ts';
import { datesOf, issuerId } from './credential-terms.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';
import { moment } from './moment.ts';
import type { Answer, Result } from './result.ts';
import { unended } from './result.ts';
import { instant, readToken, type Token } from './token.ts';

/** The most endorsements of one badge that are verified, and how deep an endorsement may stand in another. */
export const mostEndorsements = 8;
export const deepest = 2;

interface Endorsement {
  /** As it stands in the badge: a credential with its proof, or a signed token. */
  readonly given: JsonObject | string;
  /** What it must be about: the id of what carries it. */
  readonly about: unknown;
}

/**
 * Every endorsement that a credential carries: its own, its achievement's, and those of each profile in it. They come in an order of
 * their own, each once: where in the file they stand, and how often, is not signed. What stands in an endorsement is its own.
 */
export function endorsementsOf(badge: JsonObject): readonly Endorsement[] {
  const found = new Map<string, Endorsement>();
  const open: unknown[] = [badge];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const carrier = isObject(next) ? next : {};
    const credentials = many(carrier['endorsement']).filter(isObject).map((one) => (one['@context'] === undefined ? { '@context': badge['@context'], ...one } : one));
    for (const given of [...credentials, ...many(carrier['endorsementJwt']).filter((one) => typeof one === 'string')]) found.set(canonicalJson([carrier['id'] ?? null, given]), { given, about: carrier['id'] });
    for (const [term, value] of Object.entries(next)) if (term !== 'endorsement' && term !== 'proof') open.push(value);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, endorsement]) => endorsement);
}

/** A credential of its own from what a badge carries, with the token that it was found in; or why it is none. */
function credentialOf(given: JsonObject | string): { readonly ok: true; readonly credential: JsonObject; readonly token?: Token } | { readonly ok: false; readonly reason: string } {
  return typeof given === 'string' ? readToken(given) : { ok: true, credential: given };
}

/** The day on which a credential ended, by its own word or its token's; null for one that has not. */
function endOf(credential: JsonObject, token: Token | undefined, now: Date): string | null {
  const { validUntil = instant(token?.claims['exp']) } = datesOf(credential);
  const end = moment(validUntil);
  return end !== null && end <= now.getTime() ? String(validUntil).slice(0, 10) : null;
}

/** What the endorsements of a badge come to: each is verified as a credential of its own by `verifyOne`. */
export async function endorsementsAnswer(badge: JsonObject, { now, proven }: { readonly now: Date; readonly proven: boolean }, verifyOne: (credential: JsonObject, token: Token | undefined) => Promise<readonly Result[]>): Promise<Answer> {
  const all = endorsementsOf(badge);
  if (all.length === 0) return ['skipped', proven ? 'It carries no endorsement.' : "The file carries no endorsement, but that is the file's own word, because it is not proven to be its issuer's; see the results above."];
  if (!proven) return ['unknown', "The endorsements were not verified, because the badge is not proven to be its issuer's; see the results above."];
  const open: string[] = [];
  if (all.length > mostEndorsements) open.push(`of its ${all.length} endorsements, the first ${mostEndorsements} were verified`);
  const by = new Set<string>();
  let isByItself = false;
  const ended: string[] = [];
  for (const { given, about } of all.slice(0, mostEndorsements)) {
    const read = credentialOf(given);
    if (!read.ok) return ['fail', `One of its endorsements is no signed token that can be read (${unended(read.reason)}); do not count it.`];
    const { credential, token } = read;
    const isOwn = issuerId(credential) === issuerId(badge);
    const whose = isOwn ? 'its own issuer' : quote(issuerId(credential));
    const target = credential['credentialSubject'];
    if (!isObject(target) || target['id'] !== about) return ['fail', `The endorsement by ${whose} is about something else than what it stands in; do not count it.`];
    const results = await verifyOne(credential, token);
    // What somebody vouched for until a day says nothing against the badge after it.
    const over = results.every(({ name, outcome }) => outcome !== 'fail' || name === 'validity') ? endOf(credential, token, now) : null;
    if (over !== null && results.every(({ outcome }) => outcome !== 'unknown')) {
      ended.push(`${whose} until ${over}`);
      continue;
    }
    const fault = results.find(({ outcome }) => outcome === 'fail') ?? results.find(({ outcome }) => outcome === 'unknown');
    if (fault?.outcome === 'fail') return ['fail', `The endorsement by ${whose} does not hold (${fault.name}: ${unended(fault.detail)}); do not count it.`];
    if (fault !== undefined) open.push(`the endorsement by ${whose} could not be verified (${fault.name}: ${unended(fault.detail)})`);
    else if (isOwn) isByItself = true;
    else by.add(whose);
  }
  if (open.length > 0) return ['unknown', `It is not known whether every endorsement holds: ${open.join('; ')}; ask the one who endorses.`];
  const before = ended.length === 0 ? '' : ` It was endorsed by ${ended.join(', ')}, and is no longer.`;
  if (by.size === 0 && isByItself) return ['skipped', `It is endorsed by its own issuer, which is nobody else's word.${before}`];
  if (by.size === 0) return ['skipped', `Nobody endorses it any more.${before}`];
  return ['pass', `It is endorsed by ${[...by].join(', ')}, and the endorsement is theirs; whether their word counts is yours to say.${isByItself ? " Its own issuer endorses it too, which is nobody else's word." : ''}${before}`];
}
