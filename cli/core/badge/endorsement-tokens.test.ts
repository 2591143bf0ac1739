import { CompactSign, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64Url } from './base64.ts';
import { credentialsContext, openBadgesContext } from './contexts.ts';
import { unsignedBadge } from './credential.ts';
import { endorsementsOf } from './endorsements.ts';
import { agencyEndorsement, at, award, duringValidity as now, network, release } from './fixture.ts';
import { readInput } from './input.ts';
import type { JsonObject } from './json.ts';
import { encodeMultibase } from './multikey.ts';
import type { Result } from './result.ts';
import { structure } from './structure.ts';
import { verifyBadge } from './verify.ts';

const did = award.issuer.id;
const plain = JSON.parse(JSON.stringify({ ...unsignedBadge(award, release), credentialStatus: undefined, relatedResource: undefined })) as JsonObject & { readonly issuer: JsonObject; readonly credentialSubject: JsonObject & { readonly achievement: JsonObject } };
const achievement = plain.credentialSubject.achievement;

let issuerKey: CryptoKey;
let issuerJwk: JWK;
let agencyKey: CryptoKey;
/** The endorser, a did:key of the kind that tokens are signed with. */
let agency: string;
beforeAll(async () => {
  const [ours, theirs] = await Promise.all([generateKeyPair('ES256', { extractable: true }), generateKeyPair('ES256', { extractable: true })]);
  [issuerKey, agencyKey, issuerJwk] = [ours.privateKey, theirs.privateKey, await exportJWK(ours.publicKey)];
  const [x, y] = await exportJWK(theirs.publicKey).then((jwk) => [fromBase64Url(jwk.x!)!, fromBase64Url(jwk.y!)!] as const);
  agency = `did:key:${encodeMultibase(Uint8Array.from([0x80, 0x24, 2 + (y[31]! & 1), ...x]))}`;
});

const token = (claims: object, kid: string, key: CryptoKey): Promise<string> => new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid }).sign(key);
const endorsement = (about: unknown, change: object = {}): Promise<string> => token({
  '@context': [credentialsContext, openBadgesContext], id: 'urn:uuid:00000000-0000-8000-8000-000000000001', type: ['VerifiableCredential', 'EndorsementCredential'], name: 'Endorsement', issuer: { id: agency, type: ['Profile'], name: 'State agency' }, validFrom: '2026-11-22T00:00:00Z',
  credentialSubject: { id: about, type: ['EndorsementSubject'], endorsementComment: 'Counts for renewal.' }, iss: agency, jti: 'urn:uuid:00000000-0000-8000-8000-000000000001', ...change,
}, agency, agencyKey);

/** What is said of the endorsements, or of something else, of a badge that is a token itself. */
async function asked(badge: object, wanted = 'endorsements'): Promise<Result> {
  const input = await readInput(new TextEncoder().encode(await token({ ...badge, iss: did }, `${did}#jwt`, issuerKey)));
  if (!input.ok) throw new Error(input.reason);
  const resolve = await network({ [at.didDocument]: { id: did, verificationMethod: [{ id: `${did}#jwt`, type: 'JsonWebKey', controller: did, publicKeyJwk: issuerJwk }], assertionMethod: [`${did}#jwt`] } });
  const { results } = await verifyBadge(input.badge, { now, resolve, token: input.token });
  expect(results.find(({ name }) => name === 'proof')).toMatchObject({ outcome: 'pass' });
  return results.find(({ name }) => name === wanted)!;
}
const onAchievement = (change: object, rest: object = {}): object => ({ ...plain, ...rest, credentialSubject: { ...plain.credentialSubject, achievement: { ...achievement, ...change } } });

