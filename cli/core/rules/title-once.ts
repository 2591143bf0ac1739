import type { Document } from '../document.ts';
import { foldedName } from '../folded-name.ts';
import { atPointer, type Finding, type Rule } from '../rule.ts';
import { PLACE } from './nothing-left-to-write.ts';

export default {
  id: 'title-once',
  severity: 'error',
  summary: 'No two things side by side have the same title, however it is spelled.',
  why: 'People go by titles: a teacher writes each part of a submission under its title, and an assessor names a criterion by it. Two that differ in capitals alone, or in how an accent is stored, are one to a reader.',
  remedy: 'Give one of the two a title that says what sets it apart.',
  path: 'rubrics/wait-time.yaml',
  good: 'title: Builds on answers',
  bad: 'title: Waits After Asking',
  *find({ frameworks, rubrics, evidence }) {
    for (const { document, value } of frameworks.values()) yield* repeated(document, 'competency', value.competencies.map(({ title }, at) => [`/competencies/${at}/title`, title]));
    for (const { document, value } of rubrics.values()) {
      yield* repeated(document, 'level', value.levels.map(({ title }, at) => [`/levels/${at}/title`, title]));
      yield* repeated(document, 'criterion', value.criteria.map(({ title }, at) => [`/criteria/${at}/title`, title]));
    }
    for (const { document, value } of evidence.values()) {
      yield* repeated(document, 'requirement', value.requirements.map(({ title }, at) => [`/requirements/${at}/title`, title]));
      for (const [at, { oneOf = [] }] of value.requirements.entries()) yield* repeated(document, 'option', oneOf.map(({ title }, nth) => [`/requirements/${at}/oneOf/${nth}/title`, title]));
    }
  },
  *across({ credentials }) {
    const seen = new Map<string, string>();
    for (const { document, value } of credentials.values()) {
      if (value.status === 'retired') continue;
      const title = spelled(value.title);
      const other = seen.get(title);
      if (other !== undefined) yield atPointer(document, '/title', `Unexpected title "${value.title}", which ${other} has, expected one of its own`);
      seen.set(title, document.path);
    }
  },
} satisfies Rule as Rule;

const spelled = (title: string): string => foldedName(title).split(/\s+/).join(' ').trim();

function* repeated(document: Document, noun: string, titles: readonly (readonly [pointer: string, title: string])[]): Generator<Finding> {
  const seen = new Set<string>();
  for (const [pointer, title] of titles) {
    // What `laurel new` left to be written is the same everywhere, and nothing-left-to-write tells of it.
    if (PLACE.test(title)) continue;
    const own = spelled(title);
    if (seen.has(own)) yield atPointer(document, pointer, `Unexpected second ${noun} with the title "${title}", expected each title once`);
    seen.add(own);
  }
}
