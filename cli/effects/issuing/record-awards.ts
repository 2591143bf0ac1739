import { proveApproval } from '../../core/assessment/approval.ts';
import { unsignedBadge } from '../../core/badge/credential.ts';
import { lintBadge } from '../../core/badge/verify.ts';
import type { Award, Issuer, ReleaseFile } from '../../core/model.generated.ts';
import { awardRecord, claimKey, indexFrom, serialFrom, toSecond } from '../../core/plan/award.ts';
import { recordText, registerPaths } from '../../core/plan/register.ts';
import { gatherClaim, mergedClaims, type MergedClaim } from '../claims.ts';
import { throwAwayKey } from '../keys.ts';
import { Obstacle } from '../programme.ts';
import { append } from '../stores.ts';
import { untilPushed, type Run } from './run.ts';

/** A claim that no badge is issued for, and why. */
export interface Refusal {
  readonly path: string;
  readonly reasons: readonly string[];
}

const LIST = 1;

/** Proves every claim on main that has no award, and records the awards with all that is drawn at random, before anything is signed. */
export const recordAwards = (run: Run): Promise<{ readonly awarded: readonly Award[]; readonly refused: readonly Refusal[] }> =>
  untilPushed(run.programme, async ({ main, register }) => {
    const { programme, tell, world } = run;
    const known = new Set([...register.values()].map(({ award }) => award.source.path));
    const claims = new Set([...register.values()].map(({ award }) => award.claim));
    const taken = new Set([...register.values()].map(({ award }) => award.status.index));
    const awarded: Award[] = [];
    const refused: Refusal[] = [];
    const files = new Map<string, string>();
    for (const claim of await mergedClaims(programme, main)) {
      if (known.has(claim.path)) continue;
      const outcome = await awardFor(run, claim, main, taken);
      if (Array.isArray(outcome)) refused.push({ path: claim.path, reasons: outcome });
      else if (claims.has((outcome as Award).claim)) refused.push({ path: claim.path, reasons: ['this claim has been awarded already'] });
      else {
        const award = outcome as Award;
        claims.add(award.claim);
        taken.add(award.status.index);
        awarded.push(award);
        files.set(registerPaths.award(award.serial), recordText(award));
      }
    }
    if (awarded.length === 0) return { pushed: true, outcome: { awarded, refused } };
    const pushed = await append(programme, 'register', files, `Record ${awarded.length === 1 ? 'an award' : `${awarded.length} awards`}`, world.now());
    if (pushed) tell(`Recorded ${awarded.map(({ serial, credential }) => `${serial} (${credential})`).join(', ')} in the register`);
    return { pushed, outcome: { awarded, refused } };
  });

async function awardFor(run: Run, claim: MergedClaim, main: string, taken: ReadonlySet<number>): Promise<Award | readonly string[]> {
  const { world, programme, releases, issuer } = run;
  const keys = await run.keys();
  const gathered = await gatherClaim(programme, claim, main);
  if (!gathered.ok) return gathered.reasons;
  const { facts, pull } = gathered;
  const approval = proveApproval(facts);
  if (!approval.ok) return approval.reasons;
  // What is signed for must be what is published: the release has to stand on main unchanged.
  const release = releases.get(facts.release!.digest);
  if (release === undefined) return ['the release that it was assessed under is not on main any more'];
  const index = indexFrom(world.random, taken);
  if (index === null) throw new Obstacle('Status list 1 is nearly full. Nothing was signed.');
  const earner = keys.earner(facts.author!);
  const award = awardRecord({
    serial: serialFrom(world.random(12)),
    index,
    list: LIST,
    earner,
    claim: claimKey({ repository: programme.repository.id, credential: claim.credential, earner, number: claim.number }),
    awarded: toSecond(new Date(pull.mergedAt!)),
    signed: toSecond(world.now()),
    issuer,
    publicKey: keys.publicKey,
    release,
    approval,
    source: { repository: programme.repository.id, pull: facts.pull, merge: facts.merge, head: facts.head, tree: facts.tree!, policy: facts.policy, path: facts.path },
  });
  const faults = await tryBadge(award, release, issuer);
  return faults.length > 0 ? faults.map((fault) => `its badge would not verify: ${fault}`) : award;
}

// Law 5: the whole verification under a throw-away key, before the real one is touched.
async function tryBadge(award: Award, release: ReleaseFile, issuer: Issuer): Promise<readonly string[]> {
  const results = await lintBadge(unsignedBadge(award, release.release), { now: new Date(award.signed), throwAway: throwAwayKey(), issuer });
  return results.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ name, detail }) => `${name}: ${detail}`);
}
