import type { Catalog } from '../catalog.ts';
import type { Document } from '../document.ts';
import { textOf } from '../markdown.ts';
import { readingGrade } from '../reading-grade.ts';
import { atBody, atKey, type Rule } from '../rule.ts';
import { beginningOf, bodyOf } from './bodies.ts';

const CEILING = 13;

export default {
  id: 'reading-grade',
  severity: 'warning',
  english: true,
  summary: 'What teachers read asks for no higher reading grade than the programme allows.',
  why: 'Long sentences of long words keep people out who could earn the credential, first of all those who read in a second language.',
  remedy: 'Cut sentences in two and choose everyday words. The ceiling is `reading-grade` in issuer.yaml (13 where it is left out), by the Flesch-Kincaid formula.',
  path: 'credentials/wait-time.md',
  good: 'Learners need time to think.',
  bad: `${'Notwithstanding considerable methodological heterogeneity, contemporary investigations consistently demonstrate that systematically extended opportunities for deliberation substantially facilitate comprehensive intellectual participation, particularly among individuals whose communicative confidence remains comparatively underdeveloped. '.repeat(4).trim()}`,
  *find(catalog) {
    const ceiling = catalog.issuer?.value['reading-grade'] ?? CEILING;
    for (const { document } of catalog.credentials.values()) {
      const grade = readingGrade(bodyOf(document).root.children.map(textOf).join('\n\n'));
      if (grade !== null && grade > ceiling) yield atBody(document, beginningOf(bodyOf(document)), messageOf(grade, ceiling));
    }
    for (const [document, text] of promptsOf(catalog)) {
      const grade = readingGrade(text);
      if (grade !== null && grade > ceiling) yield atKey(document, '/requirements', messageOf(grade, ceiling));
    }
  },
} satisfies Rule as Rule;

const messageOf = (grade: number, ceiling: number): string => `Unexpected reading grade of ${grade.toFixed(1)}, expected ${ceiling} at most`;

function* promptsOf({ evidence }: Catalog): Generator<readonly [Document, string]> {
  for (const { document, value } of evidence.values()) {
    yield [document, value.requirements.flatMap(({ prompt, sufficient, alternative, oneOf = [] }) => [prompt, sufficient, alternative, ...oneOf.flatMap((option) => [option.prompt, option.alternative])]).filter((text) => text !== undefined).join('\n\n')];
  }
}
