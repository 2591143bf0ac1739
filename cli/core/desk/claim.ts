import type { Attempt } from '../assessment/attempts.ts';
import type { Interests } from '../assessment/eligibility.ts';
import type { ReleaseFile, Submission } from '../model.generated.ts';

/** A person by account. */
export interface Person {
  readonly id: number;
  readonly login: string;
}

/** An open pull request that claims a credential, as the desk sees it. Times are ISO 8601 in UTC. */
export interface DeskClaim {
  /** `owner/name#7`: names it among all repositories. */
  readonly key: string;
  readonly pull: number;
  readonly address: string;
  readonly head: string;
  readonly submitter: Person | null;
  readonly draft: boolean;
  /** When it was handed in: marked as ready, or changed after that. */
  readonly since: string;
  readonly credential: string;
  readonly release: ReleaseFile | null;
  readonly submission: Submission | null;
  readonly interests: Interests;
  /** What is missing or wrong, each a sentence with its remedy; nothing when it is complete. */
  readonly problems: readonly Problem[];
  /** What is worth another look and keeps nobody waiting, each a sentence or two. */
  readonly warnings: readonly string[];
  /** Oldest first; empty while the submission cannot be read. */
  readonly attempts: readonly Attempt[];
  /** Assessors who were asked and have not answered, since when. */
  readonly requested: readonly { readonly person: Person; readonly since: string }[];
  /** Accounts that pushed to it or that a commit names: they do not assess it. */
  readonly involved: ReadonlySet<number>;
}

/** Something that keeps a claim from being assessed. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

/** The attempt that stands now. */
export const currentAttempt = (claim: DeskClaim): Attempt | null => claim.attempts.at(-1) ?? null;

/** Whether assessors have work to do on it. */
export function underAssessment(claim: DeskClaim): boolean {
  const decision = currentAttempt(claim)?.decision.kind;
  return !claim.draft && claim.problems.length === 0 && (decision === 'open' || decision === 'disputed');
}
