import type { Badge } from '../badge/credential.ts';
import { editionName, newestEditions, type Edition } from '../badge/edition.ts';
import { compromisedKeys, soundKeys } from '../keys.ts';
import { logOrigin, openCheckpoint } from '../log/checkpoint.ts';
import type { Issuer } from '../model.generated.ts';
import type { Ledger } from './ledger.ts';
import { hasProof, isSigned, type Register } from './register.ts';
import { revokedBadges } from './revoked-badges.ts';
import { standingOf } from './standing.ts';

/** What of a ledger was signed with a key that was compromised since, and so counts for nobody any more. */
export interface Compromised {
  /** Serials of public badges that were not revoked, which nobody signs again; of a private one the ledger does not say which key it has. */
  readonly badges: readonly string[];
  readonly lists: readonly number[];
  readonly checkpoint: boolean;
}

/** Whether an edition never comes to the public as it was recorded: its key was compromised before the ledger had it. `lost`: the compromised keys by their full names. */
export const neverComes = ({ badges, hashes }: Pick<Ledger, 'badges' | 'hashes'>, award: Edition, lost: ReadonlyMap<string, unknown>): boolean => lost.has(award.key) && !badges.has(editionName(award)) && !hashes.has(editionName(award));

/**
 * The register, in which what was signed with a key that was compromised before the public saw the badge counts as unsigned: nobody can
 * tell it from what the thief signed, so that it is neither published nor logged, and takes the place of no other badge.
 */
export function believedRegister(register: Register, ledger: Pick<Ledger, 'badges' | 'hashes'>, issuer: Pick<Issuer, 'url' | 'keys'>): Register {
  const lost = compromisedKeys(issuer);
  const unseen = lost.size === 0 ? [] : [...register].filter(([, entry]) => (isSigned(entry) || hasProof(entry)) && neverComes(ledger, entry.award, lost));
  return unseen.length === 0 ? register : new Map([...register, ...unseen.map(([name, { award, reissue, revocation }]) => [name, { award, reissue, revocation, proof: null, badge: null }] as const)]);
}

/** Finds what of a ledger was signed with compromised keys. */
export async function signedWithCompromised({ badges, lists, log }: Pick<Ledger, 'badges' | 'lists' | 'log'>, issuer: Pick<Issuer, 'url' | 'keys'>): Promise<Compromised> {
  const lost = [...compromisedKeys(issuer).keys()];
  if (lost.length === 0) return { badges: [], lists: [], checkpoint: false };
  const checkpoint = log !== null && !(await openCheckpoint(log.note, logOrigin(issuer.url), soundKeys(issuer))).ok;
  // The name of a key is too long to stand in a badge for anything else.
  const signed = [...newestEditions(badges)].filter(([, text]) => lost.some((name) => text.includes(`"verificationMethod": "${name}"`))).map(([serial, text]) => ({ serial, badge: JSON.parse(text) as Badge }));
  const revoked = await revokedBadges({ lists }, signed.map(({ badge }) => standingOf(badge)));
  return {
    badges: signed.filter(({ badge }) => !revoked.has(badge.id)).map(({ serial }) => serial),
    lists: [...lists].flatMap(([list, { record }]) => (isSignedWith(record.proof, lost) ? [list] : [])),
    checkpoint,
  };
}

/** Whether a proof names one of these keys. */
export const isSignedWith = (proof: object, names: readonly string[]): boolean => names.includes(String((proof as { readonly verificationMethod?: unknown }).verificationMethod));

/** What the issuer has still to sign again before anybody can ask for a status or the log, as a sentence; null where nothing is. */
export function unsignedAnew({ lists, checkpoint }: Compromised): string | null {
  const what = [...lists.map((list) => `status list ${list}`), ...(checkpoint ? ['the log\'s checkpoint'] : [])];
  return what.length === 0 ? null : `${what.join(' and ')} ${what.length === 1 ? 'is' : 'are'} still signed with a key that was compromised, so that verifiers do not believe ${what.length === 1 ? 'it' : 'them'}: run \`laurel issue\` with another key`;
}

/** Which public badges fail because their key was compromised, as a sentence; null where none does. */
export function failingBadges({ badges }: Compromised): string | null {
  if (badges.length === 0) return null;
  const named = `${badges.slice(0, 8).join(', ')}${badges.length > 8 ? ` and ${badges.length - 8} more` : ''}`;
  return badges.length === 1 ? `The badge ${named} was signed with a key that was compromised: it fails the key question, as it should, until \`laurel reissue --compromised\` signs it again.` : `The badges ${named} were signed with a key that was compromised: they fail the key question, as they should, until \`laurel reissue --compromised\` signs them again.`;
}
