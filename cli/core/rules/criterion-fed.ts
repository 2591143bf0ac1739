import { atPointer, type Rule } from '../rule.ts';
import { judgedBy } from './judged-by.ts';

export default {
  id: 'criterion-fed',
  severity: 'error',
  summary: 'Every criterion is fed by a requirement of the evidence.',
  why: 'A criterion for which nothing is handed in cannot be judged, and nobody could earn the credential.',
  remedy: 'Add the criterion to `feeds` of the requirement that shows it.',
  path: 'evidence/wait-time.yaml',
  good: 'feeds: [waits, hears-everyone, builds-on-answers]',
  bad: 'feeds: [waits, hears-everyone]',
  *across(catalog) {
    for (const { rubric, evidence } of judgedBy(catalog)) {
      const fed = new Set(evidence.value.requirements.flatMap(({ feeds = [] }) => feeds));
      for (const [at, { id }] of rubric.value.criteria.entries()) {
        if (!fed.has(id)) yield atPointer(rubric.document, `/criteria/${at}/id`, `Unexpected criterion "${id}" without evidence, expected a requirement in ${evidence.document.path} that feeds it`);
      }
    }
  },
} satisfies Rule as Rule;
