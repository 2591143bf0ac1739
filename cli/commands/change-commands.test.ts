import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseFile } from '../core/model.generated.ts';
import { recordText, registerPaths } from '../core/plan/register.ts';
import { diskFiles } from '../effects/files.ts';
import { openGit, type Git } from '../effects/git.ts';
import type { GitHub } from '../effects/github/github.ts';
import { commitFiles } from '../effects/tree.ts';
import type { World } from '../effects/world.ts';
import { main } from '../main.ts';
import { smallestCatalog, smallestRelease, smallestTexts } from '../testing/smallest.ts';

let folder: string;
let clone: string;
let git: Git;
const by = { name: 'x', email: 'x@example.org', at: new Date(0) };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-change-'));
  clone = join(folder, 'clone');
  const server = join(folder, 'server', 'example', 'credentials.git');
  await openGit(folder, process.env).text(['init', '--quiet', '--bare', '--initial-branch=main', server]);
  await openGit(folder, process.env).text(['clone', '--quiet', server, clone]);
  git = openGit(clone, process.env);
  const decoder = new TextDecoder();
  const first = await commitFiles(git, { parent: null, files: new Map(smallestCatalog().map(({ path, bytes }) => [`catalog/${path}`, decoder.decode(bytes)])), message: 'x\n', by });
  const { digest } = JSON.parse(smallestRelease().text) as ReleaseFile;
  const levels = { waits: 'not-yet', 'hears-everyone': 'proficient', 'builds-on-answers': 'proficient' };
  const [claim, tree] = ['ab'.repeat(32), 'cd'.repeat(20)];
  const assessment = { assessor: 11, review: 7, body: digest, commit: tree, submitted: '2026-11-20T09:00:00Z', passed: false, levels, sufficient: { setting: true, reflection: true } };
  const record = { format: 'laurel-attempt-1', claim, credential: 'wait-time', release: digest, attempt: 1, tree, commit: tree, decision: 'not-yet', short: ['waits'], decided: '2026-11-20T09:00:00Z', assessments: [assessment, { ...assessment, assessor: 12, review: 8 }] };
  const register = await commitFiles(git, { parent: null, files: new Map([[registerPaths.attempt(claim, 1, tree), recordText(record)]]), message: 'x\n', by });
  await git.text(['push', '--quiet', 'origin', `${first}:refs/heads/main`, `${register}:refs/heads/register`]);
  await git.text(['checkout', '--quiet', '-B', 'proposal', first]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function laurel(line: string, more: Readonly<Record<string, string>> = {}): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const silent = { isTerminal: false, columns: 100 };
  const env = { PATH: process.env['PATH'], HOME: folder, GITHUB_TOKEN: 't', GITHUB_SERVER_URL: `file://${folder}/server`, ...more };
  const github = { repository: async () => ({ id: 1, owner: 'example', name: 'credentials', defaultBranch: 'main', isPrivate: false }) } as unknown as GitHub;
  const world: World = {
    cwd: clone, env, out: { ...silent, write: (text) => void (out += text) }, err: { ...silent, write: (text) => void (err += text) },
    input: async () => '', now: () => new Date('2026-11-22T09:00:00Z'), random: (bytes) => new Uint8Array(bytes), files: diskFiles,
    git: (at) => openGit(at, env), github: async () => github, fetch: () => Promise.reject(new Error('no network in this test')),
  };
  const code = await main(line.split(' '), world);
  return { code, out, err };
}

const RUBRIC = 'rubrics/wait-time.yaml';
async function proposing(from: string, to: string, act: () => Promise<void>): Promise<void> {
  const text = smallestTexts[RUBRIC]!;
  await diskFiles.write(join(clone, 'catalog', RUBRIC), text.replace(from, () => to));
  try {
    await act();
  } finally {
    await diskFiles.write(join(clone, 'catalog', RUBRIC), text);
  }
}

describe('before a change is merged', () => {
  it('diff says nothing where nothing differs', async () => expect(await laurel('diff')).toMatchObject({ code: 0, out: 'Nothing that has a meaning differs.\n' }));

  it('diff compares the working copy with where the branch left main, or with a commit', () =>
    proposing('three seconds of', 'a long', async () => {
      for (const line of ['diff', 'diff HEAD', 'diff origin/main']) expect((await laurel(line)).out).toMatch(/major +reworded .+\n.+\[-three seconds of-\] \{\+a long\+\} silence/);
      expect(JSON.parse((await laurel('diff --json')).out)).toMatchObject({ weight: 'major', credentials: [{ id: 'wait-time', requires: { version: '2.0.0', isMet: false } }] });
      expect((await laurel('diff --format markdown')).out).toContain('**major**, reworded');
    }));

  it('diff says so where it does not know the commit', async () => expect(await laurel('diff nowhere')).toMatchObject({ code: 2, err: expect.stringContaining('Git knows no commit "nowhere" here.') }));

  it('diff ends with 3 where something could not be read, and says where', () =>
    proposing('passing: proficient', 'passing: [proficient', async () => {
      const { code, out } = await laurel('diff');
      expect([code, out]).toEqual([3, expect.stringMatching(/1\.0\.0 → \(could not be read\)[^]+Could not be read\n {2}catalog\/rubrics\/wait-time\.yaml:\d+:\d+/)]);
      expect(out).not.toMatch(/gone|removed/);
      expect(JSON.parse((await laurel('diff --json')).out)).toMatchObject({ unread: [{ side: 'now', path: 'rubrics/wait-time.yaml' }] });
    }));

  it('lint holds the version to the change only where it is given a base', () =>
    proposing('three seconds of', 'a long', async () => {
      expect((await laurel('lint')).out).not.toContain('version-fits-change');
      const { code, out } = await laurel('lint --base origin/main');
      expect(code).toBe(1);
      expect(out).toContain('version-fits-change  catalog/credentials/wait-time.md:3:10');
      expect(out).toContain('Write `version: 2.0.0`');
    }));

  it('in a workflow lint also writes what the change means, and what is wrong, onto the page of the run', async () => {
    const page = async (): Promise<string> => {
      const file = join(folder, 'summary.md');
      await laurel('lint --base origin/main', { GITHUB_STEP_SUMMARY: file });
      return (await diskFiles.exists(file)) ? new TextDecoder().decode(await diskFiles.read(file).finally(() => diskFiles.remove(file))) : '';
    };
    await proposing('three seconds of', 'a long', async () => expect(await page()).toMatch(/^## What this changes\n\n### .+\n\n- \*\*major\*\*, reworded[^]+\n### 2 errors and /));
    expect(await page()).not.toContain('What this changes');
  });

  it('replay says which past decision would flip, and by which criterion', () =>
    proposing('title: Waits after asking\n', 'title: Waits after asking\n    passing: not-yet\n', async () => {
      expect(await laurel('replay wait-time')).toMatchObject({ code: 0, out: expect.stringContaining('1 would flip:\n  1 × not-yet → passed, by waits\n') });
      expect(JSON.parse((await laurel('replay wait-time --release 1.0.0 --json')).out)).toMatchObject({ proposed: '1.0.0', flips: [], stay: { passed: 0, 'not-yet': 1 } });
    }));

  it('replay guesses which credential was meant', async () => expect(await laurel('replay wait-tim')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "wait-time"?') }));
});
