/** Asks a badge's status list (W3C Bitstring Status List 1.0, section 3.2). */
import { publicAddress, readKey } from './did.ts';
import { datesOf, issuerId } from './credential-terms.ts';
import { hasType, isObject, many, parseJson, quote, type JsonObject } from './json.ts';
import { lookupText, remedyFor, remember, type Resolve } from './lookup.ts';
import { moment } from './moment.ts';
import { checkProof, generalPath, proofFault, unsupportedProof, type Way } from './proof.ts';
import { result, unended, type Answer, type Result } from './result.ts';
import { bitAt, decodeList } from './status-list.ts';
import { hidingFaults, knownContexts } from './structure.ts';
import { proveToken } from './token-proof.ts';
import { claimFaults, instant, isToken, readToken, type Token } from './token.ts';

interface Options {
  readonly document: unknown;
  readonly now: Date;
  readonly resolve: Resolve;
  readonly way?: Way | undefined;
}
/** A list that cannot be believed, and why: of the wrong shape, or not as the issuer signed it. */
type Fail = (why: string, code?: 'list-unsound' | 'list-tampered') => Answer;
interface List {
  readonly list: JsonObject;
  readonly token?: Token;
}
/** The most entries of one badge whose lists are asked. */
const mostEntries = 4;
const ask = 'ask the issuer whether the badge still holds';
const day = (value: unknown): string => String(value).slice(0, 10);

function readList(text: string): List | null {
  if (isToken(text.trim())) {
    const read = readToken(text);
    return read.ok ? { list: read.credential, token: read.token } : null;
  }
  const parsed = parseJson(text);
  return parsed.ok && isObject(parsed.value) ? { list: parsed.value } : null;
}

