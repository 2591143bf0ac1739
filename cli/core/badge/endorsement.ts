/** An endorsement by itself: a credential about an achievement or a profile, signed by who vouches for it (Open Badges 3.0, section B.1.7). */
import type { Award } from '../model.generated.ts';
import { addresses } from './addresses.ts';
import { credentialsContext, openBadgesContext } from './contexts.ts';
import type { UnsignedBadge } from './credential.ts';
import { datesOf, issuerId } from './credential-terms.ts';
import { hasType, isObject, many, quote, type JsonObject } from './json.ts';
import { nodesOf } from './nodes.ts';
import { profile } from './profile.ts';
import { structure } from './structure.ts';

/** What an endorsement of ours is made from; all that is random or of the clock is given. */
export interface Endorsing {
  readonly serial: string;
  readonly issuer: Award['issuer'];
  /** Id of what is endorsed: of another's achievement, or of a profile. */
  readonly about: string;
  readonly comment: string;
  readonly signed: string;
  /** Its end: it has no status, so nothing else takes it back. */
  readonly until: string;
}

/** An endorsement before it is signed, key by key. */
export const unsignedEndorsement = ({ serial, issuer, about, comment, signed, until }: Endorsing): UnsignedBadge => ({
  '@context': [credentialsContext, openBadgesContext],
  id: addresses(issuer.url).endorsement(serial),
  type: ['VerifiableCredential', 'EndorsementCredential'],
  name: `Endorsement by ${issuer.name}`,
  issuer: profile(issuer),
  validFrom: signed,
  validUntil: until,
  credentialSubject: { id: about, type: ['EndorsementSubject'], endorsementComment: comment },
});

/** True for a credential that is an endorsement and no badge. */
export const isEndorsement = (credential: unknown): credential is JsonObject => hasType(credential, 'EndorsementCredential') && !hasType(credential, 'OpenBadgeCredential') && !hasType(credential, 'AchievementCredential');

/** What an endorsement says, for people. */
export interface EndorsementFacts {
  readonly id: string;
  /** Who endorses; its name is its own word. */
  readonly issuer: { readonly id: string; readonly name: string | null; readonly url: string | null };
  /** Id of what it endorses. */
  readonly about: string;
  readonly comment: string | null;
  readonly validFrom: string;
  readonly validUntil: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The facts of an endorsement whose structure is sound, read by id as those of a badge are. Whether they are proven is another question. */
export function endorsementFacts(endorsement: JsonObject): EndorsementFacts {
  const { follow } = nodesOf(endorsement);
  const [issuer, subject] = [follow(endorsement['issuer']), follow(endorsement['credentialSubject'])];
  const { validFrom, validUntil } = datesOf(endorsement);
  const url = text(issuer['url']);
  return {
    id: text(endorsement['id']) ?? '',
    issuer: { id: issuerId(endorsement), name: text(issuer['name']), url: url !== null && /^https?:\/\//.test(url) && URL.canParse(url) ? url : null },
    about: text(subject['id']) ?? '',
    comment: text(subject['endorsementComment']),
    validFrom: text(validFrom) ?? '',
    validUntil: text(validUntil),
  };
}

const OWN = new Set(['id', 'type', 'endorsementComment']);

/** What is wrong with the shape of an endorsement that is to be shown beside what it endorses, as words; its signature is another question. */
export function* endorsementFaults(endorsement: JsonObject): Generator<string, void> {
  const { faults, unknownContexts, ownWords } = structure(endorsement, 'endorsement');
  yield* faults;
  for (const context of unknownContexts) yield `it uses words from ${quote(context)}, which are not known here`;
  if (ownWords) yield 'it brings words of its own (a context that is written out in it), which are not read here';
  if (many(endorsement['proof']).length === 0) yield 'it is not signed';
  const subject = endorsement['credentialSubject'];
  // In a badge its subject is the achievement's own node: whatever else it said there would be said of the achievement.
  if (isObject(subject)) for (const term of Object.keys(subject)) if (!OWN.has(term)) yield `credentialSubject.${term} has no place there`;
}
