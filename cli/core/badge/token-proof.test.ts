import { CompactSign, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64Url } from './base64.ts';
import { unsignedBadge } from './credential.ts';
import { at, award, duringValidity as now, issuer, network, publicKey, release, statusList } from './fixture.ts';
import { readInput } from './input.ts';
import { canonicalize } from './proof.ts';
import { tokenClaims } from './token-claims.ts';
import type { JsonObject } from './json.ts';
import { encodeMultibase } from './multikey.ts';
import { exitCode, verifyBadge, type Verification } from './verify.ts';

type Pair = { readonly privateKey: CryptoKey; readonly jwk: JWK };
const pair = async (alg: string): Promise<Pair> => {
  const { privateKey, publicKey: open } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: await exportJWK(open) };
};
let rsa: Pair;
let ec: Pair;
let strangers: Pair;
beforeAll(async () => {
  [rsa, ec, strangers] = await Promise.all([pair('RS256'), pair('ES256'), pair('ES256')]);
});

const id = `${issuer.url}/issuer.json`;
/** An https issuer that is its whole host. */
const root = `${issuer.url}/`;
const did = award.issuer.id;
const set = `${issuer.url}/.well-known/jwks.json`;
const seconds = (moment: string | undefined): number => Date.parse(moment!) / 1000;
const badge = (who: string): JsonObject => JSON.parse(JSON.stringify({ ...unsignedBadge({ ...award, issuer: { ...award.issuer, id: who } }, release), credentialStatus: undefined, relatedResource: undefined })) as JsonObject;
const claimsOf = (who: string): JsonObject => ({ ...badge(who), iss: who, jti: badge(who)['id'], nbf: seconds(award.awarded), exp: seconds(award.until), sub: award.earner });

const sign = (claims: object, header: object, key: CryptoKey): Promise<string> => new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader({ typ: 'JWT', ...header } as never).sign(key);
async function verify(compact: string, web: Readonly<Record<string, object | null>> = {}): Promise<Verification> {
  const input = await readInput(new TextEncoder().encode(`${compact}\n`));
  if (!input.ok) throw new Error(input.reason);
  expect(input.form).toBe('jwt');
  return verifyBadge(input.badge, { now, resolve: await network(web), token: input.token });
}
const said = ({ results }: Verification): string => results.filter(({ outcome }) => outcome !== 'skipped').map(({ name, outcome }) => `${name}:${outcome}`).join(' ');
const good = 'structure:pass safe-mode:pass proof:pass issuer:pass key:pass validity:pass';
const method = (who: string, name: string, jwk: JWK, more: object = {}): object => ({ id: who, verificationMethod: [{ id: `${who}#${name}`, type: 'JsonWebKey', controller: who, publicKeyJwk: jwk, ...more }], assertionMethod: [`${who}#${name}`] });

