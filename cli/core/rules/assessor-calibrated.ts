import { calibratedUntil, monthsAfter } from '../assessment/calibration.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'assessor-calibrated',
  severity: 'warning',
  summary: "Every listed assessor's calibration is current, and lasts no longer than the calibrations that are recorded carry it.",
  why: 'What an assessor without calibration decides does not count, and the teacher waits for nothing.',
  remedy: 'Renew the calibration with `laurel calibrate`, or take the person off the list.',
  path: 'assessors.yaml',
  good: `    id: 12
    covers: [all]
    calibrated-until: 2099-12-31`,
  bad: `    id: 12
    covers: [all]
    calibrated-until: 2026-08-31`,
  *across(catalog, { today }) {
    const { assessors, issuer } = catalog;
    const policy = issuer?.value.policy.calibration;
    const soon = monthsAfter(today, 1);
    for (const [at, assessor] of assessors?.value.assessors.entries() ?? []) {
      const until = assessor['calibrated-until'];
      const pointer = `/assessors/${at}/calibrated-until`;
      if (until < today) yield atPointer(assessors!.document, pointer, `Unexpected calibration of ${assessor.login} that ended on ${until}, expected one that is current`);
      else if (until <= soon) yield atPointer(assessors!.document, pointer, `Unexpected calibration of ${assessor.login} that ends on ${until}, expected one for more than a month`);
      if (policy === undefined) continue;
      const most = calibratedUntil(catalog, assessor, policy);
      // The issuer counts whoever this date lets in, so a date that nothing carries is not a matter of taste.
      if (most === null && until >= today) yield { ...atPointer(assessors!.document, pointer, `Unexpected calibration of ${assessor.login} until ${until} without a recorded one, expected a file in calibrations/ with at least ${policy.agreement} percent agreement on an anchor that ${assessor.login} covers and did not agree on`), severity: 'error' };
      else if (most !== null && until > most) yield { ...atPointer(assessors!.document, pointer, `Unexpected calibration of ${assessor.login} until ${until}, expected ${most} at the latest: ${policy.months} months after the newest recorded one that counts`), severity: 'error' };
    }
  },
} satisfies Rule as Rule;
