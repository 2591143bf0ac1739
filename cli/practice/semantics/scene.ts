import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Octokit } from '@octokit/rest';
import { gitEnvironment } from '../git/run.ts';
import { startPractice, type Practice } from '../server.ts';

const run = promisify(execFile);

/** The people of every scene. The organisation owns; nobody else is anybody until they are made a collaborator. */
export const PEOPLE = [
  { login: 'lead', id: 101, name: 'Lea Lead', token: 'token-of-lead' },
  { login: 'teacher', id: 102, name: 'Tess Teacher', token: 'token-of-teacher' },
  { login: 'ada', id: 103, name: 'Ada Assessor', token: 'token-of-ada' },
  { login: 'stranger', id: 104, name: 'Sam Stranger', token: 'token-of-stranger' },
  { login: 'district', id: 201, name: 'A District', token: 'token-of-district', type: 'Organization' as const },
];

/** A login of one of the people, and `anonymous` for nobody. */
export type Login = 'lead' | 'teacher' | 'ada' | 'stranger' | 'anonymous';

/** Where a repository is, in the form of octokit's parameters. */
export type Place = { readonly owner: string; readonly repo: string };

/** A clone with its own author and token. */
export interface Clone {
  readonly dir: string;
  readonly git: (...args: string[]) => Promise<string>;
  readonly commit: (path: string, text: string, message?: string) => Promise<string>;
}

/** A practice GitHub with people who use it as they would the real one: through octokit and git, over HTTP. */
export interface Scene {
  readonly practice: Practice;
  readonly as: (login: Login) => Octokit;
  /** Octokit with any token. */
  readonly withToken: (token: string) => Octokit;
  readonly programme: (options?: { readonly private?: boolean }) => Promise<Place>;
  readonly clone: (login: Login, place: Place, token?: string) => Promise<Clone>;
  readonly end: () => Promise<void>;
}

/** Opens a scene; the clock stands where the test puts it. */
export async function openScene(now: () => Date): Promise<Scene> {
  const root = await mkdtemp(join(tmpdir(), 'laurel-practice-'));
  const practice = await startPractice({ root: join(root, 'server'), now, people: PEOPLE });
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const withToken = (token: string): Octokit => new Octokit({ baseUrl: practice.apiUrl, log: silent, ...(token === '' ? {} : { auth: token }) });
  const as = (login: Login): Octokit => withToken(tokenOf(login));
  let count = 0;
  return {
    practice,
    as,
    withToken,
    programme: async (options = {}) => {
      count += 1;
      const { data } = await as('lead').repos.createForAuthenticatedUser({ name: `programme-${count}`, auto_init: true, ...options });
      return { owner: data.owner.login, repo: data.name };
    },
    clone: async (login, place, token = tokenOf(login)) => {
      count += 1;
      const dir = join(root, `clone-${count}`);
      const address = new URL(practice.gitUrl(place.owner, place.repo));
      if (token !== '') [address.username, address.password] = ['x-access-token', token];
      const person = PEOPLE.find((one) => one.login === login) ?? { login: 'nobody', id: 0, name: 'Nobody' };
      const identity = ['-c', `user.name=${person.name}`, '-c', `user.email=${person.id}+${person.login}@users.noreply.github.com`];
      await run('git', ['clone', '--quiet', address.href, dir], { env: gitEnvironment() });
      const git = async (...args: string[]): Promise<string> =>
        (await run('git', [...identity, ...args], { cwd: dir, env: gitEnvironment() })).stdout.trim();
      const commit = async (path: string, text: string, message = `Write ${path}`): Promise<string> => {
        await mkdir(dirname(join(dir, path)), { recursive: true });
        await writeFile(join(dir, path), text);
        await git('add', '--all');
        await git('commit', '--quiet', '--message', message);
        return git('rev-parse', 'HEAD');
      };
      return { dir, git, commit };
    },
    end: async () => {
      await practice.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A pull request from a teacher's fork, which is what most rules are about. */
export interface Claim {
  readonly place: Place;
  readonly pull: Place & { readonly pull_number: number };
  readonly head: string;
  readonly fork: Place;
}

/** A teacher forks, writes a file and opens a pull request. */
export async function openClaim(
  scene: Scene,
  place: Place,
  options: { readonly draft?: boolean; readonly path?: string; readonly title?: string } = {},
): Promise<Claim> {
  const teacher = scene.as('teacher');
  const { data: made } = await teacher.repos.createFork(place);
  const fork = { owner: made.owner.login, repo: made.name };
  await writeInFork(scene, fork, options.path ?? 'claim.md', 'My claim\n');
  const { data } = await teacher.pulls.create({
    ...place,
    title: options.title ?? 'My claim',
    head: 'teacher:main',
    base: 'main',
    draft: options.draft ?? false,
  });
  return { place, pull: { ...place, pull_number: data.number }, head: data.head.sha, fork };
}

/** The teacher commits to the branch of the fork; gives the commit. */
export async function writeInFork(scene: Scene, fork: Place, path: string, text: string): Promise<string> {
  const message = `Write ${path}`;
  const { data } = await scene
    .as('teacher')
    .repos.createOrUpdateFileContents({ ...fork, path, message, content: Buffer.from(text).toString('base64') });
  return data.commit.sha ?? '';
}

/** What a refusal says: its status, and its message with its faults. */
export async function refusalOf(asked: Promise<unknown>): Promise<{ readonly status: number; readonly message: string }> {
  try {
    await asked;
  } catch (error) {
    const { status, message } = error as { readonly status: number; readonly message: string };
    return { status, message };
  }
  return { status: 0, message: 'it was not refused' };
}

/** Whether git refuses, and what it says. */
export async function gitRefusal(asked: Promise<unknown>): Promise<string | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    return (error as { readonly stderr: string }).stderr;
  }
}

function tokenOf(login: string): string {
  return PEOPLE.find((one) => one.login === login)?.token ?? '';
}
