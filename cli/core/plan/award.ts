import { keyId } from '../badge/did.ts';
import { listBits } from '../badge/status-list.ts';
import type { Approval } from '../assessment/approval.ts';
import type { Award, Issuer, ReleaseFile } from '../model.generated.ts';
import { issuerProfile } from '../release.ts';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/** A serial from 12 random bytes: short enough for any HR system's field, and hard to misread. */
export const serialFrom = (random: Uint8Array): string => Array.from(random.subarray(0, 12), (byte) => CROCKFORD[byte % 32]).join('');

/** A badge's place in the status lists. */
export type Status = Award['status'];

/** Places that are somebody's, or were: the indexes by list. */
export type TakenPlaces = ReadonlyMap<number, ReadonlySet<number>>;

/** How long a status list is, and after how many places the next one begins: while many are free, one drawn at random is soon found. */
export const LISTS = { length: listBits, full: 100_000 } as const;

/** A free place in the first status list that is not full, drawn from random bytes. */
export function placeFrom(random: (bytes: number) => Uint8Array, taken: TakenPlaces, { length, full }: { readonly length: number; readonly full: number } = LISTS): Status {
  let list = 1;
  while ((taken.get(list)?.size ?? 0) >= full) list += 1;
  for (;;) {
    const [a = 0, b = 0, c = 0] = random(3);
    const index = ((a << 16) | (b << 8) | c) % length;
    if (taken.get(list)?.has(index) !== true) return { list, index };
  }
}

/** The same places with one more. */
export function takePlace(taken: Map<number, Set<number>>, { list, index }: Status): void {
  const indexes = taken.get(list) ?? new Set<number>();
  taken.set(list, indexes.add(index));
}

/** What names a claim once for ever. */
export interface ClaimName {
  /** The repository's id. */
  readonly repository: number;
  readonly credential: string;
  readonly earner: string;
  readonly number: number;
}

/** The text whose keyed digest stands for a claim. All of it can be guessed, so that a digest without a key would name the claim to everybody. */
export const claimText = ({ repository, credential, earner, number }: ClaimName): string => `claim ${repository}\n${credential}\n${earner}\n${number}`;

/** An earner's name from a keyed digest of the account id: a UUID of version 8 (RFC 9562, section 5.8). */
export function earnerFrom(digest: Uint8Array): string {
  const bytes = digest.slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `urn:uuid:${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** A moment moved by whole years; 29 February becomes 1 March where there is none. */
export function plusYears(moment: string, years: number): string {
  const date = new Date(moment);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().replace('.000Z', 'Z');
}

/** A moment to the second, in UTC. */
export const toSecond = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** A moment to the second, but not before the second after another. */
export const laterThan = (before: string, moment: string): string => (moment > before ? moment : toSecond(new Date(Date.parse(before) + 1000)));

/** What an award is made of; all that is random or of the clock is given. */
export interface AwardGrounds {
  readonly serial: string;
  readonly status: Status;
  readonly earner: string;
  readonly claim: string;
  readonly awarded: string;
  readonly signed: string;
  readonly issuer: Issuer;
  readonly publicKey: string;
  readonly release: ReleaseFile;
  readonly visibility: Award['visibility'];
  readonly approval: Extract<Approval, { readonly ok: true }>;
  readonly source: Award['source'];
  /** What the badge links to, because the earner asked for it. */
  readonly evidence?: NonNullable<Award['evidence']>;
  /** What others vouch for, and the badge carries inside. */
  readonly endorsements?: NonNullable<Award['endorsements']>;
  /** The latest one, unless the award was recorded in an earlier one. */
  readonly format?: Award['format'];
}

/** The record of an award; the badge is a function of it and its release. */
export function awardRecord(grounds: AwardGrounds): Award {
  const { release, digest } = grounds.release;
  const profile = issuerProfile(grounds.issuer);
  const years = release.credential.validity?.years;
  const { format = 'laurel-award-2', evidence = [], endorsements = [] } = grounds;
  const assessor = grounds.issuer['assessed-by'];
  return {
    format,
    serial: grounds.serial,
    claim: grounds.claim,
    credential: release.id,
    version: release.credential.version,
    release: digest,
    issuer: profile,
    earner: grounds.earner,
    awarded: grounds.awarded,
    signed: grounds.signed,
    ...(years === undefined ? {} : { until: plusYears(grounds.awarded, years) }),
    status: grounds.status,
    key: keyId(profile.id, grounds.publicKey),
    visibility: grounds.visibility,
    results: grounds.approval.results,
    ...(format === 'laurel-award-1' || evidence.length === 0 ? {} : { evidence }),
    ...(format === 'laurel-award-1' || assessor === undefined ? {} : { 'assessed-by': assessor }),
    ...(format === 'laurel-award-1' || endorsements.length === 0 ? {} : { endorsements }),
    assessments: grounds.approval.assessments,
    source: grounds.source,
  };
}
