/** What a badge is asked only if it carries it, or if the verifier wants to know. */
import { describe, expect, it } from 'vitest';
import { credentialsContext, openBadgesContext } from './contexts.ts';
import { unsignedBadge } from './credential.ts';
import { at, award, duringValidity as now, network, publicKey, release, signAsStranger, signed, strangersKey } from './fixture.ts';
import type { JsonObject } from './json.ts';
import { decodePublicKey, encodeBase58, encodeMultibase } from './multikey.ts';
import { readRegistry } from './registry.ts';
import { identityHash } from './recipient.ts';
import { verifyBadge, type Result, type VerifyOptions } from './verify.ts';

const plain = unsignedBadge(award, release) as unknown as JsonObject & { readonly issuer: JsonObject; readonly credentialSubject: JsonObject & { readonly achievement: JsonObject } };
async function asked(badge: object, name: string, options: Partial<VerifyOptions> = {}): Promise<Result> {
  const { results } = await verifyBadge(badge, { now, resolve: await network(), ...options });
  return results.find((result) => result.name === name)!;
}
const registry = (text: string, name = 'list.json') => readRegistry(name, { ok: true, text, note: null });

describe('registries', () => {
  it.each([
    ['the form of the Digital Credentials Consortium', JSON.stringify({ meta: {}, registry: { [award.issuer.id]: { name: 'Marlow Valley', location: 'x' } } }), 'as "Marlow Valley"'],
    ['a list of DIDs', JSON.stringify(['did:web:other.example', award.issuer.id]), 'list.json'],
    ['a list of entries', JSON.stringify({ registry: [{ did: award.issuer.id, name: 'Marlow' }] }), 'as "Marlow"'],
    ['lines of text', `# ours\n\ndid:web:other.example\n${award.issuer.id}\n`, 'list.json'],
  ])('know an issuer in %s', async (_, text, word) => {
    expect(await asked(await signed(plain), 'registry', { registries: [registry('[]', 'empty'), registry(text)] })).toMatchObject({ outcome: 'pass', detail: expect.stringContaining(word) });
  });

  it('tell apart: not in it, not to be had, not a registry, not asked, and a badge that is not its issuer\'s', async () => {
    const badge = await signed(plain);
    const gone = readRegistry('https://registry.example/r.json', { ok: false, reason: 'there was no answer' });
    expect(await asked(badge, 'registry', { registries: [registry('{"registry":{}}')] })).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('not known') });
    expect(await asked(badge, 'registry', { registries: [registry('{"registry":{}}'), gone] })).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('there was no answer') });
    expect(await asked(badge, 'registry', { registries: [gone, registry(JSON.stringify([award.issuer.id]))] })).toMatchObject({ outcome: 'pass', detail: expect.stringMatching(/known in .*registry.example.* could not be read/) });
    expect(await asked(badge, 'registry', { registries: [registry('<html>')] })).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('no list of issuers') });
    expect(await asked(badge, 'registry')).toMatchObject({ outcome: 'skipped' });
    const forged = await signed(plain, `${award.issuer.id}#${strangersKey}`, signAsStranger);
    expect(await asked(forged, 'registry', { registries: [registry(JSON.stringify([award.issuer.id]))] })).toMatchObject({ outcome: 'unknown' });
  });
});

