import type { Document } from '../document.ts';
import { atPointer, type Finding, type Rule } from '../rule.ts';

export default {
  id: 'id-once',
  severity: 'error',
  summary: 'Every id, account and key stands once in its file.',
  why: 'Scores, evidence and approvals name things by id: a second one with the same id could be mistaken for the first.',
  remedy: 'Give one of the two another id, or remove it.',
  path: 'assessors.yaml',
  good: 'id: 12',
  bad: 'id: 11',
  *find({ issuer, assessors, frameworks, rubrics, evidence }) {
    if (issuer !== null) yield* repeated(issuer.document, 'key', issuer.value.keys.map((key, at) => [`/keys/${at}/public`, key.public]));
    if (assessors !== null) {
      const { document, value } = assessors;
      yield* repeated(document, 'account', value.assessors.map(({ id }, at) => [`/assessors/${at}/id`, String(id)]));
      // GitHub does not tell logins apart by case.
      yield* repeated(document, 'login', value.assessors.map(({ login }, at) => [`/assessors/${at}/login`, login.toLowerCase()]));
    }
    for (const { document, value } of frameworks.values()) yield* repeated(document, 'competency', value.competencies.map(({ id }, at) => [`/competencies/${at}/id`, id]));
    for (const { document, value } of rubrics.values()) {
      yield* repeated(document, 'level', value.levels.map(({ id }, at) => [`/levels/${at}/id`, id]));
      yield* repeated(document, 'criterion', value.criteria.map(({ id }, at) => [`/criteria/${at}/id`, id]));
    }
    for (const { document, value } of evidence.values()) {
      const ids = value.requirements.flatMap(({ id, oneOf = [] }, at) => [[`/requirements/${at}/id`, id] as const, ...oneOf.map((option, nth) => [`/requirements/${at}/oneOf/${nth}/id`, option.id] as const)]);
      yield* repeated(document, 'requirement or option', ids);
    }
  },
} satisfies Rule as Rule;

function* repeated(document: Document, noun: string, ids: Iterable<readonly [pointer: string, id: string]>): Generator<Finding> {
  const seen = new Set<string>();
  for (const [pointer, id] of ids) {
    if (seen.has(id)) yield atPointer(document, pointer, `Unexpected second ${noun} "${id}", expected each once`);
    seen.add(id);
  }
}
