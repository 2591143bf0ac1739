import { facts, type BadgeFacts } from '../badge/facts.ts';
import type { JsonObject } from '../badge/json.ts';

/** As much of a badge as says whether it is in force, and what came after it: of ten thousand of them, little enough to keep. */
export interface Standing extends Pick<BadgeFacts, 'id' | 'earner' | 'awarded' | 'status'> {
  readonly issuer: string;
  /** The achievement's id. */
  readonly achievement: string;
}

/** Reads it off a badge. */
export function standingOf(badge: object): Standing {
  const { id, earner, awarded, status, issuer, achievement } = facts(badge as JsonObject);
  return { id, earner, awarded, status, issuer: issuer.id, achievement: achievement.id };
}
