import { issuedStanding } from '../../core/desk/standing.ts';
import { registerPaths, type RegisterEntry } from '../../core/plan/register.ts';
import { awardedClaim } from '../claims.ts';
import { GitFailure } from '../git.ts';
import type { Run } from '../issuing/run.ts';
import { isPublished } from '../issuing/unissued.ts';
import { nameOf, type Place } from '../place.ts';
import type { Programme } from '../programme.ts';
import { apply } from './apply.ts';
import type { Rules } from './entry.ts';
import { ownProblem } from './own-problem.ts';
import { mergedNotice } from './tell-merged.ts';

/** For how long after it was signed a badge is told of, in days: a desk that rested over a weekend still tells. */
const DAYS = 5;

const mark = (serial: string): string => `<!-- laurel:badge ${serial} -->`;

/**
 * Tells each earner, on their pull request, where the badge is that was just issued: one request for each award of the last days.
 * @returns serials that were told of now.
 */
export async function tellAwards({ world, programme, stores }: Run, rules: Rules): Promise<readonly string[]> {
  const told: string[] = [];
  const { places, ledger } = await stores.read();
  const since = new Date(world.now().getTime() - DAYS * 86_400_000).toISOString();
  for (const { place, register } of places) {
    for (const entry of register.awards.values()) {
      const { award, revocation } = entry;
      if (revocation !== null || !isPublished(ledger, entry) || award.signed < since) continue;
      if (await tell(place, programme, rules, entry)) told.push(award.serial);
    }
  }
  return told;
}

async function tell(place: Place, programme: Programme, rules: Rules, { award }: RegisterEntry): Promise<boolean> {
  const { github, repository: { owner, name } } = place;
  const { pull } = award.source;
  try {
    const comments = await github.comments(owner, name, pull);
    if (comments.some(({ body }) => body.includes(mark(award.serial)))) return false;
    // The one comment first: where that fails, all of it is done again.
    const changes = await mergedNotice(place, awardedClaim(award), pull, rules, (attempt) => issuedStanding(award, attempt));
    await apply({ place, claim: { key: `${nameOf(place)}#${pull}`, pull } }, changes.filter((change) => change.kind === 'notice' && change.comment !== null));
    await github.comment(owner, name, pull, textFor(place, programme, award));
    return true;
  } catch (error) {
    // A pull request that is gone holds nobody else up.
    if (!(error instanceof GitFailure) && ownProblem(error) === null) throw error;
    return false;
  }
}

function textFor(place: Place, { access, issuer }: Programme, { serial, visibility }: RegisterEntry['award']): string {
  const site = issuer.url.replace(/\/+$/, '');
  const where = visibility === 'public'
    ? `It has a page of its own, from which you can take the file and the image: ${site}/badges/${serial}/ (the page appears when the site is next published, within the hour).`
    : `It is private: only who may read this repository can take it. The file is [badge.json](${access.server}/${nameOf(place)}/blob/register/${registerPaths.badge(serial)}); keep a copy of your own.`;
  return `${mark(serial)}\n\n**Your badge ${serial} is issued.** ${where}\n\nWhoever you give it to can verify it at ${site}/verify/ without an account.\n`;
}
