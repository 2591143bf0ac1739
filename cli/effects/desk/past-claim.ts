import { feedbackRows, type FeedbackRow } from '../../core/assessment/feedback.ts';
import { claimAmong, claimOf, type MergedClaim } from '../claims.ts';
import type { Pull } from '../github/github.ts';
import { nameOf, type Place } from '../place.ts';
import { Obstacle, type Programme } from '../programme.ts';
import { fetchCatalog, fetchPlace } from '../own-branches.ts';
import { branchHead, fetchPulls } from '../remote.ts';
import { differing, resolveObject } from '../tree.ts';
import { pastEntry, type DeskEntry, type Rules } from './entry.ts';
import { rulesAt } from './gather.ts';

/** A claim whose pull request is merged or closed, with what was said of it and by whose rules. */
export interface PastClaim extends DeskEntry {
  readonly whole: Pull;
  readonly rules: Rules;
  readonly rows: readonly FeedbackRow[];
}

/**
 * Reads what was said of a claim that is open no more, by the catalog as it was when it was merged: who assessed it then may
 * be on the list no longer. With private submissions the catalog is read as it is now.
 */
export async function pastClaim(programme: Programme, place: Place, number: number, today: string): Promise<PastClaim> {
  const { git, github, repository: { owner, name, defaultBranch } } = place;
  const whole = await github.pull(owner, name, number);
  await fetchCatalog(programme);
  if (place.isPrivate) await fetchPlace(place);
  await fetchPulls(place, [number]);
  const main = await branchHead(git, defaultBranch);
  const claim = main === null || (await resolveObject(git, `${whole.headSha}^{commit}`)) === null ? null : await claimIn(place, whole, main);
  if (claim === null) throw new Obstacle(`Pull request ${number} of ${nameOf(place)} is not a claim. \`laurel status\` lists yours, \`laurel queue\` all that are open.`);
  const before = whole.merged && !place.isPrivate ? await resolveObject(git, `${whole.mergeCommit}^1`) : null;
  const rules = await rulesAt(programme, before ?? (await branchHead(programme.git, programme.repository.defaultBranch))!, today);
  const entry = await pastEntry(place, await github.onePull(owner, name, number), claim, rules);
  const rows = entry.claim.release === null ? [] : feedbackRows(entry.claim.attempts, entry.claim.release.release, entry.handed);
  return { ...entry, whole, rules, rows };
}

// What is merged is among main's own commits, so that only the merge still tells it apart.
async function claimIn(place: Place, { merged, mergeCommit, headSha }: Pull, main: string): Promise<MergedClaim | null> {
  if (!merged) return claimOf(place, main, headSha);
  return mergeCommit === null ? null : claimAmong(place, await differing(place.git, [`${mergeCommit}^1`, mergeCommit]));
}
