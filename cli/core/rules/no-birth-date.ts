import { birthDatesIn } from '../privacy/birth-dates.ts';
import type { Rule } from '../rule.ts';
import { foundInDefinitions, foundInTexts } from './text-findings.ts';

export default {
  id: 'no-birth-date',
  severity: 'error',
  summary: 'No date of birth is handed in, or stands in an example of the catalog.',
  why: 'A date of birth and a school are enough to find one pupil. A whole date is an error in what is handed in; a birthday without a year is a warning. In what authors write in the catalog both are warnings, since lessons also tell of people whose life is public. Years before 1950 are let pass: lessons tell of people who were born then.',
  remedy: 'Take the date out, or say the age or the grade instead.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'Two learners who had not spoken since September answered',
  bad: 'Two learners (one of them born on 12 May 2014) answered',
  *find(catalog) {
    yield* foundInTexts(catalog, birthDatesIn);
    yield* foundInDefinitions(catalog, birthDatesIn, { severity: 'warning', remedy: 'Take the date of a pupil out, or say the age or the grade instead. Of somebody whose life is public, write the year alone.' });
  },
} satisfies Rule as Rule;
