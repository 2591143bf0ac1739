/** Asks a badge's status list (W3C Bitstring Status List 1.0, section 3.2). */
import { publicAddress, readKey } from './did.ts';
import { issuerId } from './issuer-key.ts';
import { hasType, isObject, many, quote, type JsonObject } from './json.ts';
import { lookup, type Resolve } from './lookup.ts';
import { moment } from './moment.ts';
import { checkProof, generalPath, proofFault, type Way } from './proof.ts';
import type { Outcome, Result } from './result.ts';
import { bitAt, decodeList } from './status-list.ts';
import { hidingFaults, knownContexts } from './structure.ts';

type Answer = readonly [Outcome, string];
const ask = 'ask the issuer whether the badge still holds';

/** What the list's own shape, dates and proof come to; null if it may be believed. */
async function listFault(list: JsonObject, address: string, purpose: unknown, { issuer, document, now, way = generalPath }: { readonly issuer: string; readonly document: unknown; readonly now: Date; readonly way?: Way | undefined }): Promise<Answer | null> {
  const fail = (why: string): Answer => ['fail', `The status list at ${address} ${why}; ${ask}.`];
  const subject = list['credentialSubject'];
  if (!knownContexts(list) || [...hidingFaults(list)].length > 0) return fail('is not in a form that can be trusted');
  if (!hasType(list, 'VerifiableCredential') || !hasType(list, 'BitstringStatusListCredential')) return fail('is not a status list');
  if (!isObject(subject) || !hasType(subject, 'BitstringStatusList')) return fail('holds no list');
  if (list['id'] !== undefined && list['id'] !== address) return fail('says that it is another one');
  if (!many(subject['statusPurpose']).includes(purpose)) return fail(`was not made for ${quote(purpose)}`);
  if (issuerId(list) !== issuer) return fail("is not the issuer's own");
  const proof = many(list['proof']).find((each) => proofFault(each) === null) as { readonly verificationMethod: string } | undefined;
  if (proof === undefined) return fail('is not signed in a way that can be checked');
  const key = readKey(document, proof.verificationMethod, issuer, now);
  if (!key.ok) return fail('is signed with a key that is not the issuer\'s');
  const checked = await checkProof(list, key.publicKeyMultibase, { proof, way });
  if (!checked.ok) return checked.unsupported ? ['unknown', `${checked.reason.replace(/\.$/, '')}; use a newer one.`] : fail('has been changed since it was signed');
  const [from, until] = [moment(list['validFrom']), moment(list['validUntil'])];
  if (list['validFrom'] !== undefined && from === null) return fail('has no readable dates');
  if (list['validUntil'] !== undefined && until === null) return fail('has no readable dates');
  if (from !== null && from > now.getTime()) return ['unknown', `The status list at ${address} is not valid yet; ${ask}.`];
  if (until !== null && until <= now.getTime()) return ['unknown', `The status list at ${address} is out of date; ${ask}.`];
  return null;
}

interface Asking {
  /** The issuer's document. */
  readonly document: unknown;
  readonly now: Date;
  readonly resolve: Resolve;
  readonly way?: Way | undefined;
  /** Lists that were read before, for the same moment and by the same resolver. */
  readonly lists?: Lists | undefined;
}

/** The bits of a list that may be believed, or what to say in their place. */
export type ReadList = { readonly bits: Uint8Array; readonly note: string | null } | { readonly said: Answer };
export type Lists = (key: string, read: () => Promise<ReadList>) => Promise<ReadList>;

async function readList(url: string, address: string, purpose: unknown, issuer: string, options: Asking): Promise<ReadList> {
  const found = await lookup(options.resolve, url);
  if (!found.ok) return { said: ['unknown', `The status list could not be read from ${url}, because ${found.reason}; try again later.`] };
  if (!isObject(found.value)) return { said: ['fail', `The status list at ${url} is not a status list; ${ask}.`] };
  const fault = await listFault(found.value, address, purpose, { issuer, ...options });
  if (fault !== null) return { said: fault };
  const decoded = await decodeList((found.value['credentialSubject'] as JsonObject)['encodedList']);
  return decoded.ok ? { bits: decoded.bits, note: found.note } : { said: ['fail', `The status list at ${url} cannot be used, because ${decoded.reason}; ${ask}.`] };
}

async function answer(badge: JsonObject, options: Asking): Promise<Answer> {
  const entry = badge['credentialStatus'];
  if (!hasType(entry, 'BitstringStatusListEntry') || !isObject(entry)) return ['unknown', `The badge's status is of a kind that is not read here; ${ask}.`];
  const { statusPurpose: purpose, statusListCredential: address, statusListIndex, statusSize } = entry;
  if ((purpose !== 'revocation' && purpose !== 'suspension') || (statusSize !== undefined && String(statusSize) !== '1')) return ['unknown', `The badge's status says neither revoked nor suspended; ${ask}.`];
  const index = /^(0|[1-9][0-9]{0,9})$/.test(String(statusListIndex)) ? Number(statusListIndex) : NaN;
  const place = typeof address === 'string' ? publicAddress(address) : null;
  if (place === null || Number.isNaN(index)) return ['fail', `The badge's status names no place in a list; ${ask}.`];
  if (!place.ok) return ['fail', `${place.reason.replace(/\.$/, '')}; ${ask}.`];
  const issuer = issuerId(badge);
  const { lists = (_, read) => read() } = options;
  const list = await lists(JSON.stringify([issuer, address, purpose]), () => readList(place.url, address as string, purpose, issuer, options));
  if ('said' in list) return list.said;
  const bit = bitAt(list.bits, index);
  if (bit === null) return ['fail', `The status list at ${place.url} has no place ${index}; ${ask}.`];
  if (bit) return ['fail', purpose === 'revocation' ? 'The issuer has revoked this badge; ask the issuer why.' : 'The issuer has suspended this badge; ask the issuer why.'];
  return ['pass', `The issuer has not ${purpose === 'revocation' ? 'revoked' : 'suspended'} it${list.note === null ? '' : ` (${list.note})`}.`];
}

/**
 * The status result of a badge. `document` is the issuer's, null where the badge is not proven to be its issuer's: then no
 * address that the badge names is asked. Never throws.
 */
export async function checkStatus(badge: JsonObject, options: Asking): Promise<Result> {
  const [outcome, detail]: Answer = badge['credentialStatus'] === undefined
    ? ['skipped', 'The issuer gave this badge no status, so it cannot be revoked.']
    : options.document === null ? ['unknown', 'The status was not asked for, because the badge is not proven to be its issuer\'s; see the results above.'] : await answer(badge, options);
  return { name: 'status', outcome, detail };
}
