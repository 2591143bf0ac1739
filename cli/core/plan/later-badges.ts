import type { Badge } from '../badge/credential.ts';
import { facts } from '../badge/facts.ts';
import type { JsonObject } from '../badge/json.ts';

/**
 * By the id of each revoked badge, the id of the badge in force that its earner got later for the same credential, at whatever version.
 * The ledger alone says it: of earners who had themselves named by another DID in between, it knows nothing.
 */
export function laterBadges(badges: readonly Pick<Badge, 'id'>[], revoked: ReadonlySet<string>): ReadonlyMap<string, string> {
  const said = badges.map((badge) => facts(badge as unknown as JsonObject));
  const nameOf = ({ earner, issuer, achievement: { id } }: (typeof said)[number]): string => JSON.stringify([earner, issuer.id, id.replace(/\/[^/]+\/achievement\.json$/, '')]);
  const live = new Map<string, (typeof said)[number]>();
  for (const one of said) {
    const known = live.get(nameOf(one));
    if (one.earner !== null && !revoked.has(one.id) && (known === undefined || known.awarded < one.awarded)) live.set(nameOf(one), one);
  }
  return new Map(said.flatMap((one) => {
    const later = revoked.has(one.id) ? live.get(nameOf(one)) : undefined;
    return later === undefined || later.awarded <= one.awarded ? [] : [[one.id, later.id] as const];
  }));
}
