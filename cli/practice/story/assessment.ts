import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must, type Actor, type Ended } from '../actor.ts';

interface Judgement {
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

/**
 * One assessor assesses a pull request from its form.
 * @param as whose judgement in the folder of work it is; their own where it is left out.
 */
export async function assess(assessor: Actor, pull: string, work: string, attempt: 'first' | 'second', as: string = assessor.login): Promise<Ended> {
  const all = JSON.parse(await readFile(join(work, 'assessments.json'), 'utf8')) as Readonly<Record<string, Readonly<Record<string, Judgement>>>>;
  const form = must(await assessor.laurel('assess', pull, '--form'), 'laurel assess --form').out;
  const path = join(assessor.clone, '..', `assessment-${attempt}.md`);
  await writeFile(path, fillForm(form, all[attempt]![as]!));
  return assessor.laurel('assess', pull, '--from', path);
}
