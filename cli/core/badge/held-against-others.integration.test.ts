/** Our proofs under other implementations, and theirs under ours: @digitalbazaar, @digitalcredentials, and a stack that shares no code with any of us. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { Ed25519Signature2020 } from '@digitalbazaar/ed25519-signature-2020';
import { Ed25519VerificationKey2020 } from '@digitalbazaar/ed25519-verification-key-2020';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as bazaar from '@digitalbazaar/vc';
import { DataIntegrityProof as TheirDataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite as theirCryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import * as consortium from '@digitalcredentials/vc';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { RDFC10 } from 'rdfjs-c14n';
import { describe, expect, it } from 'vitest';
import { olderContexts } from './older-contexts.ts';
import { contexts } from './contexts.ts';
import { unsignedBadge } from './credential.ts';
import { didDocument } from './did.ts';
import { unsignedEndorsement } from './endorsement.ts';
import { agencyEndorsement, at, award, duringValidity, issuer, network, publicKey, release, seed, signed, statusList } from './fixture.ts';
import { many, type JsonObject } from './json.ts';
import { decodeMultibase, decodePublicKey, encodeMultibase, encodeSecretKey } from './multikey.ts';
import { verifyBadge } from './verify.ts';

const multikeyContext = { '@context': { '@protected': true, id: '@id', type: '@type', Multikey: 'https://w3id.org/security#Multikey', controller: { '@id': 'https://w3id.org/security#controller', '@type': '@id' }, publicKeyMultibase: { '@id': 'https://w3id.org/security#publicKeyMultibase', '@type': 'https://w3id.org/security#multibase' } } };
const carried: Readonly<Record<string, object>> = { ...Object.fromEntries(contexts), ...olderContexts, 'https://w3id.org/security/multikey/v1': multikeyContext };

/** A loader for them: the contexts that we carry, and our issuer's document with its key. */
async function documentLoader(url: string): Promise<object> {
  const document = didDocument(issuer) as { readonly id: string; readonly verificationMethod: readonly object[] };
  const found = url === document.id ? document : url === award.key ? { '@context': 'https://w3id.org/security/multikey/v1', ...document.verificationMethod[0] } : carried[url];
  if (found === undefined) throw new Error(`not found: ${url}`);
  return { contextUrl: null, documentUrl: url, document: found };
}

async function canonicalByStrangers(document: object): Promise<string> {
  const parser = new JsonLdParser({ documentLoader: { load: async (url) => carried[url] as never } });
  const quads = new Promise<unknown[]>((done, fail) => {
    const all: unknown[] = [];
    parser.on('data', (quad: unknown) => all.push(quad)).on('error', fail).on('end', () => done(all));
  });
  parser.end(JSON.stringify(document));
  // Two things it writes otherwise than canonical N-Quads has them: letters beyond the first plane as escapes, and integers bare.
  return (await new RDFC10().canonicalize((await quads) as never))
    .replace(/\\U([0-9a-fA-F]{8})/g, (_, point: string) => String.fromCodePoint(Number.parseInt(point, 16)))
    .replace(/ (\d+) \.$/gm, ' "$1"^^<http://www.w3.org/2001/XMLSchema#integer> .');
}

/** Verifies a proof with jsonld-streaming-parser, rdfjs-c14n and Node's own cryptography. */
async function verifiedByStrangers(credential: object): Promise<boolean> {
  const { proof, ...document } = credential as JsonObject;
  const { proofValue, ...options } = many(proof)[0] as { readonly proofValue: string };
  const hash = async (what: object): Promise<Buffer> => createHash('sha256').update(await canonicalByStrangers(what)).digest();
  const bytes = Buffer.concat([await hash({ '@context': document['@context'], ...options }), await hash(document)]);
  const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), decodePublicKey(publicKey)!]), format: 'der', type: 'spki' });
  return verify(null, bytes, key, decodeMultibase(proofValue)!);
}

