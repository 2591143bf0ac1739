import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseScoreForm } from '../core/assessment/score-form.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import { must, type Ended } from '../practice/actor.ts';
import type { Login } from '../practice/people.ts';
import { approve, rehearse, root, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { KEYS, sitDown, type Typist } from '../testing/typist.ts';

let rehearsal: TestRehearsal;
let handedIn: Snapshot;
beforeAll(async () => void (handedIn = await keepScene('handed-in')));
afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(handedIn)));
afterEach(() => rehearsal.end());

const KEPT = '.laurel/assessment-1.md';
const keptPath = (login: Login): string => join(rehearsal.actors[login].clone, KEPT);
const reviews = async (): Promise<readonly { readonly state: string; readonly body: string; readonly user: { readonly login: string } }[]> => (await rehearsal.rest('priya-nair', 'GET', '/repos/marlow-valley/credentials/pulls/1/reviews')).body;
const release = async (): Promise<ReleaseFile['release']> => (JSON.parse(await readFile(join(root, 'catalog/releases/checking-for-understanding/1.0.0.json'), 'utf8')) as ReleaseFile).release;

/** Runs the command line as an assessor who sits at a terminal. */
const atTerminal = (login: Login, typist: Typist, args: readonly string[] = ['1'], env: Record<string, string> = {}): Promise<Ended> => {
  const world = rehearsal.world(login);
  // An editor that nobody asked for ends at once.
  env = { EDITOR: 'false', ...env };
  return rehearsal.runIn({ ...world, env: { ...world.env, ...env }, terminal: typist.terminal }, 'assess', ...args);
};

const ITEM = (digit: string, feedback: string): readonly string[] => [digit, feedback, KEYS.tab];
const ALL = ['Your plan names the mistake.', 'All 20 answered.', 'Long pauses.', 'The change takes up their words.', 'Clear.', 'One moment, one revision.', 'It says what is unresolved.'];
const upTo = (count: number, from = 0): readonly string[] => ALL.slice(from, count).flatMap((feedback, at) => ITEM(at + from < 4 ? '3' : '1', feedback));

