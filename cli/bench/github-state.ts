import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBare } from '../practice/git/bare.ts';
import { toStamp } from '../practice/host.ts';
import type { Activity, Person, Pull, Repository, Review, ReviewState, State, Turn } from '../practice/state.ts';
import type { Base } from './github-base.ts';
import type { Claim, Size } from './github-claims.ts';
import { assessorsFor } from './github-claims.ts';
import { daysBefore, type Commits } from './github-history.ts';

/** What the practice GitHub remembers of generated claims. */
export interface Remembered {
  readonly base: Base;
  readonly size: Size;
  readonly claims: readonly Claim[];
  readonly commits: ReadonlyMap<number, Commits>;
  /** The branch of a claim in its teacher's fork. */
  readonly branch: (claim: Claim) => string;
  readonly now: Date;
}

/** What assessors said of a claim at each stage: whose opinion, at which commit, with which form. */
const OPINIONS: Readonly<Record<NonNullable<Claim['stage']>, readonly (readonly [who: 0 | 1, form: keyof Base['forms']])[]>> = {
  draft: [], waiting: [], assessed: [[0, 'passes']], passed: [[0, 'passes'], [1, 'passesToo']], disputed: [[0, 'passes'], [1, 'not']], 'not-yet': [[0, 'not'], [1, 'not']], revised: [[0, 'not'], [1, 'not']],
};

/** Adds the people, forks, pull requests, reviews and movements of generated claims to a state. */
export function rememberClaims(state: State, { base, size, claims, commits, branch, now }: Remembered): State {
  let { lastId } = state;
  const id = (): number => (lastId += 1);
  const at = (days: number, hours = 0): string => toStamp(new Date((daysBefore(now, days) + hours * 3600) * 1000));
  const home = Object.values(state.repositories).find(({ parentId }) => parentId === null)!;
  const people: Person[] = [...new Map([...claims.map(({ login, account }) => [login, account] as const), ...assessorsFor(size)])].map(([login, own]) => ({ id: own, login, name: login, type: 'User', createdAt: at(500) }));
  const forks = new Map<number, Repository>();
  const forkOf = (account: number): number => {
    const fork: Repository = forks.get(account) ?? { ...home, id: id(), ownerId: account, description: null, collaborators: {}, lastNumber: 0, createdAt: at(450), pushedAt: at(1), parentId: home.id, sourceId: home.id };
    forks.set(account, fork);
    return fork.id;
  };
  const [pulls, reviews, turns, activity]: readonly [Pull[], Review[], Turn[], Activity[]] = [[], [], [], []];
  for (const claim of claims) {
    const { pull: number, login, account, stage, age, assessors } = claim;
    const { first, head, base: baseSha, merge } = commits.get(number)!;
    const headRepositoryId = forkOf(account);
    const pullId = id();
    pulls.push({
      id: pullId, repositoryId: home.id, number, authorId: account, title: `Checking for understanding: ${login}`, body: 'A claim.', state: merge === null ? 'open' : 'closed', draft: stage === 'draft', headRepositoryId, headRef: branch(claim), headSha: head,
      baseRef: 'main', baseSha, maintainerCanModify: true, requestedReviewerIds: [], labels: [], createdAt: at(age), updatedAt: at(age, 24), closedAt: merge === null ? null : at(age, 24), trial: null,
      merged: merge === null ? null : { at: at(age, 24), byId: 1001, sha: merge, method: 'merge', mergeBase: baseSha, brought: [head], landed: [merge] },
    });
    const moved = (before: string, after: string, hours: number): void => void activity.push({ id: id(), repositoryId: headRepositoryId, before, after, ref: `refs/heads/${branch(claim)}`, at: at(age, hours), type: before.startsWith('0000') ? 'branch_creation' : 'push', actorId: account });
    moved('0'.repeat(40), first, 0);
    if (head !== first) moved(first, head, 12);
    if (stage !== 'draft') turns.push({ id: id(), pullId, kind: 'ready_for_review', at: at(age), actorId: account, reviewerId: null });
    // What was said of past claims is never read again; its length would only be the server's burden.
    for (const [who, form] of OPINIONS[stage ?? 'passed']) {
      const said: ReviewState = form === 'not' ? 'CHANGES_REQUESTED' : 'APPROVED';
      reviews.push({ id: id(), pullId, authorId: assessors[who]![1], body: stage === null ? 'Past.' : base.forms[form], state: said, commitId: first, submittedAt: at(age, 2 + who), edit: null });
    }
  }
  const table = <One extends { readonly id: number }>(before: Readonly<Record<string, One>>, more: Iterable<One>): Readonly<Record<string, One>> => ({ ...before, ...Object.fromEntries([...more].map((one) => [one.id, one])) });
  const asked = Object.fromEntries(assessorsFor(size).map(([, own]) => [own, 'pull' as const]));
  const grown: Repository = { ...home, lastNumber: claims.at(-1)!.pull, collaborators: { ...home.collaborators, ...asked } };
  return { ...state, lastId, people: table(state.people, people), repositories: table(state.repositories, [grown, ...forks.values()]), pulls: table(state.pulls, pulls), reviews: table(state.reviews, reviews), timeline: table(state.timeline, turns), activity: [...state.activity, ...activity] };
}

/** Makes the forks that open claims come from; they borrow the objects of the repository that they are forks of. */
export async function makeForks(repositories: string, home: string, { claims, commits, branch }: Pick<Remembered, 'claims' | 'commits' | 'branch'>): Promise<void> {
  for (const claim of claims.filter(({ stage }) => stage !== null)) {
    const dir = join(repositories, claim.login, 'credentials.git');
    await createBare(dir, 'main');
    await mkdir(join(dir, 'objects', 'info'), { recursive: true });
    await writeFile(join(dir, 'objects', 'info', 'alternates'), `${join(home, 'objects')}\n`);
    await appendFile(join(dir, 'packed-refs'), `${commits.get(claim.pull)!.head} refs/heads/${branch(claim)}\n`);
  }
}