describe('the recipient', () => {
  it('hashes as the standard\'s own examples do', async () => {
    expect(await identityHash('a@example.com', 'Kosher')).toMatch(/^sha256\$b5809d8a.*f399$/);
    expect(await identityHash('jjefferson18@example.com', 'FleurDeSel')).toMatch(/^sha256\$658625b2.*f5fc$/);
  });

  it('is said to be somebody else only where an identifier of the same kind was compared', async () => {
    const named = await signed(JSON.parse(JSON.stringify({ ...plain, credentialSubject: { ...plain.credentialSubject, identifier: [{ type: 'IdentityObject', hashed: false, identityHash: 'Maya Okafor', identityType: 'name' }] } })) as object);
    for (const [recipient, outcome] of [['maya okafor', 'pass'], ['Zoe Lindqvist', 'fail'], ['zoe@example.com', 'unknown'], ['zoe-l', 'unknown'], ['did:key:z6Mk', 'unknown']] as const) {
      expect([recipient, await asked(named, 'recipient', { recipient })]).toEqual([recipient, expect.objectContaining({ outcome })]);
    }
    expect(await asked(named, 'recipient', { recipient: 'zoe@example.com' })).toMatchObject({ detail: expect.stringContaining('by "name", which cannot be compared with what you gave') });
    expect(await asked(await hidden(await identityHash('a@example.com', 'Kosher')), 'recipient', { recipient: 'Zoe Lindqvist' })).toMatchObject({ outcome: 'unknown' });
  });

  it('is not an address, an account or a DID for bearing a name that is spelt like one', async () => {
    for (const [said, recipient] of [['maya@example.org', 'maya@example.org'], ['MAYA@example.org', 'maya@example.org'], ['did:key:z6Mk', 'did:key:z6Mk'], ['https://github.com/maya', 'https://github.com/maya'], ['@maya', '@maya']] as const) {
      for (const identity of [{ hashed: false, identityHash: said }, { hashed: true, identityHash: await identityHash(said, 'Kosher'), salt: 'Kosher' }]) {
        const badge = await signed(JSON.parse(JSON.stringify({ ...plain, credentialSubject: { ...plain.credentialSubject, identifier: [{ type: 'IdentityObject', ...identity, identityType: 'name' }] } })) as object);
        expect([recipient, await asked(badge, 'recipient', { recipient })]).toEqual([recipient, expect.objectContaining({ outcome: 'unknown', detail: expect.stringContaining('by "name", which cannot be compared') })]);
      }
    }
  });

  const hidden = async (hash: string): Promise<object> => signed(JSON.parse(JSON.stringify({ ...plain, credentialSubject: { ...plain.credentialSubject, id: undefined, identifier: [{ type: 'IdentityObject', hashed: true, identityHash: hash, identityType: 'emailAddress', salt: 'Kosher' }] } })) as object);
  it('is compared as typed and in small letters, and never shown', async () => {
    const badge = await hidden(await identityHash('a@example.com', 'Kosher'));
    for (const recipient of ['a@example.com', ' A@Example.com ']) expect(await asked(badge, 'recipient', { recipient })).toMatchObject({ outcome: 'pass' });
    expect(await asked(badge, 'recipient', { recipient: 'b@example.com' })).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('somebody else') });
    expect(await asked(badge, 'recipient')).toMatchObject({ outcome: 'skipped' });
    expect(await asked(await hidden(await identityHash('A@Example.com', 'Kosher')), 'recipient', { recipient: 'A@Example.com' })).toMatchObject({ outcome: 'pass' });
  });

  it('is not another kind of identifier that is spelt like an address, unless its kind is given before it', async () => {
    for (const identityType of ['userName', 'ext:login', 'identifier']) {
      for (const identity of [{ hashed: false, identityHash: 'Maya@example.org' }, { hashed: true, identityHash: await identityHash('Maya@example.org', 'Kosher'), salt: 'Kosher' }]) {
        const badge = await signed(JSON.parse(JSON.stringify({ ...plain, credentialSubject: { ...plain.credentialSubject, identifier: [{ type: 'IdentityObject', ...identity, identityType }] } })) as object);
        expect(await asked(badge, 'recipient', { recipient: 'Maya@example.org' }), identityType).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining(`by "${identityType}", which cannot be compared with what you gave; give that (as "${identityType}:…")`) });
        expect(await asked(badge, 'recipient', { recipient: `${identityType}:Maya@example.org` }), identityType).toMatchObject({ outcome: 'pass', detail: expect.stringContaining(`by "${identityType}"`) });
        expect(await asked(badge, 'recipient', { recipient: `${identityType}:zoe` }), identityType).toMatchObject({ outcome: 'fail' });
        expect(await asked(badge, 'recipient', { recipient: 'emailAddress:Maya@example.org' }), identityType).toMatchObject({ outcome: 'unknown' });
      }
    }
  });

  it('is an account of any kind but an address, where no kind shows', async () => {
    for (const [identityType, outcome] of [['userName', 'pass'], ['name', 'pass'], ['emailAddress', 'unknown']] as const) {
      const badge = await signed(JSON.parse(JSON.stringify({ ...plain, credentialSubject: { ...plain.credentialSubject, identifier: [{ type: 'IdentityObject', hashed: false, identityHash: 'maya', identityType }] } })) as object);
      expect(await asked(badge, 'recipient', { recipient: 'maya' }), identityType).toMatchObject({ outcome });
    }
  });

  it('is unknown where it cannot be compared, and passes where the badge names it openly', async () => {
    expect(await asked(await hidden('md5$1234'), 'recipient', { recipient: 'a@example.com' })).toMatchObject({ outcome: 'unknown' });
    expect(await asked(await signed(plain), 'recipient', { recipient: 'a@example.com' })).toMatchObject({ outcome: 'unknown' });
    expect(await asked(await signed(plain), 'recipient', { recipient: award.earner })).toMatchObject({ outcome: 'pass' });
  });
});

