import { atKey, atPointer, type Rule } from '../rule.ts';

export default {
  id: 'parts-in-order',
  severity: 'error',
  summary: 'Evidence has part 1, part 2 and part 3, in this order, and what stands in part 2 feeds a criterion.',
  why: 'Teachers meet setting, practice and reflection in this order in every credential; the practice is what the rubric scores.',
  remedy: 'Order the requirements by `part`: 1 the setting, 2 the practice, 3 the reflection.',
  path: 'evidence/wait-time.yaml',
  good: `  - id: reflection
    part: 3
`,
  bad: `  - id: reflection
    part: 1
`,
  *find({ evidence }) {
    for (const { document, value } of evidence.values()) {
      for (const part of [1, 2, 3]) {
        if (!value.requirements.some((requirement) => requirement.part === part)) yield atKey(document, '/requirements', `Unexpected absence of part ${part}, expected parts 1, 2 and 3`);
      }
      for (const [at, { id, part, feeds }] of value.requirements.entries()) {
        const before = value.requirements[at - 1]?.part ?? 1;
        if (part < before) yield atPointer(document, `/requirements/${at}/part`, `Unexpected part ${part} after part ${before}, expected parts 1, 2 and 3 in order`);
        if (part === 2 && feeds === undefined) yield atPointer(document, `/requirements/${at}/id`, `Unexpected requirement "${id}" in part 2 without \`feeds\`, expected the criteria that it shows`);
      }
    }
  },
} satisfies Rule as Rule;
