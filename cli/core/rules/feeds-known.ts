import { didYouMean } from '../nearest.ts';
import { atPointer, type Rule } from '../rule.ts';
import { judgedBy } from './judged-by.ts';

export default {
  id: 'feeds-known',
  severity: 'error',
  summary: 'Evidence feeds only criteria of the rubric.',
  why: 'Evidence for a criterion that does not exist is collected and never judged.',
  remedy: 'Correct the id, or write the criterion.',
  path: 'evidence/wait-time.yaml',
  good: 'feeds: [waits, hears-everyone, builds-on-answers]',
  bad: 'feeds: [waits, hears-everyone, builds-on-answers, hears-everybody]',
  *across(catalog) {
    for (const { rubric, evidence } of judgedBy(catalog)) {
      const criteria = new Set(rubric.value.criteria.map(({ id }) => id));
      for (const [at, { feeds = [] }] of evidence.value.requirements.entries()) {
        for (const [nth, id] of feeds.entries()) {
          if (!criteria.has(id)) yield atPointer(evidence.document, `/requirements/${at}/feeds/${nth}`, `Unexpected criterion "${id}", expected one of ${rubric.document.path}.${didYouMean(id, criteria)}`);
        }
      }
    }
  },
} satisfies Rule as Rule;
