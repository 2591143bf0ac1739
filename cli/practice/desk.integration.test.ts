import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReleaseFile } from '../core/model.generated.ts';
import { releaseText, sealRelease } from '../core/release.ts';
import { NOTICE } from '../core/desk/notice.ts';
import { rehearse, work, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { must } from './actor.ts';
import { PRIVATE, type Mode } from './people.ts';
import { assess } from './story/assessment.ts';
import { CREDENTIAL, submissionFile } from './story/submission.ts';
import { createContract } from './contract/contract.ts';

const MODES: readonly Mode[] = ['one-repository', 'private-per-teacher', 'private-per-cohort'];

describe.each(MODES)('the desk of a programme with submissions in %s', (mode) => {
  let handedIn: Snapshot;
  let rehearsal: TestRehearsal;
  const repository = mode === 'one-repository' ? 'credentials' : Object.keys(PRIVATE[mode].repositories)[0]!;
  const named = mode === 'private-per-teacher' ? `${repository}#1` : '1';
  const lead = () => rehearsal.actors['priya-nair'];
  const teacher = () => rehearsal.actors['maya-okafor'];
  const assessor = (login: string) => rehearsal.actors[login as 'ines-carvalho'];
  const api = (path: string): string => `/repos/marlow-valley/${repository}${path}`;
  const notices = async (): Promise<readonly string[]> => ((await rehearsal.rest('priya-nair', 'GET', api('/issues/1/comments'))).body as readonly { readonly body: string }[]).map(({ body }) => body).filter((body) => body.includes(NOTICE));
  const asked = async (): Promise<readonly string[]> => ((await rehearsal.rest('priya-nair', 'GET', api('/pulls/1'))).body.requested_reviewers as readonly { readonly login: string }[]).map(({ login }) => login).sort();

  beforeAll(async () => void (handedIn = await keepScene('handed-in', { mode, workflows: true })));
  afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
  beforeEach(async () => void (rehearsal = await rehearse(handedIn)));
  afterEach(() => rehearsal.end());

  it('asks two assessors, says so in one comment, and does nothing the second time', async () => {
    const run = must(await lead().laurel('desk'), 'desk');
    expect(run.out).toContain('asked');
    const people = await asked();
    expect(people).toHaveLength(2);
    const [notice, ...others] = await notices();
    expect(others).toEqual([]);
    for (const login of people) expect(notice).toContain(`@${login}`);
    expect(must(await lead().laurel('desk'), 'desk').out).toContain('Nothing is to be done');
    expect(await notices()).toHaveLength(1);
  });

  it('takes a claim from the first assessment to the merge and the badge, with nobody but the desk merging', async () => {
    must(await lead().laurel('desk'), 'desk');
    const people = await asked();
    must(await assess(assessor(people[0]!), named, work, 'second', 'ines-carvalho'), 'assess');
    expect(must(await lead().laurel('desk'), 'desk').out).not.toContain('merged');
    must(await assess(assessor(people[1]!), named, work, 'second', 'daniel-okoye'), 'assess');
    expect(must(await lead().laurel('desk', '--dispatch', 'award.yml'), 'desk').out).toContain('Started award.yml');
    const issued = JSON.parse(must(await lead().laurel('issue', '--json'), 'issue').out) as { readonly awarded: readonly { readonly serial: string; readonly visibility: string }[] };
    expect(issued.awarded).toHaveLength(1);
    expect(issued.awarded[0]!.visibility).toBe(mode === 'one-repository' ? 'public' : 'private');
    const { serial } = issued.awarded[0]!;
    must(await lead().laurel('desk'), 'desk');
    const told = ((await rehearsal.rest('maya-okafor', 'GET', api('/issues/1/comments'))).body as readonly { readonly body: string }[]).filter(({ body }) => body.includes(`Your badge ${serial}`));
    expect(told).toHaveLength(1);
    expect(told[0]!.body).toContain(mode === 'one-repository' ? `/badges/${serial}/` : `${serial}/badge.json`);
    expect(must(await lead().laurel('desk'), 'desk').out).not.toContain('Told');
    const status = must(await teacher().laurel('status'), 'status');
    expect(status.out).toContain(issued.awarded[0]!.serial);
    const contract = createContract();
    expect(rehearsal.practice.requests.flatMap((entry) => contract.check(entry))).toEqual([]);
  });

  it('sends a disagreement to a third person, who decides it, and shows the teacher each word of it', async () => {
    must(await lead().laurel('desk'), 'desk');
    const people = await asked();
    must(await assess(assessor(people[0]!), named, work, 'second', 'ines-carvalho'), 'assess');
    must(await assess(assessor(people[1]!), named, work, 'first', 'ines-carvalho'), 'assess');
    must(await lead().laurel('desk'), 'desk');
    const [third, ...rest] = await asked();
    expect(rest).toEqual([]);
    expect(people).not.toContain(third);
    expect((await notices())[0]).toContain('A third person reads');
    must(await assess(assessor(third!), named, work, 'second', 'daniel-okoye'), 'assess');
    expect(must(await lead().laurel('desk'), 'desk').out).toContain('merged it');
    const issued = JSON.parse(must(await lead().laurel('issue', '--json'), 'issue').out) as { readonly awarded: readonly unknown[] };
    expect(issued.awarded).toHaveLength(1);
  });

  it('tells the teacher what is missing, with its place and its remedy, asks nobody meanwhile, and warns of an address of their own without saying it', async () => {
    const file = submissionFile(teacher(), mode);
    await writeFile(file, (await readFile(file, 'utf8')).replace('names-removed: true', 'names-removed: false').replace('\nattestations:', '\nschool: Fernhill Elementry\nattestations:'));
    const branch = (await teacher().git('branch', '--show-current')).out.trim();
    must(await teacher().git('commit', '--quiet', '--all', '--author', 'Maya <maya@marlow-valley.example>', '--message', 'Change my mind'), 'commit');
    must(await teacher().git('push', '--quiet', rehearsal.practice.gitUrl(mode === 'one-repository' ? 'maya-okafor' : 'marlow-valley', repository), `HEAD:${branch}`), 'push');
    must(await lead().laurel('desk'), 'desk');
    expect((await notices())[0]).toMatch(/What is missing[\s\S]*names-removed[\s\S]*true/);
    const [warned] = await notices();
    expect(warned).toMatch(/### Worth another look\n\n- A commit of this claim bears an e-mail address[^]*\n- Unexpected school "Fernhill Elementry"[^]*fernhill-elementary/);
    expect(warned).toContain(mode === 'one-repository' ? 'public, for good' : 'everyone who reads this repository');
    expect(warned).not.toContain('maya@');
    expect(await asked()).toEqual([]);
    expect(must(await teacher().laurel('status'), 'status').out).toContain('names-removed');
  });

  it.runIf(mode === 'one-repository')('has work renewed that came in after the last day of its release, and says how to the teacher and to whoever would assess it', async () => {
    const { clone } = lead();
    const { release } = JSON.parse(await readFile(join(clone, 'catalog/releases', CREDENTIAL, '1.0.0.json'), 'utf8')) as ReleaseFile;
    // What counts is the day on which it came to main: git takes it from nowhere but the environment.
    const releaseOn = async (version: string, day: string): Promise<ReleaseFile> => {
      const file = sealRelease({ ...release, credential: { ...release.credential, version, changes: [{ version, date: day, note: 'Clearer.' }] } });
      await writeFile(join(clone, 'catalog/releases', CREDENTIAL, `${version}.json`), releaseText(file));
      must(await lead().git('add', 'catalog'), 'add');
      must(await lead().git('-c', `alias.then=!GIT_COMMITTER_DATE=${day}T09:00:00Z git commit`, 'then', '--quiet', '--message', `Version ${version}`), 'commit');
      return file;
    };
    const goOnUnder = async ({ digest }: ReleaseFile): Promise<void> => {
      const file = submissionFile(teacher(), mode);
      const branch = (await teacher().git('branch', '--show-current')).out.trim();
      await writeFile(file, (await readFile(file, 'utf8')).replace(/^release: .*$/m, `release: ${digest}`));
      must(await teacher().git('commit', '--quiet', '--all', '--message', 'Write another release'), 'commit');
      must(await teacher().git('push', '--quiet', rehearsal.practice.gitUrl('maya-okafor', repository), `HEAD:${branch}`), 'push');
    };
    // What came before the period stays for good, so that the work is under a release that came with it.
    await appendFile(join(clone, 'catalog/issuer.yaml'), '  submission-stays: { months: 1 }\n');
    const began = await releaseOn('1.0.1', '2024-11-01');
    const next = await releaseOn('1.1.0', '2025-01-01');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
    await goOnUnder(began);
    must(await lead().laurel('desk'), 'desk');
    expect((await notices())[0]).toMatch(new RegExp(`Unexpected release 1.0.1 in work that was handed in after 2025-02-01[^]*expected 1.1.0[^]*Renew it: write[^]*${next.digest}`));
    expect(await asked()).toEqual([]);
    expect(must(await teacher().laurel('status'), 'status').out).toMatch(/Renew it: write/);
    expect((await assess(assessor('ines-carvalho'), named, work, 'second', 'ines-carvalho')).err).toContain('Its author renews it to version 1.1.0 first');
    await goOnUnder(next);
    must(await lead().laurel('desk'), 'desk');
    expect(await asked()).toHaveLength(2);
  });
});
