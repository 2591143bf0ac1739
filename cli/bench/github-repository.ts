import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { Assessors } from '../core/model.generated.ts';
import { git } from '../practice/git/run.ts';
import { CREDENTIAL } from '../practice/story/submission.ts';
import type { State } from '../practice/state.ts';
import type { Snapshot } from '../testing/rehearse.ts';
import { playBase } from './github-base.ts';
import { assessorsFor, claimsOf, type Claim, type Size } from './github-claims.ts';
import { writeHistory } from './github-history.ts';
import { makeForks, rememberClaims } from './github-state.ts';
import { writeStores } from './github-stores.ts';

/** A rehearsal in a repository with many claims. Remove the folder of its snapshot at the end. */
export interface Grown {
  readonly snapshot: Snapshot;
  readonly claims: readonly Claim[];
}

const folderOf = ({ login, number }: Claim): string => `catalog/submissions/${CREDENTIAL}/${login}/${number}`;
const branchOf = ({ number }: Claim): string => `laurel/${CREDENTIAL}/${number}`;
const LIST = 'catalog/assessors.yaml';

/**
 * Makes a rehearsal whose repository holds many claims. The first is played by the real commands; the others are
 * written after it, straight into the practice server's repository and its state, with badges signed by the programme's key.
 * @param now when the claims are dated from.
 */
export async function growRepository(size: Size, now: Date): Promise<Grown> {
  const base = await playBase();
  const server = join(base.snapshot.folder, 'server');
  const repositories = join(server, 'repositories');
  const dir = join(repositories, 'marlow-valley', 'credentials.git');
  const claims = claimsOf(size, 2);
  const listed = load(await git(dir, ['show', `refs/heads/main:${LIST}`])) as Assessors;
  const more = assessorsFor(size).map(([login, id]) => ({ login, id, covers: ['all'], 'calibrated-until': listed.assessors[0]!['calibrated-until'], load: 25 }));
  // Every teacher's files have addresses of their own, and what was handed in first is another text.
  const text = ({ login, number }: Claim, attempt: 'first' | 'last'): string => base.submission.replaceAll('/maya/', `/${login}/${number}/`).replace('two sections', attempt === 'first' ? 'two classes' : 'two sections');
  const commits = await writeHistory(claims, { dir, folder: folderOf, text, before: new Map([[LIST, dump({ ...listed, assessors: [...listed.assessors, ...more] })]]), now });
  const merged = claims.filter(({ stage }) => stage === null);
  const trees = (await git(dir, ['cat-file', '--batch-check=%(objectname)'], { input: `${merged.map((claim) => `${commits.get(claim.pull)!.merge}:${folderOf(claim)}`).join('\n')}\n` })).split('\n');
  const file = join(server, 'state.json');
  const state = JSON.parse(await readFile(file, 'utf8')) as State;
  const repository = base.award.source.repository;
  await writeStores(dir, base, repository, merged.map((claim, at) => ({ claim, commits: commits.get(claim.pull)!, path: folderOf(claim), tree: trees[at]! })), now);
  await writeFile(file, JSON.stringify(rememberClaims(state, { base, size, claims, commits, branch: branchOf, now })));
  await makeForks(repositories, dir, { claims, commits, branch: branchOf });
  return { snapshot: base.snapshot, claims };
}
