import { editionName } from '../badge/edition.ts';
import { compromisedKeys } from '../keys.ts';
import { issued, parseEntry, revoked } from '../log/entry.ts';
import type { Issuer } from '../model.generated.ts';
import type { Log } from './ledger-log.ts';
import { digestOfBadge, isSigned, type Register, type RegisterEntry } from './register.ts';
import { supersededIn } from './superseded.ts';

/** Badges that live and were signed with a compromised key. */
export interface AfterCompromise {
  /** Serials of those that the log held while nobody else had the key: they are signed again. */
  readonly ours: readonly string[];
  /** All others, by `editionName`, and why nobody can vouch for them: a person looks. */
  readonly others: readonly { readonly name: string; readonly why: string }[];
}

/** Tells the badges of compromised keys apart by what the log held before the leak. What had ended by now is nobody's concern any more. */
export function afterCompromise(register: Register, log: Pick<Log, 'entries'> | null, issuer: Pick<Issuer, 'url' | 'keys'>, now: string): AfterCompromise {
  const lost = compromisedKeys(issuer);
  const places = new Map((log?.entries ?? []).map((entry, at) => [entry, at] as const));
  const sizes = new Map([...lost].map(([name, key]) => [name, Math.min(key['safe-size'] ?? 0, knownAt(log, key.public))] as const));
  const superseded = new Set(supersededIn(register).map(({ earlier }) => earlier));
  const ours: string[] = [];
  const others: { readonly name: string; readonly why: string }[] = [];
  for (const [name, entry] of register) {
    const { award, revocation } = entry;
    const size = sizes.get(award.key);
    if (size === undefined || !isSigned(entry) || superseded.has(name) || (award.until !== undefined && award.until <= now)) continue;
    const hash = digestOfBadge(entry);
    if (revocation !== null) {
      if (!isOurRevocation(entry, places.get(revoked(hash)), size, lost)) others.push({ name, why: 'it was revoked with the compromised key, after the log had the size that was declared safe: look whether it was you' });
      continue;
    }
    const at = places.get(issued(hash));
    if (at !== undefined && at < size) ours.push(award.serial);
    else others.push({ name: editionName(award), why: at === undefined ? 'the log does not hold it' : `it is entry ${at} of the log, of which the first ${size} are held to be ours` });
  }
  return { ours, others };
}

// Whoever declares a size safe cannot have meant what came after the declaration.
function knownAt(log: Pick<Log, 'entries'> | null, key: string): number {
  const at = (log?.entries ?? []).findIndex((text) => {
    const entry = text.includes('"compromised"') ? parseEntry(text) : null;
    return entry?.event === 'key' && entry.key === key;
  });
  return at < 0 ? Infinity : at;
}

function isOurRevocation({ revocation, award }: RegisterEntry, at: number | undefined, size: number, lost: ReadonlyMap<string, { readonly public: string }>): boolean {
  const byLost = [...lost.values()].some((key) => key.public === revocation!.key && award.key.endsWith(`#${key.public}`));
  return !byLost || (at !== undefined && at < size);
}
