import { describe, expect, it } from 'vitest';
import { award as validAward, release as validRelease } from '../validators.generated.js';
import { sha256 } from '../canonical.ts';
import { releaseText } from '../release.ts';
import { achievement } from './achievement.ts';
import { badgeText, unsignedBadge } from './credential.ts';
import { agencyEndorsement, at, award, duringValidity, issuer, network, release, signed, signedBadge } from './fixture.ts';
import type { JsonObject } from './json.ts';
import { pictureOf } from './picture.ts';
import { structure } from './structure.ts';
import { verifyBadge } from './verify.ts';

describe('fixture', () => {
  it('is valid by the schemas', () => {
    expect([validAward(award), validAward.errors]).toEqual([true, null]);
    expect([validRelease({ digest: award.release, release }), validRelease.errors]).toEqual([true, null]);
  });
});

describe('unsignedBadge', () => {
  it('is a function of award and release', () => {
    expect(badgeText(unsignedBadge(structuredClone(award), structuredClone(release)))).toBe(badgeText(unsignedBadge(award, release)));
  });

  it('is sound, signed and unsigned', async () => {
    expect(structure(await signedBadge()).faults).toEqual([]);
    expect(structure(unsignedBadge(award, release)).faults).toEqual([]);
  });

  it('gives issuer and creator the same words, also where the issuer was renamed after the release', () => {
    const renamed = { ...award, issuer: { ...award.issuer, name: 'Marlow Valley Schools' } };
    const badge = unsignedBadge(renamed, release) as unknown as { issuer: object; credentialSubject: { achievement: { creator: object } } };
    expect(badge.credentialSubject.achievement.creator).toEqual(badge.issuer);
  });

  it('leaves out an end that the award does not have', () => {
    const { until: _, ...endless } = award;
    expect(unsignedBadge(endless, release)).not.toHaveProperty('validUntil');
  });

  it('has exactly one subject and one status, and lists everywhere else', () => {
    expect(unsignedBadge(award, release)).toMatchObject({
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      credentialSubject: { type: ['AchievementSubject'], achievement: { type: ['Achievement'], achievementType: 'MicroCredential', image: { type: 'Image' } } },
      credentialStatus: { type: 'BitstringStatusListEntry', statusListIndex: '94567' },
    });
  });

  it('refuses a release that the award does not name', () => {
    expect(() => unsignedBadge({ ...award, version: '2.0.0' }, release)).toThrow('expected checking-for-understanding 2.0.0');
  });

  it('says everything that the award and the release hold, in the places where Open Badges has them', () => {
    expect(unsignedBadge(award, release)).toMatchObject({
      awardedDate: award.awarded,
      credentialSubject: {
        creditsEarned: 0.5,
        source: { id: 'https://assessment.fell-county.example', type: ['Profile'], name: 'Fell County Education Service' },
        achievement: {
          creditsAvailable: 0.5, version: '1.0.0', inLanguage: 'en', tag: ['formative-assessment', 'questioning'], image: { caption: pictureOf(release).alt },
          related: [
            { id: at.achievement(release.id, '0.9.0'), type: ['Related'], version: '0.9.0' },
            { id: at.achievement(release.id, '0.9.1'), type: ['Related'], version: '0.9.1' },
            { id: at.achievement('comprobar-la-comprension', '1.0.0'), type: ['Related'], inLanguage: 'es', version: '1.0.0' },
          ],
        },
      },
      evidence: [{ id: 'https://files.marlow-valley.example/plan.pdf?v=1', type: ['Evidence'], name: 'Annotated plan', genre: 'document' }],
    });
  });

  it('carries the digest of the release as it is published', async () => {
    const published = new TextEncoder().encode(releaseText({ digest: award.release, release }));
    const digest = Buffer.from(await crypto.subtle.digest('SHA-384', published)).toString('base64');
    expect(unsignedBadge(award, release)['relatedResource']).toEqual([{ id: at.release(release.id, '1.0.0'), digestSRI: `sha384-${digest}`, mediaType: 'application/json' }]);
  });

  it('says nothing of evidence, credits and assessors that there are not', () => {
    const { evidence: _, 'assessed-by': _by, ...bare } = award;
    const { credits: _credits, translations: _translations, ...credential } = release.credential;
    const { earlier: _earlier, ...single } = release;
    const text = badgeText(unsignedBadge(bare, { ...single, credential }));
    for (const term of ['"evidence"', '"source"', 'credits', '"related"']) expect(text).not.toContain(term);
  });

  // The digest was taken before there was another format.
  it('leaves an award of the first format as it was signed, byte for byte', () => {
    const { evidence: _, 'assessed-by': _by, ...bare } = award;
    const { credits: _credits, translations: _translations, ...credential } = release.credential;
    const { earlier: _earlier, ...single } = release;
    expect(sha256(badgeText(unsignedBadge({ ...bare, format: 'laurel-award-1' }, { ...single, credential })))).toBe('5920fdb72ebca7c887fd72a436f27e37d572ef9231a138f773f5b74a5df87d54');
  });

  // The digest was taken before a badge could carry an endorsement.
  it('leaves an award without endorsements as it was signed, byte for byte', () => {
    expect(sha256(badgeText(unsignedBadge(award, release)))).toBe('203144fd6500ff4b90a64e52dc69f7c38966e440215f9ffa9645f377b89d2b0c');
  });

  it('carries what its record holds of endorsements in its achievement, and says no other fact for it', async () => {
    const endorsement = await agencyEndorsement(at.achievement(release.id, '1.0.0'));
    const endorsed = { ...award, endorsements: [endorsement] as unknown as NonNullable<typeof award.endorsements> };
    expect([validAward(endorsed), validAward.errors]).toEqual([true, null]);
    const badge = unsignedBadge(endorsed, release) as unknown as JsonObject & { readonly issuer: object; readonly credentialSubject: { readonly achievement: object } };
    expect(badge.credentialSubject.achievement).toMatchObject({ endorsement: [endorsement] });
    const signedOne = await signed(badge);
    expect(structure(signedOne).faults).toEqual([]);
    const { results, badge: said } = await verifyBadge(signedOne, { now: duringValidity, resolve: await network() });
    expect(results.find(({ name }) => name === 'endorsements')).toMatchObject({ outcome: 'pass' });
    expect(results.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')).toEqual([]);
    expect(said).toEqual((await verifyBadge(await signedBadge(), { now: duringValidity, resolve: await network() })).badge);
    expect(badgeText(unsignedBadge(JSON.parse(JSON.stringify(endorsed)) as typeof endorsed, release))).toBe(badgeText(badge));
    expect(badgeText(unsignedBadge({ ...endorsed, format: 'laurel-award-1' }, release))).not.toContain('EndorsementCredential');
  });

  it('names no assessor, account or folder', () => {
    const text = badgeText(unsignedBadge(award, release));
    for (const secret of ['maya-okafor', '1102', award.claim, award.source.merge]) expect(text).not.toContain(secret);
  });
});

describe('achievement', () => {
  it('asks in its criteria for each criterion at its passing level', () => {
    const { criteria } = achievement(release, issuer.url) as { criteria: { narrative: string } };
    expect(criteria.narrative).toContain('- **The lesson changes** (Developing): Checks reach a part of the class.\n');
    expect(criteria.narrative).toContain('- **Checks reach every learner** (Proficient): Each check gathers an answer from every learner.\n');
  });

  it('keeps the order of levels in points, since the order of a list is not signed', () => {
    const { resultDescription } = achievement(release, issuer.url) as { resultDescription: readonly { rubricCriterionLevel: readonly { level: string; points: string }[] }[] };
    expect(resultDescription[0]!.rubricCriterionLevel.map(({ level, points }) => [level, points])).toEqual([['not-yet', '0'], ['developing', '1'], ['proficient', '2']]);
  });

  it('aligns to the competency first, at its own address, then to public standards', () => {
    const { alignment } = achievement(release, issuer.url) as { alignment: readonly { targetUrl: string }[] };
    expect(alignment.map(({ targetUrl }) => targetUrl)).toEqual([`${issuer.url}/frameworks/teaching/#checks-understanding`, release.competency.alignments![0]!.url]);
  });
});
