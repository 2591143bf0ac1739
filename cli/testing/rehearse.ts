import { randomBytes } from 'node:crypto';
import { cpSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExitCode } from '../command.ts';
import { diskFiles } from '../effects/files.ts';
import { openGit } from '../effects/git.ts';
import { openGitHub } from '../effects/github/github.ts';
import type { Patience } from '../effects/github/patience.ts';
import { listFiles, readObjects } from '../effects/tree.ts';
import type { World } from '../effects/world.ts';
import { main } from '../main.ts';
import { bundle } from '../setup.mjs';
import { must, type Actor, type Ended } from '../practice/actor.ts';
import { createRehearsal, openRehearsal, type Rehearsal, type RehearsalOptions } from '../practice/rehearsal.ts';
import { PRIVATE, type Login, type Mode } from '../practice/people.ts';
import { assess } from '../practice/story/assessment.ts';
import { CREDENTIAL } from '../practice/story/submission.ts';

/** The program's own folder. */
export const root = join(import.meta.dirname, '..', '..');
/** The sample teacher's work. */
export const work = join(root, 'cli', 'practice', 'story', 'work');

/** A rehearsal whose people run the command line inside this process, with real git and HTTP: quick enough for many attacks. */
export interface TestRehearsal extends Rehearsal {
  /** The world of a person, for tests that spoil it; with a patience of their own, so that nobody waits for real seconds. */
  readonly world: (login: Login, patience?: Patience) => World;
  /** Runs the command line as a person in a world of the test's making. */
  readonly runIn: (world: World, ...args: readonly string[]) => Promise<Ended>;
  /** Asks the practice GitHub's REST API as a person; the contract tests hold the shape of what comes back. */
  readonly rest: (login: Login | 'marlow-valley', method: string, path: string, body?: object) => Promise<{ readonly status: number; readonly body: any }>;
  readonly end: () => Promise<void>;
}

/** A rehearsal as it stood at some point; tests that begin there begin with a copy of it. */
export interface Snapshot {
  readonly folder: string;
  readonly people: Rehearsal['people'];
  readonly port: number;
  readonly mode: Rehearsal['mode'];
}

/** The credentials of the sample catalog that tests rehearse with: one of each framework, so that a command reads a fifth of it. */
const CREDENTIALS = [CREDENTIAL, 'task-redesign-with-samr', 'peer-coaching-cycle'];

/** A new folder that is removed by whoever asked for it. */
export const temporary = (): Promise<string> => mkdtemp(join(tmpdir(), 'laurel-test-'));

/** Plays a new rehearsal up to a point and keeps it. Remove its folder at the end. */
export async function keep(until: (rehearsal: TestRehearsal) => Promise<void>, options: Pick<RehearsalOptions, 'mode' | 'beside'> = {}): Promise<Snapshot> {
  const folder = await temporary();
  const rehearsal = equip(await createRehearsal({ folder, catalog: join(root, 'catalog'), credentials: CREDENTIALS, command: [], random: (bytes) => randomBytes(bytes), ...options }));
  await until(rehearsal);
  await rehearsal.practice.close();
  return { folder, people: rehearsal.people, port: Number(new URL(rehearsal.practice.url).port), mode: rehearsal.mode };
}

/** Plays a kept rehearsal on, in its own folder, and keeps it as it stands then. */
export async function goOn(kept: Snapshot, onwards: (rehearsal: TestRehearsal) => Promise<void>): Promise<Snapshot> {
  const rehearsal = equip(await openRehearsal({ folder: kept.folder, command: [], port: kept.port, mode: kept.mode }, kept.people));
  await onwards(rehearsal);
  await rehearsal.practice.close();
  return kept;
}

/**
 * Goes on from a copy of a kept rehearsal; its clones know its address, so one at a time. End it with `end`.
 * With `processes` every person runs the bundled command line as a process, as in real life, which is slower.
 */
export async function rehearse({ folder: kept, people, port, mode }: Snapshot, { processes = false } = {}): Promise<TestRehearsal> {
  const folder = await temporary();
  // At once: one by one, a thousand small files take seconds.
  cpSync(kept, folder, { recursive: true });
  const rehearsal = await openRehearsal({ folder, command: processes ? [process.execPath, await bundle()] : [], port, mode }, people);
  return processes ? { ...equip(rehearsal), actors: rehearsal.actors } : equip(rehearsal);
}

