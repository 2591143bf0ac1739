import { editionName } from '../../core/badge/edition.ts';
import { issuedStanding } from '../../core/desk/standing.ts';
import { registerPaths, type RegisterEntry } from '../../core/plan/register.ts';
import { inMarkdown } from '../../core/words.ts';
import { awardedClaim } from '../claims.ts';
import { GitFailure } from '../git.ts';
import { newestOf } from '../issuing/editions.ts';
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

const mark = (name: string): string => `<!-- laurel:badge ${name} -->`;

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
      // Of what was superseded the earner is told by what took its place.
      if (newestOf(register.awards, award.serial) !== entry || revocation !== null || !isPublished(ledger, entry) || award.signed < since) continue;
      if (await tell(place, programme, rules, entry)) told.push(editionName(award));
    }
  }
  return told;
}

async function tell(place: Place, programme: Programme, rules: Rules, { award, reissue }: RegisterEntry): Promise<boolean> {
  const { github, repository: { owner, name } } = place;
  const { pull } = award.source;
  try {
    const comments = await github.comments(owner, name, pull);
    if (comments.some(({ body }) => body.includes(mark(editionName(award))))) return false;
    // The one comment first: where that fails, all of it is done again. A re-issue changes nothing of the claim.
    const changes = reissue !== null ? [] : await mergedNotice(place, awardedClaim(award), pull, rules, (attempt) => issuedStanding(award, attempt));
    await apply({ place, claim: { key: `${nameOf(place)}#${pull}`, pull } }, changes.filter((change) => change.kind === 'notice' && change.comment !== null));
    await github.comment(owner, name, pull, textFor(place, programme, award, reissue?.record.reason ?? null));
    return true;
  } catch (error) {
    // A pull request that is gone holds nobody else up.
    if (!(error instanceof GitFailure) && ownProblem(error) === null) throw error;
    return false;
  }
}

function textFor(place: Place, { access, issuer }: Programme, award: RegisterEntry['award'], reason: string | null): string {
  const { serial, edition, visibility } = award;
  const site = issuer.url.replace(/\/+$/, '');
  const where = visibility === 'public'
    ? `It has a page of its own, from which you can take the file and the image: ${site}/badges/${serial}/ (the page appears when the site is next published, within the hour).`
    : `It is private: only who may read this repository can take it. The file is [badge.json](${access.server}/${nameOf(place)}/blob/register/${registerPaths.badge(serial, edition)}); keep a copy of your own.`;
  const what = reason === null ? `**Your badge ${serial} is issued.**` : `**Your badge ${serial} is issued anew** (${inMarkdown(reason)}). It keeps its address and the day of its award. **The file from before is revoked**: take the new one, and give it to whoever has the old one.`;
  return `${mark(editionName(award))}\n\n${what} ${where}\n\nWhoever you give it to can verify it at ${site}/verify/ without an account.\n`;
}
