import { didYouMean } from '../nearest.ts';
import { atKey, atPointer, type Rule } from '../rule.ts';
import { askedOf, startedUnder } from './started-under.ts';

const ANY = [1, 10];

export default {
  id: 'submission-evidence',
  severity: 'error',
  summary: 'A submission hands in what its release asks for, in number and by name.',
  why: 'Assessors look for each piece under the requirement that it answers; what stands elsewhere is not found, and what is missing costs an attempt.',
  remedy: 'Put the pieces under the ids of the requirements, and the chosen options under `choices`. `laurel start` shows both.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: `evidence:
  clip:
`,
  bad: `evidence:
  klip:
`,
  *across(catalog) {
    for (const { submission, release } of startedUnder(catalog)) {
      const { document, value } = submission;
      const { requirements } = release.evidence;
      const choices = value.choices ?? {};
      const offered = new Map(requirements.flatMap(({ id, oneOf }) => (oneOf === undefined ? [] : [[id, oneOf.map((option) => option.id)] as const])));
      for (const [id, options] of offered) {
        const choice = choices[id];
        if (choice === undefined) yield atKey(document, '/choices', `Unexpected absence of a choice for "${id}", expected \`${id}:\` under \`choices\` with ${options.join(' or ')}`);
        else if (!options.includes(choice)) yield atPointer(document, `/choices/${id}`, `Unexpected choice "${choice}" for "${id}", expected ${options.join(' or ')}.${didYouMean(choice, options)}`);
      }
      for (const id of Object.keys(choices)) if (!offered.has(id)) yield atKey(document, `/choices/${id}`, `Unexpected choice for "${id}", expected only requirements that offer one.${didYouMean(id, offered.keys())}`);

      const ids = requirements.map(({ id }) => id);
      for (const id of Object.keys(value.evidence)) {
        const owner = requirements.find(({ oneOf }) => oneOf?.some((option) => option.id === id));
        if (owner !== undefined) yield atKey(document, `/evidence/${id}`, `Unexpected option "${id}", expected its pieces under the requirement "${owner.id}"`);
        else if (!ids.includes(id)) yield atKey(document, `/evidence/${id}`, `Unexpected evidence for "${id}", expected one of ${ids.join(', ')}.${didYouMean(id, ids)}`);
      }
      for (const { id, title, form, count } of askedOf(submission, release)) {
        const pieces = value.evidence[id]?.length ?? 0;
        const [fewest = 1, most = 10] = count ?? ANY;
        if (form === 'written' && pieces > 0) yield atKey(document, `/evidence/${id}`, `Unexpected pieces for "${id}", expected its text below the front matter under "## ${title}"`);
        if (form === undefined || form === 'written' || (pieces >= fewest && pieces <= most)) continue;
        yield atKey(document, `/evidence/${id}`, `Unexpected number of pieces (${pieces}) for "${id}" (${title}), expected ${fewest === most ? fewest : `${fewest} to ${most}`}`);
      }
    }
  },
} satisfies Rule as Rule;
