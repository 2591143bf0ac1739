import { describe, expect, it } from 'vitest';
import { sha256 } from '../canonical.ts';
import { logOrigin, signCheckpoint } from '../log/checkpoint.ts';
import { endorsed, issued } from '../log/entry.ts';
import { inclusionProof, leafHash, subtrees, treeHead } from '../log/merkle.ts';
import { proofText } from '../log/proof-file.ts';
import { badgeText, unsignedBadge } from './credential.ts';
import { endorsementFaults, unsignedEndorsement } from './endorsement.ts';
import { agencyEndorsement, at, award, duringValidity, network, publicKey, release, sign, signed, signAsStranger, strangersKey } from './fixture.ts';
import type { JsonObject } from './json.ts';
import { verifyBadge } from './verify.ts';

const about = 'https://partner.example/releases/coaching/2.0.0/achievement.json';
const unsigned = unsignedEndorsement({ serial: 'e4d8q2mx7tda', issuer: award.issuer, about, comment: 'Counts in our schools. “Ja” 🌿 }', signed: '2026-12-01T09:00:00Z', until: '2028-12-01T09:00:00Z' });
const verify = async (credential: object, more: object = {}, now = duringValidity) => verifyBadge(credential, { now, resolve: await network(), ...more });
const outcomes = (verification: Awaited<ReturnType<typeof verify>>) => Object.fromEntries(verification.results.map(({ name, outcome }) => [name, outcome]));

describe('an endorsement that stands by itself', () => {
  it('is verified as what it is, and says who vouches for what', async () => {
    const found = await verify(await signed(unsigned));
    expect(outcomes(found)).toMatchObject({ structure: 'pass', 'safe-mode': 'pass', proof: 'pass', issuer: 'pass', key: 'pass', validity: 'pass', status: 'skipped' });
    expect(found).toMatchObject({ badge: null, endorsement: { about, comment: 'Counts in our schools. “Ja” 🌿 }', issuer: { id: award.issuer.id, name: award.issuer.name }, validUntil: '2028-12-01T09:00:00Z' } });
  });

  it.each([
    ['was changed', async () => ({ ...(await signed(unsigned)), name: 'Another' }), 'proof'],
    ['is signed by somebody else', async () => signed(unsigned, `did:key:${strangersKey}#${strangersKey}`, signAsStranger), 'issuer'],
    ['is about nothing', async () => signed({ ...unsigned, credentialSubject: { type: ['EndorsementSubject'] } }), 'structure'],
    ['is both an endorsement and a badge', async () => signed({ ...unsigned, type: [...unsigned.type, 'OpenBadgeCredential'] }), 'structure'],
  ])('shows nothing where it %s', async (_, make, name) => {
    const found = await verify(await make());
    expect(outcomes(found)[name]).toBe('fail');
    expect([found.badge, found.endorsement ?? null]).toEqual([null, null]);
  });

  it('ends on its last day', async () => {
    expect(outcomes(await verify(await signed(unsigned), {}, new Date('2029-01-01T00:00:00Z')))['validity']).toBe('fail');
  });

  it('is found in its issuer\'s log under an entry of its own kind, and under no other', async () => {
    const credential = await signed(unsigned);
    const hash = sha256(badgeText(credential));
    const proofIn = async (entries: readonly string[]): Promise<string> => {
      const tree = subtrees(entries.map((entry) => leafHash(new TextEncoder().encode(entry))));
      const checkpoint = await signCheckpoint({ origin: logOrigin(at.origin), size: entries.length, root: treeHead(entries.length, tree) }, { publicKey, sign });
      return proofText({ index: 1, proof: inclusionProof(1, entries.length, tree), checkpoint });
    };
    const asked = async (entry: string) => (await verify(credential, { exact: { sha256: hash, proof: await proofIn(['first', entry, 'last']) } })).results.find(({ name }) => name === 'log');
    expect(await asked(endorsed(hash))).toMatchObject({ outcome: 'pass' });
    expect(await asked(issued(hash))).toMatchObject({ outcome: 'fail' });
  });
});

describe('an endorsement by the issuer of the badge itself', () => {
  const achievement = at.achievement(release.id, '1.0.0');
  const own = async (until = '2028-12-01T09:00:00Z'): Promise<object> => signed(unsignedEndorsement({ serial: 'e4d8q2mx7tda', issuer: award.issuer, about: achievement, comment: 'The best of all.', signed: '2026-12-01T09:00:00Z', until }));
  const asked = async (...endorsement: readonly object[]) => {
    const badge = unsignedBadge(award, release);
    const subject = badge['credentialSubject'] as { readonly achievement: object };
    return (await verify(await signed({ ...badge, credentialSubject: { ...subject, achievement: { ...subject.achievement, endorsement } } }))).results.find(({ name }) => name === 'endorsements');
  };

  it('is nobody else\'s word, and adds none to that of others', async () => {
    expect(await asked(await own())).toEqual({ name: 'endorsements', outcome: 'skipped', detail: 'It is endorsed by its own issuer, which is nobody else\'s word.' });
    expect(await asked(await own(), await agencyEndorsement(achievement))).toMatchObject({ outcome: 'pass', detail: expect.stringMatching(/^It is endorsed by "did:key:[^,]+, and .* Its own issuer endorses it too, which is nobody else's word\.$/) });
    expect(await asked(await own('2027-01-01T00:00:00Z'))).toMatchObject({ outcome: 'skipped', detail: 'Nobody endorses it any more. It was endorsed by its own issuer until 2027-01-01, and is no longer.' });
    expect(await asked({ ...(await own()), name: 'Another' })).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('The endorsement by its own issuer does not hold') });
  });
});

describe('endorsementFaults', () => {
  it('names what may not stand in one that is shown beside what it endorses', async () => {
    const faults = async (change: object) => [...endorsementFaults((await signed({ ...unsigned, ...change })) as unknown as JsonObject)];
    expect(await faults({})).toEqual([]);
    expect([...endorsementFaults(unsigned)]).toEqual(['it is not signed']);
    expect(await faults({ credentialSubject: { ...(unsigned['credentialSubject'] as object), name: 'Coaching for all' } })).toEqual(['credentialSubject.name has no place there']);
    expect([...endorsementFaults({ ...unsigned, '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'https://x.example/words'], proof: [{ type: 'X' }] })].join()).toContain('https://x.example/words');
  });
});
