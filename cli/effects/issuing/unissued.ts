import { editionName } from '../../core/badge/edition.ts';
import type { Ledger } from '../../core/plan/ledger.ts';
import { isSigned, type RegisterEntry } from '../../core/plan/register.ts';
import { fromPlace, type Place } from '../place.ts';
import { awardedClaim, type MergedClaim } from '../claims.ts';
import type { State } from '../stores.ts';
import { newestOf } from './editions.ts';
import { groundsFor } from './grounds.ts';
import { claimsDue } from './record-awards.ts';
import type { Run } from './run.ts';

/** Merged claims that one command looks at with GitHub: those that are refused for ever must not cost more requests than a token has. */
export const MOST_AT_ONCE = 20;

/** A claim on main for which the ledger has no badge, found without asking GitHub anything. */
export interface Waiting {
  readonly place: Place;
  /** The place's main. */
  readonly main: string;
  readonly claim: MergedClaim;
  /** Its award, where that is recorded already. */
  readonly entry: RegisterEntry | null;
}

/** The same with what GitHub says of it. */
export interface Unissued extends Waiting {
  /** The pull requests that brought it; one as a rule, and none where it was pushed to main. */
  readonly pulls: readonly number[];
  /** When it came to main. */
  readonly since: string;
  /** Why no badge is issued for it; empty where one is on its way. */
  readonly reasons: readonly string[];
}

/** Whether the public can see that a badge was issued: the badge itself or, for a private one, its hash. */
export const isPublished = ({ badges, hashes }: Ledger, entry: RegisterEntry): boolean => isSigned(entry) && (badges.has(editionName(entry.award)) || hashes.has(editionName(entry.award)));

/** Every claim on the mains of all places that waits for its badge, by path. */
export async function waitingForBadges({ places, ledger }: State): Promise<readonly Waiting[]> {
  const waiting: Waiting[] = [];
  for (const own of places) {
    const { place, main } = own;
    if (main === null) continue;
    for (const claim of await claimsDue(own)) waiting.push({ place, main, claim, entry: null });
    for (const entry of own.register.awards.values()) {
      const { source } = entry.award;
      // Whoever waits for another edition has a badge, and what was stranded has come as its next one.
      if (entry.reissue !== null || entry.revocation !== null || isPublished(ledger, entry) || isPublished(ledger, newestOf(own.register.awards, entry.award.serial)) || fromPlace(place, source.path) === null) continue;
      waiting.push({ place, main, claim: awardedClaim(entry.award), entry });
    }
  }
  return waiting;
}

/** Proves a claim that waits as the issuer would, without the key: four REST requests and one of GraphQL, and with private submissions one for all claims; none where its award is recorded. */
export async function proveWaiting(run: Run, waiting: Waiting, catalogMain: string): Promise<Unissued> {
  const { place, main, claim, entry } = waiting;
  if (entry !== null) return { ...waiting, pulls: [entry.award.source.pull], since: entry.award.awarded, reasons: [] };
  const grounds = await groundsFor(run, place, claim, main, catalogMain);
  const pulls = 'reasons' in grounds ? grounds.pulls : [grounds.pull];
  const since = pulls[0]?.mergedAt ?? new Date(await place.git.text(['log', '--first-parent', '-1', '--format=%cI', main, '--', `:(literal)${claim.path}`])).toISOString();
  return { ...waiting, pulls: pulls.map(({ number }) => number), since, reasons: 'reasons' in grounds ? grounds.reasons : [] };
}
