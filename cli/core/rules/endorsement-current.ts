import { endorsementFacts } from '../badge/endorsement.ts';
import { moment } from '../badge/moment.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'endorsement-current',
  severity: 'warning',
  summary: 'An endorsement has not ended.',
  why: 'The pages show until when it was given. After that day it is what somebody once said, and no new badge carries it.',
  remedy: 'Ask the one who endorses for a new one, or take the file away.',
  path: 'endorsements/wait-time/state-agency.json',
  good: '"validUntil": "2099-12-31T00:00:00Z"',
  bad: '"validUntil": "2026-06-30T00:00:00Z"',
  *find({ endorsements }, { today }) {
    for (const { document, value } of endorsements.values()) {
      const { validUntil } = endorsementFacts(value);
      const end = validUntil === null ? null : moment(validUntil);
      if (end !== null && end < Date.parse(`${today}T00:00:00Z`)) yield atPointer(document, '/validUntil', `Unexpected end on ${validUntil!.slice(0, 10)}, expected a day that is still to come`);
    }
  },
} satisfies Rule as Rule;
