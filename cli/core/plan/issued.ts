import { addresses } from '../badge/addresses.ts';
import type { Award } from '../model.generated.ts';
import { takePlace, type Status } from './award.ts';
import type { Ledger } from './ledger.ts';
import type { Register } from './register.ts';
import { pickTexts } from './texts.ts';

/** What was issued before, by all that the stores still say. */
export interface Issued {
  /** Claims that have an award. */
  readonly claims: Set<string>;
  /** Places of the status lists that are somebody's. */
  readonly taken: Map<number, Set<number>>;
  /** Public badges whose record is in no register any more, as `sameBadge` names them. */
  readonly unrecorded: ReadonlySet<string>;
}

/** Names what a public badge says without its serial: whose it is, and for which release. */
export const sameBadge = ({ earner, issuer, credential, version }: Pick<Award, 'earner' | 'issuer' | 'credential' | 'version'>): string => `${earner}\n${addresses(issuer.url).achievement(credential, version)}`;

/**
 * Works out what was issued. The ledger is asked too: a register may be gone, or may have been emptied by whoever can
 * write there, and what was issued from it stays issued.
 */
export function issuedIn(register: Register, ledger: Ledger): Issued {
  const awards = [...register.values()].map(({ award }) => award);
  const hashes = [...ledger.hashes.values()];
  const lost = [...pickTexts(ledger.badges, [...ledger.badges.keys()].filter((name) => !register.has(name)))].flatMap(([, text]) => named(text) ?? []);
  const taken = new Map<number, Set<number>>();
  for (const status of [...[...awards, ...hashes].map((one) => one.status), ...lost.map((one) => one.status)]) takePlace(taken, status);
  return {
    claims: new Set([...awards, ...hashes].map(({ claim }) => claim)),
    taken,
    unrecorded: new Set(lost.map(({ same }) => same)),
  };
}

// A badge in the ledger that cannot be read is found by `laurel audit`.
function named(text: string): { readonly same: string; readonly status: Status } | null {
  try {
    const { credentialSubject, credentialStatus } = JSON.parse(text) as { readonly credentialSubject: { readonly id: string; readonly achievement: { readonly id: string } }; readonly credentialStatus: { readonly statusListCredential: string; readonly statusListIndex: string } };
    return { same: `${credentialSubject.id}\n${credentialSubject.achievement.id}`, status: { list: Number(/\/status\/([0-9]+)\.json$/.exec(credentialStatus.statusListCredential)![1]), index: Number(credentialStatus.statusListIndex) } };
  } catch {
    return null;
  }
}
