import { describe, expect, it } from 'vitest';
import { award as validAward, release as validRelease } from '../validators.generated.js';
import { achievement } from './achievement.ts';
import { badgeText, unsignedBadge } from './credential.ts';
import { award, issuer, release, signedBadge } from './fixture.ts';
import { structure } from './structure.ts';

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
