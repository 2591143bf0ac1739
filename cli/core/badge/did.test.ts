import { describe, expect, it } from 'vitest';
import { didDocument, didKeyDocument, didWebUrl, publicAddress, readKey } from './did.ts';
import { award, duringValidity as now, issuer, publicKey, strangersKey } from './fixture.ts';

const document = didDocument({ ...issuer, keys: [{ public: strangersKey, from: '2025-01-01', until: '2026-01-01' }, ...issuer.keys] }) as {
  id: string;
  verificationMethod: { [term: string]: unknown }[];
  assertionMethod: string[];
};
const read = (change: object) => readKey({ ...document, ...change }, award.key, award.issuer.id, now);
const withMethod = (change: object) => read({ verificationMethod: document.verificationMethod.map((method) => (method['id'] === award.key ? { ...method, ...change } : method)) });

describe('didDocument', () => {
  it('lists every key that ever signed, as text, and ends none of them', () => {
    expect(document.assertionMethod).toEqual([`${award.issuer.id}#${strangersKey}`, award.key]);
    expect(document.verificationMethod).toEqual(document.assertionMethod.map((id) => ({ id, type: 'Multikey', controller: award.issuer.id, publicKeyMultibase: id.split('#')[1] })));
  });
});

describe('didDocument with a compromised key', () => {
  const lost = didDocument({ ...issuer, keys: [{ public: strangersKey, from: '2025-01-01', compromised: '2026-11-22', 'safe-size': 4 }, ...issuer.keys] }) as typeof document;
  it('no longer lists it among those that sign, and says that it was revoked', () => {
    expect(lost.assertionMethod).toEqual([award.key]);
    expect(lost.verificationMethod[0]).toEqual({ id: `${award.issuer.id}#${strangersKey}`, type: 'Multikey', controller: award.issuer.id, publicKeyMultibase: strangersKey, revoked: '2026-11-22T00:00:00Z' });
    expect(readKey(lost, `${award.issuer.id}#${strangersKey}`, award.issuer.id, now)).toMatchObject({ ok: false });
  });
});

describe('readKey', () => {
  it('finds the key', () => {
    expect(read({})).toEqual({ ok: true, publicKeyMultibase: publicKey });
    expect(withMethod({ revoked: '2028-01-01T00:00:00Z' })).toMatchObject({ ok: true });
  });

  it('finds the key of a document that gives it twice in the same words, among its methods and where it signs', () => {
    const method = document.verificationMethod[1]!;
    for (const again of [method, { ...method, id: `#${publicKey}` }]) expect(read({ verificationMethod: [method], assertionMethod: [again] })).toEqual({ ok: true, publicKeyMultibase: publicKey });
    expect(read({ verificationMethod: [method], assertionMethod: [{ ...method, revoked: '2027-01-01T00:00:00Z' }] })).toMatchObject({ ok: false, reason: expect.stringContaining('twice') });
  });

  it.each([
    ['of another DID', read({ id: 'did:web:elsewhere.example' })],
    ['that does not list the key', read({ assertionMethod: [] })],
    ['that lists it for authentication alone', read({ assertionMethod: [], authentication: [award.key] })],
    ['that lists it and does not give it', read({ verificationMethod: [] })],
    ['that gives it twice, in two ways', read({ verificationMethod: [...document.verificationMethod, { ...document.verificationMethod[1], publicKeyMultibase: strangersKey }] })],
    ['with another controller', withMethod({ controller: 'did:web:elsewhere.example' })],
    ['without a controller', withMethod({ controller: undefined })],
    ['that revoked it', withMethod({ revoked: '2027-01-01T00:00:00Z' })],
    ['that ended it', withMethod({ expires: '2027-01-01T00:00:00Z' })],
    ['with an unreadable end', withMethod({ revoked: 'yesterday' })],
    ['with a key of another kind', withMethod({ publicKeyMultibase: 'zQ3sh' })],
    ['that is nothing', readKey(null, award.key, award.issuer.id, now)],
  ])('gives no key from a document %s', (_, key) => {
    expect(key).toMatchObject({ ok: false, reason: expect.stringMatching(/\.$/) });
  });
});

describe('didWebUrl', () => {
  it.each([
    ['did:web:w3c-ccg.github.io', 'https://w3c-ccg.github.io/.well-known/did.json'],
    ['did:web:w3c-ccg.github.io:user:alice', 'https://w3c-ccg.github.io/user/alice/did.json'],
    ['did:web:example.com%3A3000:user:alice', 'https://example.com:3000/user/alice/did.json'],
  ])('looks for %s at %s', (did, url) => {
    expect(didWebUrl(did)).toEqual({ ok: true, url });
  });

  it.each([
    'did:web:', 'did:web:localhost', 'did:web:localhost%3A8080', 'did:web:a.localhost', 'did:web:127.0.0.1', 'did:web:10.0.0.1', 'did:web:192.168.1.1:x', 'did:web:0x7f.1', 'did:web:2130706433', 'did:web:127.1',
    'did:web:[::1]', 'did:web:%5B::1%5D', 'did:web:host.internal', 'did:web:printer.local', 'did:web:host', 'did:web:example.com:8080:..', 'did:web:example.com:%2e%2e:x', 'did:web:example.com:a%2fb',
    'did:web:example.com::x', 'did:web:example.com:', 'did:web:u@example.com', 'did:web:example.com/x', 'did:web:example.com%3Ax', 'did:web:example.com%3A99999', 'did:key:z6Mk', 'did:web:example.com#k', 'https://example.com',
    'did:web:metadata.google.internal', 'did:web:example.com.',
  ])('does not look for %s', (did) => {
    expect(didWebUrl(did)).toMatchObject({ ok: false });
  });

  it('asks only for https addresses of public names', () => {
    expect(publicAddress('https://credentials.marlow-valley.example/status/1.json')).toMatchObject({ ok: true });
    for (const address of ['http://example.com/', 'file:///etc/passwd', 'https://127.0.0.1/', 'https://[::1]/', 'https://0x7f000001/', 'https://a:b@example.com/', 'data:,x', 'x']) expect(publicAddress(address)).toMatchObject({ ok: false });
  });
});

describe('didKeyDocument', () => {
  it('is its own key', () => {
    const did = `did:key:${publicKey}`;
    expect(readKey(didKeyDocument(did), `${did}#${publicKey}`, did, now)).toEqual({ ok: true, publicKeyMultibase: publicKey });
    expect(didKeyDocument('did:key:zQ3sh')).toBeNull();
  });
});
