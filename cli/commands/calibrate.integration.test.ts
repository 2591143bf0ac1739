import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { must, type Ended } from '../practice/actor.ts';
import type { Login } from '../practice/people.ts';
import { keep, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { KEYS, sitDown, type Typist } from '../testing/typist.ts';

let rehearsal: TestRehearsal;
let fresh: Snapshot;
beforeAll(async () => void (fresh = await keep(async () => {})));
afterAll(() => rm(fresh.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(fresh)));
afterEach(() => rehearsal.end());

const CREDENTIAL = 'checking-for-understanding';
const clone = (login: Login): string => rehearsal.actors[login].clone;
const atTerminal = (login: Login, typist: Typist, ...args: readonly string[]): Promise<Ended> => {
  const world = rehearsal.world(login);
  return rehearsal.runIn({ ...world, env: { ...world.env, EDITOR: 'false' }, terminal: typist.terminal }, 'calibrate', ...args);
};
const scores = (levels: string, parts: string): readonly string[] => [...levels, ...parts].flatMap((digit) => [digit, 'Seen.', KEYS.tab]);
const SECRETS = ['Eighteen present, eighteen rows', 'agreed-by', 'agreed-on', 'rationale'];

describe('a calibration', () => {
  it('is scored blind, recorded, and only then compared', async () => {
    const typist = sitDown();
    typist.type('a', ...scores('3323', '111'), '1', 'p');
    const ended = must(await atTerminal('priya-nair', typist, CREDENTIAL, '--anchor', 'water-on-the-glass'), 'calibrate');
    for (const secret of SECRETS) expect(typist.shown()).not.toContain(secret);
    expect(typist.shown().replace(/[\s│]+/g, ' ')).toContain('Learner 5 wiped three times.');
    expect(ended.out).toContain('≠ Learners get time to think: you gave Developing, agreed is Proficient');
    expect(ended.out).toContain('Eighteen present, eighteen rows');
    expect(ended.out).toContain('Agreement: 3 of 4 criteria, 75 percent.');
    expect(ended.out).toContain('catalog/calibrations/priya-nair/1.yaml');
    const file = await readFile(join(clone('priya-nair'), 'catalog/calibrations/priya-nair/1.yaml'), 'utf8');
    expect(file).toContain('id: 1001');
    expect(file).not.toMatch(/percent|agree[^m]/);
    must(await rehearsal.actors['priya-nair'].laurel('lint'), 'lint');
  });

  it('takes the next anchor that the person has neither scored nor agreed on, and says when there is none', async () => {
    const lead = rehearsal.actors['priya-nair'];
    expect(must(await lead.laurel('calibrate', CREDENTIAL, '--form'), 'form').out).toContain('Anchor one-sentence-theme');
    expect(must(await lead.laurel('calibrate', CREDENTIAL, '--show'), 'show').out).toContain('colored cards');
    // Ines agreed on both, Daniel on one of them.
    const ines = await rehearsal.actors['ines-carvalho'].laurel('calibrate', CREDENTIAL, '--form');
    expect([ines.code, ines.err]).toEqual([2, expect.stringContaining('You have scored, or agreed on, every anchor')]);
    expect(must(await rehearsal.actors['daniel-okoye'].laurel('calibrate', CREDENTIAL, '--form'), 'form').out).toContain('Anchor one-sentence-theme');
  });

  it('counts the first attempt on an anchor; the second is recorded and does not count', async () => {
    const lead = rehearsal.actors['priya-nair'];
    const issuer = join(clone('priya-nair'), 'catalog/issuer.yaml');
    await writeFile(issuer, `${(await readFile(issuer, 'utf8')).trimEnd()}\n  calibration:\n    agreement: 80\n    months: 12\n`);
    const calibrate = async (levels: string, parts: string): Promise<string> => {
      const typist = sitDown();
      typist.type(...scores(levels, parts), '1', 'p');
      return must(await atTerminal('priya-nair', typist, CREDENTIAL, '--anchor', 'one-sentence-theme'), 'calibrate').out;
    };
    expect(await calibrate('3333', '111')).toContain('The programme asks for 80 percent.');
    expect(await calibrate('3222', '112')).toContain('This is not your first attempt');
    const status = JSON.parse(must(await lead.laurel('calibrate', '--status', '--json'), 'status').out).assessors.find(({ login }: { login: string }) => login === 'priya-nair');
    expect(status.carriedUntil).toBeNull();
    expect(status.calibrations.map(({ percent, counts, reason }: { percent: number; counts: boolean; reason: string }) => [percent, counts, reason])).toEqual([[25, false, 'agrees on less than 80 percent'], [100, false, 'is a later attempt on the same anchor']]);
    const linted = await lead.laurel('lint');
    expect(linted.code).toBe(1);
    expect(linted.out.replace(/\s+/g, ' ')).toContain('Unexpected calibration of ines-carvalho until 2027-08-31 without a recorded one');
  });

  it('by an anchor outside the catalog leaves the catalog without it, and is computed by who has it', async () => {
    const lead = rehearsal.actors['priya-nair'];
    const secret = join(rehearsal.folder, 'anchors');
    await mkdir(join(secret, CREDENTIAL), { recursive: true });
    await cp(join(clone('priya-nair'), 'catalog/anchors', CREDENTIAL, 'water-on-the-glass'), join(secret, CREDENTIAL, 'kept-elsewhere'), { recursive: true });
    const typist = sitDown();
    typist.type(...scores('3333', '111'), '1', 'p');
    const ended = must(await atTerminal('priya-nair', typist, CREDENTIAL, '--anchors', secret, '--anchor', 'kept-elsewhere'), 'calibrate');
    expect(ended.out).toContain('100 percent');
    const file = await readFile(join(clone('priya-nair'), 'catalog/calibrations/priya-nair/1.yaml'), 'utf8');
    expect(file).toContain('private: true');
    must(await lead.laurel('lint'), 'lint');
    expect(must(await lead.laurel('calibrate', '--status'), 'status').out).toContain('not computed here');
    expect(must(await lead.laurel('calibrate', '--status', '--anchors', secret), 'status').out).toContain('100 percent');
  });

  it('records nothing, and shows nothing, from a form with faults or one that is left', async () => {
    const lead = rehearsal.actors['priya-nair'];
    await writeFile(join(clone('priya-nair'), 'form.md'), must(await lead.laurel('calibrate', CREDENTIAL, '--form'), 'form').out);
    const faulty = await lead.laurel('calibrate', CREDENTIAL, '--from', 'form.md');
    expect(faulty.code).toBe(1);
    expect(faulty.err).toMatch(/form.md:\d+: Unexpected 0 ticked boxes/);
    const typist = sitDown();
    typist.type('3', 'Half', KEYS.ctrlC);
    const left = must(await atTerminal('priya-nair', typist, CREDENTIAL), 'calibrate');
    expect(`${faulty.out}${faulty.err}${left.out}${typist.shown()}`).not.toMatch(/agreed is|percent/);
    expect(await rehearsal.world('priya-nair').files.exists(join(clone('priya-nair'), 'catalog/calibrations/priya-nair'))).toBe(false);
    expect(await readFile(join(clone('priya-nair'), `.laurel/calibration-${CREDENTIAL}-one-sentence-theme.md`), 'utf8')).toContain('Half');
  });
});
