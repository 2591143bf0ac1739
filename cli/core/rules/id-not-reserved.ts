import type { Document } from '../document.ts';
import { atPointer, type Finding, type Rule } from '../rule.ts';

// Names that Windows keeps for devices, whatever ending follows; names that JavaScript objects have of themselves; and the word for everything.
const RESERVED: ReadonlySet<string> = new Set(['con', 'prn', 'aux', 'nul', ...Array.from({ length: 10 }, (_, digit) => [`com${digit}`, `lpt${digit}`]).flat(), 'constructor', 'prototype', 'all']);

/** Whether an id is kept for something else. */
export const isReserved = (id: string): boolean => RESERVED.has(id);

export default {
  id: 'id-not-reserved',
  severity: 'error',
  summary: 'No id is a name that a machine or Laurel itself keeps for something else.',
  why: 'A folder with a file called con or aux cannot be cloned on Windows; `constructor` is a name that every record has in some programs; and `all` means every credential in the list of assessors.',
  remedy: 'Give it a name that says more, such as `constructor-robots` or `con-and-pro`.',
  path: 'rubrics/wait-time.yaml',
  good: '- id: hears-everyone',
  bad: '- id: constructor',
  *find({ frameworks, rubrics, evidence, credentials }) {
    for (const shelf of [frameworks, rubrics, evidence, credentials]) for (const { id, document } of shelf.values()) if (RESERVED.has(id)) yield { path: document.path, at: { line: 1, column: 1 }, message: `Unexpected file name "${id}", expected a name that is free` };
    for (const { document, value } of frameworks.values()) yield* reserved(document, '/competencies', value.competencies);
    for (const { document, value } of rubrics.values()) {
      yield* reserved(document, '/levels', value.levels);
      yield* reserved(document, '/criteria', value.criteria);
    }
    for (const { document, value } of evidence.values()) {
      yield* reserved(document, '/requirements', value.requirements);
      for (const [at, { oneOf = [] }] of value.requirements.entries()) yield* reserved(document, `/requirements/${at}/oneOf`, oneOf);
    }
  },
} satisfies Rule as Rule;

function* reserved(document: Document, pointer: string, things: readonly { readonly id: string }[]): Generator<Finding> {
  for (const [at, { id }] of things.entries()) if (RESERVED.has(id)) yield atPointer(document, `${pointer}/${at}/id`, `Unexpected id "${id}", expected a name that is free`);
}
