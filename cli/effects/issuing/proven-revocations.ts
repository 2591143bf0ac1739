import { beforeCompromise } from '../../core/keys.ts';
import { toLog } from '../../core/plan/log-due.ts';
import { isIssuers, type Revocation } from '../../core/plan/revocation.ts';
import type { RegisterEntry } from '../../core/plan/register.ts';
import type { Issuer } from '../../core/model.generated.ts';
import type { PlaceState, State, Stores } from '../stores.ts';

/**
 * The same stores, in which a revocation that the issuer has not signed counts for nothing: `unproven` names the awards beside which
 * one stands. Others may write a private register. One that was signed with a key before that was compromised counts if it was published:
 * what a status list has said stays said.
 */
export function withProvenRevocations(stores: Stores, issuer: Issuer): Stores {
  const known = new WeakMap<Revocation, boolean>();
  const counts = async (revocation: Revocation, serial: string): Promise<boolean> => {
    // What is no object cannot be remembered, and is no revocation.
    if (typeof revocation !== 'object') return false;
    const answer = known.get(revocation) ?? (await isIssuers(revocation, serial, issuer));
    known.set(revocation, answer);
    return answer;
  };
  return { ...stores, read: async () => provenIn(await stores.read(), counts, issuer) };
}

async function provenIn(state: State, counts: (revocation: Revocation, serial: string) => Promise<boolean>, issuer: Issuer): Promise<State> {
  const unproven = new Set<string>();
  for (const [serial, { revocation }] of state.register) if (revocation !== null && !(await counts(revocation, serial))) unproven.add(serial);
  for (const serial of await publishedAmong(unproven, state, issuer)) unproven.delete(serial);
  if (unproven.size === 0) return state;
  const cleaned = (entries: ReadonlyMap<string, RegisterEntry>): ReadonlyMap<string, RegisterEntry> => new Map([...entries].map(([serial, entry]) => [serial, unproven.has(serial) ? { ...entry, revocation: null } : entry]));
  const places: readonly PlaceState[] = state.places.map((one) => ({ ...one, register: { ...one.register, awards: cleaned(one.register.awards) } }));
  return { ...state, places, register: cleaned(state.register), unproven };
}

async function publishedAmong(serials: ReadonlySet<string>, { register, ledger }: State, issuer: Issuer): Promise<readonly string[]> {
  if (serials.size === 0 || issuer.keys.every(({ compromised }) => compromised === undefined)) return [];
  const { bits } = await toLog(ledger);
  const published: string[] = [];
  for (const serial of serials) {
    const { award, revocation } = register.get(serial)!;
    if (bits.get(award.status.list)?.includes(award.status.index) === true && (await isIssuers(revocation!, serial, beforeCompromise(issuer)))) published.push(serial);
  }
  return published;
}
