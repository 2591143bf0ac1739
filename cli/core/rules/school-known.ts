import { atPointer, type Rule } from '../rule.ts';
import { nearSchool, nearSchoolWords, schoolsOf } from '../school.ts';

export default {
  id: 'school-known',
  severity: 'warning',
  summary: "A submission's school is not almost the name of an assessor's school.",
  why: 'Who works at the same school does not assess, and that is told by the name alone.',
  remedy: "Write the school's name as assessors.yaml has it. If it is another school, leave it.",
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'school: lakeview-middle',
  bad: 'school: Northside Elementry',
  *find({ assessors, submissions }) {
    const known = schoolsOf(assessors?.value.assessors ?? []);
    for (const { document, value: { school } } of submissions.values()) {
      const near = school === undefined ? null : nearSchool(school, known);
      if (near !== null) yield atPointer(document, '/school', nearSchoolWords(school!, near));
    }
  },
} satisfies Rule as Rule;
