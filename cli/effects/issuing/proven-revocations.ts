import { isIssuers, type Revocation } from '../../core/plan/revocation.ts';
import type { RegisterEntry } from '../../core/plan/register.ts';
import type { Issuer } from '../../core/model.generated.ts';
import type { PlaceState, State, Stores } from '../stores.ts';

/**
 * The same stores, in which a revocation that the issuer has not signed counts for nothing: `unproven` names the awards beside which
 * one stands. Others may write a private register.
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
  return { ...stores, read: async () => provenIn(await stores.read(), counts) };
}

async function provenIn(state: State, counts: (revocation: Revocation, serial: string) => Promise<boolean>): Promise<State> {
  const unproven = new Set<string>();
  for (const [serial, { revocation }] of state.register) if (revocation !== null && !(await counts(revocation, serial))) unproven.add(serial);
  if (unproven.size === 0) return state;
  const cleaned = (entries: ReadonlyMap<string, RegisterEntry>): ReadonlyMap<string, RegisterEntry> => new Map([...entries].map(([serial, entry]) => [serial, unproven.has(serial) ? { ...entry, revocation: null } : entry]));
  const places: readonly PlaceState[] = state.places.map((one) => ({ ...one, register: { ...one.register, awards: cleaned(one.register.awards) } }));
  return { ...state, places, register: cleaned(state.register), unproven };
}
