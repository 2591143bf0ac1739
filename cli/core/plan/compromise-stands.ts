import { addresses } from '../badge/addresses.ts';
import { keyId } from '../badge/did.ts';
import { isObject, many } from '../badge/json.ts';
import { parseEntry } from '../log/entry.ts';
import type { Issuer } from '../model.generated.ts';
import type { Log } from './ledger-log.ts';

type Keys = Pick<Issuer, 'keys' | 'url'>;

/** Public halves of keys that were lost and that issuer.yaml lists as if they had not been. */
export const believedOf = ({ keys }: Pick<Keys, 'keys'>, lost: ReadonlySet<string>): readonly string[] => keys.filter((key) => key.compromised === undefined && lost.has(key.public)).map((key) => key.public);

/** Public halves of keys that a log says were compromised. */
export const compromisedIn = (log: Pick<Log, 'entries'> | null): ReadonlySet<string> =>
  new Set((log?.entries ?? []).flatMap((text) => {
    const entry = text.includes('"compromised"') ? parseEntry(text) : null;
    return entry?.event === 'key' && entry.compromised !== undefined ? [entry.key] : [];
  }));

/** Those of them that issuer.yaml lists as if they had not been: whoever has one could sign again. */
export const believedAgain = (log: Pick<Log, 'entries'> | null, issuer: Keys): readonly string[] => believedOf(issuer, compromisedIn(log));

/** The same by the issuer's DID document as it is published. */
export function believedAgainBy(document: unknown, issuer: Keys): readonly string[] {
  const { did } = addresses(issuer.url);
  const revoked = (isObject(document) ? many(document['verificationMethod']) : []).filter(isObject).filter((method) => method['revoked'] !== undefined).map((method) => method['id']);
  return believedOf(issuer, new Set(issuer.keys.flatMap((key) => (revoked.includes(keyId(did, key.public)) ? [key.public] : []))));
}

/** That these keys must stay what they were declared to be, as a sentence. `where`: who says it. */
export const mustStayCompromised = (keys: readonly string[], where: string): string =>
  `catalog/issuer.yaml says no more of ${keys.length === 1 ? `the key ${keys[0]} that it was` : `the keys ${keys.join(', ')} that they were`} compromised, which ${where} says: whoever has ${keys.length === 1 ? 'it' : 'one'} could sign badges again that verify. Look at who changed it, and put \`compromised\` and \`safe-size\` back by a pull request; what was declared once cannot be taken back`;
