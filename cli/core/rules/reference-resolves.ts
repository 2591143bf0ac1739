import { didYouMean } from '../nearest.ts';
import { atPointer, replacing, type Rule } from '../rule.ts';

export default {
  id: 'reference-resolves',
  severity: 'error',
  summary: 'Every id that a credential or an assessor refers to exists.',
  why: 'A credential whose rubric, evidence or competency cannot be found cannot be read, released or assessed; an assessor who covers nothing that exists is never asked.',
  remedy: 'Correct the id, or write the file that it names.',
  path: 'credentials/wait-time.md',
  good: 'rubric: wait-time',
  bad: 'rubric: wait-tiem',
  *across({ assessors, credentials, frameworks, names }) {
    const renamed = new Map([...credentials.values()].flatMap(({ id, value }) => (value.aliases ?? []).map((alias) => [alias, id] as const)));
    for (const { document, value } of credentials.values()) {
      for (const [field, known] of [['rubric', names.rubrics], ['evidence', names.evidence], ['successor', names.credentials]] as const) {
        const id = value[field];
        const now = field === 'successor' && id !== undefined ? renamed.get(id) : undefined;
        if (id !== undefined && !known.has(id) && now !== undefined) yield { ...atPointer(document, '/successor', `Unexpected successor "${id}", which is called ${now} now, expected ${now}`), ...replacing(document, '/successor', id, now, `Write ${now}`) };
        else if (id !== undefined && !known.has(id)) yield atPointer(document, `/${field}`, `Unexpected ${field} "${id}", expected one that exists.${didYouMean(id, known)}`);
      }
      const [file = '', id = ''] = value.competency.split('/');
      const framework = frameworks.get(file);
      if (!names.competencies.has(file)) yield atPointer(document, '/competency', `Unexpected framework "${file}", expected one that exists.${didYouMean(file, names.competencies)}`);
      else if (framework !== undefined && !framework.value.competencies.some((competency) => competency.id === id)) {
        yield atPointer(document, '/competency', `Unexpected competency "${id}", expected one of the framework ${file}.${didYouMean(id, framework.value.competencies.map((competency) => competency.id))}`);
      }
    }
    const coverable = new Set(['all', ...names.competencies, ...names.credentials]);
    for (const [at, { covers }] of assessors?.value.assessors.entries() ?? []) {
      for (const [nth, id] of covers.entries()) {
        const now = renamed.get(id);
        const pointer = `/assessors/${at}/covers/${nth}`;
        if (!coverable.has(id) && now !== undefined) yield { ...atPointer(assessors!.document, pointer, `Unexpected "${id}" to cover, which is called ${now} now, expected ${now}`), ...replacing(assessors!.document, pointer, id, now, `Write ${now}`) };
        else if (!coverable.has(id)) yield atPointer(assessors!.document, pointer, `Unexpected "${id}" to cover, expected all, a framework or a credential.${didYouMean(id, coverable)}`);
      }
    }
  },
} satisfies Rule as Rule;
