import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../practice/actor.ts';
import type { Mode } from '../practice/people.ts';
import { fillForm } from '../practice/story/assessment.ts';
import { rehearse, work, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { KEYS, sitDown } from '../testing/typist.ts';

const MODES: readonly (readonly [mode: Mode, name: string])[] = [['one-repository', '1'], ['private-per-teacher', 'portfolio-maya-okafor#1']];

describe.each(MODES)('what commands tell a person to type, in %s', { timeout: 120_000 }, (mode, name) => {
  let handedIn: Snapshot;
  let rehearsal: TestRehearsal;
  beforeAll(async () => {
    handedIn = await keepScene('handed-in', { mode });
    rehearsal = await rehearse(handedIn);
  }, 240_000);
  afterAll(async () => {
    await rehearsal.end();
    await rm(handedIn.folder, { recursive: true, force: true });
  });
  const api = `/repos/marlow-valley/${mode === 'one-repository' ? 'credentials' : name.split('#')[0]}/pulls/1`;
  const ines = () => rehearsal.actors['ines-carvalho'];
  // Every word after a command of ours that names a pull request, as it would be copied.
  const namesIn = (text: string): readonly string[] => [...new Set([...text.replaceAll(/[\s│]+/g, ' ').matchAll(/laurel (?:assess|blind|evidence|feedback) ([^\s`.]+)/g)].map(([, typed]) => typed!))];

  it('names the pull request as every command takes it: `evidence`, `blind`, `assess` and its kept form, `queue`, `status`', async () => {
    const told = new Map<string, string>();
    told.set('evidence', must(await ines().laurel('evidence', name), 'evidence').out);
    told.set('blind', must(await ines().laurel('blind', name, '--allow', 'maya'), 'blind').out);
    told.set('assess without a terminal', (await ines().laurel('assess', name)).err);
    const typist = sitDown();
    typist.type('3', 'A beginning.', KEYS.tab, 'q');
    must(await rehearsal.runIn({ ...rehearsal.world('ines-carvalho'), terminal: typist.terminal }, 'assess', name), 'assess');
    told.set('assess at a terminal', typist.shown());
    told.set('the kept form', await readFile(join(ines().clone, '.laurel', `assessment-${name.replace('#', '-')}.md`), 'utf8'));
    must(await rehearsal.actors['priya-nair'].laurel('desk'), 'desk');
    const [asked] = (await rehearsal.rest('priya-nair', 'GET', api)).body.requested_reviewers as readonly { readonly login: 'ines-carvalho' }[];
    told.set('queue', must(await rehearsal.actors[asked!.login].laurel('queue', '--mine'), 'queue').out);
    await rehearsal.rest('ines-carvalho', 'POST', `${api}/reviews`, { event: 'REQUEST_CHANGES', body: await form() });
    told.set('status', must(await rehearsal.actors['maya-okafor'].laurel('status'), 'status').out);
    expect(new Map([...told].map(([command, text]) => [command, namesIn(text)]))).toEqual(new Map([...told.keys()].map((command) => [command, [name]])));
    must(await ines().laurel('evidence', name, join(work, 'first', 'plan.md')), 'evidence with a file');
  });

  async function form(): Promise<string> {
    const judgements = JSON.parse(await readFile(join(work, 'assessments.json'), 'utf8')) as Readonly<Record<string, Readonly<Record<string, Parameters<typeof fillForm>[1]>>>>;
    return fillForm(must(await ines().laurel('assess', name, '--form'), 'assess --form').out, judgements['first']!['ines-carvalho']!);
  }
});
