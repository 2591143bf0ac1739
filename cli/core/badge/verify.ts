import type { Issuer } from '../model.generated.ts';
import { didFromUrl } from './addresses.ts';
import { secureBadge, type UnsignedBadge } from './credential.ts';
import { didDocument, didWebUrl, keyId } from './did.ts';
import { facts, type BadgeFacts } from './facts.ts';
import { issuerId, issuerKey, namedKey, type IssuerKey } from './issuer-key.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';
import { once, type Resolve } from './lookup.ts';
import { moment } from './moment.ts';
import { checkProof, createProof, generalPath, proofFault, withoutProof, type Canonical, type Proof, type Sign, type Way } from './proof.ts';
import type { Outcome, Result } from './result.ts';
import { checkStatus, type Lists } from './status-check.ts';
import { encodeBits, unsignedStatusList } from './status-list.ts';
import { structure, type Structure } from './structure.ts';

export type { BadgeFacts } from './facts.ts';
export type { Resolve } from './lookup.ts';
export type { Outcome, Result } from './result.ts';

export interface Verification {
  /** `structure`, `proof`, `issuer`, `validity`, `status`, in this order; more may follow. */
  readonly results: readonly Result[];
  /** What the badge says; null unless its structure is sound and it is proven to be its issuer's. */
  readonly badge: BadgeFacts | null;
}

interface Options {
  readonly now: Date;
  readonly resolve: Resolve;
  /** How documents are canonicalised: each anew, unless another way is given. */
  readonly way?: Way;
  readonly lists?: Lists;
}

/** The most proofs of one badge that are tried. */
const mostProofs = 4;
const result = (name: string, outcome: Outcome, detail: string): Result => ({ name, outcome, detail });

function structureResult({ faults, unknownContexts }: Structure, canonical: Canonical | null): Result {
  const all = [...faults, ...(canonical?.ok === false ? [canonical.reason.replace(/\.$/, '').replace(/^It /, 'it ')] : [])];
  const shown = all.slice(0, 12).join('; ') + (all.length > 12 ? `; and ${all.length - 12} more` : '');
  if (all.length > 0) return result('structure', 'fail', `It is not an Open Badge 3.0 as the standard has it: ${shown}. Ask the issuer for a corrected file.`);
  if (unknownContexts.length > 0) return result('structure', 'unknown', `It uses words from ${unknownContexts.map(quote).join(', ')}, which are not known here; verify it with a tool that knows them.`);
  return result('structure', 'pass', 'The file has the shape of an Open Badge 3.0.');
}

interface Tried {
  readonly proof: Result;
  readonly issuer: IssuerKey;
  readonly options: JsonObject;
}

async function tryProof(badge: JsonObject, proof: Proof, known: Canonical, options: Options): Promise<Tried> {
  const issuer = await issuerKey(issuerId(badge), proof.verificationMethod, options);
  const key = issuer.publicKeyMultibase ?? namedKey(proof.verificationMethod);
  const tried = (outcome: Outcome, detail: string): Tried => ({ proof: result('proof', outcome, detail), issuer, options: { ...proof } });
  if (key === null) return tried('unknown', 'The signature could not be checked, because the key was not found; see the issuer result.');
  const checked = await checkProof(badge, key, { proof, known, way: options.way ?? generalPath });
  if (!checked.ok) {
    return checked.unsupported ? tried('unknown', `${checked.reason.replace(/\.$/, '')}; use a newer one.`) : tried('fail', `${checked.reason.replace(/\.$/, '')}: the badge was changed after it was signed, or never signed; do not rely on it.`);
  }
  return issuer.publicKeyMultibase === null
    ? tried('unknown', 'The signature is consistent with the key it names, but that key could not be tied to the issuer; see the issuer result.')
    : tried('pass', 'Not a word of it has changed since it was signed.');
}

/** Tries the badge's proofs; one that holds is enough. */
async function tryProofs(badge: JsonObject, canonical: Canonical | null, options: Options): Promise<Tried> {
  const nobody = (detail: string): IssuerKey => ({ result: result('issuer', 'unknown', detail), publicKeyMultibase: null, document: null });
  const no = (outcome: Outcome, detail: string): Tried => ({ proof: result('proof', outcome, detail), issuer: nobody('The issuer was not looked up, because no signature could be checked; see the proof result.'), options: {} });
  const proofs = many(badge['proof']);
  const usable = proofs.filter((proof) => proofFault(proof) === null) as Proof[];
  if (proofs.length === 0) return no('fail', 'It is not signed, so anyone could have written it; ask the issuer for the signed file.');
  if (usable.length === 0) return no('fail', `${proofFault(proofs[0])!.replace(/\.$/, '')}; verify it with a tool that reads it, or ask the issuer for an eddsa-rdfc-2022 proof.`);
  if (canonical === null) return no('unknown', 'The signature was not checked, because the file could not be read safely; see the structure result.');
  if (!canonical.ok) return no('fail', 'The signature cannot fit, because it would not cover everything that the file says; do not rely on it.');
  const all: Tried[] = [];
  for (const proof of usable.slice(0, mostProofs)) {
    const tried = await tryProof(badge, proof, canonical, options);
    if (tried.proof.outcome === 'pass') return tried;
    all.push(tried);
  }
  return all.find((tried) => tried.proof.outcome === 'unknown') ?? all[0]!;
}