describe('an assessment at the keyboard', () => {
  it('ends in a posted review with every level and every word', async () => {
    const typist = sitDown();
    typist.type(...upTo(7), '1', 'p');
    const ended = must(await atTerminal('ines-carvalho', typist), 'assess');
    expect(ended.out).toContain('Every criterion is at its passing level.');
    const [review] = await reviews();
    expect([review!.user.login, review!.state]).toEqual(['ines-carvalho', 'APPROVED']);
    const form = parseScoreForm(review!.body, await release());
    expect(form.ok && [...form.assessment.feedback.values()]).toEqual(ALL);
    expect(form.ok && [...form.assessment.levels.values()]).toEqual(['proficient', 'proficient', 'proficient', 'proficient']);
    expect(await rehearsal.world('ines-carvalho').files.exists(keptPath('ines-carvalho'))).toBe(false);
    expect(review!.body).not.toContain('Kept by');
  });

  it('computes "not yet", and lets any answer be changed from the review', async () => {
    const typist = sitDown();
    // The fourth criterion at "developing", then back to the first from the review, and to the review again.
    typist.type(...upTo(3), ...ITEM('2', 'A general change.'), ...upTo(7, 4), '1', '1', '2', ' And more.', KEYS.tab, 'p');
    const ended = must(await atTerminal('daniel-okoye', typist), 'assess');
    expect(ended.out).toContain('Not yet: Questions expose a likely misunderstanding; Answers change the teaching.');
    const [review] = await reviews();
    expect(review!.state).toBe('CHANGES_REQUESTED');
    const form = parseScoreForm(review!.body, await release());
    expect(form.ok && Object.fromEntries(form.assessment.levels)).toMatchObject({ 'targets-misunderstanding': 'developing', 'adjusts-teaching': 'developing' });
    expect(form.ok && form.assessment.feedback.get('targets-misunderstanding')).toBe('Your plan names the mistake. And more.');
  });

  it('shows what was handed in for a criterion without leaving the form, and keeps within 80 columns', async () => {
    const typist = sitDown();
    typist.type('r', 'a', 'q');
    must(await atTerminal('ines-carvalho', typist), 'assess');
    const shown = typist.shown();
    for (const text of ['Annotated lesson plan: text/markdown', 'https://files.marlow-valley.example/maya/plan.md', 'Masked answers with a pause log', 'The hardest wait was not at a check.', 'Passing level: Proficient']) expect(shown).toContain(text);
    expect(shown.split('\n').filter((line) => line.length > 80 && !line.includes('https://'))).toEqual([]);
  });

  it('keeps every answer as it is given: what is interrupted goes on where it was left', async () => {
    const first = sitDown();
    first.type(...upTo(2), '3', 'Half a sen', KEYS.ctrlC);
    must(await atTerminal('ines-carvalho', first), 'assess');
    expect(await reviews()).toEqual([]);
    const text = await readFile(keptPath('ines-carvalho'), 'utf8');
    expect(text).toContain('Half a sen');
    expect(text).toContain('laurel assess 1');
    const second = sitDown();
    second.type(KEYS.enter, 'tence.', KEYS.tab, ...upTo(7, 3), '1', 'p');
    must(await atTerminal('ines-carvalho', second), 'assess again');
    expect(second.shown()).toContain('You go on where you left.');
    expect(second.shown()).not.toContain('2 of 7');
    const form = parseScoreForm((await reviews())[0]!.body, await release());
    expect(form.ok && [...form.assessment.feedback.values()].slice(0, 4)).toEqual([ALL[0], ALL[1], 'Half a sentence.', ALL[3]]);
  });

  it('can be gone on with in the kept Markdown form by hand', async () => {
    const typist = sitDown();
    typist.type(...upTo(7), 'q');
    must(await atTerminal('ines-carvalho', typist), 'assess');
    await writeFile(keptPath('ines-carvalho'), (await readFile(keptPath('ines-carvalho'), 'utf8')).replace('- [ ] `no-conflict`', '- [x] `no-conflict`'));
    must(await rehearsal.actors['ines-carvalho'].laurel('assess', '1', '--from', KEPT), 'assess --from');
    expect((await reviews())[0]!.state).toBe('APPROVED');
  });

  it('ends by itself when the terminal goes away, and keeps what there is', async () => {
    const typist = sitDown();
    typist.type(...upTo(1), '2', 'Only one');
    const run = atTerminal('ines-carvalho', typist);
    await typist.until('Only one');
    typist.leave();
    must(await run, 'assess');
    expect(await readFile(keptPath('ines-carvalho'), 'utf8')).toContain('Only one');
  });

  it('says what is old when the work changed since, and asks again only for that', async () => {
    const first = sitDown();
    first.type(...upTo(7), 'q');
    must(await atTerminal('ines-carvalho', first), 'assess');
    const teacher = rehearsal.actors['maya-okafor'];
    const file = join(teacher.clone, 'catalog/submissions/checking-for-understanding/maya-okafor/1/submission.md');
    await writeFile(file, (await readFile(file, 'utf8')).replace('## What changed for learners\n', '## What changed for learners\n\nOne more thing.\n'));
    must(await teacher.laurel('submit'), 'submit');
    const second = sitDown();
    second.type(KEYS.enter, KEYS.tab, '1', 'p');
    must(await atTerminal('ines-carvalho', second), 'assess again');
    expect(second.shown()).toContain('Changed since: What changed for learners');
    expect(second.shown()).toContain('7 of 7');
    expect(second.shown()).not.toContain('6 of 7');
    expect((await reviews())[0]!.state).toBe('APPROVED');
  });

  it('takes feedback from the editor', async () => {
    const editor = join(rehearsal.folder, 'editor.sh');
    await mkdir(rehearsal.folder, { recursive: true });
    await writeFile(editor, '#!/bin/sh\nprintf "%s\\n\\n- and a list\\n" "Written elsewhere." > "$1.new"\nsed -n "1,1p" "$1" >> "$1.new"\nmv "$1.new" "$1"\n');
    await chmod(editor, 0o755);
    const typist = sitDown();
    typist.type('3', 'Before.', KEYS.ctrlE);
    const run = atTerminal('ines-carvalho', typist, ['1'], { EDITOR: editor });
    await typist.until('2 of 7');
    typist.type(...upTo(7, 1), '1', 'p');
    must(await run, 'assess');
    const form = parseScoreForm((await reviews())[0]!.body, await release());
    expect(form.ok && form.assessment.feedback.get('targets-misunderstanding')).toBe('Written elsewhere.\n\n- and a list\nBefore.');
  });

  it('refuses feedback that names a person, with the place, and keeps it', async () => {
    const typist = sitDown();
    typist.type('3', 'Good.', KEYS.enter, 'Write to ana.reyes@marlow.k12.or.us', KEYS.tab, 'v', 'q');
    const run = atTerminal('ines-carvalho', typist);
    await typist.until('Line 2 of your feedback: Unexpected e-mail address');
    typist.type(KEYS.ctrlC);
    must(await run, 'assess');
    expect(await readFile(keptPath('ines-carvalho'), 'utf8')).toContain('ana.reyes');
    expect(await reviews()).toEqual([]);
  });

  it('posts nothing for who has a conflict of interest', async () => {
    const typist = sitDown();
    typist.type(...upTo(7), '2');
    must(await atTerminal('ines-carvalho', typist), 'assess');
    expect(typist.shown()).toContain('somebody else is asked');
    expect(await reviews()).toEqual([]);
  });
});

