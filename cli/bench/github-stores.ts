import { badgeText, secureBadge, unsignedBadge } from '../core/badge/credential.ts';
import { sha256 } from '../core/canonical.ts';
import type { Attempt, Award, ReleaseFile } from '../core/model.generated.ts';
import { plusYears, serialFrom, toSecond } from '../core/plan/award.ts';
import { ledgerPaths } from '../core/plan/ledger.ts';
import { recordText, registerPaths } from '../core/plan/register.ts';
import { git } from '../practice/git/run.ts';
import type { Base } from './github-base.ts';
import type { Claim } from './github-claims.ts';
import { daysBefore, type Commits } from './github-history.ts';

/** A merged claim with its commits and the git object id of its folder. */
export interface Merged {
  readonly claim: Claim;
  readonly commits: Commits;
  readonly path: string;
  readonly tree: string;
}

type Files = ReadonlyMap<string, string>;

/** How many awards came to the stores by one commit. */
const AT_ONCE = 20;

/**
 * Writes an award for each merged claim to register and ledger. The records are real; the proofs are copies of one, because
 * signing thousands takes minutes and nothing that is measured here verifies a badge that was published before.
 */
export async function writeStores(dir: string, base: Base, repository: number, merged: readonly Merged[], now: Date): Promise<void> {
  const release = (JSON.parse(base.release) as ReleaseFile).release;
  const register: Files[] = [];
  const ledger: Files[] = [];
  for (let at = 0; at < merged.length; at += AT_ONCE) {
    const [records, badges] = [new Map<string, string>(), new Map<string, string>()];
    for (const [more, one] of merged.slice(at, at + AT_ONCE).entries()) {
      const award = awardOf(base, repository, one, at + more, now);
      const unsigned = unsignedBadge(award, release);
      const proof = { ...base.proof, created: award.signed };
      const badge = badgeText(secureBadge(unsigned, proof));
      const attempt: Attempt = { ...base.attempt, claim: award.claim, tree: one.tree, commit: one.commits.head };
      records.set(registerPaths.award(award.serial), recordText(award)).set(registerPaths.attempt(award.claim, 1, one.tree), recordText(attempt)).set(registerPaths.proof(award.serial), recordText(proof)).set(registerPaths.badge(award.serial), badge);
      badges.set(ledgerPaths.badge(award.serial), badge);
    }
    register.push(records);
    ledger.push(badges);
  }
  await appendAll(dir, 'register', register, now);
  await appendAll(dir, 'ledger', ledger, now);
}

function awardOf({ award, keys }: Base, repository: number, { claim, commits, path, tree }: Merged, at: number, now: Date): Award {
  const earner = keys.earner(claim.account);
  const awarded = toSecond(new Date((daysBefore(now, claim.age) + 86_400) * 1000));
  const bytes = Buffer.from(sha256(`award ${at}`), 'hex');
  // Places after the one that the base was given by chance, which comes again nowhere.
  const index = (award.status.index + 1 + at) % 131_072;
  return {
    ...award, serial: serialFrom(bytes), claim: keys.claim({ repository, credential: award.credential, earner, number: claim.number }), earner, awarded, signed: awarded,
    ...(award.until === undefined ? {} : { until: plusYears(awarded, 5) }), status: { list: award.status.list, index },
    source: { repository, pull: claim.pull, merge: commits.merge!, head: commits.head, tree, policy: commits.base, path },
  };
}

async function appendAll(dir: string, branch: string, commits: readonly Files[], now: Date): Promise<void> {
  const parts: string[] = [];
  const data = (content: string): void => void parts.push(`data ${Buffer.byteLength(content)}\n${content}\n`);
  const tip = (await git(dir, ['rev-parse', `refs/heads/${branch}`])).trim();
  for (const [at, files] of commits.entries()) {
    parts.push(`commit refs/heads/${branch}\ncommitter Laurel <laurel@example.org> ${daysBefore(now, 20)} +0000\n`);
    data(`Record ${files.size}\n`);
    if (at === 0) parts.push(`from ${tip}\n`);
    for (const [path, content] of files) {
      parts.push(`M 100644 inline ${path}\n`);
      data(content);
    }
  }
  await git(dir, ['fast-import', '--quiet', '--done'], { input: Buffer.from(`${parts.join('')}done\n`) });
}
