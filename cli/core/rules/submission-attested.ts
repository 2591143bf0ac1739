import { atPointer, type Rule } from '../rule.ts';

const STATEMENTS = {
  'own-work': 'that this is your own work, or your part of team work that the text names',
  'team-named': 'that whoever else worked on it is named under `team`, or that nobody did',
  'names-removed': 'that no pupil can be recognised by name, face, voice or number',
  'consent-on-file': "that consent is on file at your school where pupils' work appears",
} as const;

export default {
  id: 'submission-attested',
  severity: 'error',
  summary: 'The teacher has made every statement, and consents to publication where everything is public.',
  why: 'Assessors rely on the statements; and what is public once cannot be called back, so only the teacher can decide it.',
  remedy: 'Change the line to `true` if it is true. If it is not, mend the work first; nobody but you can say it.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'public-consent: true',
  bad: 'public-consent: false',
  *find({ issuer, submissions }) {
    for (const { document, value } of submissions.values()) {
      for (const [name, statement] of Object.entries(STATEMENTS)) {
        if (!value.attestations[name as keyof typeof STATEMENTS]) yield atPointer(document, `/attestations/${name}`, `Unexpected "${name}: false", expected your statement ${statement}`);
      }
      if (issuer?.value.repository.mode !== 'one-repository') continue;
      if (value.visibility !== 'public') yield atPointer(document, '/visibility', 'Unexpected "private" in a programme whose repository is public, expected public', 'This programme has no private place. Write `visibility: public` if you agree that anyone can read your submission; otherwise ask the programme before you hand anything in.');
      if (value.attestations['public-consent'] !== true) yield atPointer(document, '/attestations/public-consent', 'Unexpected absence of your consent to publication, expected "public-consent: true"', 'With it you say: anyone can read this submission, the feedback and a decision of "not yet", now and later, because git keeps everything. Write `true` only if you agree.');
    }
  },
} satisfies Rule as Rule;
