import type { SubmissionForm } from './form.ts';

/** A form in which nothing is filled in; for tests. */
export const emptyForm: SubmissionForm = {
  visibility: 'public',
  school: '',
  team: [],
  attestations: { 'own-work': false, 'team-named': false, 'names-removed': false, 'consent-on-file': false, 'public-consent': false },
  choices: {},
  selfAssessment: {},
  evidence: {},
  written: {},
};
