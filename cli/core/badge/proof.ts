/**
 * eddsa-rdfc-2022 (W3C VC Data Integrity EdDSA Cryptosuites 1.0, section 3.2): the document and the proof's options are
 * expanded (JSON-LD safe mode, no base), canonicalised (RDFC-1.0), hashed (SHA-256), and the two hashes are signed.
 * Its two forerunners, met in the wild, do the same under another name: eddsa-2022, and the type Ed25519Signature2020.
 */
import jsonld from 'jsonld';
import canonizer from 'rdf-canonize';
import { addedInPlace } from './added-words.ts';
import { isUnknownContext, loadContext, signature2020Context } from './contexts.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';
import { moment } from './moment.ts';
import { decodeMultibase, decodePublicKey, encodeMultibase } from './multikey.ts';

export interface Proof {
  readonly type: 'DataIntegrityProof';
  readonly created: string;
  readonly verificationMethod: string;
  readonly cryptosuite: 'eddsa-rdfc-2022';
  readonly proofPurpose: 'assertionMethod';
  readonly proofValue: string;
}
type ProofOptions = Omit<Proof, 'proofValue'>;

/** A term of an RDF statement, and a statement (RDF/JS). */
export interface Term {
  readonly termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'DefaultGraph';
  readonly value: string;
  /** Of literals. */
  readonly datatype?: { readonly value: string };
  readonly language?: string;
}
export interface Quad {
  readonly subject: Term;
  readonly predicate: Term;
  readonly object: Term;
  readonly graph: Term;
}

/** Signs bytes with Ed25519. Where the key lies is the caller's business. */
export type Sign = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> | Uint8Array;
export type Canonical = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string; /** A word that the named contexts define by now, and did not when our copies were made. */ readonly newer?: string };
export type Canonicalize = (document: object) => Promise<Canonical>;
/** How a document becomes the bytes that are signed, and how a signature of them is verified. Every way comes to the same; some come to it faster. */
export interface Way {
  readonly canonicalize: Canonicalize;
  readonly sha256: (text: string) => Uint8Array | Promise<Uint8Array>;
  /** Ed25519 with a raw public key. May throw for what is no key. */
  readonly verify: (key: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>) => boolean | Promise<boolean>;
}
export type Checked = { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly unsupported?: true };

/** A stop for graphs made to exhaust a canonicaliser: it asks every few permutations, and gets an end after `steps` of them. */
function budget(steps: number): { readonly aborted: boolean; readonly reason: string } {
  let left = steps;
  return { reason: 'too much work', get aborted() { return --left < 0; } };
}

function sentence(error: unknown): string {
  if (isUnknownContext(error)) return `It uses the context ${quote(error.address)}, which we do not carry.`;
  const { details, message } = error as { details?: { event?: { details?: Record<string, unknown> }; url?: unknown; cause?: unknown }; message?: unknown };
  if (details?.cause !== undefined && isUnknownContext(details.cause)) return sentence(details.cause);
  const event = details?.event?.details ?? {};
  if (event['property'] !== undefined) return `It uses the term ${quote(event['property'])}, which its contexts do not define.`;
  if (event['type'] !== undefined) return `It uses the type ${quote(event['type'])}, which its contexts do not define.`;
  if (event['id'] !== undefined) return `It has the id ${quote(event['id'])}, which is not a full address.`;
  const pointed = event['object'] ?? event['subject'];
  if (pointed !== undefined) return `It points at ${quote(pointed)}, which is not a full address.`;
  if (typeof message === 'string' && /deep iterations|Abort signal/.test(message)) return 'It repeats nameless things in a way that has no one order; no badge needs that.';
  return `It is not sound JSON-LD (${quote(message)}).`;
}

/** The document's RDF, in safe mode. Rejects for what is not sound JSON-LD under the contexts that we carry. */
export const datasetOf = (document: object): Promise<readonly Quad[]> =>
  jsonld.toRDF(document, { base: null, safe: true, rdfDirection: 'i18n-datatype', produceGeneralizedRdf: false, documentLoader: loadContext });

/** The document's RDF in its one canonical form, or why it has none. Leave the proof out of what you pass. Never throws. */
export async function canonicalize(document: object): Promise<Canonical> {
  try {
    const dataset = await datasetOf(document);
    const text = await canonizer.canonize(dataset, { algorithm: 'RDFC-1.0', format: 'application/n-quads', maxWorkFactor: 1, signal: budget(5_000) });
    return text === '' ? { ok: false, reason: 'It says nothing.' } : { ok: true, text };
  } catch (error) {
    const newer = newerWord(error);
    return { ok: false, reason: sentence(error), ...(newer === null ? {} : { newer }) };
  }
}

function newerWord(error: unknown): string | null {
  const word = (error as { details?: { event?: { details?: Record<string, unknown> } } }).details?.event?.details?.['property'];
  return typeof word === 'string' && addedInPlace.has(word) ? word : null;
}

