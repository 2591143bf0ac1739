import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'assessor-calibrated',
  severity: 'warning',
  summary: "Every listed assessor's calibration is current.",
  why: 'What an assessor without calibration decides does not count, and the teacher waits for nothing.',
  remedy: 'Renew the calibration, or take the person off the list.',
  path: 'assessors.yaml',
  good: `    id: 12
    covers: [all]
    calibrated-until: 2099-12-31`,
  bad: `    id: 12
    covers: [all]
    calibrated-until: 2026-08-31`,
  *find({ assessors }, { today }) {
    for (const [at, assessor] of assessors?.value.assessors.entries() ?? []) {
      const until = assessor['calibrated-until'];
      if (until < today) yield atPointer(assessors!.document, `/assessors/${at}/calibrated-until`, `Unexpected calibration of ${assessor.login} that ended on ${until}, expected one that is current`);
    }
  },
} satisfies Rule as Rule;
