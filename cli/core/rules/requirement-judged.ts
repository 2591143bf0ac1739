import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'requirement-judged',
  severity: 'error',
  summary: 'Every requirement feeds a criterion or says what is sufficient.',
  why: 'A teacher should not prepare anything that nobody judges, nor be judged without knowing by what.',
  remedy: 'Add `feeds` with the criteria that it shows, or `sufficient` with what makes it enough.',
  path: 'evidence/wait-time.yaml',
  good: `    sufficient: Names one change and what it did.
`,
  bad: '',
  *find({ evidence }) {
    for (const { document, value } of evidence.values()) {
      for (const [at, { id, feeds, sufficient }] of value.requirements.entries()) {
        if (feeds === undefined && sufficient === undefined) yield atPointer(document, `/requirements/${at}/id`, `Unexpected requirement "${id}" that nothing judges, expected \`feeds\` or \`sufficient\``);
      }
    }
  },
} satisfies Rule as Rule;
