import { didYouMean } from '../nearest.ts';
import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'reference-resolves',
  severity: 'error',
  summary: 'Every id that a credential refers to exists.',
  why: 'A credential whose rubric, evidence or competency cannot be found cannot be read, released or assessed.',
  remedy: 'Correct the id, or write the file that it names.',
  path: 'credentials/wait-time.md',
  good: 'rubric: wait-time',
  bad: 'rubric: wait-tiem',
  *find({ credentials, frameworks, names }) {
    for (const { document, value } of credentials.values()) {
      for (const [field, known] of [['rubric', names.rubrics], ['evidence', names.evidence], ['successor', names.credentials]] as const) {
        const id = value[field];
        if (id !== undefined && !known.has(id)) yield atPointer(document, `/${field}`, `Unexpected ${field} "${id}", expected one that exists.${didYouMean(id, known)}`);
      }
      const [file = '', id = ''] = value.competency.split('/');
      const framework = frameworks.get(file);
      if (!names.competencies.has(file)) yield atPointer(document, '/competency', `Unexpected framework "${file}", expected one that exists.${didYouMean(file, names.competencies)}`);
      else if (framework !== undefined && !framework.value.competencies.some((competency) => competency.id === id)) {
        yield atPointer(document, '/competency', `Unexpected competency "${id}", expected one of the framework ${file}.${didYouMean(id, framework.value.competencies.map((competency) => competency.id))}`);
      }
    }
  },
} satisfies Rule as Rule;
