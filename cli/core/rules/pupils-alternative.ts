import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'pupils-alternative',
  severity: 'error',
  summary: 'Whoever cannot show pupils has another way.',
  why: 'Consent, school rules or the lack of a class must not keep an educator from earning a credential.',
  remedy: 'Add `alternative` with what to hand in instead, or an option without pupils.',
  path: 'evidence/wait-time.yaml',
  good: `    alternative: A rehearsal with colleagues who answer as learners would.
`,
  bad: '',
  *find({ evidence }) {
    for (const { document, value } of evidence.values()) {
      for (const [at, { id, pupils, alternative, oneOf }] of value.requirements.entries()) {
        if (alternative !== undefined) continue;
        const shown = pupils === true || (oneOf?.every((option) => option.pupils === true && option.alternative === undefined) ?? false);
        if (shown) yield atPointer(document, `/requirements/${at}/id`, `Unexpected requirement "${id}" that shows pupils and nothing else, expected an alternative`);
      }
    }
  },
} satisfies Rule as Rule;
