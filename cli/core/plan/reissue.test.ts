import { describe, expect, it } from 'vitest';
import { badgeText, secureBadge, unsignedBadge, type Badge } from '../badge/credential.ts';
import { editionName, newestEditions, reissued, type Edition, type Naming } from '../badge/edition.ts';
import { award, issuer, network, publicKey, release, sign, signAsStranger, strangersKey } from '../badge/fixture.ts';
import { createProof } from '../badge/proof.ts';
import { identityHash } from '../badge/recipient.ts';
import { lintBadge, verifyBadge } from '../badge/verify.ts';
import { isValid } from '../schema.ts';
import { recordText, registerPaths, readRegister, StoreFault, type Register, type RegisterEntry } from './register.ts';
import { isIssuersReissue, isMended, signReissue, type Mending, type Reissue } from './reissue.ts';
import { supersededIn } from './superseded.ts';

const drawn = { list: 1, index: 4711, at: '2026-12-01T08:00:00Z', by: 1101 };
const anew = (mending: Mending = { reason: 'Mended: «ja», 🌿' }, before: Edition = award): Promise<Reissue> => signReissue(award, before, mending, drawn, { publicKey, sign });
const SALT = '00112233445566778899aabbccddeeff';

async function badgeNaming(naming: Naming | undefined): Promise<Badge> {
  const unsigned = unsignedBadge(reissued(award, await anew({ reason: 'Chosen', naming: naming ?? null })), release);
  return secureBadge(unsigned, await createProof(unsigned, { verificationMethod: award.key, created: drawn.at, sign }));
}

