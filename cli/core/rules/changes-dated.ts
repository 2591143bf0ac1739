import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'changes-dated',
  severity: 'error',
  summary: 'Changes are dated from the newest back, and none lies in the future once it is released.',
  why: 'The site shows the list as history. A date out of order, or one that has not come, makes the rest of it doubtful.',
  remedy: 'Write the day on which the version was released, as year-month-day.',
  path: 'credentials/wait-time.md',
  good: `changes:
  - version: 1.0.0
    date: 2026-01-01`,
  bad: `changes:
  - version: 1.0.0
    date: 2062-01-01`,
  *across({ credentials, names }, { today }) {
    for (const { id, document, value } of credentials.values()) {
      for (const [at, { version, date }] of value.changes.entries()) {
        const before = value.changes[at - 1];
        if (before !== undefined && date > before.date) yield atPointer(document, `/changes/${at}/date`, `Unexpected date ${date} below ${before.date}, expected the newest first`);
        else if (date > today && names.releases.has(`${id}/${version}`)) yield atPointer(document, `/changes/${at}/date`, `Unexpected date ${date} of a version that is released, expected ${today} at the latest`);
      }
    }
  },
} satisfies Rule as Rule;
