import { AchievementCredentialValidator, AchievementValidator, BitstringStatusListCredentialSubjectValidator, EndorsementCredentialValidator, ProfileValidator, VCValidator } from '@learncard/types';
import { describe, expect, it } from 'vitest';
import { achievement } from './achievement.ts';
import { secureBadge, unsignedBadge, type UnsignedBadge } from './credential.ts';
import { unsignedEndorsement } from './endorsement.ts';
import { agencyEndorsement, at, award, issuer, release, statusList } from './fixture.ts';
import type { Proof } from './proof.ts';

// What is signed is of no account here, so the signature is none.
const proof = { type: 'DataIntegrityProof', created: award.signed, verificationMethod: award.key, cryptosuite: 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod', proofValue: 'z1' } as const satisfies Proof;
const whole = (unsigned: UnsignedBadge): object => secureBadge(unsigned, proof);
const edition = (change: object): object => whole(unsignedBadge({ ...award, ...change } as typeof award, release));
const agencys = await agencyEndorsement(at.achievement(release.id, '1.0.0'));

/** One of every kind of badge that is issued here. */
const badges: readonly (readonly [kind: string, badge: object])[] = [
  ['a public badge', edition({})],
  ['one of the first format', edition({ format: 'laurel-award-1' })],
  ['one without an end', edition({ until: undefined })],
  ['one that was issued anew', edition({ edition: 2, signed: '2027-02-01T09:31:00Z', status: { list: 1, index: 7 } })],
  ['one that is named by a DID', edition({ naming: { by: 'did', value: 'did:key:z6MkneMkZqwqRiU5mJzSG3kDwzt9P8C59N4NGTfBLfSGE7c7' } })],
  ['one that is named by a name', edition({ naming: { by: 'name', value: 'Maya Okafor' } })],
  ['one that is named by a hidden address', edition({ naming: { by: 'address', value: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399', salt: 'Kosher' } })],
  ['one without evidence, and that nobody else assessed', edition({ evidence: undefined, 'assessed-by': undefined })],
  ['one that carries an endorsement', edition({ endorsements: [agencys] })],
];
const endorsement = unsignedEndorsement({ serial: 'e4d8q2mx7tda', issuer: award.issuer, about: 'https://partner.example/releases/coaching/2.0.0/achievement.json', comment: 'Counts. “Ja” 🌿 }', signed: award.signed, until: award.until! });

/** Where a validator finds fault; empty where it finds none. */
const faults = (validator: { readonly safeParse: (value: unknown) => { readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } | undefined } }, value: object): readonly string[] =>
  validator.safeParse(JSON.parse(JSON.stringify(value))).error?.issues.map(({ path }) => path.map(String).join('.')) ?? [];

describe('the validators of LearnCard', () => {
  it.each(badges)('take %s for an Open Badge 3.0, and for a verifiable credential', (_, badge) => {
    expect([faults(AchievementCredentialValidator, badge), faults(VCValidator, badge)]).toEqual([[], []]);
  });

  it('take the endorsements, the achievement, the profile and the status list for what they are', () => {
    for (const one of [whole(endorsement), agencys]) expect([faults(EndorsementCredentialValidator, one), faults(VCValidator, one)]).toEqual([[], []]);
    expect(faults(AchievementValidator, achievement(release, issuer.url))).toEqual([]);
    expect(faults(ProfileValidator, endorsement.issuer)).toEqual([]);
    const list = whole(statusList([7]) as UnsignedBadge);
    expect(faults(VCValidator, list)).toEqual([]);
    expect(faults(BitstringStatusListCredentialSubjectValidator, (list as { readonly credentialSubject: object }).credentialSubject)).toEqual([]);
  });

  it('find the fault of what is none', () => {
    const [, badge] = badges[0]! as readonly [string, { readonly credentialSubject: { readonly achievement: object } }];
    const { credentialSubject: subject } = badge;
    for (const change of [{ type: 'OpenBadgeCredential' }, { evidence: [{ id: 'https://a.example' }] }, { credentialSubject: { ...subject, type: undefined } }, { credentialSubject: { ...subject, achievement: { ...subject.achievement, criteria: undefined } } }, { credentialSubject: { ...subject, achievement: { ...subject.achievement, alignment: [{ type: ['Alignment'], targetName: 'x' }] } } }, { proof: undefined }]) {
      expect(faults(AchievementCredentialValidator, { ...badge, ...change })).not.toEqual([]);
    }
  });
});