describe('a re-issue', () => {
  it('is what the schema says, and counts when the issuer signed it for this very award', async () => {
    const record = await anew({ reason: 'x', naming: { by: 'did', value: 'did:key:z6Mkf' }, consent: 'Everybody reads it.', asked: { repository: 1, issue: 2 } });
    expect(isValid('reissue', record)).toBe(true);
    expect(await isIssuersReissue(record, award, issuer)).toBe(true);
  });
  it('counts for nothing for an award that was changed since, or with a key that is not the issuer\'s', async () => {
    const record = await anew();
    expect(await isIssuersReissue(record, { ...award, results: [{ criterion: 'reaches-everyone', level: 'proficient' }] }, issuer)).toBe(false);
    expect(await isIssuersReissue(record, { ...award, visibility: 'private' }, issuer)).toBe(false);
    expect(await isIssuersReissue(record, award, { keys: [] })).toBe(false);
    expect(await isIssuersReissue(await signReissue(award, award, { reason: 'x' }, drawn, { publicKey: strangersKey, sign: signAsStranger }), award, issuer)).toBe(false);
  });
  it.each<readonly [string, object]>([
    ['serial', { serial: 'k3v9q2mx7tdb' }], ['edition', { edition: 3 }], ['moment', { at: '2027-01-01T00:00:00Z' }], ['place', { status: { list: 1, index: 1 } }], ['reason', { reason: 'y' }], ['account', { by: 7 }],
    ['naming', { naming: { by: 'did', value: 'did:key:z6Mkevil' } }], ['consent', { consent: 'x' }], ['request', { asked: { repository: 1, issue: 1 } }], ['profile', { issuer: { ...award.issuer, name: 'Another' } }],
  ])('counts for nothing with another %s', async (_, change) => expect(await isIssuersReissue({ ...(await anew()), ...change } as Reissue, award, issuer)).toBe(false));

  it('keeps id, awardedDate, earner and facts, and has another place, another start and the key that signed it', async () => {
    const [before, after] = [unsignedBadge(award, release), unsignedBadge(reissued(award, await anew()), release)];
    expect(after).toEqual({ ...before, validFrom: drawn.at, credentialStatus: { ...(before['credentialStatus'] as object), id: expect.stringMatching(/#4711$/), statusListIndex: '4711' } });
    expect(after['awardedDate']).toBe(award.awarded);
  });
  it('keeps how the earner is named unless that is what is mended', async () => {
    const did: Naming = { by: 'did', value: 'did:key:z6Mkf' };
    const second = reissued(award, await anew({ reason: 'Chosen', naming: did }));
    const third = await anew({ reason: 'A key leaked' }, second);
    expect(third).toMatchObject({ edition: 3, naming: did });
    expect((await anew({ reason: 'By the code again', naming: null }, second)).naming).toBeUndefined();
  });
  it('is done already when the same is asked again, and not when anything else is', async () => {
    const record = await anew({ reason: 'Chosen', asked: { repository: 1, issue: 2 } });
    const newest = reissued(award, record);
    expect(isMended(newest, record, { reason: 'Chosen' }, award.key)).toBe(true);
    expect(isMended(newest, record, { reason: 'Chosen otherwise', asked: { repository: 1, issue: 2 } }, award.key)).toBe(true);
    expect(isMended(newest, record, { reason: 'Chosen' }, `${award.key}x`)).toBe(false);
    expect(isMended(newest, record, { reason: 'Chosen', naming: { by: 'name', value: 'Maya' } }, award.key)).toBe(false);
    expect(isMended(award, null, { reason: 'Chosen' }, award.key)).toBe(false);
  });
});

describe('a badge that names its earner as they chose', () => {
  const namings: readonly (readonly [string, () => Promise<Naming | undefined>, string, 'pass' | 'unknown'])[] = [
    ['a code', async () => undefined, award.earner, 'pass'],
    ['a DID', async () => ({ by: 'did', value: 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2' }), 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2', 'pass'],
    ['a name', async () => ({ by: 'name', value: 'Maya Ọkáfọ̀r "M." {}' }), 'maya Ọkáfọ̀r "M." {}', 'pass'],
    ['an address', async () => ({ by: 'address', value: await identityHash('maya@example.org', SALT), salt: SALT }), 'Maya@Example.org', 'pass'],
  ];
  it.each(namings)('verifies as theirs by %s, and as nobody else\'s', async (_, naming, typed, outcome) => {
    const badge = await badgeNaming(await naming());
    const asked = async (recipient: string) => (await verifyBadge(JSON.parse(badgeText(badge)), { now: new Date('2027-05-01T12:00:00Z'), resolve: await network(), recipient })).results;
    const results = await asked(typed);
    expect(results.filter(({ outcome: each }) => each === 'fail' || each === 'unknown')).toEqual([]);
    expect(results.find(({ name }) => name === 'recipient')!.outcome).toBe(outcome);
    expect((await asked('somebody@example.org')).find(({ name }) => name === 'recipient')!.outcome).not.toBe('pass');
  });
  it('passes the whole verification before it is signed', async () => {
    for (const [, naming] of namings) {
      const mending = { reason: 'Chosen', naming: (await naming()) ?? null };
      const results = await lintBadge(unsignedBadge(reissued(award, await anew(mending)), release), { now: new Date(drawn.at), throwAway: { publicKeyMultibase: strangersKey, sign: signAsStranger }, issuer });
      expect(results.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
    }
  });
  it('holds no address in clear', async () => expect(badgeText(await badgeNaming(await namings[3]![1]()))).not.toMatch(/maya@|Maya@/));
  it.each<readonly [string, Naming]>([
    ['an address as a name', { by: 'name', value: 'maya@example.org' }], ['an address in clear', { by: 'address', value: 'maya@example.org', salt: SALT }], ['no salt', { by: 'address', value: `sha256$${'0'.repeat(64)}` }],
    ['a DID that is none', { by: 'did', value: 'https://example.org' }], ['a DID with a salt', { by: 'did', value: 'did:key:z6Mk', salt: SALT }], ['a code as a DID', { by: 'did', value: 'urn:uuid:6b1f7c5e-3c1e-8a54-9d9c-0d5f3a2b1c00' }],
  ])('is no record with %s', async (_, naming) => expect(isValid('reissue', await anew({ reason: 'x', naming }))).toBe(false));
});

describe('a register with re-issues', () => {
  const file = (path: string, record: object): { readonly path: string; readonly bytes: Uint8Array } => ({ path, bytes: new TextEncoder().encode(recordText(record)) });
  it('reads every edition by its name, and a revocation as one of them all', async () => {
    const record = await anew();
    const { awards } = readRegister([file(registerPaths.award(award.serial), award), file(registerPaths.reissue(award.serial, 2), record), file(registerPaths.revocation(award.serial), { serial: award.serial })]);
    expect([...awards.keys()]).toEqual([award.serial, `${award.serial}.2`]);
    expect(awards.get(`${award.serial}.2`)).toMatchObject({ award: { edition: 2, signed: drawn.at, status: { index: 4711 } }, proof: null, badge: null, revocation: { serial: award.serial } });
  });
  it.each<readonly [string, (record: Reissue) => { readonly path: string; readonly bytes: Uint8Array }]>([
    ['a record under another number', (record) => file(registerPaths.reissue(award.serial, 3), record)],
    ['a badge without its record', () => file(registerPaths.badge(award.serial, 2), {})],
    ['a record of another shape', (record) => file(registerPaths.reissue(award.serial, 2), { ...record, status: undefined })],
    ['an edition called 1', (record) => file(registerPaths.reissue(award.serial, 1), record)],
  ])('refuses %s', async (_, made) => {
    const files = [file(registerPaths.award(award.serial), award), made(await anew())];
    expect(() => readRegister(files)).toThrow(StoreFault);
  });
});

describe('what is superseded', () => {
  const entry = (change: Partial<Edition>, more: Partial<RegisterEntry> = {}): readonly [string, RegisterEntry] => {
    const one = { ...award, ...change };
    return [editionName(one), { award: one, reissue: null, proof: null, badge: 'signed', revocation: null, ...more }];
  };
  const pairs = (...entries: readonly (readonly [string, RegisterEntry])[]) => supersededIn(new Map(entries) as Register);
  const [first, second, third] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'];

  it('is every edition before the newest that is signed', () => {
    expect(pairs(entry({}), entry({ edition: 3 }), entry({ edition: 2 }))).toEqual([{ earlier: award.serial, later: `${award.serial}.2` }, { earlier: `${award.serial}.2`, later: `${award.serial}.3` }]);
    expect(pairs(entry({}), entry({ edition: 2 }, { badge: null }))).toEqual([]);
  });
  it('is an earner\'s badge of an earlier claim for the same credential, whatever its version, by its newest edition', () => {
    const renewal = entry({ serial: first, awarded: '2027-11-22T09:30:00Z', version: '2.0.0' });
    expect(pairs(renewal, entry({ serial: second }), entry({ serial: second, edition: 2 }))).toEqual([{ earlier: second, later: `${second}.2` }, { earlier: `${second}.2`, later: first }]);
    expect(pairs(renewal, entry({ serial: second, credential: 'another' }), entry({ serial: third, earner: 'urn:uuid:0' }))).toEqual([]);
  });
  it('is not what a revoked or an unsigned badge would take the place of', () => {
    const revocation = {} as RegisterEntry['revocation'];
    expect(pairs(entry({ serial: first }), entry({ serial: second, awarded: '2027-11-22T09:30:00Z' }, { revocation }))).toEqual([]);
    expect(pairs(entry({ serial: first }), entry({ serial: second, awarded: '2027-11-22T09:30:00Z' }, { badge: null }))).toEqual([]);
  });
  it('leaves the newest edition of each badge to be shown', () => expect([...newestEditions(new Map([[first, 1], [`${first}.2`, 2], [`${first}.10`, 10], [second, 1]]))]).toEqual([[first, 10], [second, 1]]));
});