describe('the definition', () => {
  const text = '{"release":1}\n';
  const bytes = new TextEncoder().encode(text);
  const hash = async (kind: string): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.digest(kind, bytes));
  const address = at.release(release.id, '1.0.0');
  const atHand = (found: Uint8Array | null): VerifyOptions['atHand'] => async (url) => (url === address && found !== null ? { ok: true, bytes: found } : { ok: false, reason: 'not here' });
  const carrying = (digest: object): Promise<object> => signed({ ...plain, relatedResource: [{ id: address, ...digest }] });

  it('is compared by every kind of digest', async () => {
    for (const [kind, code] of [['SHA-256', 0x12], ['SHA-384', 0x20], ['SHA-512', 0x13]] as const) {
      const digest = await hash(kind);
      for (const said of [{ digestSRI: `${kind.toLowerCase().replace('-', '')}-${Buffer.from(digest).toString('base64')}` }, { digestMultibase: encodeMultibase(Uint8Array.from([code, digest.length, ...digest])) }, { digestMultibase: `u${Buffer.from([code, digest.length, ...digest]).toString('base64url')}` }]) {
        const badge = await carrying(said);
        expect(await asked(badge, 'definition', { atHand: atHand(bytes) }), JSON.stringify(said)).toMatchObject({ outcome: 'pass' });
        expect(await asked(badge, 'definition', { atHand: atHand(new TextEncoder().encode(`${text} `)) })).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('not what the badge was issued for') });
      }
    }
  });

  it('is skipped where it is not at hand, and fetches nothing', async () => {
    const badge = await carrying({ digestSRI: `sha384-${Buffer.from(await hash('SHA-384')).toString('base64')}` });
    const urls: string[] = [];
    const web = await network();
    expect(await asked(badge, 'definition', { atHand: atHand(null), resolve: (url) => (urls.push(url), web(url)) })).toMatchObject({ outcome: 'skipped', detail: expect.stringContaining('not at hand') });
    expect(urls).toEqual([at.didDocument, at.statusList(1)]);
    const [two, digest] = [['https://partner.example/one.json', 'https://partner.example/two.json'], `sha384-${Buffer.from(await hash('SHA-384')).toString('base64')}`];
    expect(await asked(await signed({ ...plain, relatedResource: two.map((id) => ({ id, digestSRI: digest })) }), 'definition', { atHand: atHand(null) })).toMatchObject({ detail: expect.stringContaining(two.map((id) => `"${id}"`).join(', ')) });
    expect(await asked(await carrying({ digestSRI: 'md5-xxxx' }), 'definition', { atHand: atHand(bytes) })).toMatchObject({ outcome: 'unknown' });
    expect(await asked(await signed({ ...plain, relatedResource: [{ id: address }] }), 'structure')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('neither digestSRI nor digestMultibase') });
  });
});

