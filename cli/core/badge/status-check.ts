/** Asks a badge's status list (W3C Bitstring Status List 1.0, section 3.2). */
import { publicAddress } from './did.ts';
import { datesOf, issuerId } from './credential-terms.ts';
import { hasType, isObject, many, parseJson, quote, type JsonObject } from './json.ts';
import { lookupText, remedyFor, remember } from './lookup.ts';
import { moment } from './moment.ts';
import { isOurList } from './own-site.ts';
import { proofFault } from './proof.ts';
import { result, unended, type Answer, type Result } from './result.ts';
import { bitAt, decodeList, listBits } from './status-list.ts';
import { ask, othersProofAnswer, proofAnswer, type Fail, type List, type StatusOptions } from './status-proof.ts';
import { hidingFaults, knownContexts } from './structure.ts';
import { instant, isToken, readToken } from './token.ts';

/** The most entries of one badge whose lists are asked. */
const mostEntries = 4;
const day = (value: unknown): string => String(value).slice(0, 10);

function readList(text: string): List | null {
  if (isToken(text.trim())) {
    const read = readToken(text);
    return read.ok ? { list: read.credential, token: read.token } : null;
  }
  const parsed = parseJson(text);
  return parsed.ok && isObject(parsed.value) ? { list: parsed.value } : null;
}

/** True for a list that says that it stands elsewhere. */
const isMisnamed = (list: JsonObject, address: string): boolean => list['id'] !== undefined && list['id'] !== address;

/** When what vouches for the list ends: its token, or the proof that its key made. */
function endOf({ list, token }: List): unknown {
  if (token === undefined) return many(list['proof']).filter((each) => proofFault(each) === null).map((each) => (each as JsonObject)['expires'])[0];
  const { exp } = token.claims;
  return exp === undefined ? undefined : instant(exp) ?? exp;
}

/** What the list's own shape, dates and proof come to; null if it may be believed. */
async function listFault(read: List, address: string, purpose: unknown, issuer: string, options: StatusOptions): Promise<Answer | null> {
  const { list } = read;
  const fail: Fail = (why, code = 'list-unsound') => ['fail', `The status list at ${address} ${why}; ${ask}.`, code];
  const subject = list['credentialSubject'];
  if (read.token === undefined && (!knownContexts(list) || [...hidingFaults(list)].length > 0)) return fail('is not in a form that can be trusted');
  if (!hasType(list, 'VerifiableCredential') || !hasType(list, 'BitstringStatusListCredential')) return fail('is not a status list');
  if (!isObject(subject) || !hasType(subject, 'BitstringStatusList')) return fail('holds no list');
  if (isMisnamed(list, address) && isOurList(address, issuer)) return fail('says that it is another one');
  if (!many(subject['statusPurpose']).includes(purpose)) return fail(`was not made for ${quote(purpose)}`);
  if (list['issuer'] === undefined || (issuerId(list) !== issuer && isOurList(address, issuer))) return fail("is not the issuer's own");
  const unproven = await (issuerId(list) === issuer ? proofAnswer(read, issuer, options, fail) : othersProofAnswer(read, options, fail));
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

type Heard = { readonly answer: Answer } | { readonly bits: Uint8Array; readonly note: string | null; readonly validFrom: unknown; readonly keeper: string; /** What the list calls itself, where that is not the address at which it stands. */ readonly name: unknown; readonly isShort: boolean };

/** The list at an address, proven and unpacked, or what is to be answered in its place. */
async function hear(url: string, address: string, purpose: unknown, issuer: string, options: StatusOptions): Promise<Heard> {
  const found = await lookupText(options.resolve, url);
  if (!found.ok) return { answer: ['unknown', `The status list could not be read from ${url}, because ${found.reason}; ${remedyFor(found)}.`, 'list-unreachable'] };
  const read = readList(found.text);
  if (read === null) return { answer: ['fail', `The status list at ${url} is not a status list; ${ask}.`, 'list-unsound'] };
  const fault = await listFault(read, address, purpose, issuer, options);
  if (fault !== null) return { answer: fault };
  const decoded = await decodeList((read.list['credentialSubject'] as JsonObject)['encodedList']);
  if (!decoded.ok && decoded.bits === undefined) return { answer: ['fail', `The status list at ${url} cannot be used, because ${decoded.reason}; ${ask}.`, 'list-unsound'] };
  return { bits: decoded.bits!, note: found.note, validFrom: datesOf(read.list).validFrom, keeper: issuerId(read.list), name: isMisnamed(read.list, address) ? read.list['id'] : undefined, isShort: !decoded.ok };
}

/** What one entry of a badge's status comes to. */
async function entryAnswer(entry: unknown, badge: JsonObject, options: StatusOptions): Promise<Answer> {
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
  const { bits, note, validFrom, keeper, name, isShort } = heard;
  const bit = bitAt(bits, index);
  if (bit === null) return ['fail', `The status list at ${place.url} has no place ${index}; ${ask}.`, 'entry-unsound'];
  const says = `The status list at ${place.url} says that the badge is ${bit ? '' : 'not '}${purpose === 'revocation' ? 'revoked' : 'suspended'}`;
  if (keeper !== issuer) return ['unknown', `${says}, but is signed by ${quote(keeper)} and not by the issuer, which the standard allows and leaves to you to trust; ${ask}.`, 'list-of-another'];
  // The standard lets a list name itself, by this address; with another, a second list of the same issuer may stand in its place.
  if (name !== undefined) return ['unknown', `${says}, but calls itself ${quote(name)}, so that it may be another list; ${ask}.`, 'list-misnamed'];
  // So few places give those who are asked about too little company; what a list says of one that it revokes counts all the same.
  if (isShort && !bit) return ['unknown', `${says}, but is shorter than the ${listBits} places that the standard asks for, and no list by it; ${ask}.`, 'list-short'];
  if (bit) return ['fail', purpose === 'revocation' ? 'The issuer has revoked this badge; ask the issuer why.' : 'The issuer has suspended this badge; ask the issuer why.', purpose === 'revocation' ? 'revoked' : 'suspended'];
  const asOf = validFrom === undefined ? '' : `, by its list of ${day(validFrom)}`;
  return ['pass', `The issuer has not ${purpose === 'revocation' ? 'revoked' : 'suspended'} it${asOf}${note === null ? '' : ` (${note})`}.`, purpose === 'revocation' ? 'not-revoked' : 'not-suspended'];
}

/** The worst of what the entries say, where a badge has several: one that revokes counts whatever shape the rest has. */
async function answer(badge: JsonObject, options: StatusOptions): Promise<Answer> {
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
export async function checkStatus(badge: JsonObject, options: StatusOptions): Promise<Result> {
  // Anyone can take the status out of a file: that there is none is the issuer's word only where the rest is.
  if (badge['credentialStatus'] === undefined && options.document === null) return result('status', 'unknown', 'The file names no status, but that is the file\'s own word, because it is not proven to be its issuer\'s; see the results above.', 'unproven');
  if (badge['credentialStatus'] === undefined) return result('status', 'skipped', 'The issuer gave it no status, so nothing but its end takes it back.', 'no-status');
  if (options.document === null) return result('status', 'unknown', 'The status was not asked for, because the badge is not proven to be its issuer\'s; see the results above.', 'unproven');
  return result('status', ...(await answer(badge, options)));
}
