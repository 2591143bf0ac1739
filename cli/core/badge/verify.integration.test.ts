import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { signature2020Context, olderCredentialsContext } from './contexts.ts';
import { unsignedBadge } from './credential.ts';
import { at, award, duringValidity as now, network, release, sign, signAsStranger, signed, signedBadge, strangersKey } from './fixture.ts';
import { readInput } from './input.ts';
import { isObject, many, type JsonObject } from './json.ts';
import { encodeMultibase } from './multikey.ts';
import { mutationsOf } from './mutations.ts';
import { canonicalize, hashData, withoutProof } from './proof.ts';
import { verifyBadge } from './verify.ts';

/** A release of one criterion with two levels: every kind of node, and few of each. */
const small = {
  ...release,
  rubric: { ...release.rubric, levels: release.rubric.levels.slice(1), criteria: release.rubric.criteria.slice(0, 1).map(({ passing: _, levels: { developing, proficient }, ...criterion }) => ({ ...criterion, levels: { developing: developing!, proficient: proficient! } })) },
} as typeof release;
const plain = JSON.parse(JSON.stringify(unsignedBadge({ ...award, results: award.results.slice(0, 1) }, small))) as JsonObject & { readonly issuer: JsonObject; readonly credentialSubject: JsonObject & { readonly achievement: JsonObject } };

async function endorsed(): Promise<object> {
  const endorsement = await signed({
    '@context': plain['@context'], id: 'urn:uuid:00000000-0000-8000-8000-000000000001', type: ['VerifiableCredential', 'EndorsementCredential'], name: 'Endorsement', issuer: `did:key:${strangersKey}`, validFrom: '2026-11-22T00:00:00Z',
    credentialSubject: { id: plain.credentialSubject.achievement['id'], type: ['EndorsementSubject'], endorsementComment: 'Counts.' },
  }, `did:key:${strangersKey}#${strangersKey}`, signAsStranger);
  const { credentialStatus: _, ...rest } = plain;
  const evidence = [{ id: 'https://git.example/commit/1', type: ['Evidence'], name: 'Plan' }, { id: 'urn:x:what', type: ['Evidence'] }];
  const identifier = [{ type: 'IdentityObject', hashed: true, identityHash: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399', identityType: 'emailAddress', salt: 'Kosher' }, { type: 'IdentityObject', hashed: false, identityHash: 'Maya Okafor', identityType: 'name' }];
  return signed({ ...rest, evidence, credentialSubject: { ...plain.credentialSubject, identifier, creditsEarned: 1.5, achievement: { ...plain.credentialSubject.achievement, endorsement: [endorsement] } } });
}

/** A badge of Data Model 1.1 with the older kind of proof. */
async function older(): Promise<object> {
  const { validFrom, validUntil, awardedDate: _, credentialStatus: __, relatedResource: ___, '@context': contexts, ...rest } = plain;
  const document = { '@context': [olderCredentialsContext, many(contexts)[1], signature2020Context], ...rest, issuanceDate: validFrom, expirationDate: validUntil };
  const proof = { type: 'Ed25519Signature2020', created: award.signed, verificationMethod: award.key, proofPurpose: 'assertionMethod' };
  return { ...document, proof: [{ ...proof, proofValue: encodeMultibase(await sign(await hashData(document, proof))) }] };
}

/** Badges, and which places of each are changed: what the first one holds too is not tried again. */
const badges: readonly (readonly [name: string, make: () => Promise<object>, only: RegExp, least: number])[] = [
  ['one of ours', async () => signed(plain), /^/, 700],
  ['one with evidence, a hidden address, a name and an endorsement', endorsed, /evidence|identifier|creditsEarned|endorsement|^proof/, 300],
  ['one of the older model with the older proof', older, /^(@context|type|issuer|issuanceDate|expirationDate|proof)\b/, 100],
];

/** What is signed, in its one form: the document and the options of its proof. Null where it has none. */
async function meaning(document: unknown): Promise<string | null> {
  if (!isObject(document) || !isObject(many(document['proof'])[0])) return null;
  const { proofValue, ...options } = many(document['proof'])[0] as JsonObject;
  // The older type of proof is defined by its own context, named or not.
  const context = options['type'] === 'Ed25519Signature2020' ? [...new Set([...many(document['@context']), signature2020Context])] : document['@context'];
  const [body, proof] = [await canonicalize(withoutProof(document)), await canonicalize({ '@context': context, ...options })];
  return body.ok && proof.ok ? `${body.text}\n${proof.text}\n${String(proofValue)}` : null;
}

describe('a signed badge', () => {
  it.each(badges)('is refused with any single thing changed, unless the graph and every fact that is shown are the same: %s', async (_, make, only, least) => {
    const badge = await make();
    const resolve = await network();
    const honest = await verifyBadge(badge, { now, resolve });
    expect(honest.results.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skipped')).toEqual([]);
    const original = await meaning(badge);
    let tried = 0;
    const same: string[] = [];
    const survivors: string[] = [];
    for (const { name, document } of mutationsOf(badge, only)) {
      tried++;
      const { results, badge: facts } = await verifyBadge(document, { now, resolve });
      // Claims are shown, or nothing speaks against it: then it must be the same.
      const good = results.every(({ outcome }) => outcome === 'pass' || outcome === 'skipped');
      if (facts === null && !good) continue;
      const isSame = (await meaning(document)) === original && JSON.stringify(facts) === JSON.stringify(honest.badge);
      if (isSame) same.push(name);
      else survivors.push(name);
    }
    expect(survivors).toEqual([]);
    expect(tried).toBeGreaterThan(least);
    // What a graph cannot tell apart is little: order, lists of one, and the same said twice.
    expect(same.length).toBeLessThan(tried / 5);
  }, 300_000);

  it('of a token is refused with any bit of it changed', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const { credentialStatus: _, ...claims } = plain;
    const method = { id: award.issuer.id, verificationMethod: [{ id: `${award.issuer.id}#jwt`, type: 'JsonWebKey', controller: award.issuer.id, publicKeyJwk: await exportJWK(publicKey) }], assertionMethod: [`${award.issuer.id}#jwt`] };
    const compact = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader({ alg: 'ES256', kid: `${award.issuer.id}#jwt`, typ: 'JWT' }).sign(privateKey);
    const resolve = await network({ [at.didDocument]: method });
    const accepted = async (text: string): Promise<boolean> => {
      const input = await readInput(new TextEncoder().encode(text));
      return input.ok && (await verifyBadge(input.badge, { now, resolve, token: input.token })).badge !== null;
    };
    expect(await accepted(compact)).toBe(true);
    for (let place = 0; place < compact.length - 1; place += 97) {
      const letter = compact[place] === 'A' ? 'B' : 'A';
      expect(await accepted(compact.slice(0, place) + letter + compact.slice(place + 1)), `letter ${place}`).toBe(false);
    }
  }, 120_000);

  it('passes as issued, with all its criteria', async () => {
    const { results, badge } = await verifyBadge(await signedBadge(), { now, resolve: await network() });
    expect(results.every(({ outcome }) => outcome === 'pass' || outcome === 'skipped')).toBe(true);
    expect(badge?.results).toHaveLength(3);
  });
});