function validity(badge: JsonObject, proof: JsonObject, now: Date): Result {
  const day = (value: unknown): string => String(value).slice(0, 10);
  const [from, until, expires] = [badge['validFrom'], badge['validUntil'], proof['expires']];
  const [starts, ends, lapses] = [moment(from), moment(until), moment(expires)];
  if (starts === null || (until !== undefined && ends === null) || (expires !== undefined && lapses === null)) return result('validity', 'fail', 'Its dates cannot be read; ask the issuer for a corrected file.');
  if (starts > now.getTime()) return result('validity', 'fail', `It is not valid before ${day(from)}; come back then.`);
  if (ends !== null && ends <= now.getTime()) return result('validity', 'fail', `It ended on ${day(until)}; ask the earner whether it was renewed.`);
  if (lapses !== null && lapses <= now.getTime()) return result('validity', 'fail', `Its signature lapsed on ${day(expires)}; ask the issuer for a new one.`);
  return result('validity', 'pass', ends === null ? `It is valid since ${day(from)}, with no end.` : `It is valid from ${day(from)} until ${day(until)}.`);
}

// Dates that nobody has vouched for can rule a badge out, but not in.
const ownWord = (dates: Result): Result => (dates.outcome === 'pass' ? result('validity', 'unknown', 'Its dates are the file\'s own word, because it is not proven to be its issuer\'s; see the proof and issuer results.') : dates);

/**
 * Verifies a badge (Open Badges 3.0, section 8): independent results, each with a sentence. `badge` is whatever a file
 * held. Never throws; the clock and the network are the caller's.
 */
export async function verifyBadge(badge: unknown, options: Options): Promise<Verification> {
  const shape = structure(badge);
  const known = { ...options, resolve: once(options.resolve), way: options.way ?? generalPath };
  const object = isObject(badge) && shape.sane ? badge : {};
  const canonical = shape.readable ? await known.way.canonicalize(withoutProof(object)) : null;
  const structural = structureResult(shape, canonical);
  const { proof, issuer, options: proofOptions } = await tryProofs(object, canonical, known);
  const proven = proof.outcome === 'pass' && issuer.result.outcome === 'pass';
  const dates = validity(object, proofOptions, known.now);
  const status = await checkStatus(object, { ...known, document: proven ? issuer.document : null });
  const endorsed = many(object['endorsement']).length > 0 ? [result('endorsements', 'skipped', 'It carries endorsements by others, which were not verified; verify each by itself.')] : [];
  return {
    results: [structural, proof, issuer.result, proven ? dates : ownWord(dates), status, ...endorsed],
    badge: proven && structural.outcome === 'pass' ? facts(object) : null,
  };
}

/** 1 if a result failed, 3 if none failed but one is unknown, else 0. */
export function exitCode({ results }: Verification): 0 | 1 | 3 {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  return outcomes.has('fail') ? 1 : outcomes.has('unknown') ? 3 : 0;
}

/**
 * Lint before signing: signs the badge with a throw-away key and verifies the whole of it, against the issuer's document
 * with that key added and an empty status list. Nothing may be signed for real unless every result passes. Give the `way` in
 * which it will be signed for real; the verdict is the general path's own, so that it would not pass with any other bytes.
 * Throws where the badge cannot be signed at all.
 */
export async function lintBadge(unsigned: UnsignedBadge, { now, throwAway, issuer, way = generalPath, verifying = generalPath }: {
  readonly now: Date;
  readonly throwAway: { readonly publicKeyMultibase: string; readonly sign: Sign };
  readonly issuer: Pick<Issuer, 'url' | 'keys'>;
  readonly way?: Way;
  /** For a first look alone, never for the last one before the key. */
  readonly verifying?: Way;
}): Promise<readonly Result[]> {
  const did = didFromUrl(issuer.url);
  const signing = { verificationMethod: keyId(did, throwAway.publicKeyMultibase), created: `${now.toISOString().slice(0, 19)}Z`, sign: throwAway.sign, way };
  const status = unsigned['credentialStatus'];
  const list = /\/status\/([0-9]+)\.json$/.exec(isObject(status) ? String(status['statusListCredential']) : '');
  const bare = unsignedStatusList({ origin: issuer.url, list: Number(list?.[1] ?? 1), issuerId: did, validFrom: signing.created, encodedList: encodeBits([]) });
  const served = new Map<string, object>([[(bare as { readonly id: string }).id, { ...bare, proof: [await createProof(bare, signing)] }]]);
  const home = didWebUrl(did);
  if (home.ok) served.set(home.url, didDocument({ url: issuer.url, keys: [...issuer.keys, { public: throwAway.publicKeyMultibase, from: signing.created.slice(0, 10) }] }));
  const resolve: Resolve = async (url) => {
    const document = served.get(url);
    return document === undefined ? { ok: false, reason: 'the programme does not publish there' } : { ok: true, bytes: new TextEncoder().encode(JSON.stringify(document)) };
  };
  return (await verifyBadge(secureBadge(unsigned, await createProof(unsigned, signing)), { now, resolve, way: verifying })).results;
}