/** JSON-LD expanded and canonicalised for each document anew, the rest by what every runtime has. */
export const generalPath: Way = {
  canonicalize,
  sha256: async (text) => new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  verify: async (key, signature, bytes) => crypto.subtle.verify('Ed25519', await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']), signature, bytes),
};

/** A document without its proofs. */
export function withoutProof(document: object): JsonObject {
  const { proof: _, ...rest } = document as Record<string, unknown>;
  return rest;
}

/**
 * The 64 bytes that are signed: hash of the proof's options, then hash of the document (section 3.2.4). `known` spares
 * canonicalising a document twice. Throws where one of the two cannot be canonicalised.
 */
export async function hashData(document: object, options: object, { known, way = generalPath }: { readonly known?: Canonical | undefined; readonly way?: Way } = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { proofValue: _, ...rest } = options as Record<string, unknown>;
  const plain = withoutProof(document);
  const contexts = many(plain['@context']);
  // The older type is defined by a context of its own, which not every signer writes into the document.
  const context = rest['type'] === 'Ed25519Signature2020' && !contexts.includes(signature2020Context) ? [...contexts, signature2020Context] : plain['@context'];
  const canonical = [await way.canonicalize({ '@context': context, ...rest }), known ?? (await way.canonicalize(plain))];
  const bytes = new Uint8Array(64);
  for (const [at, each] of canonical.entries()) {
    if (!each.ok) throw new Error(each.reason);
    bytes.set(await way.sha256(each.text), 32 * at);
  }
  return bytes;
}

/** Signs a document: returns its proof. Throws where the document is not sound JSON-LD under the contexts that we carry. */
export async function createProof(
  document: object,
  { verificationMethod, created, sign, way = generalPath }: { readonly verificationMethod: string; readonly created: string; readonly sign: Sign; readonly way?: Way },
): Promise<Proof> {
  const options: ProofOptions = { type: 'DataIntegrityProof', created, verificationMethod, cryptosuite: 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod' };
  const signature = await sign(await hashData(document, options, { way }));
  if (signature.length !== 64) throw new RangeError(`Unexpected signature of ${signature.length} bytes, expected 64`);
  return { ...options, proofValue: encodeMultibase(signature) };
}

/** Ways to prove that are known to us and not read yet: a badge may be sound and prove itself so. */
const later = new Set(['ecdsa-sd-2023', 'ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'eddsa-jcs-2022', 'bbs-2023', 'Ed25519Signature2018', 'EcdsaSecp256k1Signature2019', 'JsonWebSignature2020', 'RsaSignature2018']);

/** The name of a proof's way to prove, where it is one that we know and do not support yet; else null. */
export function unsupportedProof(proof: unknown): string | null {
  if (!isObject(proof)) return null;
  const name = proof['type'] === 'DataIntegrityProof' ? proof['cryptosuite'] : proof['type'];
  return typeof name === 'string' && later.has(name) ? name : null;
}

/** Why we cannot check a proof at all, as a sentence; null for one that we read and that was made to assert. */
export function proofFault(proof: unknown): string | null {
  if (!isObject(proof)) return 'It has no proof.';
  const { type, cryptosuite, proofPurpose, previousProof, verificationMethod, proofValue } = proof;
  if (type !== 'DataIntegrityProof' && type !== 'Ed25519Signature2020') return `Its proof is of the type ${quote(type)}, which we do not read.`;
  if (type === 'DataIntegrityProof' && cryptosuite !== 'eddsa-rdfc-2022' && cryptosuite !== 'eddsa-2022') return `Its proof uses the cryptosuite ${quote(cryptosuite)}, which we do not read.`;
  if (type === 'Ed25519Signature2020' && cryptosuite !== undefined) return `Its proof is of the type ${quote(type)} and names a cryptosuite too.`;
  if (proofPurpose !== 'assertionMethod') return `Its proof was made for ${quote(proofPurpose)}, not to assert.`;
  if (previousProof !== undefined) return 'Its proof is one of a chain, which we do not read.';
  if ([proof['created'], proof['expires']].some((date) => date !== undefined && moment(date) === null)) return 'Its proof has a date that cannot be read.';
  if (typeof verificationMethod !== 'string') return 'Its proof names no key.';
  if (!URL.canParse(verificationMethod)) return `Its proof names its key by ${quote(verificationMethod)}, which is not a full address.`;
  return typeof proofValue === 'string' ? null : 'Its proof has no value.';
}

/**
 * Checks one proof of a document (the first, unless another is given) with a public key (Multikey). Says nothing about
 * whose key it is. Never throws; `unsupported` where this runtime has no Ed25519.
 */
export async function checkProof(document: object, publicKeyMultibase: string, { proof = many((document as JsonObject)['proof'])[0], known, way = generalPath }: { readonly proof?: unknown; readonly known?: Canonical | undefined; readonly way?: Way } = {}): Promise<Checked> {
  const fault = proofFault(proof);
  if (fault !== null) return { ok: false, reason: fault };
  const key = decodePublicKey(publicKeyMultibase);
  if (key === null) return { ok: false, reason: 'The key is not an Ed25519 Multikey.' };
  const signature = decodeMultibase((proof as Proof).proofValue);
  if (signature?.length !== 64) return { ok: false, reason: 'The proof value is not an Ed25519 signature.' };
  const bytes = await hashData(document, proof as Proof, { known, way }).catch((error: unknown) => (error as Error).message);
  if (typeof bytes === 'string') return { ok: false, reason: bytes };
  try {
    return (await way.verify(key, signature, bytes)) ? { ok: true } : { ok: false, reason: 'The signature does not fit what it signs.' };
  } catch (error) {
    const unsupported = (error as { name?: unknown }).name === 'NotSupportedError';
    return unsupported ? { ok: false, reason: 'This browser cannot check Ed25519 signatures.', unsupported } : { ok: false, reason: 'The key is not a point that Ed25519 accepts.' };
  }
}
