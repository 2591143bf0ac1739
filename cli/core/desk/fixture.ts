import { attemptsOf } from '../assessment/attempts.ts';
import type { Interests } from '../assessment/eligibility.ts';
import type { ReviewFacts } from '../assessment/opinion.ts';
import { scoreForm } from '../assessment/score-form.ts';
import type { Assessors, Issuer, ReleaseFile } from '../model.generated.ts';
import type { DeskClaim } from './claim.ts';

/** Ticks a form's boxes as an assessor would; the criteria that fall short get the lowest level. */
export function filledForm({ release }: ReleaseFile, short: readonly string[] = [], only?: ReadonlySet<string>): string {
  const [lowest] = release.rubric.levels;
  const highest = release.rubric.levels.at(-1)!;
  return scoreForm(release, only === undefined ? {} : { only }).split(/^(?=### )/m).map((block) => {
    const id = /\(`([^`]+)`\)/.exec(block)?.[1] ?? '';
    const box = id === 'conflict-of-interest' ? 'no-conflict' : release.rubric.criteria.some((one) => one.id === id) ? (short.includes(id) ? lowest!.id : highest.id) : short.includes(id) ? 'not-sufficient' : 'sufficient';
    return block.replace(`- [ ] \`${box}\``, `- [x] \`${box}\``).replace('Feedback:\n', `Feedback: What I saw of ${id}.\n`);
  }).join('');
}

/** A commit's name made of one digit or letter. */
export const commit = (letter: string): string => letter.repeat(40);

let reviews = 0;

/** A review of the work at a commit. */
export function review(release: ReleaseFile, account: number, at: string, where: string, short: readonly string[] = [], more: Partial<ReviewFacts> = {}): ReviewFacts {
  reviews += 1;
  return { id: reviews, account, state: short.length > 0 ? 'CHANGES_REQUESTED' : 'APPROVED', commit: commit(where), body: filledForm(release, short), submitted: at, edited: false, ...more };
}

/** What a claim for the desk is made of in a test. */
export interface ClaimSketch {
  readonly release: ReleaseFile;
  readonly assessors: Assessors;
  readonly policy: Issuer['policy'];
  readonly pull?: number;
  readonly submitter?: number;
  readonly since?: string;
  /** The commits that were handed in, in order, each a letter; the last is the head. */
  readonly commits?: string;
  readonly reviews?: readonly ReviewFacts[];
  readonly interests?: Partial<Interests>;
  readonly more?: Partial<DeskClaim>;
}

/** A claim as the desk sees it, with its attempts worked out from reviews. */
export function deskClaim({ release, assessors, policy, pull = 1, submitter = 99, since = '2026-11-23T09:00:00Z', commits = 'a', reviews: given = [], interests = {}, more = {} }: ClaimSketch): DeskClaim {
  const trees = new Map([...commits].map((letter) => [commit(letter), `tree-${letter}`]));
  const head = commit(commits.at(-1)!);
  const whole: Interests = { author: submitter, school: undefined, team: [], ...interests };
  const involved = more.involved ?? new Set<number>();
  return {
    key: `marlow-valley/credentials#${pull}`, pull, address: `https://github.example/marlow-valley/credentials/pull/${pull}`, head,
    submitter: { id: submitter, login: `teacher-${submitter}` }, draft: false, since, credential: release.release.id, release, submission: null, interests: whole, problems: [], warnings: [],
    attempts: attemptsOf({ reviews: given, trees, tree: trees.get(head)!, head, release: release.release, assessors, interests: whole, involved, independent: policy.approvals }),
    requested: [], involved, ...more,
  };
}