describe('endorsements', () => {
  const endorser = `did:key:${strangersKey}`;
  const about = (id: unknown, change: object = {}): object => ({
    '@context': [credentialsContext, openBadgesContext], id: 'urn:uuid:00000000-0000-8000-8000-000000000001', type: ['VerifiableCredential', 'EndorsementCredential'], name: 'Endorsement', issuer: { id: endorser, type: ['Profile'], name: 'State agency' }, validFrom: '2026-11-22T00:00:00Z',
    credentialSubject: { id, type: ['EndorsementSubject'], endorsementComment: 'Counts for renewal.' }, ...change,
  });
  const endorsed = (document: object, key = `${endorser}#${strangersKey}`, sign = signAsStranger): Promise<object> => signed(document, key, sign);
  const achievement = plain.credentialSubject.achievement;
  const onAchievement = async (endorsement: object): Promise<object> => signed({ ...plain, credentialSubject: { ...plain.credentialSubject, achievement: { ...achievement, endorsement: [endorsement] } } });

  it('are verified like badges, wherever they stand', async () => {
    expect(await asked(await onAchievement(await endorsed(about(achievement['id']))), 'endorsements')).toMatchObject({ outcome: 'pass', detail: expect.stringContaining(endorser) });
    expect(await asked(await signed({ ...plain, endorsement: [await endorsed(about(plain['id']))] }), 'endorsements')).toMatchObject({ outcome: 'pass' });
    const profile = { ...plain.issuer, endorsement: [await endorsed(about(plain.issuer['id']))] };
    const both = await signed({ ...plain, issuer: profile, credentialSubject: { ...plain.credentialSubject, achievement: { ...achievement, creator: profile } } });
    expect(await asked(both, 'structure')).toMatchObject({ outcome: 'pass' });
    expect(await asked(both, 'endorsements')).toMatchObject({ outcome: 'pass' });
    expect(await asked(await signed(plain), 'endorsements')).toMatchObject({ outcome: 'skipped' });
  });

  it.each([
    ['is not signed', async () => about(achievement['id']), 'fail', 'proof'],
    ['was changed', async () => ({ ...(await endorsed(about(achievement['id']))), name: 'Another' }), 'fail', 'proof'],
    ['is signed by another', async () => signed(about(achievement['id'])), 'fail', 'issuer'],
    ['is about something else', async () => endorsed(about('urn:x:y')), 'fail', 'something else'],
    ['has ended', async () => endorsed(about(achievement['id'], { validUntil: '2026-12-01T00:00:00Z' })), 'skipped', 'until 2026-12-01'],
    ['has ended, and was changed', async () => ({ ...(await endorsed(about(achievement['id'], { validUntil: '2026-12-01T00:00:00Z' }))), name: 'Another' }), 'fail', 'proof'],
    ['has not begun', async () => endorsed(about(achievement['id'], { validFrom: '2099-12-01T00:00:00Z' })), 'fail', 'validity'],
    ['is by someone who cannot be looked up', async () => signed(about(achievement['id'], { issuer: 'did:web:gone.example' }), `did:web:gone.example#${strangersKey}`, signAsStranger), 'unknown', 'issuer'],
  ])('do not count where one %s, and the badge itself still stands', async (_, make, outcome, word) => {
    const badge = await onAchievement(await make());
    expect(await asked(badge, 'endorsements')).toMatchObject({ outcome, detail: expect.stringContaining(word) });
    expect(await asked(badge, 'proof')).toMatchObject({ outcome: 'pass' });
  });

  it('are not verified without end', async () => {
    const many = await Promise.all(Array.from({ length: 9 }, (_, at) => endorsed(about(plain['id'], { id: `urn:x:${at}` }))));
    expect(await asked(await signed({ ...plain, endorsement: many }), 'endorsements')).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('first 8') });
  });
});

describe('other things that are asked', () => {
  it('a did:key without its fragment, as others write it', async () => {
    const did = `did:key:${publicKey}`;
    const { credentialStatus: _, ...unsigned } = plain;
    const badge = await signed({ ...unsigned, issuer: { ...plain.issuer, id: did } }, did);
    for (const name of ['proof', 'issuer', 'key']) expect(await asked(badge, name)).toMatchObject({ outcome: 'pass' });
  });

  it('a key of another form, a key that has ended, and an issuer that names none', async () => {
    const { credentialStatus: _, ...unsigned } = plain;
    const badge = await signed(unsigned);
    const raw = Buffer.from(decodePublicKey(publicKey)!);
    const document = (method: object): Record<string, object> => ({ [at.didDocument]: { id: award.issuer.id, verificationMethod: [{ id: award.key, controller: award.issuer.id, ...method }], assertionMethod: [award.key] } });
    for (const method of [{ type: 'Ed25519VerificationKey2020', publicKeyMultibase: publicKey }, { type: 'JsonWebKey2020', publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') } }, { type: 'Ed25519VerificationKey2018', publicKeyBase58: encodeBase58(raw) }]) {
      expect(await asked(badge, 'proof', { resolve: await network(document(method)) })).toMatchObject({ outcome: 'pass' });
    }
    const revoked = await network(document({ type: 'Multikey', publicKeyMultibase: publicKey, revoked: '2027-01-01T00:00:00Z' }));
    expect(await asked(badge, 'key', { resolve: revoked })).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('was revoked on 2027-01-01') });
    for (const name of ['proof', 'issuer']) expect(await asked(badge, name, { resolve: revoked })).toMatchObject({ outcome: 'pass' });
    expect((await verifyBadge(badge, { now, resolve: revoked })).badge).toBeNull();
    expect(await asked(badge, 'key', { resolve: await network(document({ type: 'Multikey', publicKeyMultibase: publicKey, expires: '2030-01-01T00:00:00Z' })) })).toMatchObject({ outcome: 'pass', detail: expect.stringContaining('until 2030-01-01') });
    expect(await asked(badge, 'issuer', { resolve: await network({ [at.didDocument]: { id: award.issuer.id, type: ['Profile'] } }) })).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('names no keys') });
  });
});
