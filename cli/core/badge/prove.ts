import { datesOf, issuerId } from './credential-terms.ts';
import { issuerKey, namedKey, untied, type IssuerKey } from './issuer-key.ts';
import { many, quote, type JsonObject } from './json.ts';
import type { Resolve } from './lookup.ts';
import { checkProof, generalPath, proofFault, unsupportedProof, type Canonical, type Proof, type Way } from './proof.ts';
import { result, unended, type Outcome, type Result } from './result.ts';
import { proveToken } from './token-proof.ts';
import { instant, type Token } from './token.ts';

/** What a proof came to, and whose it is. */
export interface Proven {
  readonly proof: Result;
  readonly issuer: IssuerKey;
  /** When the proof itself ends, if it says so. */
  readonly expires: unknown;
  /** When the proof says that it was made. */
  readonly created?: unknown;
}
interface Options {
  readonly now: Date;
  readonly resolve: Resolve;
  readonly way?: Way | undefined;
}

/** The most proofs of one badge that are tried. */
const mostProofs = 4;

async function tryProof(badge: JsonObject, proof: Proof, known: Canonical, options: Options): Promise<Proven> {
  const issuer = await issuerKey(issuerId(badge), proof.verificationMethod, { ...options, signed: proof.created });
  const key = issuer.publicKeyMultibase ?? namedKey(proof.verificationMethod);
  const proven = (outcome: Outcome, detail: string): Proven => ({ proof: result('proof', outcome, detail), issuer, expires: (proof as unknown as JsonObject)['expires'], created: (proof as unknown as JsonObject)['created'] });
  if (key === null) return proven('unknown', 'The signature could not be checked, because the key was not found; see the issuer result.');
  const checked = await checkProof(badge, key, { proof, known, way: options.way ?? generalPath });
  if (!checked.ok) return checked.unsupported ? proven('unknown', `${unended(checked.reason)}; use a newer one.`) : proven('fail', `${unended(checked.reason)}: the badge was changed after it was signed, or never signed; do not rely on it.`);
  return issuer.publicKeyMultibase === null
    ? proven('unknown', 'The signature is consistent with the key it names, but that key could not be tied to the issuer; see the issuer result.')
    : proven('pass', 'Not a word of it has changed since it was signed.');
}

// Where the credential names its own end, its structure holds the token's to it.
const tokenEnd = ({ claims: { exp } }: Token, badge: JsonObject): unknown => (datesOf(badge).validUntil === undefined && exp !== undefined ? instant(exp) ?? exp : undefined);

/** Tries a credential's proofs, or its token; one that holds is enough. Never throws. */
export async function prove(badge: JsonObject, canonical: Canonical | null, { token, ...options }: Options & { readonly token?: Token | undefined }): Promise<Proven> {
  const no = (outcome: Outcome, detail: string): Proven => ({ proof: result('proof', outcome, detail), issuer: untied('unknown', 'The issuer was not looked up, because no signature could be checked; see the proof result.'), expires: undefined });
  if (token !== undefined) return { ...(await proveToken(token, badge, options)), expires: tokenEnd(token, badge) };
  const proofs = many(badge['proof']);
  const usable = proofs.filter((proof) => proofFault(proof) === null) as Proof[];
  const later = proofs.map(unsupportedProof).find((name) => name !== null);
  if (proofs.length === 0) return no('fail', 'It is not signed, so anyone could have written it; ask the issuer for the signed file.');
  if (usable.length === 0 && later !== undefined) return no('unknown', `Its proof is of the kind ${quote(later)}, which is not supported here yet; verify it with a tool that reads it, or ask the issuer for an eddsa-rdfc-2022 proof.`);
  if (usable.length === 0) return no('fail', `${unended(proofFault(proofs[0])!)}; verify it with a tool that reads it, or ask the issuer for an eddsa-rdfc-2022 proof.`);
  if (canonical === null) return no('unknown', 'The signature was not checked, because the file could not be read safely; see the structure and safe-mode results.');
  if (!canonical.ok && canonical.newer !== undefined) return no('unknown', 'The signature was not checked, because it covers a word that is newer than the words carried here; see the safe-mode result.');
  if (!canonical.ok) return no('fail', 'The signature cannot fit, because it would not cover everything that the file says; do not rely on it.');
  const all: Proven[] = [];
  for (const proof of usable.slice(0, mostProofs)) {
    const proven = await tryProof(badge, proof, canonical, options);
    if (proven.proof.outcome === 'pass') return proven;
    all.push(proven);
  }
  return all.find((proven) => proven.proof.outcome === 'unknown') ?? all[0]!;
}
