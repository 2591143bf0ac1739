import { endorsementFaults } from '../badge/endorsement.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'endorsement-shape',
  severity: 'error',
  summary: 'An endorsement is a signed credential of the shape that Open Badges gives it.',
  why: 'It is published and shown as the word of who signed it. What no verifier can read, or what says more of the credential than a comment, is nobody\'s word.',
  remedy: 'Ask the one who endorses for a file as Open Badges 3.0 has it, and put it there with `laurel endorse add <file>`.',
  path: 'endorsements/wait-time/state-agency.json',
  good: '"EndorsementSubject"',
  bad: '"AchievementSubject"',
  *find({ endorsements }) {
    for (const { document, value } of endorsements.values()) for (const fault of endorsementFaults(value)) yield atPointer(document, '', `Unexpected shape of an endorsement (${fault}), expected that of an EndorsementCredential`);
  },
} satisfies Rule as Rule;