/** What the list's proof comes to; null if it holds. */
async function proofAnswer({ list, token }: List, issuer: string, { document, now, resolve, way = generalPath }: Options, fail: Fail): Promise<Answer | null> {
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

/** When what vouches for the list ends: its token, or the proof that its key made. */
function endOf({ list, token }: List): unknown {
  if (token === undefined) return many(list['proof']).filter((each) => proofFault(each) === null).map((each) => (each as JsonObject)['expires'])[0];
  const { exp } = token.claims;
  return exp === undefined ? undefined : instant(exp) ?? exp;
}

/** What the list's own shape, dates and proof come to; null if it may be believed. */
async function listFault(read: List, address: string, purpose: unknown, issuer: string, options: Options): Promise<Answer | null> {
  const { list } = read;
  const fail: Fail = (why, code = 'list-unsound') => ['fail', `The status list at ${address} ${why}; ${ask}.`, code];
  const subject = list['credentialSubject'];
  if (read.token === undefined && (!knownContexts(list) || [...hidingFaults(list)].length > 0)) return fail('is not in a form that can be trusted');
  if (!hasType(list, 'VerifiableCredential') || !hasType(list, 'BitstringStatusListCredential')) return fail('is not a status list');
  if (!isObject(subject) || !hasType(subject, 'BitstringStatusList')) return fail('holds no list');
  if (list['id'] !== undefined && list['id'] !== address) return fail('says that it is another one');
  if (!many(subject['statusPurpose']).includes(purpose)) return fail(`was not made for ${quote(purpose)}`);
  if (issuerId(list) !== issuer) return fail("is not the issuer's own");
  const unproven = await proofAnswer(read, issuer, options, fail);
  if (unproven !== null) return unproven;
  const { validFrom, validUntil } = datesOf(list);
  const expires = endOf(read);
  const [from, until, end] = [moment(validFrom), moment(validUntil), moment(expires)];
  if ((validFrom !== undefined && from === null) || (validUntil !== undefined && until === null) || (expires !== undefined && end === null)) return fail('has no readable dates');
  if (from !== null && from > options.now.getTime()) return ['unknown', `The status list at ${address} is not valid before ${day(validFrom)}; ${ask}.`, 'list-early'];
  if (until !== null && until <= options.now.getTime()) return ['unknown', `The status list at ${address} is out of date: it was good until ${day(validUntil)}; ${ask}.`, 'list-expired'];
  if (end !== null && end <= options.now.getTime()) return ['unknown', `The status list at ${address} is out of date: its signature lapsed on ${day(expires)}; ${ask}.`, 'list-expired'];
  return null;
}

type Heard = { readonly answer: Answer } | { readonly bits: Uint8Array; readonly note: string | null; readonly validFrom: unknown };

/** The list at an address, proven and unpacked, or what is to be answered in its place. */
async function hear(url: string, address: string, purpose: unknown, issuer: string, options: Options): Promise<Heard> {
  const found = await lookupText(options.resolve, url);
  if (!found.ok) return { answer: ['unknown', `The status list could not be read from ${url}, because ${found.reason}; ${remedyFor(found)}.`, 'list-unreachable'] };
  const read = readList(found.text);
  if (read === null) return { answer: ['fail', `The status list at ${url} is not a status list; ${ask}.`, 'list-unsound'] };
  const fault = await listFault(read, address, purpose, issuer, options);
  if (fault !== null) return { answer: fault };
  const decoded = await decodeList((read.list['credentialSubject'] as JsonObject)['encodedList']);
  return decoded.ok ? { bits: decoded.bits, note: found.note, validFrom: datesOf(read.list).validFrom } : { answer: ['fail', `The status list at ${url} cannot be used, because ${decoded.reason}; ${ask}.`, 'list-unsound'] };
}

/** What one entry of a badge's status comes to. */
async function entryAnswer(entry: unknown, badge: JsonObject, options: Options): Promise<Answer> {
  if (!hasType(entry, 'BitstringStatusListEntry') || !isObject(entry)) return ['unknown', `The badge's status is of a kind that is not read here; ${ask}.`, 'unsupported'];
  const { statusPurpose: purpose, statusListCredential: address, statusListIndex, statusSize } = entry;
  if ((purpose !== 'revocation' && purpose !== 'suspension') || (statusSize !== undefined && String(statusSize) !== '1')) return ['unknown', `The badge's status says neither revoked nor suspended; ${ask}.`, 'unsupported'];
  const index = /^(0|[1-9][0-9]{0,9})$/.test(String(statusListIndex)) ? Number(statusListIndex) : NaN;
  const place = typeof address === 'string' ? publicAddress(address) : null;
  if (place === null || Number.isNaN(index)) return ['fail', `The badge's status names no place in a list; ${ask}.`, 'entry-unsound'];
  if (!place.ok) return ['fail', `${unended(place.reason)}; ${ask}.`, 'entry-unsound'];
  const issuer = issuerId(badge);
  // A thousand badges of one issuer ask one list: it is proven and unpacked for the first of them.
  const heard = await remember(options.resolve, JSON.stringify([place.url, issuer, purpose, options.now.getTime(), isObject(options.document) && options.document['id'] === issuer]), () => hear(place.url, address as string, purpose, issuer, options));
  if ('answer' in heard) return heard.answer;
  const { bits, note, validFrom } = heard;
  const bit = bitAt(bits, index);
  if (bit === null) return ['fail', `The status list at ${place.url} has no place ${index}; ${ask}.`, 'entry-unsound'];
  if (bit) return ['fail', purpose === 'revocation' ? 'The issuer has revoked this badge; ask the issuer why.' : 'The issuer has suspended this badge; ask the issuer why.', purpose === 'revocation' ? 'revoked' : 'suspended'];
  const asOf = validFrom === undefined ? '' : `, by its list of ${day(validFrom)}`;
  return ['pass', `The issuer has not ${purpose === 'revocation' ? 'revoked' : 'suspended'} it${asOf}${note === null ? '' : ` (${note})`}.`, purpose === 'revocation' ? 'not-revoked' : 'not-suspended'];
}

/** The worst of what the entries say, where a badge has several: one that revokes counts whatever shape the rest has. */
async function answer(badge: JsonObject, options: Options): Promise<Answer> {
  const entries = many(badge['credentialStatus']);
  if (entries.length > mostEntries) return ['unknown', `The badge names ${entries.length} statuses, of which no more than ${mostEntries} are asked for; ${ask}.`, 'unsupported'];
  const answers: Answer[] = [];
  for (const entry of entries.length === 0 ? [null] : entries) answers.push(await entryAnswer(entry, badge, options));
  const worst = (['fail', 'unknown'] as const).map((sort) => answers.find(([outcome]) => outcome === sort)).find((each) => each !== undefined);
  return worst ?? answers[0]!;
}

/**
 * The status result of a badge. `document` is the issuer's, null where the badge is not proven to be its issuer's: then no
 * address that the badge names is asked. Never throws.
 */
export async function checkStatus(badge: JsonObject, options: Options): Promise<Result> {
  // Anyone can take the status out of a file: that there is none is the issuer's word only where the rest is.
  if (badge['credentialStatus'] === undefined && options.document === null) return result('status', 'unknown', 'The file names no status, but that is the file\'s own word, because it is not proven to be its issuer\'s; see the results above.', 'unproven');
  if (badge['credentialStatus'] === undefined) return result('status', 'skipped', 'The issuer gave it no status, so nothing but its end takes it back.', 'no-status');
  if (options.document === null) return result('status', 'unknown', 'The status was not asked for, because the badge is not proven to be its issuer\'s; see the results above.', 'unproven');
  return result('status', ...(await answer(badge, options)));
}
