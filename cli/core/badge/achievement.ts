import type { ReleaseFile } from '../model.generated.ts';
import { addresses, type Addresses } from './addresses.ts';
import { captionOf } from './art-words.ts';
import { profile } from './profile.ts';

type Release = ReleaseFile['release'];
type Criterion = Release['rubric']['criteria'][number];

/** Address of a criterion: a ResultDescription of the achievement. */
export const criterionAddress = (achievement: string, criterion: string): string => `${achievement}#criterion-${criterion}`;

/** Address of one level of a criterion. The slash keeps ids that hold hyphens apart. */
export const levelAddress = (achievement: string, criterion: string, level: string): string => `${criterionAddress(achievement, criterion)}/${level}`;

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** What is certified, as Markdown for people: the key method, and what every criterion asks for at its passing level. */
export function criteriaNarrative({ credential, rubric }: Release): string {
  const asked = rubric.criteria.map((criterion) => {
    const passing = criterion.passing ?? rubric.passing;
    const title = rubric.levels.find((level) => level.id === passing)?.title ?? passing;
    return `- **${criterion.title}** (${title}): ${oneLine(criterion.levels[passing] ?? '')}`;
  });
  return `${oneLine(credential.method)}\n\n${asked.join('\n')}\n`;
}

function resultDescription(achievement: string, criterion: Criterion, rubric: Release['rubric']): object {
  return {
    id: criterionAddress(achievement, criterion.id),
    type: ['ResultDescription'],
    name: criterion.title,
    resultType: 'RubricCriterionLevel',
    requiredLevel: levelAddress(achievement, criterion.id, criterion.passing ?? rubric.passing),
    // The order of this list is not signed: `points` carries it.
    rubricCriterionLevel: rubric.levels.map((level, order) => ({
      id: levelAddress(achievement, criterion.id, level.id),
      type: ['RubricCriterionLevel'],
      name: level.title,
      ...(criterion.levels[level.id] === undefined ? {} : { description: criterion.levels[level.id]!.trim() }),
      level: level.id,
      points: String(order),
    })),
  };
}

function alignments({ framework, competency }: Release, competencyAddress: string): readonly object[] {
  const itself = {
    type: ['Alignment'],
    targetType: 'ceasn:Competency',
    targetName: competency.title,
    targetDescription: competency.statement,
    targetUrl: competencyAddress,
    targetFramework: framework.title,
    targetCode: `${framework.id}/${competency.id}`,
  };
  const standards = (competency.alignments ?? []).map((standard) => ({
    type: ['Alignment'],
    targetName: standard.name,
    targetUrl: standard.url,
    targetFramework: standard.framework,
    ...(standard.code === undefined ? {} : { targetCode: standard.code }),
  }));
  return [itself, ...standards];
}

// Earlier versions, then the same in other languages: each an achievement of its own.
function related({ id, earlier = [], credential: { translations = [] } }: Release, at: Addresses): readonly object[] {
  return [
    ...earlier.map((version) => ({ id: at.achievement(id, version), type: ['Related'], version })),
    ...translations.map(({ credential, version, language }) => ({ id: at.achievement(credential, version), type: ['Related'], inLanguage: language, version })),
  ];
}

/**
 * A release as an Open Badges 3.0 Achievement (section B.1.2), at the address that names its version. `creator` is given
 * where a badge embeds it, so that it is the badge's issuer to the letter. Throws for an origin that is no https address.
 * @param caption what the picture shows; awards of the first format say the title instead.
 */
export function achievement(release: Release, origin: string, creator: Release['issuer'] = release.issuer, caption = captionOf(release)): object {
  const { id: credential, credential: { version, ...front } } = release;
  const at = addresses(origin);
  const id = at.achievement(credential, version);
  const others = related(release, at);
  return {
    id,
    type: ['Achievement'],
    achievementType: 'MicroCredential',
    name: front.title,
    description: front.summary,
    criteria: { id: at.criteria(credential, version), narrative: criteriaNarrative(release) },
    creator: profile(creator),
    image: { id: at.artPng(credential, version), type: 'Image', caption },
    tag: [...front.topics],
    version,
    inLanguage: front.language ?? release.issuer.language,
    ...(front.credits === undefined ? {} : { creditsAvailable: front.credits }),
    ...(others.length === 0 ? {} : { related: others }),
    alignment: alignments(release, at.competency(release.framework.id, release.competency.id)),
    resultDescription: release.rubric.criteria.map((criterion) => resultDescription(id, criterion, release.rubric)),
  };
}