describe('an assessment from a form', () => {
  const fill = (form: string): string => ['proficient', 'sufficient', 'no-conflict'].reduce((text, box) => text.replaceAll(`- [ ] \`${box}\``, `- [x] \`${box}\``), form).replaceAll('Feedback:\n', 'Feedback: Seen.\n');

  it('is refused with the place of what is personal, and nothing is posted', async () => {
    const ines = rehearsal.actors['ines-carvalho'];
    const form = fill(must(await ines.laurel('assess', '1', '--form'), 'form').out).replace('Feedback: Seen.', 'Feedback: Seen.\n\nThe pupil Jordan Ellis called 541-555-0143.');
    await writeFile(join(ines.clone, 'form.md'), form);
    const line = form.split('\n').findIndex((text) => text.includes('541-555')) + 1;
    const ended = await ines.laurel('assess', '1', '--from', 'form.md');
    expect(ended.code).toBe(1);
    expect(ended.err).toContain(`form.md:${line}: Unexpected phone number`);
    expect(ended.err).toContain('in the feedback on "targets-misunderstanding"');
    expect(await reviews()).toEqual([]);
  });

  it('is refused with the line of what is missing', async () => {
    const ines = rehearsal.actors['ines-carvalho'];
    const ended = await rehearsal.runIn({ ...rehearsal.world('ines-carvalho'), input: async () => fill(must(await ines.laurel('assess', '1', '--form'), 'form').out).replace('[x] `no-conflict`', '[ ] `no-conflict`') }, 'assess', '1', '--from', '-');
    expect([ended.code, ended.err]).toEqual([1, expect.stringMatching(/-:\d+: Unexpected absence of the declaration/)]);
  });

  it('asks a third person only for what two disagree on, and takes no more', async () => {
    await approve(rehearsal, 'ines-carvalho');
    const daniel = rehearsal.actors['daniel-okoye'];
    const form = fill(must(await daniel.laurel('assess', '1', '--form'), 'form').out).replaceAll(/- \[x\] `proficient`([^\n]*takes up the thinking)/g, '- [ ] `proficient`$1').replace(/- \[ \] `developing`([^\n]*general change)/, '- [x] `developing`$1');
    await writeFile(join(daniel.clone, 'form.md'), form);
    must(await daniel.laurel('assess', '1', '--from', 'form.md'), 'assess');
    expect((await reviews()).map(({ state }) => state)).toEqual(['APPROVED', 'CHANGES_REQUESTED']);
    // The lead is added to the list, by a commit to main, as a third assessor.
    const lead = rehearsal.actors['priya-nair'];
    const list = join(lead.clone, 'catalog/assessors.yaml');
    await writeFile(list, `${await readFile(list, 'utf8')}  - login: priya-nair\n    id: 1001\n    covers:\n      - all\n    calibrated-until: '2027-08-31'\n`);
    must(await lead.git('commit', '--quiet', '--all', '--message', 'A third assessor'), 'commit');
    must(await lead.git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
    const asked = must(await lead.laurel('assess', '1', '--form'), 'form').out;
    expect([...asked.matchAll(/^### .*\(`(.*)`\)$/gm)].map(([, id]) => id)).toEqual(['adjusts-teaching', 'conflict-of-interest']);
    const typist = sitDown();
    typist.type(...ITEM('3', 'It takes up Learner 9.'), '1', 'p');
    const ended = must(await atTerminal('priya-nair', typist), 'assess');
    expect(ended.out).toContain('Every criterion that was disputed is at its passing level.');
    expect(typist.shown()).toContain('Two assessors disagree');
  });

  it('can be filled on the web: the form alone on standard output, the way on the other', async () => {
    const ended = must(await rehearsal.actors['ines-carvalho'].laurel('assess', '1', '--web'), 'web');
    expect(ended.out.startsWith('## Assessment of Checking for understanding')).toBe(true);
    expect(ended.err).toContain('/marlow-valley/credentials/pull/1/files');
  });

  it('says what to do where there is no terminal', async () => {
    const ended = await rehearsal.actors['ines-carvalho'].laurel('assess', '1');
    expect([ended.code, ended.err]).toEqual([2, expect.stringContaining('There is no terminal for the form.')]);
  });
});
