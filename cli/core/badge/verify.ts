import type { Issuer } from '../model.generated.ts';
import { withoutAdded } from './added-words.ts';
import { didFromUrl } from './addresses.ts';
import { secureBadge, type UnsignedBadge } from './credential.ts';
import { issuerId } from './credential-terms.ts';
import { definitionAnswer } from './definition.ts';
import { didDocument, didWebUrl, keyId } from './did.ts';
import { endorsementFacts, isEndorsement, type EndorsementFacts } from './endorsement.ts';
import { deepest, endorsementsAnswer } from './endorsements.ts';
import { facts, type BadgeFacts } from './facts.ts';
import { isObject, quote, type JsonObject } from './json.ts';
import { keyInItsTime } from './key-times.ts';
import { checkLog, type Exact, type Logged } from './log-check.ts';
import { withLater } from './later.ts';
import { limited, once, type Resolve } from './lookup.ts';
import { createProof, generalPath, withoutProof, type Canonical, type Sign, type Way } from './proof.ts';
import { prove } from './prove.ts';
import { recipientAnswer } from './recipient.ts';
import { registryAnswer, type Registry } from './registry.ts';
import { questions, result, unended, type Result } from './result.ts';
import { checkStatus } from './status-check.ts';
import { encodeBits, unsignedStatusList } from './status-list.ts';
import { structure, type Structure } from './structure.ts';
import { claimFaults, type Token } from './token.ts';
import { ownWord, validity } from './validity.ts';

export type { EndorsementFacts } from './endorsement.ts';
export type { BadgeFacts } from './facts.ts';
export type { Resolve } from './lookup.ts';
export type { Registry } from './registry.ts';
export type { Outcome, Result } from './result.ts';

export interface Verification {
  /** An answer to every one of `questions`, in their order. */
  readonly results: readonly Result[];
  /** What the badge says; null unless its structure is sound and it is proven to be its issuer's. */
  readonly badge: BadgeFacts | null;
  /** What it says where it is an endorsement and no badge, on the same terms; left out for a badge. */
  readonly endorsement?: EndorsementFacts | null;
}

/** What a verifier brings: the clock, the network, and what else it wants to know. */
export interface VerifyOptions {
  readonly now: Date;
  readonly resolve: Resolve;
  /** The token that the badge was found in, which then is its proof. */
  readonly token?: Token | undefined;
  /** Registries of issuers that the verifier chose. */
  readonly registries?: readonly Registry[];
  /** By what the verifier knows the person: an address, an account, a DID. */
  readonly recipient?: string | undefined;
  /** Gives what lies here already, and asks no network. */
  readonly atHand?: Resolve | undefined;
  /** The badge's exact bytes, for the issuer's log; without them it is not asked. */
  readonly exact?: Exact;
  /** How documents are canonicalised: each anew, unless another way is given. */
  readonly way?: Way | undefined;
}

type Kind = 'badge' | 'endorsement';
const called: Readonly<Record<Kind, string>> = { badge: 'an Open Badge 3.0', endorsement: 'an endorsement of Open Badges 3.0' };

function structureResult({ faults, twofold }: Structure, token: Token | undefined, badge: JsonObject, kind: Kind): Result {
  const all = [...faults, ...(token === undefined ? [] : claimFaults(token, badge))];
  const shown = all.slice(0, 12).join('; ') + (all.length > 12 ? `; and ${all.length - 12} more` : '');
  if (all.length > 0) return result('structure', 'fail', `It is not ${called[kind]} as the standard has it: ${shown}. Ask the issuer for a corrected file.`);
  const inTwoWays = twofold.length === 0 ? '' : ` It says in two ways ${twofold.slice(0, 4).join(', ')}${twofold.length > 4 ? ` and ${twofold.length - 4} more` : ''}, so neither is shown.`;
  return result('structure', 'pass', `The file has the shape of ${called[kind]}.${inTwoWays}`);
}

function safeModeResult({ sane, readable, unknownContexts, ownWords }: Structure, canonical: Canonical | null, isLess: boolean): Result {
  if (canonical?.ok === false && canonical.newer !== undefined) return result('safe-mode', 'unknown', `It uses ${quote(canonical.newer)}, a word that Open Badges has added since the copy of its words was made that is carried here; verify it with a tool that carries newer ones.`);
  if (canonical?.ok === false) return result('safe-mode', 'fail', `It is not JSON-LD that loses nothing when it is read: ${unended(canonical.reason).replace(/^It /, 'it ')}. Ask the issuer for a corrected file.`);
  if (readable) return result('safe-mode', 'pass', `Every word in it is defined by the standards that it names${isLess ? ', "endorsementJwt" by a newer copy of them than is carried here' : ''}.`);
  if (!sane || (unknownContexts.length === 0 && !ownWords)) return result('safe-mode', 'fail', 'It cannot be read as JSON-LD without risk; see the structure result, and ask the issuer for a corrected file.');
  if (unknownContexts.length === 0) return result('safe-mode', 'unknown', 'It brings words of its own (a context that is written out in it), which are not read here; verify it with a tool that reads them.');
  return result('safe-mode', 'unknown', `It uses words from ${unknownContexts.map((each) => quote(each)).join(', ')}, which are not known here and are not fetched; verify it with a tool that knows them.`);
}

