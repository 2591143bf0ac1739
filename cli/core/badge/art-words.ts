import type { ReleaseFile } from '../model.generated.ts';
import { SHAPES } from './art-leaf.ts';

type Release = ReleaseFile['release'];

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const plural = (count: number, one: string, many: string): string => `${NUMBERS[count] ?? count} ${count === 1 ? one : many}`;

/** How many berries a badge has: one for each part that no criterion scores. */
export const berriesOf = ({ evidence }: Release): number => evidence.requirements.filter((one) => one.sufficient !== undefined && one.feeds === undefined).length;

/** What the drawn badge of a release shows, in words. */
const artWords = (release: Release): string =>
  `A laurel wreath in the ${release.framework.color} color of ${release.framework.title}: on each branch ` +
  `${plural(release.rubric.criteria.length, 'pair', 'pairs')} of ${SHAPES[release.competency.category].name} leaves, one for each criterion, with ` +
  `${plural(release.rubric.levels.length, 'vein', 'veins')} a side, one for each level, and ` +
  `${plural(berriesOf(release), 'berry', 'berries')} for what is handed in beyond the rubric.`;

/** What the picture of a release's badge shows, in words: the author's own where the release holds one. Badges are signed with them as its caption, so they never change. */
export const captionOf = (release: Release): string => (release.art === undefined ? artWords(release) : (release.credential.art?.alt ?? release.credential.title));
