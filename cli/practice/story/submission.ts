import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programFolder } from '../../effects/site.ts';
import { must, type Actor } from '../actor.ts';
import type { Mode } from '../people.ts';

/** The credential that the rehearsal's teacher earns. */
export const CREDENTIAL = 'checking-for-understanding';

const PARTS = { setting: 'Your setting', 'reflection-practice': 'What changed in your teaching', 'reflection-learners': 'What changed for learners' } as const;
const FILES = { plan: 'plan.md', checks: 'answers.md', 'decision-record': 'decision-record.md' } as const;

/** The folder with the sample teacher's work and the assessors' judgements. */
export const workFolder = (): string => join(programFolder(), 'cli', 'practice', 'story', 'work');

/** The teacher's submission.md in her clone. */
export const submissionFile = (teacher: Actor, mode: Mode = 'one-repository'): string => join(teacher.clone, ...(mode === 'one-repository' ? ['catalog'] : []), 'submissions', CREDENTIAL, teacher.login, '1', 'submission.md');

/**
 * Writes an attempt into the teacher's submission as a person would: the parts under their headings, the boxes set,
 * each evidence file attached with its link. Parts that the second attempt does not revise stay as they were.
 */
export async function writeAttempt(teacher: Actor, work: string, attempt: 'first' | 'second', mode: Mode = 'one-repository'): Promise<void> {
  const path = submissionFile(teacher, mode);
  let text = await readFile(path, 'utf8');
  for (const [id, title] of Object.entries(PARTS)) {
    const part = await readFile(join(work, attempt, `${id}.md`), 'utf8').catch(() => null);
    if (part === null) continue;
    const start = text.indexOf(`## ${title}\n`);
    const next = text.indexOf('\n## ', start + 1);
    text = `${text.slice(0, start)}## ${title}\n\n${part.trim()}\n${next === -1 ? '' : text.slice(next)}`;
  }
  text = text.replaceAll(/^( {2}(?:own-work|team-named|names-removed|consent-on-file|public-consent): )false/gm, '$1true');
  await writeFile(path, text);
  for (const [id, name] of Object.entries(FILES)) {
    const file = join(work, attempt, name);
    if ((await readFile(file).catch(() => null)) === null) continue;
    // A revised file takes the place of the one at the same address.
    must(await teacher.laurel('attach', id, file, '--link', `https://files.marlow-valley.example/maya/${name}`, ...(id === 'checks' ? ['--choice', 'answers'] : [])), `laurel attach ${id}`);
  }
}
