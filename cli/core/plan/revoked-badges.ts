import { addresses } from '../badge/addresses.ts';
import type { Badge } from '../badge/credential.ts';
import { facts } from '../badge/facts.ts';
import { bitAt, decodeList } from '../badge/status-list.ts';
import type { Ledger } from './ledger.ts';

/** Ids of the badges that the ledger's own lists say are revoked, as of the day the site is built. */
export async function revokedBadges({ lists }: Pick<Ledger, 'lists'>, badges: readonly Pick<Badge, 'id'>[]): Promise<ReadonlySet<string>> {
  const bits = new Map<string, Uint8Array>();
  for (const { record } of lists.values()) {
    const decoded = await decodeList(record.encodedList);
    if (decoded.ok) bits.set(addresses(record.origin).statusList(record.list), decoded.bits);
  }
  const isRevoked = (badge: Pick<Badge, 'id'>): boolean => {
    const { status } = facts({ ...badge });
    const list = status === null ? undefined : bits.get(status.list);
    return list !== undefined && bitAt(list, status!.index) === true;
  };
  return new Set(badges.filter(isRevoked).map(({ id }) => id));
}
