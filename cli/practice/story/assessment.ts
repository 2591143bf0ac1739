import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must, type Actor, type Ended } from '../actor.ts';

/** The levels, what is sufficient, and the feedback, by the id of a criterion or part. */
export interface Judgement {
  readonly levels: Readonly<Record<string, string>>;
  readonly sufficient: Readonly<Record<string, boolean>>;
  readonly feedback: Readonly<Record<string, string>>;
}

/** Ticks one box under each heading of an empty form and writes the feedback below it, as an assessor would by hand. */
export function fillForm(form: string, judgement: Judgement): string {
  const ticks: Readonly<Record<string, string>> = {
    ...judgement.levels,
    ...Object.fromEntries(Object.entries(judgement.sufficient).map(([id, enough]) => [id, enough ? 'sufficient' : 'not-sufficient'])),
    'conflict-of-interest': 'no-conflict',
  };
  return form.split(/^(?=### )/m).map((block) => {
    const id = /\(`([^`]+)`\)/.exec(block)?.[1] ?? '';
    const ticked = block.replace(`- [ ] \`${ticks[id]}\``, `- [x] \`${ticks[id]}\``);
    return judgement.feedback[id] === undefined ? ticked : ticked.replace('Feedback:\n', `Feedback: ${judgement.feedback[id]}\n`);
  }).join('');
}

/** What an assessor of the sample judged of an attempt. */
export async function judgementOf(work: string, attempt: 'first' | 'second', as: string): Promise<Judgement> {
  return (JSON.parse(await readFile(join(work, 'assessments.json'), 'utf8')) as Readonly<Record<string, Readonly<Record<string, Judgement>>>>)[attempt]![as]!;
}

/**
 * One assessor assesses a pull request from its form.
 * @param as whose judgement in the folder of work it is; their own where it is left out.
 */
export async function assess(assessor: Actor, pull: string, work: string, attempt: 'first' | 'second', as: string = assessor.login): Promise<Ended> {
  const form = must(await assessor.laurel('assess', pull, '--form'), 'laurel assess --form').out;
  const path = join(assessor.clone, '..', `assessment-${attempt}.md`);
  await writeFile(path, fillForm(form, await judgementOf(work, attempt, as)));
  return assessor.laurel('assess', pull, '--from', path);
}
