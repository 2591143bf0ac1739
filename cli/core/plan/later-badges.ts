import type { Standing } from './standing.ts';

/**
 * By the id of each revoked badge, the id of the badge in force that its earner got later for the same credential, at whatever version.
 * The ledger alone says it: of earners who had themselves named by another DID in between, it knows nothing.
 */
export function laterBadges(badges: readonly Standing[], revoked: ReadonlySet<string>): ReadonlyMap<string, string> {
  const nameOf = ({ earner, issuer, achievement }: Standing): string => JSON.stringify([earner, issuer, achievement.replace(/\/[^/]+\/achievement\.json$/, '')]);
  const live = new Map<string, Standing>();
  for (const one of badges) {
    const known = live.get(nameOf(one));
    if (one.earner !== null && !revoked.has(one.id) && (known === undefined || known.awarded < one.awarded)) live.set(nameOf(one), one);
  }
  return new Map(badges.flatMap((one) => {
    const later = revoked.has(one.id) ? live.get(nameOf(one)) : undefined;
    return later === undefined || later.awarded <= one.awarded ? [] : [[one.id, later.id] as const];
  }));
}
