import { atPointer, type Rule } from '../rule.ts';

const RANGES = { written: 'words', video: 'minutes', audio: 'minutes' } as const;

export default {
  id: 'range-stated',
  severity: 'warning',
  summary: 'Every requirement says how much: words of what is written, minutes of a recording, and how many of anything else.',
  why: 'Without a range one teacher hands in a page and another a folder, and neither knows when it is enough.',
  remedy: 'Add `words: [200, 400]` to a written part, `minutes: [3, 8]` to video and audio, and `count: [1, 2]` to the rest.',
  path: 'evidence/wait-time.yaml',
  good: `    minutes: [3, 5]
`,
  bad: '',
  *find({ evidence }) {
    for (const { document, value } of evidence.values()) {
      const asked = value.requirements.flatMap((requirement, at) => [[`/requirements/${at}`, requirement] as const, ...(requirement.oneOf ?? []).map((option, nth) => [`/requirements/${at}/oneOf/${nth}`, option] as const)]);
      for (const [pointer, requirement] of asked) {
        if (requirement.form === undefined) continue;
        const field = requirement.form in RANGES ? RANGES[requirement.form as keyof typeof RANGES] : 'count';
        if (requirement[field] === undefined) yield atPointer(document, `${pointer}/form`, `Unexpected absence of \`${field}\` for "${requirement.id}" (${requirement.form}), expected the least and the most`);
      }
    }
  },
} satisfies Rule as Rule;
