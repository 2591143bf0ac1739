import { didYouMean } from '../nearest.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'passing-level-exists',
  severity: 'error',
  summary: "The passing level is one of the rubric's, and not its lowest.",
  why: 'Nobody can reach a level that does not exist, and nobody can miss the lowest one.',
  remedy: 'Name one of the levels above the lowest.',
  path: 'rubrics/wait-time.yaml',
  good: 'passing: proficient',
  bad: 'passing: not-yet',
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      const [lowest, ...higher] = value.levels.map(({ id }) => id);
      const named = [['/passing', value.passing] as const, ...value.criteria.flatMap(({ passing }, at) => (passing === undefined ? [] : [[`/criteria/${at}/passing`, passing] as const]))];
      for (const [pointer, level] of named) {
        if (level === lowest) yield atPointer(document, pointer, `Unexpected lowest level "${level}" as the passing one, expected ${higher.join(' or ')}`);
        else if (!higher.includes(level)) yield atPointer(document, pointer, `Unexpected passing level "${level}", expected ${higher.join(' or ')}.${didYouMean(level, higher)}`);
      }
    }
  },
} satisfies Rule as Rule;
