/** Published test vectors, reproduced byte for byte. */
import { describe, expect, it } from 'vitest';
import { signWith } from './fixture.ts';
import { decodeSecretKey, encodeMultibase } from './multikey.ts';
import { checkProof, createProof, hashData } from './proof.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** W3C Data Integrity EdDSA Cryptosuites 1.0, appendix B. The examples context of that document is the vocabulary that stands here in its place. */
const alumni = {
  '@context': ['https://www.w3.org/ns/credentials/v2', { '@vocab': 'https://www.w3.org/ns/credentials/examples#' }],
  id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
  type: ['VerifiableCredential', 'AlumniCredential'],
  name: 'Alumni Credential',
  description: 'A minimum viable example of an Alumni Credential.',
  issuer: 'https://vc.example/issuers/5678',
  validFrom: '2023-01-01T00:00:00Z',
  credentialSubject: { id: 'did:example:abcdefgh', alumniOf: 'The School of Examples' },
};
const w3c = { publicKey: 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2', secretKey: 'z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq' };
const made = { created: '2023-02-24T23:36:38Z', verificationMethod: `https://vc.example/issuers/5678#${w3c.publicKey}`, proofPurpose: 'assertionMethod' };

/** Open Badges 3.0 Implementation Guide, "Linked Data Proof Test Vector for Open Badges 3.0". */
const teamwork = {
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
  id: 'http://example.com/credentials/3527',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'https://example.edu/issuers/565049', type: ['Profile'], url: 'https://www.imsglobal.org', name: 'Example Corp' },
  validFrom: '2010-01-01T00:00:00Z',
  name: 'Teamwork Badge',
  credentialSubject: {
    id: 'did:example:ebfeb1f712ebc6f1c276e12ec21',
    type: ['AchievementSubject'],
    achievement: {
      id: 'https://example.com/achievements/21st-century-skills/teamwork',
      type: ['Achievement'],
      criteria: { narrative: 'Team members are nominated for this badge by their peers and recognized upon review by Example Corp management.' },
      description: 'This badge recognizes the development of the capacity to collaborate within a group environment.',
      name: 'Teamwork',
    },
  },
};
const guide = { publicKey: 'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi', seed: '6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4' };

const vectors = [
  {
    name: 'eddsa-rdfc-2022 of the W3C', document: alumni, publicKey: w3c.publicKey, seed: decodeSecretKey(w3c.secretKey)!,
    options: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', ...made },
    hash: '4c4d3890a157f8d611b13c265c2c22f39aa0a567c7c7dd9ba3e45cd579784eeb517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017',
    proofValue: 'z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9',
  },
  {
    name: 'Ed25519Signature2020 of the W3C', document: alumni, publicKey: w3c.publicKey, seed: decodeSecretKey(w3c.secretKey)!,
    options: { type: 'Ed25519Signature2020', ...made },
    hash: '5e41905a6915396ff4eb426ce26c322d0e1d870b3d75cef95612cc94e4f8bad7517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017',
    proofValue: 'z5HNuvc5WbWYsRRt97kXJ6SoKgb1tMwtkQND4pnobZE26JGnohdWVpzashF9d8FRzhzm8oYRSivKACTakeE4DzdHL',
  },
  {
    name: 'eddsa-rdfc-2022 of the Open Badges guide', document: teamwork, publicKey: guide.publicKey, seed: Uint8Array.from(Buffer.from(guide.seed, 'hex')),
    options: { type: 'DataIntegrityProof', created: '2010-01-01T19:23:24Z', verificationMethod: `https://example.edu/issuers/565049#${guide.publicKey}`, cryptosuite: 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod' },
    hash: 'd34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d1987f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773',
    proofValue: 'z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr',
  },
] as const;

describe('the published vector', () => {
  it.each(vectors)('$name is reproduced in its hash and its signature, and verifies', async ({ document, options, seed, publicKey, hash, proofValue }) => {
    const bytes = await hashData(document, options);
    expect(hex(bytes)).toBe(hash);
    expect(encodeMultibase(await (await signWith(seed))(bytes))).toBe(proofValue);
    expect(await checkProof({ ...document, proof: { ...options, proofValue } }, publicKey)).toEqual({ ok: true });
    expect(await checkProof({ ...document, name: 'Another', proof: { ...options, proofValue } }, publicKey)).toMatchObject({ ok: false });
  });

  it('of the guide is what we sign ourselves', async () => {
    const { document, options, seed, proofValue } = vectors[2];
    expect(await createProof(document, { ...options, sign: await signWith(seed) })).toEqual({ ...options, proofValue });
  });
});
