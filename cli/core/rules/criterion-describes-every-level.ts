import { didYouMean, nearest } from '../nearest.ts';
import { atKey, type Rule } from '../rule.ts';

export default {
  id: 'criterion-describes-every-level',
  severity: 'error',
  summary: "Every criterion describes each of the rubric's levels, and no other.",
  why: 'An assessor chooses among the descriptions: a level without one cannot be told from its neighbours.',
  remedy: "Describe each of the rubric's levels under `levels`, by its id.",
  path: 'rubrics/wait-time.yaml',
  good: 'proficient: Answers come from every learner.',
  bad: 'profcient: Answers come from every learner.',
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      const levels = value.levels.map(({ id }) => id);
      for (const [at, criterion] of value.criteria.entries()) {
        const missing = new Set(levels.filter((level) => criterion.levels[level] === undefined));
        for (const level of Object.keys(criterion.levels)) {
          if (levels.includes(level)) continue;
          const meant = nearest(level, missing);
          yield atKey(document, `/criteria/${at}/levels/${level}`, `Unexpected level "${level}" in criterion "${criterion.id}", expected one of ${levels.join(', ')}.${didYouMean(level, missing)}`);
          // One slip of the pen, one fault.
          if (meant !== null) missing.delete(meant);
        }
        for (const level of missing) yield atKey(document, `/criteria/${at}/levels`, `Unexpected absence of level "${level}" in criterion "${criterion.id}", expected its description`);
      }
    }
  },
} satisfies Rule as Rule;
