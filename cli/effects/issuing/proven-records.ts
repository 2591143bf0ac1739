import { editionName } from '../../core/badge/edition.ts';
import { beforeCompromise } from '../../core/keys.ts';
import { believedRegister } from '../../core/plan/compromised.ts';
import { holdsBadge } from '../../core/plan/ledger.ts';
import { toLog, type ToLog } from '../../core/plan/log-due.ts';
import { isIssuersReissue } from '../../core/plan/reissue.ts';
import { isIssuers } from '../../core/plan/revocation.ts';
import { digestOfBadge, isSigned, type RegisterEntry } from '../../core/plan/register.ts';
import type { Issuer } from '../../core/model.generated.ts';
import type { PlaceState, State, Stores } from '../stores.ts';

const REVOCATION = 'beside it stands a revocation that the issuer has not signed with a key that is still believed, which counts for nothing: look at who wrote it, and run `laurel revoke` if the badge is to be revoked';
const REISSUE = 'beside it stands a re-issue that the issuer has not signed for this award with a key that is still believed, which counts for nothing: look at who wrote it, and leave the file where it is: the next re-issue goes past it';

/**
 * The same stores, in which a revocation or a re-issue that the issuer has not signed counts for nothing: `unproven` names the awards
 * beside which one stands. Others may write a private register. What was signed with a key before that was compromised counts if it
 * was published: what a status list has said, and what was issued anew, stays so.
 */
export function withProvenRecords(stores: Stores, issuer: Issuer): Stores {
  const known = new WeakMap<object, Promise<boolean>>();
  const remembered = (record: object, prove: () => Promise<boolean>): Promise<boolean> => {
    const answer = known.get(record) ?? prove();
    known.set(record, answer);
    return answer;
  };
  const faultOf = async ({ award: { serial }, reissue, revocation }: RegisterEntry): Promise<string | null> => {
    if (reissue !== null && !(await remembered(reissue.record, () => isIssuersReissue(reissue.record, reissue.of, issuer)))) return REISSUE;
    if (revocation === null) return null;
    // What is no object cannot be remembered, and is no revocation.
    return typeof revocation === 'object' && (await remembered(revocation, () => isIssuers(revocation, serial, issuer))) ? null : REVOCATION;
  };
  const read = async (): Promise<State> => {
    const state = believedIn(await stores.read(), issuer);
    return provenIn(state, await heedingPublished(state, issuer, faultOf));
  };
  return { ...stores, read };
}

// Neither does what was signed with a key that was compromised before anybody saw it.
function believedIn(state: State, issuer: Issuer): State {
  const register = believedRegister(state.register, state.ledger, issuer);
  if (register === state.register) return state;
  return { ...state, register, places: state.places.map((one) => ({ ...one, register: { ...one.register, awards: believedRegister(one.register.awards, state.ledger, issuer) } })) };
}

async function provenIn(state: State, faultOf: (entry: RegisterEntry) => Promise<string | null>): Promise<State> {
  const unproven = new Map<string, string>();
  for (const [name, entry] of state.register) {
    const fault = entry.revocation === null && entry.reissue === null ? null : await faultOf(entry);
    // A revocation is of all editions, and is told of once.
    if (fault !== null) unproven.set(fault === REISSUE ? name : entry.award.serial, fault);
  }
  if (unproven.size === 0) return state;
  const cleaned = (entries: ReadonlyMap<string, RegisterEntry>): ReadonlyMap<string, RegisterEntry> => new Map([...entries].flatMap(([name, entry]) => {
    if (unproven.get(name) === REISSUE) return [];
    return [[name, unproven.has(entry.award.serial) ? { ...entry, revocation: null } : entry] as const];
  }));
  const places: readonly PlaceState[] = state.places.map((one) => ({ ...one, register: { ...one.register, awards: cleaned(one.register.awards) } }));
  return { ...state, places, register: cleaned(state.register), unproven };
}

type FaultOf = (entry: RegisterEntry) => Promise<string | null>;

// The same faults, but for what a key signed and was published before the key was compromised.
async function heedingPublished({ ledger }: State, issuer: Issuer, faultOf: FaultOf): Promise<FaultOf> {
  if (issuer.keys.every(({ compromised }) => compromised === undefined)) return faultOf;
  const before = beforeCompromise(issuer);
  const { bits } = await toLog(ledger);
  return async (entry) => {
    const fault = await faultOf(entry);
    if (fault === null || !isPublished(entry, fault, ledger, bits)) return fault;
    const { award: { serial }, reissue, revocation } = entry;
    const wasSigned = fault === REISSUE ? isIssuersReissue(reissue!.record, reissue!.of, before) : isIssuers(revocation!, serial, before);
    return (await wasSigned) ? null : fault;
  };
}

function isPublished(entry: RegisterEntry, fault: string, ledger: State['ledger'], bits: ToLog['bits']): boolean {
  const { award } = entry;
  if (fault === REVOCATION) return bits.get(award.status.list)?.includes(award.status.index) === true;
  return isSigned(entry) && (holdsBadge(ledger, entry) || ledger.hashes.get(editionName(award))?.sha256 === digestOfBadge(entry));
}
