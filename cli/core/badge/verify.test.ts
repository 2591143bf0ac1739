import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { olderCredentialsContext } from './contexts.ts';
import { unsignedBadge, type Badge } from './credential.ts';
import { didDocument } from './did.ts';
import { agencyEndorsement, at, award, duringValidity as now, issuer, network, publicKey, release, sign, signAsStranger, signed, signedBadge, statusList, strangersKey } from './fixture.ts';
import type { JsonObject } from './json.ts';
import { withMoulds } from './moulds.ts';
import { encodeMultibase } from './multikey.ts';
import { createProof, generalPath, hashData } from './proof.ts';
import { questions } from './result.ts';
import { exitCode, lintBadge, verifyBadge, type Resolve, type Result, type Verification } from './verify.ts';

let badge: Badge;
beforeAll(async () => {
  badge = await signedBadge();
});

const verify = async (what: unknown, changes: Readonly<Record<string, object | null>> = {}, when = now): Promise<Verification> => verifyBadge(what, { now: when, resolve: await network(changes) });
/** What was asked of every badge, and whatever else was asked; digests are another test's. */
const outcomes = ({ results }: Verification): string => results.filter(({ name, outcome }) => name !== 'definition' && (outcome !== 'skipped' || name === 'status')).map(({ name, outcome }) => `${name}:${outcome}`).join(' ');
const answer = ({ results }: Verification, name: string): Result => results.find((result) => result.name === name)!;
const detail = ({ results }: Verification, name: string): string => results.find((result) => result.name === name)!.detail;
const keysWithout = { ...didDocument(issuer), verificationMethod: [], assertionMethod: [] };
/** The badge with a change, signed anew by the issuer. */
const reissued = async (change: object): Promise<object> => signed({ ...unsignedBadge(award, release), ...change });
const good = 'structure:pass safe-mode:pass proof:pass issuer:pass key:pass validity:pass status:pass';

