import { studentNumbersIn } from '../privacy/student-numbers.ts';
import type { Rule } from '../rule.ts';
import { foundInDefinitions, foundInTexts } from './text-findings.ts';

export default {
  id: 'no-student-number',
  severity: 'error',
  summary: 'No number that stands for one pupil is handed in, or stands in an example of the catalog.',
  why: 'A student number leads to one pupil in every system of a school. Labelled numbers are errors everywhere, and so are unique pupil and learner numbers and NHS numbers whose check is right; one that is called so and whose check is wrong is a warning. Nine digits in the form of a social security number without a word that says so are a warning in a private repository, and an error where everything is public, because they could never be called back.',
  remedy: 'Take the number out. Where pupils must be told apart, call them Student A, Student B.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'corrected the example that I had drawn.',
  bad: 'corrected the example (student ID 4711820).',
  *find(catalog) {
    yield* foundInTexts(catalog, studentNumbersIn);
    yield* foundInDefinitions(catalog, studentNumbersIn);
  },
} satisfies Rule as Rule;
