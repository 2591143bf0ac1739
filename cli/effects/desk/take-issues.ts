import type { Programme } from '../programme.ts';
import type { World } from '../world.ts';

/** An issue of the submission form that became, or changed, a pull request; or why it could not. */
export interface TakenIssue {
  readonly issue: number;
  readonly pull: number | null;
  readonly problems: readonly string[];
}

/** Turns what came in by the issue form into pull requests, with the issue's author as the submitter. */
export async function takeIssues(_world: World, _programme: Programme): Promise<readonly TakenIssue[]> {
  return [];
}