describe('verifyBadge', () => {
  it('passes a sound badge and says what it certified', async () => {
    const verification = await verify(badge);
    expect(outcomes(verification)).toBe(good);
    expect(exitCode(verification)).toBe(0);
    expect(verification.badge).toMatchObject({ name: 'Checking for understanding', issuer: { name: 'Marlow Valley School District' }, earner: award.earner, results: [{ criterion: 'Checks reach every learner', level: 'Proficient' }, { criterion: 'The lesson changes', level: 'Developing' }, { level: 'Proficient' }] });
  });

  it('passes a badge whose proof stands without its list, and whose type is the older name', async () => {
    expect(outcomes(await verify({ ...badge, proof: badge.proof[0] }))).toBe(good);
    expect(outcomes(await verify({ ...badge, type: ['VerifiableCredential', 'AchievementCredential'] }))).toBe(good);
  });

  it('passes a badge of Data Model 1.1 that names the contexts of its proof and of status lists', async () => {
    const { validFrom, validUntil, awardedDate: _, relatedResource: __, '@context': [, openBadges], ...rest } = unsignedBadge(award, release) as unknown as JsonObject & { readonly '@context': readonly string[] };
    const contexts = [olderCredentialsContext, openBadges, 'https://w3id.org/security/data-integrity/v2', 'https://www.w3.org/ns/credentials/status/v1'];
    expect(outcomes(await verify(await signed({ ...rest, '@context': contexts, issuanceDate: validFrom, expirationDate: validUntil })))).toBe(good);
  });

  it('says where it really looked', async () => {
    const web = await network();
    const resolve: Resolve = async (url) => ({ ...(await web(url)), note: 'read from dist' }) as Awaited<ReturnType<Resolve>>;
    expect(detail(await verifyBadge(badge, { now, resolve }), 'issuer')).toContain('(read from dist)');
  });

  it('asks each address once', async () => {
    const asked: string[] = [];
    const web = await network();
    await verifyBadge({ ...badge, proof: [{ ...badge.proof[0], created: '2026-01-01T00:00:00Z' }, ...badge.proof] }, { now, resolve: (url) => (asked.push(url), web(url)) });
    expect(asked).toEqual([at.didDocument, at.statusList(1)]);
  });

  it('needs one of several proofs to hold', async () => {
    expect(outcomes(await verify({ ...badge, proof: [{ type: 'Ed25519Signature2020' }, ...badge.proof] }))).toBe(good);
  });

  it.each([
    ['a changed word', { name: 'Another' }, 'structure:pass safe-mode:pass proof:fail issuer:pass key:pass validity:unknown status:unknown'],
    ['no proof', { proof: null }, 'structure:fail safe-mode:pass proof:fail issuer:unknown key:unknown validity:unknown status:unknown'],
    ['a proof that we do not read', { proof: [{ type: 'DataIntegrityProof', cryptosuite: 'home-made-2026' }] }, 'structure:pass safe-mode:pass proof:fail issuer:unknown key:unknown validity:unknown status:unknown'],
    ['a proof that is not supported yet', { proof: [{ type: 'DataIntegrityProof', cryptosuite: 'ecdsa-sd-2023' }] }, 'structure:pass safe-mode:pass proof:unknown issuer:unknown key:unknown validity:unknown status:unknown'],
    ['a term that no context defines', { salaryStep: '4' }, 'structure:pass safe-mode:fail proof:fail issuer:unknown key:unknown validity:unknown status:unknown'],
    ['a word that its context has got since our copy was made', { endorsementJwt: ['a.b.c'] }, 'structure:pass safe-mode:unknown proof:unknown issuer:unknown key:unknown validity:unknown status:unknown'],
    ['a context that we do not carry', { '@context': [...['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'], 'https://elsewhere.example/c.json'] }, 'structure:pass safe-mode:unknown proof:unknown issuer:unknown key:unknown validity:unknown status:unknown'],
    ['a context written out', { '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', { name: 'https://schema.org/x' }] }, 'structure:pass safe-mode:unknown proof:unknown issuer:unknown key:unknown validity:unknown status:unknown'],
    ['a context that is neither an address nor written out', { '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', null] }, 'structure:fail safe-mode:fail proof:unknown issuer:unknown key:unknown validity:unknown status:unknown'],
    ['a proof over its JSON, which names contexts too', { proof: [{ type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022', '@context': ['https://www.w3.org/ns/credentials/v2'] }] }, 'structure:pass safe-mode:pass proof:unknown issuer:unknown key:unknown validity:unknown status:unknown'],
    ['a proof over its statements that names contexts', { proof: [{ type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', '@context': ['https://www.w3.org/ns/credentials/v2'] }] }, 'structure:fail safe-mode:fail'],
    ['contexts in the wrong order', { '@context': ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'https://www.w3.org/ns/credentials/v2'] }, 'structure:fail safe-mode:pass proof:pass issuer:pass key:pass validity:pass status:pass'],
    ['a JSON-LD keyword', { '@included': [{ id: 'urn:x:y' }] }, 'structure:fail safe-mode:fail proof:unknown issuer:unknown key:unknown validity:unknown status:unknown'],
  ])('shows no claims of a badge with %s', async (_, change, expected) => {
    const verification = await verify({ ...badge, ...change });
    expect(outcomes(verification)).toMatch(expected);
    expect(verification.badge).toBeNull();
    expect(exitCode(verification)).not.toBe(0);
  });

  it('says of words that it does not read whose they are, whole: those of contexts that are not carried, and those that the file brings', async () => {
    const said = async (...more: readonly unknown[]): Promise<string> => detail(await verify({ ...badge, '@context': [...(badge['@context'] as string[]), ...more] }), 'safe-mode');
    expect(await said('https://elsewhere.example/c.json', { '@protected': true, id: '@id', mood: 'https://elsewhere.example/words#mood' }, 'https://other.example/d.json')).toContain('words from "https://elsewhere.example/c.json", "https://other.example/d.json", which are not known here');
    expect(await said({ '@protected': true, id: '@id', type: '@type' }, { id: '@id', 'x:mood': 'https://elsewhere.example/words#mood' })).toContain('words of its own (a context that is written out in it), which are not read here');
    const endorsement = (await agencyEndorsement(at.achievement(release.id, '1.0.0'))) as { readonly '@context': readonly unknown[] };
    for (const more of ['https://elsewhere.example/c.json', { mood: 'https://elsewhere.example/words#mood' }]) {
      const verification = await verify({ ...badge, endorsement: [{ ...endorsement, '@context': [...endorsement['@context'], more] }] });
      expect(outcomes(verification)).toMatch(/^structure:pass safe-mode:unknown proof:unknown .*endorsements:unknown/);
      expect(verification.badge).toBeNull();
    }
  });

  it.each([
    ['the badge is revoked', { statusIndex: award.status.index }, 'fail', 'revoked'],
    ['another badge is revoked', { statusIndex: award.status.index + 1 }, 'pass', 'not revoked'],
  ])('reads the list when %s', async (_, { statusIndex }, outcome, word) => {
    const verification = await verify(badge, { [at.statusList(1)]: await signed(statusList([statusIndex])) });
    expect(answer(verification, 'status')).toMatchObject({ outcome, code: word.replace(' ', '-'), detail: expect.stringContaining(word) });
    expect(verification.badge).not.toBeNull();
  });

  it.each([
    ['cannot be had', async () => null, 'unknown', 'list-unreachable'],
    ['was changed after it was signed', async () => ({ ...(await signed(statusList([award.status.index]))), credentialSubject: (statusList([]) as { credentialSubject: object }).credentialSubject }), 'fail', 'list-tampered'],
    ['is not signed', async () => statusList([]), 'fail', 'list-tampered'],
    ['is signed by a stranger', async () => signed(statusList([]), award.key, signAsStranger), 'fail', 'list-tampered'],
    ["is signed with a stranger's own key", async () => signed({ ...statusList([]), issuer: `did:key:${strangersKey}` }, `did:key:${strangersKey}#${strangersKey}`, signAsStranger), 'fail', 'list-unsound'],
    ['is for something else', async () => signed({ ...statusList([]), credentialSubject: { ...(statusList([]) as { credentialSubject: object }).credentialSubject, statusPurpose: 'suspension' } }), 'fail', 'list-unsound'],
    ['is another list', async () => signed({ ...statusList([]), id: at.statusList(2) }), 'fail', 'list-unsound'],
    ['is no list', async () => signed({ ...statusList([]), type: ['VerifiableCredential'] }), 'fail', 'list-unsound'],
    ['is the badge itself', async () => badge, 'fail', 'list-unsound'],
    ['is a JSON list', async () => [], 'fail', 'list-unsound'],
    ['holds rubbish', async () => signed({ ...statusList([]), credentialSubject: { ...(statusList([]) as { credentialSubject: object }).credentialSubject, encodedList: 'uAAAA' } }), 'fail', 'list-unsound'],
    ['is out of date', async () => signed({ ...statusList([]), validUntil: '2027-01-01T00:00:00Z' }), 'unknown', 'list-expired'],
    ['is not valid yet', async () => signed({ ...statusList([]), validFrom: '2028-01-01T00:00:00Z' }), 'unknown', 'list-early'],
  ])('does not pass the status when the list %s', async (_, list, outcome, code) => {
    const verification = await verify(badge, { [at.statusList(1)]: await list() });
    expect(answer(verification, 'status')).toMatchObject({ name: 'status', outcome, code });
  });

  it("does not know what a list comes to that another keeps, which the standard allows, and fails one that was changed or stands where the issuer's own does", async () => {
    const keeper = `did:key:${strangersKey}`;
    const address = 'https://lists.keeper.example/7';
    const kept = await reissued({ credentialStatus: { ...(unsignedBadge(award, release)['credentialStatus'] as object), statusListCredential: address } });
    const list = async (revoked: readonly number[], change: object = {}): Promise<object> => signed({ ...statusList(revoked), id: address, issuer: keeper, ...change }, `${keeper}#${strangersKey}`, signAsStranger);
    const status = async (served: object): Promise<Result> => answer(await verify(kept, { [address]: served }), 'status');
    for (const [revoked, word] of [[[], 'not revoked'], [[award.status.index], 'revoked']] as const) expect(await status(await list(revoked))).toMatchObject({ outcome: 'unknown', code: 'list-of-another', detail: expect.stringMatching(new RegExp(`says that the badge is ${word}, but is signed by "${keeper.slice(0, 20)}.* the standard allows .*; ask the issuer`)) });
    expect(await status({ ...(await list([])), validFrom: '2026-01-01T00:00:00Z' })).toMatchObject({ outcome: 'fail', code: 'list-tampered' });
    const { proof: _, ...bare } = (await list([])) as Readonly<Record<string, unknown>>;
    expect(await status(bare)).toMatchObject({ outcome: 'fail', code: 'list-tampered' });
    expect(await status(await list([], { issuer: undefined }))).toMatchObject({ outcome: 'fail', code: 'list-unsound' });
    // Nobody else is asked for keys, so of a keeper that is named by an address it is told as well.
    const asked: string[] = [];
    const web = await network({ [address]: await signed({ ...statusList([]), id: address, issuer: 'did:web:keeper.example' }, `did:web:keeper.example#${strangersKey}`, signAsStranger) });
    const found = await verifyBadge(kept, { now, resolve: (url) => (asked.push(url), web(url)) });
    expect([answer(found, 'status').code, asked]).toEqual(['list-of-another', [at.didDocument, address]]);
    // The issuer's own may still be signed by itself, wherever it stands.
    expect(await status(await signed({ ...statusList([]), id: address }))).toMatchObject({ outcome: 'pass' });
  });

  it('does not know what a list comes to that calls itself otherwise or is too short, and says what it says', async () => {
    const address = 'https://lists.district.example/7';
    const kept = await reissued({ credentialStatus: { ...(unsignedBadge(award, release)['credentialStatus'] as object), statusListCredential: address } });
    const list = async (revoked: readonly number[], change: object = {}): Promise<Result> => answer(await verify(kept, { [address]: await signed(JSON.parse(JSON.stringify({ ...statusList(revoked), id: address, ...change })) as object) }), 'status');
    for (const [revoked, word] of [[[], 'not revoked'], [[award.status.index], 'revoked']] as const) expect(await list(revoked, { id: 'https://lists.district.example/8' })).toMatchObject({ outcome: 'unknown', code: 'list-misnamed', detail: expect.stringContaining(`says that the badge is ${word}, but calls itself "https://lists.district.example/8"`) });
    expect(await list([], { id: undefined })).toMatchObject({ outcome: 'pass' });
    const ofLength = (bytes: number, revoked: boolean): object => {
      const bits = new Uint8Array(bytes);
      if (revoked) bits[award.status.index >>> 3]! |= 0x80 >>> (award.status.index & 7);
      return { credentialSubject: { ...(statusList([]) as { credentialSubject: object }).credentialSubject, encodedList: `u${gzipSync(bits).toString('base64url')}` } };
    };
    expect(await list([], ofLength(16_383, false))).toMatchObject({ outcome: 'unknown', code: 'list-short', detail: expect.stringContaining('says that the badge is not revoked, but is shorter than the 131072 places') });
    expect(await list([], ofLength(16_383, true))).toMatchObject({ outcome: 'fail', code: 'revoked' });
    expect(await list([], ofLength(1, false))).toMatchObject({ outcome: 'fail', code: 'entry-unsound' });
  });

  it('refuses a revoked badge whose status stands under its full address', async () => {
    const { credentialStatus, ...rest } = badge;
    const revoked = { [at.statusList(1)]: await signed(statusList([award.status.index])) };
    const moved = await verify({ ...rest, 'https://www.w3.org/2018/credentials#credentialStatus': credentialStatus }, revoked);
    expect(answer(moved, 'structure')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('credentials#credentialStatus is a full address, expected a word of its contexts') });
    expect(moved.badge).toBeNull();
    const subject = badge['credentialSubject'] as { readonly achievement: Readonly<Record<string, unknown>> };
    const { name, ...achievement } = subject.achievement;
    const inner = await verify({ ...badge, credentialSubject: { ...subject, achievement: { ...achievement, 'https://schema.org/name': name } } });
    expect(answer(inner, 'structure').detail).toContain('credentialSubject.achievement.https://schema.org/name is a full address');
  });

  it('skips a status that the issuer did not give', async () => {
    const { credentialStatus: _, ...unsigned } = unsignedBadge(award, release);
    const verification = await verify(await signed(unsigned));
    expect(outcomes(verification)).toMatch(/status:skipped$/);
    expect(exitCode(verification)).toBe(0);
  });

  it('reads the status of a badge that names it in a list, which is a fault of shape and hides no revocation', async () => {
    const { credentialStatus } = unsignedBadge(award, release);
    const listed = await reissued({ credentialStatus: [credentialStatus] });
    expect(outcomes(await verify(listed))).toMatch(/^structure:fail .*status:pass$/);
    const revoked = { [at.statusList(1)]: await signed(statusList([award.status.index])) };
    expect(answer(await verify(listed, revoked), 'status')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('has revoked this badge') });
    const both = await reissued({ credentialStatus: [{ ...(credentialStatus as object), id: 'urn:x:y', statusPurpose: 'message' }, credentialStatus] });
    expect(answer(await verify(both), 'status')).toMatchObject({ outcome: 'unknown' });
    expect(answer(await verify(both, revoked), 'status')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('has revoked this badge') });
  });

  it("vouches for nothing that a file leaves out, where the file is not proven to be its issuer's", async () => {
    const { credentialStatus: _, proof: __, ...bare } = badge;
    for (const file of [{ ...bare, proof: badge.proof }, bare]) {
      const verification = await verify(file);
      expect(answer(verification, 'status')).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining("the file's own word") });
      expect(answer(verification, 'endorsements')).toMatchObject({ outcome: 'skipped', detail: expect.stringContaining("the file's own word") });
    }
  });

  it('cannot say whose badge it is when the issuer cannot be reached', async () => {
    const verification = await verify(badge, { [at.didDocument]: null });
    expect(outcomes(verification)).toBe('structure:pass safe-mode:pass proof:unknown issuer:unknown key:unknown validity:unknown status:unknown');
    expect(detail(verification, 'proof')).toContain('could not be tied to the issuer');
    expect([exitCode(verification), verification.badge]).toEqual([3, null]);
  });

  it('fails a badge whose key the issuer took back', async () => {
    expect(outcomes(await verify(badge, { [at.didDocument]: keysWithout }))).toBe('structure:pass safe-mode:pass proof:unknown issuer:fail key:unknown validity:unknown status:unknown');
  });

  it('says of a badge whose key was compromised that it is the key that counts no more, shows nothing of it, and asks no list', async () => {
    const keys = [{ ...issuer.keys[0]!, compromised: '2026-12-01', 'safe-size': 3 }];
    const verification = await verify(badge, { [at.didDocument]: didDocument({ ...issuer, keys }) });
    expect(outcomes(verification)).toBe('structure:pass safe-mode:pass proof:pass issuer:pass key:fail validity:unknown status:unknown');
    expect(detail(verification, 'key')).toBe('The issuer\'s document says that the key was revoked on 2026-12-01; ask the issuer for a badge that is signed anew.');
    expect(verification.badge).toBeNull();
    // A key that the document merely holds for something else is none that was taken back.
    const { assertionMethod: _, ...rest } = didDocument(issuer) as Readonly<Record<string, unknown>>;
    expect(outcomes(await verify(badge, { [at.didDocument]: { ...rest, assertionMethod: [], authentication: [award.key] } }))).toContain('proof:unknown issuer:fail');
  });

  it('fails a forgery that names the issuer and signs with its own key', async () => {
    const forgery = await signed(unsignedBadge(award, release), `${award.issuer.id}#${strangersKey}`, signAsStranger);
    const verification = await verify(forgery);
    expect(outcomes(verification)).toBe('structure:pass safe-mode:pass proof:unknown issuer:fail key:unknown validity:unknown status:unknown');
    expect(verification.badge).toBeNull();
  });

  it("fails a badge that is signed under another issuer's name", async () => {
    const forgery = await signed(unsignedBadge(award, release), `did:key:${strangersKey}#${strangersKey}`, signAsStranger);
    expect(outcomes(await verify(forgery))).toBe('structure:pass safe-mode:pass proof:unknown issuer:fail key:unknown validity:unknown status:unknown');
  });

  it('asks nobody inside a private network, whatever a badge names', async () => {
    const asked: string[] = [];
    const resolve: Resolve = async (url) => (asked.push(url), { ok: false, reason: 'no' });
    const inside = { ...unsignedBadge({ ...award, issuer: { ...award.issuer, id: 'did:web:localhost%3A8080' } }, release) };
    await verifyBadge(await signed(inside, `did:web:localhost%3A8080#${publicKey}`), { now, resolve });
    expect(asked).toEqual([]);
  });

  it('takes a did:key for what it is', async () => {
    const did = `did:key:${publicKey}`;
    const { credentialStatus: _, ...unsigned } = unsignedBadge({ ...award, issuer: { ...award.issuer, id: did } }, release);
    const verification = await verify(await signed(unsigned, `${did}#${publicKey}`));
    expect(outcomes(verification)).toBe('structure:pass safe-mode:pass proof:pass issuer:pass key:pass validity:pass status:skipped');
    expect(detail(verification, 'issuer')).toContain('proves no name');
  });

  it('takes an issuer that is an https address with its own document', async () => {
    const id = `${issuer.url}/issuer.json`;
    const key = `${id}#key-1`;
    const document = { id, verificationMethod: [{ id: key, type: 'Multikey', controller: id, publicKeyMultibase: publicKey }], assertionMethod: ['#key-1'] };
    const { credentialStatus: _, ...unsigned } = unsignedBadge({ ...award, issuer: { ...award.issuer, id } }, release);
    expect(outcomes(await verify(await signed(unsigned, key), { [id]: document }))).toBe('structure:pass safe-mode:pass proof:pass issuer:pass key:pass validity:pass status:skipped');
    expect(outcomes(await verify(await signed(unsigned, key), { [id]: { ...document, id: `${id}x` } }))).toMatch('issuer:fail');
    expect(outcomes(await verify(await signed(unsigned, key)))).toMatch('proof:unknown issuer:unknown key:unknown');
  });

  it.each([
    ['before it begins', '2026-11-22T09:29:59Z', 'fail'],
    ['when it begins', '2026-11-22T09:30:00Z', 'pass'],
    ['before it ends', '2031-11-22T09:29:59Z', 'pass'],
    ['when it ends', '2031-11-22T09:30:00Z', 'fail'],
  ])('looks at the dates %s', async (_, when, outcome) => {
    expect(answer(await verify(badge, { [at.statusList(1)]: await signed({ ...statusList([]), validFrom: '2026-01-01T00:00:00Z' }) }, new Date(when)), 'validity')).toMatchObject({ outcome });
  });

  it.each([
    ['yet to come', '2027-06-01T00:00:00Z', 'fail', 'was awarded on 2027-06-01, which is yet to come; ask the issuer for a corrected file.'],
    ['some days after it is valid', '2026-12-01T00:00:00Z', 'unknown', 'is valid from 2026-11-22 and that it was awarded only on 2026-12-01, and both cannot be right; ask the issuer when it was awarded.'],
    ['later on the day on which it begins', '2026-11-22T17:00:00Z', 'pass', 'valid from'],
    ['long before, as in a file that was signed anew', '2025-01-01T00:00:00Z', 'pass', 'valid from'],
  ])('looks at a date of award that is %s', async (_, awardedDate, outcome, words) => {
    expect(answer(await verify(await reissued({ awardedDate })), 'validity')).toMatchObject({ outcome, detail: expect.stringContaining(words) });
  });

  it.each([['in ten minutes', '2027-05-01T12:10:00Z', 'pass', 'valid from'], ['years ahead', '2031-01-01T00:00:00Z', 'unknown', 'was signed on 2031-01-01, which is yet to come; ask the issuer when it was signed.']])('looks at a signature that is dated %s', async (_, created, outcome, words) => {
    const unsigned = unsignedBadge(award, release);
    const ahead = { ...unsigned, proof: [await createProof(unsigned, { verificationMethod: award.key, created, sign })] };
    expect(answer(await verify(ahead), 'validity')).toMatchObject({ outcome, detail: expect.stringContaining(words) });
  });

  it('lets the signature of a status list lapse, which is not the same as a list that was changed', async () => {
    const list = await signed(statusList([]));
    const lapsing = async (expires: string): Promise<object> => ({ ...list, proof: [{ ...(await createProof(statusList([]), { verificationMethod: award.key, created: award.signed, sign })), expires }] });
    expect(answer(await verify(badge, { [at.statusList(1)]: await lapsing('2027-01-01T00:00:00Z') }), 'status').detail).toContain('changed');
    const options = { type: 'DataIntegrityProof', created: award.signed, expires: '2027-01-01T00:00:00Z', verificationMethod: award.key, cryptosuite: 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod' } as const;
    const proofValue = encodeMultibase(await sign(await hashData(statusList([]), options)));
    expect(answer(await verify(badge, { [at.statusList(1)]: { ...statusList([]), proof: [{ ...options, proofValue }] } }), 'status')).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('lapsed on 2027-01-01') });
  });

  it('lets a signature lapse', async () => {
    const options = { verificationMethod: award.key, created: award.signed, sign };
    const unsigned = unsignedBadge(award, release);
    const proof = { ...(await createProof(unsigned, options)), expires: '2027-01-01T00:00:00Z' };
    expect(answer(await verify({ ...unsigned, proof: [proof] }), 'validity')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('lapsed') });
  });

  it.each([
    ['two subjects', { credentialSubject: [{ id: 'urn:x:1' }, { id: 'urn:x:2' }] }, 'exactly one object'],
    ['a subject without a name', { credentialSubject: { type: ['AchievementSubject'] } }, 'neither id nor identifier'],
    ['a list of statuses', { credentialStatus: [{ type: 'BitstringStatusListEntry' }] }, 'exactly one object'],
    ['a date without a zone', { validFrom: '2026-11-22T09:30:00' }, 'date and time with its zone'],
    ['a day that never was', { validFrom: '2026-02-30T09:30:00Z' }, 'date and time with its zone'],
    ['an end before its beginning', { validUntil: '2020-01-01T00:00:00Z' }, 'before validFrom'],
    ['an id that is no address', { id: 'badge 1' }, 'full address'],
    ['an address that runs', { id: 'javascript:alert(1)' }, 'full address'],
    ['an issuer without a type', { issuer: { id: award.issuer.id } }, 'issuer.type'],
    ['an empty list', { evidence: [] }, 'evidence is empty'],
    ['a nameless schema', { credentialSchema: [{ id: 'https://x.example/s.json' }] }, 'credentialSchema[0].type'],
    ['a refresh service without a type', { refreshService: { id: 'https://x.example/' } }, 'refreshService.type'],
    ["a second node with the badge's own id", { evidence: [{ id: at.badge(award.serial), type: ['Evidence'] }] }, "badge's own id"],
  ])('says what is wrong with a badge that has %s', async (_, change, word) => {
    const verification = await verify({ ...badge, ...change });
    expect(answer(verification, 'structure')).toMatchObject({ name: 'structure', outcome: 'fail', detail: expect.stringContaining(word) });
  });

  it('says what is wrong inside the achievement', async () => {
    const subject = badge['credentialSubject'] as { achievement: object; result: readonly object[] };
    const within = async (achievement: object, rest: object = {}): Promise<string> => detail(await verify({ ...badge, credentialSubject: { ...subject, ...rest, achievement: { ...subject.achievement, ...achievement } } }), 'structure');
    expect(await within({ criteria: {} })).toContain('neither id nor narrative');
    expect(await within({ image: 'https://x.example/a.png' })).toContain('achievement.image is "https://x.example/a.png", expected an object');
    expect(await within({ achievementType: 'Gold' })).toContain('achievementType is "Gold"');
    expect(await within({ name: { en: 'x' } })).toContain('achievement.name is "an object", expected a text');
    expect(await within({}, { result: [{ ...subject.result[0], achievedLevel: 'https://x.example/l' }] })).toContain("none of its criterion's levels");
    expect(await within({}, { result: [{ type: ['Result'], resultDescription: 'https://x.example/l' }] })).toContain('belongs to nothing');
  });

  it('refuses a badge without a name, and shows that of the achievement where its own is blank', async () => {
    const unsigned = unsignedBadge(award, release);
    const subject = unsigned['credentialSubject'] as { readonly achievement: object };
    const named = async (name: string, achievement: string): Promise<Verification> => verify(await reissued({ name, credentialSubject: { ...subject, achievement: { ...subject.achievement, name: achievement } } }));
    for (const blank of ['', ' \n']) {
      const nameless = await named(blank, '');
      expect([nameless.badge, answer(nameless, 'structure')]).toEqual([null, expect.objectContaining({ outcome: 'fail', detail: expect.stringContaining('neither the badge nor its achievement has a name with something in it') })]);
      expect((await named(blank, 'Coaching')).badge?.name).toBe('Coaching');
    }
  });

  it('names every fault, not the first', async () => {
    const said = detail(await verify({ '@context': [] }), 'structure');
    for (const word of ['first context', 'type', 'issuer', 'validFrom', 'credentialSubject']) expect(said).toContain(word);
  });

  it('reads a status index that is a number, as others write it', async () => {
    const status = badge['credentialStatus'] as object;
    const verification = await verify(await reissued({ credentialStatus: { ...status, statusListIndex: award.status.index } }), { [at.statusList(1)]: await signed(statusList([award.status.index])) });
    expect(answer(verification, 'status')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('revoked') });
  });

  it.each([null, undefined, 7, 'x', [], {}, { '@context': 1 }, { proof: [null] }, { issuer: {}, proof: badge }])('throws for no %j', async (what) => {
    const verification = await verify(what);
    expect([exitCode(verification), verification.badge, verification.results.map(({ name }) => name)]).toEqual([1, null, questions]);
  });

  it('survives a network that throws', async () => {
    const verification = await verifyBadge(badge, { now, resolve: () => Promise.reject(new Error('broken')) });
    expect(exitCode(verification)).toBe(3);
  });
});