const plain = unsignedBadge(award, release) as unknown as JsonObject & { readonly credentialSubject: JsonObject & { readonly achievement: JsonObject } };
const within = (subject: object, achievement: object = {}): JsonObject => ({ ...plain, credentialSubject: { ...plain.credentialSubject, ...subject, achievement: { ...plain.credentialSubject.achievement, ...achievement } } });
/** A badge with an endorsement of its achievement, whose proof stands as an endorser would write it. */
async function endorsedBadge(write: (proof: readonly object[]) => unknown): Promise<JsonObject> {
  const endorsement = (await agencyEndorsement(at.achievement(release.id, '1.0.0'))) as { readonly proof: readonly object[] };
  return unsignedBadge({ ...award, endorsements: [{ ...endorsement, proof: write(endorsement.proof) }] as unknown as NonNullable<typeof award.endorsements> }, release) as JsonObject;
}
/** A set of badges that uses what ours use, and more of the standard. */
const badges: readonly (readonly [string, JsonObject])[] = [
  ['a whole badge', plain],
  ['a badge without end or status', JSON.parse(JSON.stringify({ ...plain, validUntil: undefined, credentialStatus: undefined })) as JsonObject],
  ['a badge with a hidden address', within({ id: undefined, identifier: [{ type: 'IdentityObject', hashed: true, identityHash: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399', identityType: 'emailAddress', salt: 'Kosher' }] })],
  ['a badge with evidence, credits and a source', { ...within({ creditsEarned: 1.5, source: plain['issuer'] }, { creditsAvailable: 3, related: [{ id: `${at.origin}/releases/older`, type: ['Related'], version: '0.9.0' }] }), evidence: [{ id: 'https://git.example/commit/1', type: ['Evidence'], name: 'Plan', narrative: 'Curly “quotes”, عربي, 🌿, ]]> and {' }] }],
  ['a badge with the digest of its release', { ...plain, relatedResource: [{ id: at.release(release.id, '1.0.0'), digestSRI: 'sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC', mediaType: 'application/json' }] }],
  ['a status list', statusList([1, 131_071]) as JsonObject],
  ['a badge that carries an endorsement', await endorsedBadge((proof) => proof[0]!)],
  ['an endorsement', unsignedEndorsement({ serial: 'e4d8q2mx7tda', issuer: award.issuer, about: 'https://partner.example/releases/coaching/2.0.0/achievement.json', comment: 'Counts. “Ja” 🌿 }', signed: award.signed, until: award.until! }) as JsonObject],
].map(([name, document]) => [name as string, JSON.parse(JSON.stringify(document)) as JsonObject] as const);

const options = { documentLoader, now: new Date(award.signed), checkStatus: async () => ({ verified: true }) };

describe('what is signed here', () => {
  it.each(badges)('verifies elsewhere: %s', async (_, document) => {
    const credential = await signed(document);
    const one = structuredClone({ ...credential, proof: credential.proof[0]! });
    const byBazaar = await bazaar.verifyCredential({ ...options, credential: structuredClone(one), suite: new DataIntegrityProof({ cryptosuite }) });
    expect([byBazaar.error, byBazaar.verified]).toEqual([undefined, true]);
    const byConsortium = await consortium.verifyCredential({ ...options, credential: structuredClone(one), suite: new TheirDataIntegrityProof({ cryptosuite: theirCryptosuite }) });
    expect([byConsortium.error, byConsortium.verified]).toEqual([undefined, true]);
    expect(await verifiedByStrangers(credential)).toBe(true);
  });

  // jsonld-streaming-parser 5.0.1 gives what stands in a list no graph of its own. This fails when it does.
  it('verifies elsewhere with an endorsement whose proof stands in a list, but for one parser', async () => {
    const credential = await signed(await endorsedBadge((proof) => proof));
    const byBazaar = await bazaar.verifyCredential({ ...options, credential: structuredClone({ ...credential, proof: credential.proof[0] }), suite: new DataIntegrityProof({ cryptosuite }) });
    expect([byBazaar.error, byBazaar.verified]).toEqual([undefined, true]);
    expect(await verifiedByStrangers(credential)).toBe(false);
  });

  // jsonld-streaming-parser 5.0.1 passes over a node with a context of its own below the issuer. When this fails, badges can carry what others say of their issuer.
  it('verifies elsewhere with an endorsement of the issuer in both of its profiles, but for one parser, which sees none of it', async () => {
    const { proof, ...endorsement } = (await agencyEndorsement(award.issuer.id)) as JsonObject & { readonly proof: readonly object[] };
    const issuerProfile = { ...(plain['issuer'] as object), endorsement: [{ ...endorsement, proof: proof[0] }] };
    const document = JSON.parse(JSON.stringify({ ...within({}, { creator: issuerProfile }), issuer: issuerProfile })) as JsonObject;
    const credential = await signed(document);
    const one = { ...credential, proof: credential.proof[0]! };
    expect((await bazaar.verifyCredential({ ...options, credential: structuredClone(one), suite: new DataIntegrityProof({ cryptosuite }) })).verified).toBe(true);
    expect((await consortium.verifyCredential({ ...options, credential: structuredClone(one), suite: new TheirDataIntegrityProof({ cryptosuite: theirCryptosuite }) })).verified).toBe(true);
    expect(await ours(credential)).toEqual(expected);
    expect(await verifiedByStrangers(credential)).toBe(false);
    expect(await canonicalByStrangers({ ...document, credentialSubject: plain.credentialSubject })).not.toContain('EndorsementCredential');
  });

  it('does not verify elsewhere once it is changed', async () => {
    const credential = { ...(await signed(plain)), name: 'Another' } as JsonObject;
    expect((await bazaar.verifyCredential({ ...options, credential: structuredClone(credential), suite: new DataIntegrityProof({ cryptosuite }) })).verified).toBe(false);
    expect(await verifiedByStrangers(credential)).toBe(false);
  });
});

const multikey = async (): Promise<{ readonly signer: () => object }> => Ed25519Multikey.from({ type: 'Multikey', id: award.key, controller: award.issuer.id, publicKeyMultibase: publicKey, secretKeyMultibase: encodeSecretKey(seed) });
async function signer2020(): Promise<object> {
  const [secret, open] = [Buffer.from(seed), decodePublicKey(publicKey)!];
  // That library writes a secret key as both halves, after the two bytes of its kind.
  const key = await Ed25519VerificationKey2020.from({ id: award.key, controller: award.issuer.id, publicKeyMultibase: publicKey, privateKeyMultibase: encodeMultibase(Uint8Array.from([0x80, 0x26, ...secret, ...open])) });
  return new Ed25519Signature2020({ key, date: award.signed });
}

const v1 = 'https://www.w3.org/2018/credentials/v1';
/** The badge as it was written under Data Model 1.1. */
function older(context: string): JsonObject {
  const { validFrom, validUntil, awardedDate: _, credentialStatus: __, '@context': ___, relatedResource: _____, ...rest } = plain as JsonObject;
  const { achievement, ...subject } = plain.credentialSubject;
  const { inLanguage: ____, related: ______, ...old } = achievement;
  return { '@context': [v1, context], ...rest, credentialSubject: { ...subject, achievement: old }, issuanceDate: validFrom, expirationDate: validUntil };
}
const good = { 'structure': 'pass', 'safe-mode': 'pass', proof: 'pass', issuer: 'pass', key: 'pass', validity: 'pass' };
async function ours(credential: object): Promise<object> {
  const { results, badge } = await verifyBadge(credential, { now: duringValidity, resolve: await network() });
  const found = Object.fromEntries(results.filter(({ name }) => name in good).map(({ name, outcome, detail }) => [name, outcome === 'pass' ? 'pass' : detail]));
  return { ...found, name: badge?.name };
}
const expected = { ...good, name: 'Checking for understanding' };

describe('what is signed elsewhere', () => {
  it.each(badges.slice(0, 5))('verifies here: %s', async (_, document) => {
    const byBazaar = await bazaar.issue({ credential: structuredClone(document), suite: new DataIntegrityProof({ signer: (await multikey()).signer(), date: award.signed, cryptosuite }), ...options });
    const byConsortium = await consortium.issue({ credential: structuredClone(document), suite: new TheirDataIntegrityProof({ signer: (await multikey()).signer(), date: award.signed, cryptosuite: theirCryptosuite }), ...options });
    for (const credential of [byBazaar, byConsortium]) expect(await ours(credential)).toEqual(expected);
  });

  it.each(['https://purl.imsglobal.org/spec/ob/v3p0/context.json', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'])('verifies here under Data Model 1.1 with %s, by both kinds of proof', async (context) => {
    const rdfc = await bazaar.issue({ credential: older(context), suite: new DataIntegrityProof({ signer: (await multikey()).signer(), date: award.signed, cryptosuite }), ...options });
    const legacy = await bazaar.issue({ credential: older(context), suite: await signer2020(), ...options });
    expect((legacy as JsonObject)['@context']).toContain('https://w3id.org/security/suites/ed25519-2020/v1');
    for (const credential of [rdfc, legacy]) {
      expect(await ours(credential)).toEqual(expected);
      expect(await verifiedByStrangers(credential)).toBe(true);
      expect(await ours({ ...credential, name: 'Another' })).toMatchObject({ proof: expect.stringContaining('changed'), name: undefined });
      expect(await ours({ ...credential, expirationDate: '2040-01-01T00:00:00Z' })).toMatchObject({ proof: expect.stringContaining('changed') });
    }
  });

  it('verifies here by the older name of the suite', async () => {
    const suite = new DataIntegrityProof({ signer: (await multikey()).signer(), date: award.signed, cryptosuite: { ...cryptosuite, name: 'eddsa-2022' } });
    const credential = await bazaar.issue({ credential: structuredClone(plain), suite, ...options });
    expect(many((credential as JsonObject)['proof'])[0]).toMatchObject({ cryptosuite: 'eddsa-2022' });
    expect(await ours(credential)).toEqual(expected);
    expect(await verifiedByStrangers(credential)).toBe(true);
  });
});