// The people run the command line inside this process.
function equip(rehearsal: Rehearsal): TestRehearsal {
  const { folder } = rehearsal;
  const tokenOf = (login: string): string => rehearsal.people.find((person) => person.login === login)!.token;
  const world = (login: Login, patience?: Patience): World => {
    const home = join(folder, 'people', login);
    const env = { PATH: process.env['PATH'], HOME: home, NO_COLOR: '1', GITHUB_TOKEN: tokenOf(login), GITHUB_API_URL: rehearsal.practice.apiUrl, GITHUB_SERVER_URL: rehearsal.practice.url, GIT_CONFIG_NOSYSTEM: '1' };
    const quiet = { isTerminal: false, columns: 80, write: () => {} };
    return {
      cwd: rehearsal.actors[login].clone, env, out: quiet, err: quiet, input: async () => '', now: () => new Date(), random: (bytes) => randomBytes(bytes), files: diskFiles,
      git: (at, access) => openGit(at, env, access), github: async (access) => openGitHub(access, fetch, patience), fetch,
    };
  };
  const runIn = async (base: World, ...args: readonly string[]): Promise<Ended> => {
    let out = '';
    let err = '';
    const code: ExitCode = await main(args, { ...base, out: { ...base.out, write: (text) => void (out += text) }, err: { ...base.err, write: (text) => void (err += text) } });
    return { code, out, err };
  };
  const actors = Object.fromEntries(Object.entries(rehearsal.actors).map(([login, actor]) => [login, { ...actor, laurel: (...args: readonly string[]) => runIn(world(login as Login), ...args) }])) as Readonly<Record<Login, Actor>>;
  const rest: TestRehearsal['rest'] = async (login, method, path, body) => {
    const answer = await fetch(`${rehearsal.practice.apiUrl}${path}`, { method, headers: { authorization: `token ${tokenOf(login)}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    ...rehearsal, actors, world, runIn, rest,
    end: async () => {
      await rehearsal.practice.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Lets assessors approve what was handed in. */
export async function approve({ actors, mode }: TestRehearsal, ...logins: readonly ('ines-carvalho' | 'daniel-okoye')[]): Promise<void> {
  for (const login of logins) must(await assess(actors[login], firstPull(mode), work, 'second'), `assess by ${login}`);
}

/** The repository in which the rehearsal's teacher hands in. */
export const homeOf = (mode: Mode): string => (mode === 'one-repository' ? 'credentials' : Object.entries(PRIVATE[mode].repositories).find(([, teachers]) => teachers.includes('maya-okafor'))![0]);

/** Her first pull request, as a person types it. */
export const firstPull = (mode: Mode): string => (mode === 'one-repository' ? '1' : `${homeOf(mode)}#1`);

/** Where a rehearsal keeps what `laurel assess --form` prints once her work is handed in: every test that assesses begins with it. */
export const emptyForm = (folder: string): string => join(folder, 'empty-form.md');

/** The claim folder of the rehearsal's teacher. */
export const CLAIM = `catalog/submissions/${CREDENTIAL}/maya-okafor/1`;

/** Every file of a branch of the programme's repository, by path. Empty where there is no such branch. */
export const branchFiles = async (...asked: Parameters<typeof branchBytes>): Promise<ReadonlyMap<string, string>> => new Map([...(await branchBytes(...asked))].map(([path, bytes]) => [path, bytes.toString('utf8')]));

/** The same as bytes: a log's tiles are no text. */
export async function branchBytes(rehearsal: TestRehearsal, branch: string, repository = 'credentials'): Promise<ReadonlyMap<string, Buffer>> {
  const token = rehearsal.people.find(({ login }) => login === 'marlow-valley')!.token;
  const git = openGit(rehearsal.actors['priya-nair'].clone, process.env, { server: rehearsal.practice.url, token });
  const fetched = await git.run(['fetch', '--quiet', rehearsal.practice.gitUrl('marlow-valley', repository), `+refs/heads/${branch}:refs/test/${repository}/${branch}`]);
  if (fetched.code !== 0) return new Map();
  const files = await listFiles(git, `refs/test/${repository}/${branch}`);
  const contents = await readObjects(git, files.map(({ object }) => object));
  return new Map(files.map(({ path }, at) => [path, Buffer.from(contents[at]!)] as const));
}