describe('lintBadge', () => {
  const throwAway = { publicKeyMultibase: strangersKey, sign: signAsStranger };

  it('passes what would verify, without the real key and before it is published', async () => {
    const results = await lintBadge(unsignedBadge(award, release), { now: new Date(award.signed), throwAway, issuer: { ...issuer, keys: [] } });
    expect(results.map(({ outcome }) => outcome)).toEqual(Array<string>(7).fill('pass'));
  });

  it('takes the general path\'s word and not that of the way in which the badge will be signed', async () => {
    const options = { now: new Date(award.signed), throwAway, issuer };
    const right = await lintBadge(unsignedBadge(award, release), { ...options, way: withMoulds() });
    expect(right.map(({ outcome }) => outcome)).toEqual(Array<string>(7).fill('pass'));
    const wrong = { ...generalPath, canonicalize: async (document: object) => ({ ok: true as const, text: `${JSON.stringify(document)}\n` }) };
    const results = await lintBadge(unsignedBadge(award, release), { ...options, way: wrong });
    expect(results.find(({ name }) => name === 'proof')).toMatchObject({ outcome: 'fail' });
  });

  it.each([
    ['another issuer', { ...award, issuer: { ...award.issuer, id: 'did:web:elsewhere.example' } }],
    ['a status list of another site', { ...award, issuer: { ...award.issuer, url: 'https://elsewhere.example' } }],
    ['a level that the rubric does not have', { ...award, results: [{ criterion: 'reaches-everyone', level: 'superb' }] }],
    ['an end that has passed', { ...award, until: '2026-11-22T09:30:30Z' }],
  ])('does not pass a badge with %s', async (_, wrong) => {
    const results = await lintBadge(unsignedBadge(wrong, release), { now: new Date(award.signed), throwAway, issuer });
    expect(results.every(({ outcome }) => outcome === 'pass')).toBe(false);
  });
});
