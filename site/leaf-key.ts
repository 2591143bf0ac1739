import { leaf, SHAPES } from '../cli/core/badge/art-leaf.ts';
import type { Framework } from '../cli/core/model.generated.ts';

type Category = Framework['competencies'][number]['category'];

const PRACTICES: Readonly<Record<Category, string>> = {
  planning: 'Planning',
  instruction: 'Teaching',
  assessment: 'Assessing',
  climate: 'Climate of the room',
  partnership: 'Families and partners',
  technology: 'Technology',
  leadership: 'Leading',
};

/** One entry of the key: a leaf and the kind of practice that it stands for. */
export interface KeyEntry {
  readonly practice: string;
  readonly shape: string;
  readonly dark: string;
  readonly light: string;
  readonly veins: string;
}

/** The key to the leaves of the badges, for kinds of practice that the catalog has. */
export const leafKey = (categories: ReadonlySet<Category>): readonly KeyEntry[] =>
  (Object.keys(PRACTICES) as Category[])
    .filter((category) => categories.has(category))
    .map((category) => ({
      practice: PRACTICES[category],
      shape: SHAPES[category].name,
      ...leaf(category, 3, { base: [16, 78], angle: -38, length: 84, bend: 12, breadth: 1.06 }),
    }));
