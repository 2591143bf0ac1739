import { atKey, type Rule } from '../rule.ts';

export default {
  id: 'practice-shown',
  severity: 'warning',
  summary: 'Part 2 asks for something from practice, and not for writing about it alone.',
  why: 'A well-written account says how somebody writes. What was made, said or done in class shows what they can do.',
  remedy: 'Ask in part 2 for at least one piece from practice: a plan that was taught, a recording, masked work, data.',
  path: 'evidence/wait-time.yaml',
  good: `    form: video
    minutes: [3, 5]
    count: [1, 2]
`,
  bad: `    form: written
    words: [200, 400]
`,
  *find({ evidence }) {
    for (const { document, value } of evidence.values()) {
      const practice = value.requirements.filter(({ part }) => part === 2).flatMap(({ form, oneOf }) => oneOf?.map((option) => option.form) ?? [form]);
      if (practice.length > 0 && practice.every((form) => form === 'written')) yield atKey(document, '/requirements', 'Unexpected part 2 of writing alone, expected at least one piece from practice');
    }
  },
} satisfies Rule as Rule;