const noLog: Logged = { result: result('log', 'skipped', 'No log was asked whether it holds this badge.'), log: null, index: null };

async function verifyCredential(credential: unknown, kind: Kind, options: VerifyOptions, depth: number): Promise<Verification> {
  const shape = structure(credential, kind);
  const object = isObject(credential) && shape.sane ? credential : {};
  // A token is signed as text: only whether its words are defined is asked of its statements.
  const { document: worded, isLess } = options.token === undefined ? { document: withoutProof(object), isLess: false } : withoutAdded(withoutProof(object));
  const canonical = shape.readable ? await (options.way ?? generalPath).canonicalize(worded) : null;
  const structural = structureResult(shape, options.token, object, kind);
  const safe = safeModeResult(shape, canonical, isLess);
  const { proof, issuer: { issuer, key: published, publicKeyMultibase, document }, expires, created } = await prove(object, canonical, options);
  const isTheirs = [proof, issuer, published].every(({ outcome }) => outcome === 'pass');
  const { result: log, ...logged } = options.exact === undefined ? noLog : await checkLog(object, { now: options.now, resolve: options.resolve, atHand: options.atHand, document: isTheirs ? (document ?? null) : null, signed: created, exact: options.exact, kind });
  const key = keyInItsTime(published, logged.log?.times.get(publicKeyMultibase ?? ''), { created, index: logged.index, now: options.now });
  const proven = isTheirs && key.outcome === 'pass';
  const dates = validity(object, { expires, created, now: options.now });
  const stands = await checkStatus(object, { now: options.now, resolve: options.resolve, way: options.way, document: proven ? document ?? {} : null });
  const status = await withLater(stands, object, options.atHand);
  const others = depth === 0 ? limited(options.resolve) : options.resolve;
  const nested = async (endorsement: JsonObject, token: Token | undefined): Promise<readonly Result[]> =>
    depth >= deepest ? [result('endorsements', 'unknown', 'it stands too deep inside others')] : (await verifyCredential(endorsement, 'endorsement', { now: options.now, resolve: others, token }, depth + 1)).results;
  const results = [
    structural, safe, proof, issuer, key, proven ? dates : ownWord(dates), status,
    result('registry', ...registryAnswer(issuerId(object), options.registries ?? [], proven)),
    result('endorsements', ...(await endorsementsAnswer(object, { now: options.now, proven }, nested))),
    result('definition', ...(await definitionAnswer(object, options.atHand, proven))),
    result('recipient', ...(await recipientAnswer(object, options.recipient, proven))),
    log,
  ];
  const isShown = proven && structural.outcome === 'pass' && safe.outcome !== 'fail';
  return kind === 'badge' ? { results, badge: isShown ? facts(object) : null } : { results, badge: null, endorsement: isShown ? endorsementFacts(object) : null };
}

/**
 * Verifies a badge (Open Badges 3.0, section 8): independent results, each with a sentence. `badge` is whatever a file
 * held; an endorsement that stands by itself is verified as what it is. Never throws; the clock and the network are the caller's.
 */
export const verifyBadge = async (badge: unknown, options: VerifyOptions): Promise<Verification> => verifyCredential(badge, isEndorsement(badge) ? 'endorsement' : 'badge', { ...options, resolve: once(options.resolve) }, 0);

/** The verification of a file that holds no badge, or that could not be had: why, and nothing else asked. */
export const unreadable = (reason: string, outcome: 'fail' | 'unknown' = 'fail'): Verification => ({
  results: questions.map((name) => (name === 'structure' ? result(name, outcome, reason) : result(name, 'skipped', 'Not asked, because the file could not be read.'))),
  badge: null,
});

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
  const { results } = await verifyBadge(secureBadge(unsigned, await createProof(unsigned, signing)), { now, resolve, way: verifying });
  // What only a verifier can ask for is no part of a lint; nor is an endorser's site, which may not hold a badge of ours up.
  return results.filter(({ name, outcome }) => (outcome !== 'skipped' || name === 'status') && (outcome !== 'unknown' || name !== 'endorsements'));
}
