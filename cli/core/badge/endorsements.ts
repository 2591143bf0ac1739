import { datesOf, issuerId } from './credential-terms.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';
import { moment } from './moment.ts';
import type { Answer, Result } from './result.ts';
import { unended } from './result.ts';

/** The most endorsements of one badge that are verified, and how deep an endorsement may stand in another. */
export const mostEndorsements = 8;
export const deepest = 2;

interface Endorsement {
  readonly credential: JsonObject;
  /** What it must be about: the id of what carries it. */
  readonly about: unknown;
}

/** The endorsements that a credential carries: its own, its achievement's, and those of its issuer and creator. */
export function endorsementsOf(badge: JsonObject): readonly Endorsement[] {
  const subject = badge['credentialSubject'];
  const achievement = isObject(subject) ? subject['achievement'] : undefined;
  const carriers = [badge, achievement, badge['issuer'], isObject(achievement) ? achievement['creator'] : undefined].filter(isObject);
  const found = carriers.flatMap((carrier) => many(carrier['endorsement']).filter(isObject).map((credential) => ({ about: carrier['id'], credential: credential['@context'] === undefined ? { '@context': badge['@context'], ...credential } : credential })));
  // Issuer and creator are often one, and carry the same ones.
  return [...new Map(found.map((each) => [String(each.credential['id']), each])).values()];
}

/** The day on which a credential ended; null for one that has not. */
function endOf(credential: JsonObject, now: Date): string | null {
  const { validUntil } = datesOf(credential);
  const end = moment(validUntil);
  return end !== null && end <= now.getTime() ? String(validUntil).slice(0, 10) : null;
}

/** What the endorsements of a badge come to: each is verified as a credential of its own by `verifyOne`. */
export async function endorsementsAnswer(badge: JsonObject, { now, proven }: { readonly now: Date; readonly proven: boolean }, verifyOne: (credential: JsonObject) => Promise<readonly Result[]>): Promise<Answer> {
  const all = endorsementsOf(badge);
  const subject = badge['credentialSubject'];
  const tokens = [badge, isObject(subject) ? subject['achievement'] : undefined, badge['issuer']].filter(isObject).flatMap((carrier) => many(carrier['endorsementJwt']));
  if (all.length === 0 && tokens.length === 0) return ['skipped', proven ? 'It carries no endorsement.' : "The file carries no endorsement, but that is the file's own word, because it is not proven to be its issuer's; see the results above."];
  if (!proven) return ['unknown', "The endorsements were not verified, because the badge is not proven to be its issuer's; see the results above."];
  const open: string[] = tokens.length === 0 ? [] : ['it carries endorsements as signed tokens, which are not read here'];
  if (all.length > mostEndorsements) open.push(`of its ${all.length} endorsements, the first ${mostEndorsements} were verified`);
  const by: string[] = [];
  const ended: string[] = [];
  for (const { credential, about } of all.slice(0, mostEndorsements)) {
    const whose = quote(issuerId(credential));
    const target = credential['credentialSubject'];
    if (!isObject(target) || target['id'] !== about) return ['fail', `The endorsement by ${whose} is about something else than what it stands in; do not count it.`];
    const results = await verifyOne(credential);
    // What somebody vouched for until a day says nothing against the badge after it.
    const over = results.every(({ name, outcome }) => outcome !== 'fail' || name === 'validity') ? endOf(credential, now) : null;
    if (over !== null && results.every(({ outcome }) => outcome !== 'unknown')) {
      ended.push(`${whose} until ${over}`);
      continue;
    }
    const fault = results.find(({ outcome }) => outcome === 'fail') ?? results.find(({ outcome }) => outcome === 'unknown');
    if (fault?.outcome === 'fail') return ['fail', `The endorsement by ${whose} does not hold (${fault.name}: ${unended(fault.detail)}); do not count it.`];
    if (fault !== undefined) open.push(`the endorsement by ${whose} could not be verified (${fault.name}: ${unended(fault.detail)})`);
    else by.push(whose);
  }
  if (open.length > 0) return ['unknown', `It is not known whether every endorsement holds: ${open.join('; ')}; ask the one who endorses.`];
  const before = ended.length === 0 ? '' : ` It was endorsed by ${ended.join(', ')}, and is no longer.`;
  if (by.length === 0) return ['skipped', `Nobody endorses it any more.${before}`];
  return ['pass', `It is endorsed by ${by.join(', ')}, and the endorsement is theirs; whether their word counts is yours to say.${before}`];
}
