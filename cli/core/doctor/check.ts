import type { Facts, Seen, Sight } from './facts.ts';

/** One request that changes a setting. */
export interface Step {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Whom it names by login. A login can change hands while a plan is read: it is made only if the login is still theirs. */
  readonly who?: { readonly login: string; readonly id: number };
}

/** One line of a plan: what goes from which state to which, and the requests that do it. */
export interface Change {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly steps: readonly Step[];
}

/** What a check sees: all is well, something is to change, or the token does not show it. */
export type Verdict =
  | { readonly outcome: 'fine'; readonly found: string; readonly remark?: string }
  | { readonly outcome: 'change'; readonly found: string; readonly wanted: string }
  | { readonly outcome: 'unseen'; readonly right: string };

/**
 * One thing that a repository's settings should say. `bad` are facts that it must complain of and `good` further ones that it must
 * not, each put over the exemplary programme: they are its tests.
 */
export interface Check {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  /** How a person changes it, beginning with where. */
  readonly hand: string;
  readonly needs: readonly (keyof Facts)[];
  /** Whether it is asked at all; these two facts are always seen. */
  readonly applies?: (facts: Pick<Facts, 'programme' | 'repository'>) => boolean;
  readonly look: (facts: Facts) => Verdict;
  /** What `laurel setup` does when the verdict is `change`; nothing where only a person can. */
  readonly change?: (facts: Facts) => readonly Change[];
  readonly good?: readonly ((exemplary: Facts) => Partial<Facts>)[];
  readonly bad: readonly ((exemplary: Facts) => Partial<Facts>)[];
}

/** All is well; the remark is worth knowing and nothing to act on. */
export const fine = (found: string, remark?: string): Verdict => ({ outcome: 'fine', found, ...(remark === undefined ? {} : { remark }) });

/** Something is otherwise than it should be. */
export const change = (found: string, wanted: string): Verdict => ({ outcome: 'change', found, wanted });

/** A check's verdict with its words. */
export interface Finding {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  readonly hand: string;
  readonly verdict: Verdict;
  readonly changes: readonly Change[];
}

/** Runs checks over what can be seen; a check one of whose facts is hidden is `unseen` and names the right. */
export function examine(checks: readonly Check[], sight: Sight): readonly Finding[] {
  return checks.flatMap((check) => {
    const { id, summary, why, hand } = check;
    const facts = seenFacts(sight);
    if (check.applies?.(facts) === false) return [];
    const hidden = check.needs.map((name) => sight[name]).find((fact): fact is Extract<Seen<unknown>, { readonly seen: false }> => !fact.seen);
    const verdict: Verdict = hidden === undefined ? check.look(facts) : { outcome: 'unseen', right: hidden.right };
    return [{ id, summary, why, hand, verdict, changes: verdict.outcome === 'change' ? (check.change?.(facts) ?? []) : [] }];
  });
}

// Only the facts that a check needs are looked at, and those are all seen.
const seenFacts = (sight: Sight): Facts => Object.fromEntries(Object.entries(sight).flatMap(([name, fact]) => (fact.seen ? [[name, fact.value]] : []))) as unknown as Facts;

/** How an examination ended, as an exit code: something to change counts more than something unseen. */
export const outcomeOf = (findings: readonly Finding[]): 0 | 1 | 3 =>
  findings.some(({ verdict }) => verdict.outcome === 'change') ? 1 : findings.some(({ verdict }) => verdict.outcome === 'unseen') ? 3 : 0;
