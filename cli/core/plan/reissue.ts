import type { Edition } from '../badge/edition.ts';
import type { Sign } from '../badge/proof.ts';
import { canonicalJson, digestOf } from '../canonical.ts';
import type { Award, Issuer, Reissue } from '../model.generated.ts';
import { isSealed, seal } from './signed-record.ts';

export type { Reissue };

/** What is to be other in a badge that is signed anew, and why. */
export interface Mending {
  readonly reason: string;
  /** How it names its earner from now on; null for the code alone. Left out, it stays. */
  readonly naming?: NonNullable<Reissue['naming']> | null;
  /** What the earner agreed to make public, word for word. */
  readonly consent?: string;
  /** The issue by which the earner asked for it. */
  readonly asked?: NonNullable<Reissue['asked']>;
  /** The issuer's profile, where that is to be another; its id and its address stay. */
  readonly issuer?: Award['issuer'];
}

/** The most often that one badge is signed; an earner may ask, and each time takes a place of the status list for ever. */
export const MOST_EDITIONS = 99;

const FORMAT = 'laurel-reissue-1';

const saidBy = ({ key: _, signature: __, ...said }: Reissue): Omit<Reissue, 'key' | 'signature'> => said;

/** The digest that ties a re-issue to its award. */
export const awardDigest = (award: Award): string => digestOf(canonicalJson(award));

/** What is drawn at random or from the clock, and by whom, when a re-issue is recorded. */
export interface DrawnAnew {
  /** The next one, unless a record that counts for nothing has that number. */
  readonly edition?: number;
  readonly list: number;
  readonly index: number;
  readonly at: string;
  readonly by: number;
}

/** Signs the record that a badge is issued anew. `before` is its newest edition so far, and what is not mended of it stays. */
export async function signReissue(award: Award, before: Edition, { reason, naming = before.naming ?? null, consent, asked, issuer = before.issuer }: Mending, { edition = (before.edition ?? 1) + 1, list, index, at, by }: DrawnAnew, key: { readonly publicKey: string; readonly sign: Sign }): Promise<Reissue> {
  const said: Omit<Reissue, 'key' | 'signature'> = {
    format: FORMAT,
    serial: award.serial,
    edition,
    award: awardDigest(award),
    at,
    by,
    reason,
    status: { list, index },
    ...(canonicalJson(issuer) === canonicalJson(award.issuer) ? {} : { issuer }),
    ...(naming === null ? {} : { naming }),
    ...(consent === undefined ? {} : { consent }),
    ...(asked === undefined ? {} : { asked }),
  };
  return { ...said, ...(await seal(FORMAT, said, key)) };
}

/** Whether a re-issue is of this very award and signed with a key that the issuer lists. Never throws. */
export async function isIssuersReissue(reissue: Reissue, award: Award, issuer: Pick<Issuer, 'keys'>): Promise<boolean> {
  try {
    return reissue.serial === award.serial && reissue.award === awardDigest(award) && (await isSealed(FORMAT, saidBy(reissue), reissue, issuer));
  } catch {
    return false;
  }
}

/** Whether a badge's newest edition is what a mending would make of it, so that signing it anew would change nothing. */
export function isMended(newest: Edition, reissue: Reissue | null, { reason, naming, asked, issuer }: Mending, keyId: string): boolean {
  const same = (a: unknown, b: unknown): boolean => canonicalJson((a ?? null) as object) === canonicalJson((b ?? null) as object);
  if (asked !== undefined && same(reissue?.asked, asked)) return true;
  return reissue?.reason === reason && newest.key === keyId && (naming === undefined || same(newest.naming, naming)) && (issuer === undefined || same(newest.issuer, issuer));
}
