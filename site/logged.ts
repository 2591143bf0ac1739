import type { Badge } from '../cli/core/badge/credential.ts';
import { newestEditions } from '../cli/core/badge/edition.ts';
import { sha256 } from '../cli/core/canonical.ts';
import { issued } from '../cli/core/log/entry.ts';
import type { Ledger } from '../cli/core/plan/ledger.ts';

/** The entry of a badge, and how many the log has. */
export interface LogPlace {
  readonly index: number;
  readonly size: number;
}

/** Where the ledger's badges stand in its log, by the badge's id. */
export function loggedBadges({ log, badges }: Ledger): ReadonlyMap<string, LogPlace> {
  const places = new Map((log?.entries ?? []).map((entry, index) => [entry, index] as const));
  return new Map([...newestEditions(badges).values()].flatMap((text) => {
    const index = places.get(issued(sha256(text)));
    return index === undefined ? [] : [[(JSON.parse(text) as Badge).id, { index, size: log!.entries.length }] as const];
  }));
}
