import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../effects/run-program.ts';
import type { Practice, PracticePerson } from './server.ts';

/** How a process ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** One person of a rehearsal: a home, a clone and a token of their own; acts only through processes. */
export interface Actor {
  readonly login: string;
  readonly clone: string;
  /** Runs `laurel` as this person in their clone. */
  readonly laurel: (...args: readonly string[]) => Promise<Ended>;
  /** Runs git as this person in their clone. */
  readonly git: (...args: readonly string[]) => Promise<Ended>;
  /** Clones a repository of the practice GitHub into their folder. */
  readonly cloneOf: (owner: string, name: string) => Promise<void>;
}

/** A process did not do what the rehearsal needs; what it said is in the message. */
export class ActorFailure extends Error {}

/** Makes a person with a home below `folder`. `command` is the command line's entry, such as `[node, bin.js]`. */
export async function createActor(practice: Pick<Practice, 'url' | 'apiUrl' | 'gitUrl'>, person: PracticePerson, folder: string, command: readonly string[]): Promise<Actor> {
  const home = join(folder, person.login);
  const clone = join(home, 'programme');
  await mkdir(home, { recursive: true });
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'], HOME: home, NO_COLOR: '1', LANG: 'C.UTF-8',
    GITHUB_TOKEN: person.token, GITHUB_API_URL: practice.apiUrl, GITHUB_SERVER_URL: practice.url,
    // A clone without the sample hooks that nobody runs.
    GIT_TEMPLATE_DIR: '',
    GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: person.name, GIT_COMMITTER_NAME: person.name,
    GIT_AUTHOR_EMAIL: `${person.id}+${person.login}@users.noreply.github.com`, GIT_COMMITTER_EMAIL: `${person.id}+${person.login}@users.noreply.github.com`,
    GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `http.${practice.url}/.extraHeader`, GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${person.token}`).toString('base64')}`,
    ...(process.env['NODE_COMPILE_CACHE'] === undefined ? {} : { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }),
  };
  const run = async (cwd: string, program: string, args: readonly string[]): Promise<Ended> => {
    const { code, stdout, stderr } = await runProgram({ program, args, cwd, env });
    return { code, out: stdout.toString('utf8'), err: stderr.toString('utf8') };
  };
  const [program = process.execPath, ...first] = command;
  return {
    login: person.login,
    clone,
    laurel: (...args) => run(clone, program, [...first, ...args]),
    git: (...args) => run(clone, 'git', args),
    cloneOf: async (owner, name) => void must(await run(home, 'git', ['clone', '--quiet', practice.gitUrl(owner, name), clone]), `${person.login}'s clone`),
  };
}

/** Gives the outcome back if the process ended well. */
export function must(ended: Ended, what: string): Ended {
  if (ended.code === 0) return ended;
  throw new ActorFailure(`${what} ended with ${ended.code}:\n${ended.out}${ended.err}`);
}
