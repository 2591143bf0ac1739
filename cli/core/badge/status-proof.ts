/** Whether a status list is as it was signed, and by whom. */
import { readKey } from './did.ts';
import { namedKey } from './issuer-key.ts';
import { many, quote, type JsonObject } from './json.ts';
import type { Resolve } from './lookup.ts';
import { checkProof, generalPath, proofFault, unsupportedProof, type Way } from './proof.ts';
import { unended, type Answer } from './result.ts';
import { proveToken } from './token-proof.ts';
import { claimFaults, type Token } from './token.ts';

/** What a list is read with; `document` is that of the badge's issuer. */
export interface StatusOptions {
  readonly document: unknown;
  readonly now: Date;
  readonly resolve: Resolve;
  readonly way?: Way | undefined;
}
/** A list that cannot be believed, and why: of the wrong shape, or not as it was signed. */
export type Fail = (why: string, code?: 'list-unsound' | 'list-tampered') => Answer;
export interface List {
  readonly list: JsonObject;
  readonly token?: Token;
}

/** What to do where a list does not say it. */
export const ask = 'ask the issuer whether the badge still holds';

/** What the list's proof comes to; null if it holds. */
export async function proofAnswer({ list, token }: List, issuer: string, { document, now, resolve, way = generalPath }: StatusOptions, fail: Fail): Promise<Answer | null> {
  if (token !== undefined) {
    if ([...claimFaults(token, list)].length > 0) return fail('has been changed since it was signed', 'list-tampered');
    const { proof, issuer: whose } = await proveToken(token, list, { now, resolve });
    if (proof.outcome === 'fail') return fail('has been changed since it was signed', 'list-tampered');
    if (whose.issuer.outcome === 'fail' || whose.key.outcome === 'fail') return fail('is signed with a key that is not the issuer\'s', 'list-tampered');
    return proof.outcome === 'pass' ? null : ['unknown', `${unended(proof.detail)}; this is the proof of the status list, so ${ask}.`, 'unsupported'];
  }
  const proof = many(list['proof']).find((each) => proofFault(each) === null) as { readonly verificationMethod: string } | undefined;
  const later = many(list['proof']).map(unsupportedProof).find((name) => name !== null);
  if (proof === undefined) return later === undefined ? fail('is not signed in a way that can be checked', 'list-tampered') : ['unknown', `The status list is signed with ${quote(later)}, which is not supported here yet; ${ask}.`, 'unsupported'];
  const key = readKey(document, proof.verificationMethod, issuer, now);
  if (!key.ok) return fail('is signed with a key that is not the issuer\'s', 'list-tampered');
  const checked = await checkProof(list, key.publicKeyMultibase, { proof, way });
  if (checked.ok) return null;
  return checked.unsupported ? ['unknown', `${unended(checked.reason)}; use a newer one.`, 'unsupported'] : fail('has been changed since it was signed', 'list-tampered');
}


const nobody: Resolve = async () => ({ ok: false, reason: 'nobody is asked for the keys of who keeps a list for another' });

/**
 * What the proof of a list comes to that is another's than the badge's issuer's: of it no more is asked than whether it was changed,
 * with the key that it names itself, since no badge leads its verifier to a third party. Null where it was not, as far as can be told.
 */
export async function othersProofAnswer({ list, token }: List, { now, way = generalPath }: StatusOptions, fail: Fail): Promise<Answer | null> {
  const changed = fail('has been changed since it was signed', 'list-tampered');
  if (token !== undefined) return [...claimFaults(token, list)].length > 0 || (await proveToken(token, list, { now, resolve: nobody })).proof.outcome === 'fail' ? changed : null;
  const proofs = many(list['proof']);
  if (proofs.length === 0) return fail('is not signed', 'list-tampered');
  for (const proof of proofs.slice(0, 4).filter((each) => proofFault(each) === null) as readonly { readonly verificationMethod: string }[]) {
    const key = namedKey(proof.verificationMethod);
    const checked = key === null ? null : await checkProof(list, key, { proof, way });
    if (checked?.ok === false && checked.unsupported !== true) return changed;
  }
  return null;
}
