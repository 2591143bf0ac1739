import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'definition-used',
  severity: 'warning',
  summary: 'Every competency, rubric and evidence file is used by a credential.',
  why: 'What no credential refers to is published nowhere, and goes out of date without anyone noticing.',
  remedy: 'Refer to it from a credential, or remove it.',
  path: 'competencies/teaching.yaml',
  good: `    statement: Waits after a question so that every learner can think.
    category: instruction
`,
  bad: `    statement: Waits after a question so that every learner can think.
    category: instruction
  - id: asks-open-questions
    title: Asks open questions
    statement: Asks questions that have more than one good answer.
    category: instruction
`,
  *across({ credentials, names, frameworks, rubrics, evidence }) {
    // A credential that could not be read may refer to anything.
    if (credentials.size < names.credentials.size) return;
    const values = [...credentials.values()].map(({ value }) => value);
    const competencies = new Set(values.map(({ competency }) => competency));
    for (const { id, document, value } of frameworks.values()) {
      for (const [at, competency] of value.competencies.entries()) {
        if (!competencies.has(`${id}/${competency.id}`)) yield atPointer(document, `/competencies/${at}/id`, `Unexpected competency "${competency.id}" that no credential refers to, expected one that is used`);
      }
    }
    for (const [noun, entries, used] of [
      ['rubric', rubrics, new Set(values.map(({ rubric }) => rubric))],
      ['evidence file', evidence, new Set(values.map((value) => value.evidence))],
    ] as const) {
      for (const { id, document } of entries.values()) {
        if (!used.has(id)) yield atPointer(document, '', `Unexpected ${noun} "${id}" that no credential refers to, expected one that is used`);
      }
    }
  },
} satisfies Rule as Rule;
