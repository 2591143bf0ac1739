import { atKey, type Rule } from '../rule.ts';

export default {
  id: 'assessors-suffice',
  severity: 'error',
  summary: 'Every active credential has as many calibrated assessors as its approvals need.',
  why: 'Otherwise a teacher hands in work that nobody can approve.',
  remedy: 'List another assessor, let one cover more, renew a calibration, or set the credential to draft.',
  path: 'assessors.yaml',
  good: `    covers: [all]
    calibrated-until: 2099-12-31
  - login: ben
`,
  bad: `    covers: [all]
    calibrated-until: 2026-01-01
  - login: ben
`,
  *across({ issuer, assessors, credentials }, { today }) {
    if (issuer === null || assessors === null) return;
    const needed = issuer.value.policy.approvals;
    // By account, so that a person who covers a credential in two ways counts once.
    const covering = new Map<string, Set<number>>();
    for (const assessor of assessors.value.assessors) {
      if (today > assessor['calibrated-until']) continue;
      for (const word of assessor.covers) covering.set(word, (covering.get(word) ?? new Set()).add(assessor.id));
    }
    for (const { id, value } of credentials.values()) {
      if (value.status !== 'active') continue;
      const words = ['all', value.competency.split('/')[0]!, id];
      const people = new Set(words.flatMap((word) => [...(covering.get(word) ?? [])])).size;
      if (people < needed) yield atKey(assessors.document, '/assessors', `Unexpected number of calibrated assessors (${people}) for ${id}, expected at least ${needed}`);
    }
  },
} satisfies Rule as Rule;
