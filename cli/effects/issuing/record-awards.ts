import type { Approval, ClaimFacts } from '../../core/assessment/approval.ts';
import { proveApproval } from '../../core/assessment/approval.ts';
import { unsignedBadge } from '../../core/badge/credential.ts';
import { lintBadge } from '../../core/badge/verify.ts';
import { canonicalJson } from '../../core/canonical.ts';
import type { Award } from '../../core/model.generated.ts';
import { awardRecord, claimKey, indexFrom, serialFrom, toSecond } from '../../core/plan/award.ts';
import { recordText, registerPaths } from '../../core/plan/register.ts';
import { gatherClaim, mergedClaims, type MergedClaim } from '../claims.ts';
import { GitFailure } from '../git.ts';
import type { Pull } from '../github/github.ts';
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
      const grounds = await groundsFor(run, claim, main);
      if ('reasons' in grounds) {
        refused.push({ path: claim.path, reasons: grounds.reasons });
        continue;
      }
      const index = indexFrom(world.random, taken);
      if (index === null) throw new Obstacle('Status list 1 is nearly full. Nothing was signed.');
      const award = await awardFrom(run, claim, grounds, { serial: serialFrom(world.random(12)), index, signed: toSecond(world.now()) });
      const faults = claims.has(award.claim) ? ['this claim has been awarded already'] : await tryBadge(run, award);
      if (faults.length > 0) {
        refused.push({ path: claim.path, reasons: faults });
        continue;
      }
      claims.add(award.claim);
      taken.add(award.status.index);
      awarded.push(award);
      files.set(registerPaths.award(award.serial), recordText(award));
    }
    if (awarded.length === 0) return { pushed: true, outcome: { awarded, refused } };
    const pushed = await append(programme, 'register', files, `Record ${awarded.length === 1 ? 'an award' : `${awarded.length} awards`}`, world.now());
    if (pushed) tell(`Recorded ${awarded.map(({ serial, credential }) => `${serial} (${credential})`).join(', ')} in the register`);
    return { pushed, outcome: { awarded, refused } };
  });

/**
 * Proves a recorded award again, from git and GitHub, before it is signed: a record is no proof of itself, whoever wrote it.
 * @returns what speaks against it; nothing when it is what would be recorded today, but for what was drawn.
 */
export async function doubtsOf(run: Run, award: Award, main: string): Promise<readonly string[]> {
  const claim = (await mergedClaims(run.programme, main)).find(({ path }) => path === award.source.path);
  if (claim === undefined) return ['its claim is not on main'];
  const grounds = await groundsFor(run, claim, main);
  if ('reasons' in grounds) return grounds.reasons;
  const { serial, signed, status, key } = award;
  const again = await awardFrom(run, claim, grounds, { serial, index: status.index, signed });
  if (key !== again.key) throw new Obstacle(`Award ${serial} was recorded for the key ${key}, which is not the one at hand. Run \`laurel issue\` with that key once.`);
  if (canonicalJson(award) !== canonicalJson(again)) return ['its record differs from what its claim and its assessments say'];
  return tryBadge(run, award);
}

interface Grounds {
  readonly facts: ClaimFacts;
  readonly pull: Pull;
  readonly approval: Extract<Approval, { readonly ok: true }>;
}

// What is wrong with one claim refuses that claim alone; a GitHub that cannot be asked at all stops the run.
async function groundsFor(run: Run, claim: MergedClaim, main: string): Promise<Grounds | { readonly reasons: readonly string[] }> {
  try {
    const reasons: string[] = [];
    const proven: Grounds[] = [];
    for (const gathered of await gatherClaim(run.programme, claim, main)) {
      const approval = gathered.ok ? proveApproval(gathered.facts) : gathered;
      if (gathered.ok && approval.ok) proven.push({ facts: gathered.facts, pull: gathered.pull, approval });
      else if (!approval.ok) reasons.push(...approval.reasons);
    }
    const [grounds] = proven;
    if (grounds === undefined) return { reasons };
    if (proven.length > 1) return { reasons: [`more than one approved pull request brought it (${proven.map(({ pull }) => pull.number).join(', ')}), so a person must look`] };
    // What is signed for must be what is published: the release has to stand on main unchanged.
    return run.releases.has(grounds.facts.release!.digest) ? grounds : { reasons: ['the release that it was assessed under is not on main any more'] };
  } catch (error) {
    const { name, status = 0, message } = error as { readonly name?: string; readonly status?: number; readonly message?: string };
    const aboutThis = error instanceof GitFailure || (name === 'GitHubFailure' && status >= 400 && status < 500 && ![401, 403, 429].includes(status));
    if (!aboutThis) throw error;
    return { reasons: [`its pull request could not be read: ${message}`] };
  }
}

async function awardFrom(run: Run, claim: MergedClaim, { facts, pull, approval }: Grounds, drawn: { readonly serial: string; readonly index: number; readonly signed: string }): Promise<Award> {
  const { programme, releases, issuer } = run;
  const keys = await run.keys();
  const earner = keys.earner(facts.author!);
  return awardRecord({
    ...drawn,
    list: LIST,
    earner,
    claim: claimKey({ repository: programme.repository.id, credential: claim.credential, earner, number: claim.number }),
    awarded: toSecond(new Date(pull.mergedAt!)),
    issuer,
    publicKey: keys.publicKey,
    release: releases.get(facts.release!.digest)!,
    approval,
    source: { repository: programme.repository.id, pull: facts.pull, merge: facts.merge, head: facts.head, tree: facts.tree!, policy: facts.policy, path: facts.path },
  });
}

// Law 5: the whole verification under a throw-away key, before the real one is touched.
async function tryBadge({ releases, issuer }: Run, award: Award): Promise<readonly string[]> {
  const results = await lintBadge(unsignedBadge(award, releases.get(award.release)!.release), { now: new Date(award.signed), throwAway: throwAwayKey(), issuer });
  return results.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ name, detail }) => `its badge would not verify: ${name}: ${detail}`);
}
