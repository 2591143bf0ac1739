import type { Award, ReleaseFile } from '../model.generated.ts';
import { achievement, criterionAddress, levelAddress } from './achievement.ts';
import { addresses } from './addresses.ts';
import { captionOf } from './art-words.ts';
import { credentialsContext, openBadgesContext } from './contexts.ts';
import type { Edition, Naming } from './edition.ts';
import { assessor, profile } from './profile.ts';
import type { Proof } from './proof.ts';
import { releaseDigest } from './release-digest.ts';

type Release = ReleaseFile['release'];

/** A badge before and after it is signed. */
export interface UnsignedBadge {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly type: readonly string[];
  readonly issuer: { readonly id: string };
  readonly [term: string]: unknown;
}
export interface Badge extends UnsignedBadge {
  readonly proof: readonly [Proof];
}

/**
 * An award as an OpenBadgeCredential without its proof (Open Badges 3.0 section B.1.1): the same award and release give
 * the same object, key by key. Throws where the award is of another release.
 */
export function unsignedBadge(award: Edition, release: Release): UnsignedBadge {
  if (award.credential !== release.id || award.version !== release.credential.version) {
    throw new Error(`Unexpected release ${release.id} ${release.credential.version}, expected ${award.credential} ${award.version}, which award ${award.serial} names`);
  }
  const at = addresses(award.issuer.url);
  const { version, credits, title } = release.credential;
  const achievementId = at.achievement(release.id, version);
  const list = at.statusList(award.status.list);
  // What an award of the first format was signed as stays as it was, byte for byte.
  const isFirst = award.format === 'laurel-award-1';
  const source = award['assessed-by'];
  const others = isFirst ? [] : (award.endorsements ?? []);
  return {
    '@context': [credentialsContext, openBadgesContext],
    id: at.badge(award.serial),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: release.credential.title,
    description: release.credential.summary,
    issuer: profile(award.issuer),
    // Of two with the same id a verifier takes the one that is valid from later.
    validFrom: award.edition === undefined ? award.awarded : award.signed,
    awardedDate: award.awarded,
    ...(award.until === undefined ? {} : { validUntil: award.until }),
    credentialSubject: {
      ...named(award),
      ...(isFirst || credits === undefined ? {} : { creditsEarned: credits }),
      ...(isFirst || source === undefined ? {} : { source: assessor(source) }),
      achievement: { ...achievement(release, award.issuer.url, award.issuer, isFirst ? `${title}, ${award.issuer.name}` : captionOf(release)), ...(others.length === 0 ? {} : { endorsement: others }) },
      result: award.results.map(({ criterion, level }) => ({
        type: ['Result'],
        resultDescription: criterionAddress(achievementId, criterion),
        achievedLevel: levelAddress(achievementId, criterion, level),
      })),
    },
    // One object: Open Badges takes no list here.
    credentialStatus: {
      id: `${list}#${award.status.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(award.status.index),
      statusListCredential: list,
    },
    ...(isFirst || award.evidence === undefined ? {} : { evidence: award.evidence.map((piece) => evidence(piece, release)) }),
    // What was certified, to the byte: whoever reads the release can tell whether it is the one that was assessed.
    ...(isFirst ? {} : { relatedResource: [{ id: at.release(release.id, version), digestSRI: releaseDigest({ digest: award.release, release }), mediaType: 'application/json' }] }),
  };
}

// A DID stands in the code's place, and is the earner's to prove; a name or a hashed address stands beside the code.
function named({ earner, naming }: Edition): object {
  const type = ['AchievementSubject'];
  if (naming === undefined) return { id: earner, type };
  return naming.by === 'did' ? { id: naming.value, type } : { id: earner, type, identifier: [identity(naming)] };
}

function identity({ by, value, salt }: Naming): object {
  const said = by === 'name' ? { hashed: false, identityHash: value, identityType: 'name' } : { hashed: true, identityHash: value, identityType: 'emailAddress', salt };
  return { type: 'IdentityObject', ...said };
}

function evidence({ requirement, form, link }: NonNullable<Award['evidence']>[number], release: Release): object {
  const title = release.evidence.requirements.find(({ id }) => id === requirement)?.title ?? requirement;
  return { id: link, type: ['Evidence'], name: title, genre: form };
}

/** A badge with its proof, last and in a list. */
export const secureBadge = (unsigned: UnsignedBadge, proof: Proof): Badge => ({ ...unsigned, proof: [proof] });

/** The exact text of the badge's file. */
export const badgeText = (badge: object): string => `${JSON.stringify(badge, null, 2)}\n`;
