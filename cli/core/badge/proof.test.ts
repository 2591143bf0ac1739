import * as vc from '@digitalbazaar/vc';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { beforeAll, describe, expect, it } from 'vitest';
import { contexts, isUnknownContext, loadContext } from './contexts.ts';
import { unsignedBadge, type Badge } from './credential.ts';
import { didDocument } from './did.ts';
import { award, issuer, publicKey, release, seed, sign, signedBadge, statusList, signed } from './fixture.ts';
import { encodeSecretKey } from './multikey.ts';
import { canonicalize, checkProof, createProof } from './proof.ts';

/** Their loader: our contexts, and our issuer's document with its key. */
async function documentLoader(url: string): Promise<object> {
  const document = didDocument(issuer) as { readonly id: string; readonly verificationMethod: readonly object[] };
  const found = url === document.id ? document : url === award.key ? { '@context': 'https://w3id.org/security/multikey/v1', ...document.verificationMethod[0] } : contexts.get(url);
  if (found === undefined) throw new Error(`not found: ${url}`);
  return { contextUrl: null, documentUrl: url, document: found };
}

const theirSuite = async (): Promise<object> => {
  const key = await Ed25519Multikey.from({ type: 'Multikey', id: award.key, controller: award.issuer.id, publicKeyMultibase: publicKey, secretKeyMultibase: encodeSecretKey(seed) });
  return new DataIntegrityProof({ signer: key.signer(), date: award.signed, cryptosuite });
};

let badge: Badge;
beforeAll(async () => {
  badge = await signedBadge();
});

describe('eddsa-rdfc-2022', () => {
  it('signs byte for byte as @digitalbazaar/vc does', async () => {
    const theirs = await vc.issue({ credential: structuredClone(unsignedBadge(award, release)), suite: await theirSuite(), documentLoader, now: new Date(award.signed) });
    expect(theirs.proof).toEqual(badge.proof[0]);
  });

  it('is verified by @digitalbazaar/vc', async () => {
    const suite = new DataIntegrityProof({ cryptosuite });
    const checked = await vc.verifyCredential({ credential: structuredClone(badge), suite, documentLoader, now: new Date(award.signed), checkStatus: async () => ({ verified: true }) });
    expect(checked.error).toBeUndefined();
    expect(checked.verified).toBe(true);
  });

  it('verifies what @digitalbazaar/vc signed, with its proof alone or in a list', async () => {
    const theirs = await vc.issue({ credential: structuredClone(unsignedBadge(award, release)), suite: await theirSuite(), documentLoader, now: new Date(award.signed) });
    expect(await checkProof(theirs, publicKey)).toEqual({ ok: true });
    expect(await checkProof({ ...theirs, proof: [theirs.proof] }, publicKey)).toEqual({ ok: true });
  });

  it('signs status lists that @digitalbazaar/vc verifies', async () => {
    const credential = structuredClone(await signed(statusList([1, 131_071])));
    const checked = await vc.verifyCredential({ credential, suite: new DataIntegrityProof({ cryptosuite }), documentLoader, now: new Date(award.signed) });
    expect(checked.verified).toBe(true);
  });

  it('gives the same proof twice', async () => {
    expect(await createProof(unsignedBadge(award, release), { verificationMethod: award.key, created: award.signed, sign })).toEqual(badge.proof[0]);
  });

  it('refuses to sign a term that no context defines, since it would not be covered', async () => {
    const unsigned = { ...unsignedBadge(award, release), salaryStep: '4' };
    await expect(createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign })).rejects.toThrow('the term "salaryStep", which its contexts do not define');
  });

  it.each([
    ['an unknown type', { type: ['VerifiableCredential', 'OpenBadgeCredential', 'Gold'] }],
    ['a relative id', { id: 'badges/1' }],
    ['an unknown context', { '@context': ['https://www.w3.org/ns/credentials/v2', 'https://elsewhere.example/context.json'] }],
  ])('canonicalises nothing with %s', async (_, change) => {
    const canonical = await canonicalize({ ...unsignedBadge(award, release), ...change });
    expect(canonical).toMatchObject({ ok: false, reason: expect.stringMatching(/^It .*\.$/) });
  });

  it('says which address is none, of what a document points at and of the key that a proof names', async () => {
    expect(await canonicalize({ ...unsignedBadge(award, release), issuer: 'district' })).toMatchObject({ ok: false, reason: 'It points at "district", which is not a full address.' });
    expect(await checkProof(badge, publicKey, { proof: { ...badge.proof[0], verificationMethod: publicKey } })).toMatchObject({ ok: false, reason: `Its proof names its key by "${publicKey}", which is not a full address.` });
  });

  it('stops at a graph that is made to exhaust it', async () => {
    const evidence = (depth: number): object => ({ type: ['Evidence'], ...(depth === 0 ? {} : { endorsement: Array.from({ length: 4 }, () => evidence(depth - 1)) }) });
    const canonical = await canonicalize({ ...unsignedBadge(award, release), evidence: Array.from({ length: 4 }, () => evidence(4)) });
    expect(canonical).toMatchObject({ ok: false, reason: expect.stringContaining('no one order') });
  });

  it('loads the contexts that it carries and no other', async () => {
    expect([...contexts.values()].every((context) => '@context' in context)).toBe(true);
    await expect(loadContext('https://www.w3.org/ns/credentials/undefined-terms/v2')).rejects.toSatisfy(isUnknownContext);
  });

  it.each([
    ['another purpose', { proofPurpose: 'authentication' }],
    ['another cryptosuite', { cryptosuite: 'eddsa-jcs-2022' }],
    ['a proof before it', { previousProof: 'urn:x' }],
    ['a value that is none', { proofValue: 'zzz' }],
    ['no value', { proofValue: 1 }],
    ['a date without a zone', { created: '2026-11-22T09:31:00' }],
  ])('takes no proof with %s', async (_, change) => {
    expect(await checkProof(badge, publicKey, { proof: { ...badge.proof[0], ...change } })).toMatchObject({ ok: false });
  });
});
