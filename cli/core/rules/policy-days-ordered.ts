import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'policy-days-ordered',
  severity: 'error',
  summary: 'A teacher hears whether something is missing before the decision is due.',
  why: 'The first answer is there to be acted on: one that may come after the decision promises nothing.',
  remedy: 'Make `pre-check-days` smaller than `decision-days`.',
  path: 'issuer.yaml',
  good: 'pre-check-days: 1',
  bad: 'pre-check-days: 12',
  *find({ issuer }) {
    if (issuer === null) return;
    const { 'pre-check-days': first, 'decision-days': decision } = issuer.value.policy;
    if (first > decision) yield atPointer(issuer.document, '/policy/pre-check-days', `Unexpected ${first} working days to the first answer with ${decision} to the decision, expected fewer`);
  },
} satisfies Rule as Rule;