describe('a badge as a signed token', () => {
  it.each(['RS256', 'ES256'])('passes with %s and a key of the DID document, named by the token', async (alg) => {
    const { privateKey, jwk } = alg === 'RS256' ? rsa : ec;
    const found = await verify(await sign(claimsOf(did), { alg, kid: `${did}#jwt` }, privateKey), { [at.didDocument]: method(did, 'jwt', jwk) });
    expect(said(found)).toBe(good);
    expect(found.badge?.name).toBe('Checking for understanding');
    expect(exitCode(found)).toBe(0);
  });

  it('passes with a key in its header or at an address, where the issuer lists the same key', async () => {
    for (const [who, header, web] of [
      [root, { jwk: rsa.jwk }, { [set]: { keys: [ec.jwk, { ...rsa.jwk, kid: 'one' }] } }],
      [root, { kid: `${issuer.url}/keys/1` }, { [set]: { keys: [rsa.jwk] }, [`${issuer.url}/keys/1`]: rsa.jwk }],
      [root, { kid: 'one' }, { [set]: { keys: [{ ...rsa.jwk, kid: 'one' }] } }],
      [did, { jwk: rsa.jwk }, { [set]: { keys: [rsa.jwk] }, [at.didDocument]: { id: did } }],
      [id, { jwk: rsa.jwk }, { [id]: method(id, 'key-1', rsa.jwk) }],
      [id, { kid: `${id}#key-1` }, { [id]: method(id, 'key-1', rsa.jwk) }],
    ] as const) expect(said(await verify(await sign(claimsOf(who), { alg: 'RS256', ...header }, rsa.privateKey), web)), who).toBe(good);
  });

  it('has no word of its host\'s key set for an issuer that lists its own keys, has a path there, or could not be read', async () => {
    const onPath = `${did}:schools:north`;
    const home = `${issuer.url}/schools/north/did.json`;
    const keys = { [set]: { keys: [strangers.jwk] } };
    for (const [who, web, outcome] of [
      [did, { [at.didDocument]: method(did, 'jwt', rsa.jwk) }, 'fail'],
      [did, { [at.didDocument]: null }, 'unknown'],
      [onPath, { [home]: method(onPath, 'jwt', rsa.jwk) }, 'fail'],
      [onPath, { [home]: { id: onPath } }, 'unknown'],
      [id, { [id]: method(id, 'key-1', rsa.jwk) }, 'fail'],
      [id, {}, 'unknown'],
      [`${root}?school=north`, {}, 'unknown'],
    ] as const) {
      const found = await verify(await sign(claimsOf(who), { alg: 'ES256', jwk: strangers.jwk }, strangers.privateKey), { ...web, ...keys });
      expect(said(found), who).toContain(`proof:unknown issuer:${outcome} key:unknown`);
      expect(found.results.find(({ name }) => name === 'issuer')!.detail, who).not.toContain('jwks.json');
    }
  });

  it('ends when its claims say so, where the badge in it names no end', async () => {
    const web = { [at.didDocument]: method(did, 'jwt', rsa.jwk) };
    for (const [exp, outcome] of [[seconds('2027-01-01T00:00:00Z'), 'fail'], [seconds('2030-01-01T00:00:00Z'), 'pass'], ['soon', 'fail'], [1e300, 'fail']] as const) {
      const { results } = await verify(await sign({ ...claimsOf(did), validUntil: undefined, exp }, { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey), web);
      expect(results.find(({ name }) => name === 'validity'), String(exp)).toMatchObject({ outcome, detail: expect.stringMatching(outcome === 'pass' ? /until 2030-01-01/ : /lapsed|cannot be read/) });
    }
  });

  it('passes with what it says for itself and shows nothing of it, and fails with a word that nobody knows', async () => {
    const web = { [at.didDocument]: method(did, 'jwt', rsa.jwk) };
    const more = Object.fromEntries([...tokenClaims].filter((name) => !['iss', 'sub', 'exp', 'nbf', 'jti'].includes(name)).map((name) => [name, 'Stanford']));
    const found = await verify(await sign({ ...claimsOf(did), ...more }, { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey), web);
    expect(said(found)).toBe(good);
    expect(JSON.stringify(found)).not.toContain('Stanford');
    for (const name of ['salaryStep', 'status', 'https://x.example/claim']) expect(said(await verify(await sign({ ...claimsOf(did), [name]: 'x' }, { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey), web)), name).toContain('safe-mode:fail');
  });

  it('takes away no word of the credential: its contexts know none of those names but as a claim of a token', async () => {
    const unsigned = badge(did);
    for (const name of tokenClaims) {
      const found = await canonicalize({ ...unsigned, [name]: 'urn:x:y' });
      expect(!found.ok || new RegExp(`<https://www\\.iana\\.org/assignments/(jwt|jose)#${name}>`).test(found.text), name).toBe(true);
    }
    expect(tokenClaims.has('name')).toBe(false);
  });

  it('is not read where it hides parts of itself, a status perhaps', async () => {
    const subject = claimsOf(did)['credentialSubject'] as object;
    for (const change of [{ _sd: ['AAAA'] }, { credentialSubject: { ...subject, _sd: ['AAAA'] } }, { evidence: [{ '...': 'AAAA' }] }]) {
      const compact = await sign({ ...claimsOf(did), ...change }, { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey);
      for (const text of [compact, `${compact}~`, `${compact}~WyJhIiwiYiIsImMiXQ~`]) expect(await readInput(new TextEncoder().encode(text))).toMatchObject({ ok: false, reason: expect.stringContaining('signed as a whole') });
    }
  });

  it('of Data Model 1.1 passes, with what it says once in its claims', async () => {
    const { validFrom: _, validUntil: __, issuer: profile, id: ___, '@context': contexts, ...rest } = badge(did);
    const vc = { '@context': ['https://www.w3.org/2018/credentials/v1', (contexts as string[])[1]], issuer: profile, ...rest };
    const found = await verify(await sign({ vc, iss: did, jti: at.badge(award.serial), nbf: seconds(award.awarded), exp: seconds(award.until), sub: award.earner }, { alg: 'ES256', kid: `${did}#jwt` }, ec.privateKey), { [at.didDocument]: method(did, 'jwt', ec.jwk) });
    expect(said(found)).toBe(good);
    expect(found.badge).toMatchObject({ validFrom: award.awarded, validUntil: award.until });
  });

  it('passes with ES256 and an issuer that is the key itself (did:key), and says of another kind of key that it is not looked up', async () => {
    for (const { jwk, privateKey } of [ec, strangers]) {
      const [x, y] = [jwk.x!, jwk.y!].map((half) => fromBase64Url(half)!) as [Uint8Array, Uint8Array];
      const who = `did:key:${encodeMultibase(Uint8Array.from([0x80, 0x24, 2 + (y[31]! & 1), ...x]))}`;
      for (const header of [{ kid: `${who}#${who.slice('did:key:'.length)}` }, { kid: who }, { jwk }]) expect(said(await verify(await sign(claimsOf(who), { alg: 'ES256', ...header }, privateKey)))).toBe(good);
      const forged = await verify(await sign(claimsOf(who), { alg: 'ES256', jwk: jwk === ec.jwk ? strangers.jwk : ec.jwk }, jwk === ec.jwk ? strangers.privateKey : ec.privateKey));
      expect(said(forged)).toContain('proof:unknown issuer:fail');
    }
    // The curve of Bitcoin, which no badge of ours is signed with.
    const other = 'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme';
    const found = await verify(await sign(claimsOf(other), { alg: 'ES256', jwk: ec.jwk }, ec.privateKey));
    expect(found.results.find(({ name }) => name === 'issuer')).toMatchObject({ outcome: 'unknown', detail: expect.stringMatching(/not looked up here; verify it with a tool that can\.$/) });
  });

  it('proves nothing about an issuer with a key of its own', async () => {
    for (const [who, web] of [[root, { [set]: { keys: [rsa.jwk] } }], [id, { [id]: method(id, 'key-1', rsa.jwk) }]] as const) {
      const found = await verify(await sign(claimsOf(who), { alg: 'ES256', jwk: strangers.jwk }, strangers.privateKey), web);
      expect(said(found)).toBe('structure:pass safe-mode:pass proof:unknown issuer:fail key:unknown validity:unknown status:unknown');
      expect(found.badge).toBeNull();
    }
    expect(said(await verify(await sign(claimsOf(id), { alg: 'ES256', jwk: strangers.jwk }, strangers.privateKey)))).toBe('structure:pass safe-mode:pass proof:unknown issuer:unknown key:unknown validity:unknown status:unknown');
    expect(said(await verify(await sign(claimsOf(`did:key:${publicKey}`), { alg: 'ES256', jwk: strangers.jwk }, strangers.privateKey)))).toContain('issuer:fail');
  });

  it('asks no host but its issuer\'s for a key', async () => {
    for (const [who, addresses] of [[root, [root, set]], [id, [id]]] as const) {
      const asked: string[] = [];
      const input = await readInput(new TextEncoder().encode(await sign(claimsOf(who), { alg: 'RS256', kid: 'https://elsewhere.example/key' }, rsa.privateKey)));
      if (input.ok) await verifyBadge(input.badge, { now, token: input.token, resolve: async (url) => (asked.push(url), { ok: false, reason: 'no' }) });
      expect(asked).toEqual(addresses);
    }
  });

  it('fails when a word is changed, and when its claims say something else than the badge', async () => {
    const web = { [at.didDocument]: method(did, 'jwt', rsa.jwk) };
    const [head, , mark] = (await sign(claimsOf(did), { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey)).split('.');
    const other = Buffer.from(JSON.stringify({ ...claimsOf(did), name: 'Another' })).toString('base64url');
    expect(said(await verify(`${head}.${other}.${mark}`, web))).toContain('proof:fail issuer:pass');
    for (const change of [{ iss: 'did:web:elsewhere.example' }, { jti: 'urn:x:y' }, { sub: 'urn:x:y' }, { nbf: 1 }, { exp: 4_000_000_000 }]) {
      const found = await verify(await sign({ ...claimsOf(did), ...change }, { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey), web);
      expect(said(found)).toContain('structure:fail');
      expect(found.badge).toBeNull();
    }
  });

  it.each([
    ['none', 'proof:fail', 'not signed'],
    ['HS256', 'proof:fail', 'proves nothing'],
    ['EdDSA', 'proof:unknown', 'not supported here yet'],
    ['PS256', 'proof:unknown', 'not supported here yet'],
  ])('that is signed with %s is told apart', async (alg, outcome, word) => {
    const [, body, mark] = (await sign(claimsOf(did), { alg: 'RS256' }, rsa.privateKey)).split('.');
    const found = await verify(`${Buffer.from(JSON.stringify({ alg, kid: `${did}#jwt` })).toString('base64url')}.${body}.${mark}`, { [at.didDocument]: method(did, 'jwt', rsa.jwk) });
    expect(said(found)).toContain(outcome);
    expect(found.results.find(({ name }) => name === 'proof')!.detail).toContain(word);
  });

  it('is no good with a key that has been revoked', async () => {
    const found = await verify(await sign(claimsOf(did), { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey), { [at.didDocument]: method(did, 'jwt', rsa.jwk, { revoked: '2027-01-01T00:00:00Z' }) });
    expect(said(found)).toContain('proof:pass issuer:pass key:fail');
    expect(found.badge).toBeNull();
  });

  it('is asked of a status list that is a token too', async () => {
    const web = { [at.didDocument]: method(did, 'jwt', rsa.jwk) };
    const claims = { ...claimsOf(did), credentialStatus: unsignedBadge(award, release)['credentialStatus'] };
    const compact = await sign(claims, { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey);
    for (const [revoked, outcome] of [[[], 'pass'], [[award.status.index], 'fail']] as const) {
      const list = await sign(statusList(revoked), { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey);
      const input = await readInput(new TextEncoder().encode(compact));
      const site = await network(web);
      const { results } = await verifyBadge(input.ok && input.badge, { now, token: input.ok ? input.token : undefined, resolve: async (url) => (url === at.statusList(1) ? { ok: true, bytes: new TextEncoder().encode(list) } : site(url)) });
      expect(results.find(({ name }) => name === 'status')).toMatchObject({ outcome });
      const changed = `${list.slice(0, -8)}AAAAAAAA`;
      const tampered = await verifyBadge(input.ok && input.badge, { now, token: input.ok ? input.token : undefined, resolve: async (url) => (url === at.statusList(1) ? { ok: true, bytes: new TextEncoder().encode(changed) } : site(url)) });
      expect(tampered.results.find(({ name }) => name === 'status')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('changed') });
    }
  });

  it("is asked of a list that another keeps as a token, whose keys are asked of nobody", async () => {
    const address = 'https://lists.keeper.example/7';
    const web = { [at.didDocument]: method(did, 'jwt', rsa.jwk) };
    const input = await readInput(new TextEncoder().encode(await sign({ ...claimsOf(did), credentialStatus: { ...(unsignedBadge(award, release)['credentialStatus'] as object), statusListCredential: address } }, { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey)));
    const site = await network(web);
    const list = await sign({ ...statusList([]), id: address, issuer: 'did:web:keeper.example' }, { alg: 'ES256', jwk: strangers.jwk }, strangers.privateKey);
    for (const [text, code] of [[list, 'list-of-another'], [`${list.slice(0, -8)}AAAAAAAA`, 'list-tampered']] as const) {
      const asked: string[] = [];
      const { results } = await verifyBadge(input.ok && input.badge, { now, token: input.ok ? input.token : undefined, resolve: async (url) => (asked.push(url), url === address ? { ok: true, bytes: new TextEncoder().encode(text) } : site(url)) });
      expect([results.find(({ name }) => name === 'status')?.code, asked.filter((url) => url.includes('keeper'))]).toEqual([code, [address]]);
    }
  });

  it('ends with the token that a status list is, where the list in it names no end', async () => {
    const web = { [at.didDocument]: method(did, 'jwt', rsa.jwk) };
    const input = await readInput(new TextEncoder().encode(await sign({ ...claimsOf(did), credentialStatus: unsignedBadge(award, release)['credentialStatus'] }, { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey)));
    const site = await network(web);
    const status = async (exp: unknown): Promise<unknown> => {
      const list = await sign({ ...statusList([]), exp }, { alg: 'RS256', kid: `${did}#jwt` }, rsa.privateKey);
      const { results } = await verifyBadge(input.ok && input.badge, { now, token: input.ok ? input.token : undefined, resolve: async (url) => (url === at.statusList(1) ? { ok: true, bytes: new TextEncoder().encode(list) } : site(url)) });
      return results.find(({ name }) => name === 'status');
    };
    expect(await status(now.getTime() / 1000 + 60)).toMatchObject({ outcome: 'pass' });
    expect(await status(now.getTime() / 1000 - 60)).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('lapsed on 2027-05-01') });
    expect(await status('soon')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('no readable dates') });
  });
});