describe('an endorsement that is a signed token', () => {
  it('is verified as a badge is that is one, whether it is of the badge, of its achievement or of a profile', async () => {
    const pass = { outcome: 'pass', detail: expect.stringContaining(`endorsed by "${agency.slice(0, 79)}`) };
    expect(await asked({ ...plain, endorsementJwt: [await endorsement(plain['id'])] })).toMatchObject(pass);
    expect(await asked(onAchievement({ endorsementJwt: [await endorsement(achievement['id'])] }))).toMatchObject(pass);
    expect(await asked({ ...plain, issuer: { ...plain.issuer, endorsementJwt: [await endorsement(did)] } })).toMatchObject(pass);
    expect(await asked(onAchievement({ endorsementJwt: await endorsement(achievement['id']), endorsement: [await agencyEndorsement(String(achievement['id']))] }))).toMatchObject({ outcome: 'pass', detail: expect.stringMatching(/"did:key:z6Mk[^,]+, "did:key:zDn|"did:key:zDn[^,]+, "did:key:z6Mk/) });
  });

  it('of Data Model 1.1 is read as such a badge is', async () => {
    const vc = { '@context': ['https://www.w3.org/2018/credentials/v1', openBadgesContext], type: ['VerifiableCredential', 'EndorsementCredential'], name: 'Endorsement', credentialSubject: { id: achievement['id'], type: ['EndorsementSubject'] } };
    const compact = await token({ vc, iss: agency, jti: 'urn:x:1', nbf: Date.parse('2026-11-22T00:00:00Z') / 1000, exp: Date.parse('2028-11-22T00:00:00Z') / 1000 }, agency, agencyKey);
    expect(await asked(onAchievement({ endorsementJwt: [compact] }))).toMatchObject({ outcome: 'pass' });
  });

  it('is a word that the published context defines, where the standard has it, though the copy that is carried here does not', async () => {
    const one = await endorsement(achievement['id']);
    const safe = (badge: object): Promise<Result> => asked(badge, 'safe-mode');
    const pass = { outcome: 'pass', detail: 'Every word in it is defined by the standards that it names, "endorsementJwt" by a newer copy of them than is carried here.' };
    for (const badge of [{ ...plain, endorsementJwt: [one] }, onAchievement({ endorsementJwt: one }), { ...plain, issuer: { ...plain.issuer, endorsementJwt: [one] } }]) expect(await safe(badge)).toMatchObject(pass);
    expect(await safe(plain)).toMatchObject({ outcome: 'pass', detail: 'Every word in it is defined by the standards that it names.' });
    expect(await safe(onAchievement({ endorsementJwt: [one], unheardOf: 'x' }))).toMatchObject({ outcome: 'fail' });
    expect(await safe({ ...plain, evidence: [{ id: 'urn:x:y', type: ['Evidence'], endorsementJwt: [one] }] })).toMatchObject({ outcome: 'unknown' });
  });

  const changed = async (): Promise<string> => {
    const [head, body, mark] = (await endorsement(achievement['id'])).split('.') as [string, string, string];
    return `${head}.${Buffer.from(Buffer.from(body, 'base64url').toString().replace('Counts for', 'Counts not for')).toString('base64url')}.${mark}`;
  };
  it.each([
    ['was changed', changed, 'fail', '(proof:'],
    ['is about something else', async () => endorsement('urn:x:y'), 'fail', 'something else'],
    ['is a badge and no endorsement', async () => endorsement(achievement['id'], { type: ['VerifiableCredential', 'OpenBadgeCredential'] }), 'fail', '(structure:'],
    ['names another in its claims', async () => endorsement(achievement['id'], { iss: 'did:web:elsewhere.example' }), 'fail', "the token's iss"],
    ['is by somebody whose key it does not bear', async () => endorsement(achievement['id'], { issuer: did, iss: did }), 'fail', '(issuer:'],
    ['has ended by its claims', async () => endorsement(achievement['id'], { exp: Date.parse('2026-12-01T00:00:00Z') / 1000 }), 'skipped', 'until 2026-12-01'],
    ['has ended', async () => endorsement(achievement['id'], { validUntil: '2026-12-01T00:00:00Z' }), 'skipped', 'until 2026-12-01'],
    ['is no token', async () => 'a.b.c', 'fail', 'no signed token that can be read'],
    ['is not signed', async () => `${(await endorsement(achievement['id'])).split('.').slice(0, 2).join('.')}.`, 'fail', 'not signed'],
  ])('does not count where it %s', async (_, make, outcome, word) => {
    expect(await asked(onAchievement({ endorsementJwt: [await make()] }))).toMatchObject({ outcome, detail: expect.stringContaining(word) });
  });

  it('is not verified without end, nor twice', async () => {
    const one = await endorsement(achievement['id']);
    expect(await asked(onAchievement({ endorsementJwt: [one, one] }))).toEqual(await asked(onAchievement({ endorsementJwt: one })));
    const nine = await Promise.all(Array.from({ length: 9 }, (_, jti) => endorsement(achievement['id'], { id: `urn:x:${jti}`, jti: `urn:x:${jti}` })));
    expect(await asked(onAchievement({ endorsementJwt: nine }))).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('of its 9 endorsements, the first 8') });
  });
});

describe('the endorsements of a badge', () => {
  it('are the same wherever in it they stand, and in whatever order', async () => {
    const [compact, other] = [await endorsement(did), await endorsement(did, { name: 'Another' })];
    const embedded = [await agencyEndorsement(did), await agencyEndorsement(did, { id: 'urn:x:2' })] as readonly JsonObject[];
    const { creator, ...rest } = achievement as JsonObject & { readonly creator: JsonObject };
    const { issuer } = plain;
    const subject = (more: object): JsonObject => ({ ...plain.credentialSubject, achievement: { ...rest, creator }, ...more });
    const carrying = { endorsementJwt: [compact, other], endorsement: embedded };
    const placed: readonly JsonObject[] = [
      { ...plain, issuer: { ...issuer, ...carrying } },
      { ...plain, issuer: { ...issuer, endorsementJwt: [other, compact, other], endorsement: [...embedded].reverse() } },
      { ...plain, credentialSubject: subject({ achievement: { ...rest, creator: { ...creator, ...carrying } } }) },
      { ...plain, credentialSubject: subject({ source: { id: did, type: ['Profile'], ...carrying } }) },
      { ...plain, issuer: { ...issuer, parentOrg: { id: did, type: ['Profile'], ...carrying } } },
      { ...plain, issuer: { ...issuer, endorsementJwt: compact, endorsement: embedded[0] }, credentialSubject: subject({ achievement: { ...rest, creator: { ...creator, endorsementJwt: other, endorsement: embedded[1] } } }) },
    ];
    for (const badge of placed) {
      expect(endorsementsOf(badge)).toEqual(endorsementsOf(placed[0]!));
      expect(structure(badge)).toMatchObject({ faults: [], twofold: [] });
      expect(await asked(badge)).toMatchObject({ outcome: 'pass', detail: expect.stringContaining(agency.slice(0, 40)) });
    }
    expect(endorsementsOf(placed[0]!)).toHaveLength(4);
  });

  it('are not asked for where the badge is not proven, as it is with an older copy of its words', async () => {
    const proof = [{ type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', created: award.signed, proofPurpose: 'assertionMethod', verificationMethod: award.key, proofValue: 'z1' }];
    const { results } = await verifyBadge({ ...plain, endorsementJwt: [await endorsement(plain['id'])], proof }, { now, resolve: await network() });
    expect(results.find(({ name }) => name === 'endorsements')).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('not proven') });
  });
});
