import { addresses } from '../badge/addresses.ts';
import { bitAt, decodeList } from '../badge/status-list.ts';
import type { Ledger } from './ledger.ts';
import type { Standing } from './standing.ts';

/** Ids of the badges that the ledger's own lists say are revoked, as of the day the site is built. */
export async function revokedBadges({ lists }: Pick<Ledger, 'lists'>, badges: readonly Pick<Standing, 'id' | 'status'>[]): Promise<ReadonlySet<string>> {
  const bits = new Map<string, Uint8Array>();
  for (const { record } of lists.values()) {
    const decoded = await decodeList(record.encodedList);
    if (decoded.ok) bits.set(addresses(record.origin).statusList(record.list), decoded.bits);
  }
  const isRevoked = ({ status }: Pick<Standing, 'status'>): boolean => {
    const list = status === null ? undefined : bits.get(status.list);
    return list !== undefined && bitAt(list, status!.index) === true;
  };
  return new Set(badges.filter(isRevoked).map(({ id }) => id));
}
