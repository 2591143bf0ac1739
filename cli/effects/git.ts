import { execFileSync } from 'node:child_process';
import { runProgram } from './run-program.ts';

/** How a git command ended. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git in one repository; the token goes to it by its environment, never by its arguments. */
export interface Git {
  readonly folder: string;
  readonly run: (args: readonly string[], options?: GitOptions) => Promise<GitResult>;
  /** As `run`, but throws `GitFailure` unless it ended with 0; gives the output as text without the last line break. */
  readonly text: (args: readonly string[], options?: GitOptions) => Promise<string>;
  /** What a command writes, while everything else waits: for the few objects that are read where somebody looks at them. */
  readonly now: (args: readonly string[], input: string) => Buffer;
}

/** What a command is given besides its arguments. */
export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Git said no; `message` is a sentence with its own words. */
export class GitFailure extends Error {
  readonly result: GitResult;
  constructor(args: readonly string[], result: GitResult) {
    const said = result.stderr.trim().split('\n').slice(-3).join(' ');
    super(`git ${commandIn(args)} ended with ${result.code}: ${said}${/unable to access|RPC failed|hung up|early EOF|disconnect/.test(said) ? ' See whether the network and the server are there, then run the command again; nothing is lost.' : ''}`);
    this.name = 'GitFailure';
    this.result = result;
  }
}

// What settings are given with comes before it.
const commandIn = (args: readonly string[]): string => args.find((arg, at) => arg !== '-c' && args[at - 1] !== '-c') ?? '';

/** Git in a folder. With a token, requests to `server` carry it. */
export function openGit(folder: string, env: Readonly<Record<string, string | undefined>>, access?: { readonly server: string; readonly token: string }): Git {
  const config: readonly (readonly [string, string])[] = [
    ['core.quotePath', 'false'],
    ['protocol.version', '2'],
    // Records are alike, so that a pack holds them as long chains of deltas, which are read in no order of its own.
    ['core.deltaBaseCacheLimit', '512m'],
    // A server that says nothing for a minute is given up.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
    ...(access === undefined ? [] : ([[`http.${access.server}/.extraHeader`, `Authorization: Basic ${Buffer.from(`x-access-token:${access.token}`).toString('base64')}`], ['credential.helper', '']] as const)),
  ];
  const settings = Object.fromEntries(config.flatMap(([key, value], at) => [[`GIT_CONFIG_KEY_${at}`, key], [`GIT_CONFIG_VALUE_${at}`, value]]));
  // Git has no use for the signing key.
  const { LAUREL_KEY: _key, LAUREL_KEY_FILE: _file, ...rest } = env;
  const base = { ...rest, ...settings, GIT_CONFIG_COUNT: String(config.length), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  const run: Git['run'] = async (args, options = {}) => {
    const { code, stdout, stderr } = await runProgram({ program: 'git', args, cwd: folder, env: { ...base, ...options.env }, ...(options.input === undefined ? {} : { input: options.input }) });
    return { code, stdout, stderr: stderr.toString('utf8') };
  };
  const text: Git['text'] = async (args, options) => {
    const result = await run(args, options);
    if (result.code !== 0) throw new GitFailure(args, result);
    return result.stdout.toString('utf8').replace(/\n$/, '');
  };
  const now: Git['now'] = (args, input) => execFileSync('git', args, { cwd: folder, env: base as NodeJS.ProcessEnv, input, maxBuffer: Infinity, stdio: ['pipe', 'pipe', 'ignore'] });
  return { folder, run, text, now };
}
