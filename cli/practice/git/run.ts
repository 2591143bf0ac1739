import { devNull } from 'node:os';
import { runProgram } from '../../effects/run-program.ts';

/** What one run of git ended with. */
export interface GitResult {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

/** What a run of git is given beside its arguments. */
export interface GitOptions {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** The environment in which git behaves alike on every machine: no configuration of the person or the system, no prompt. */
export function gitEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(GIT_|XDG_CONFIG_HOME$)/.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
}

/** Runs git in a bare repository and gives whatever came of it. */
export async function runGit(dir: string, args: readonly string[], { input, env }: GitOptions = {}): Promise<GitResult> {
  const { code, stdout, stderr } = await runProgram({ program: 'git', args: ['--git-dir', dir, ...args], env: { ...gitEnvironment(), ...env }, ...(input === undefined ? {} : { input }) });
  return { code, out: stdout, err: stderr.toString('utf8') };
}

/** Runs git and gives its output as text; a failure throws with what git said. */
export async function git(dir: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  const result = await runGit(dir, args, options);
  if (result.code !== 0) throw new Error(`git ${args[0]} ended with ${result.code}: ${result.err.trim()}`);
  return result.out.toString('utf8');
}

/** The lines of git's output, without an empty last one. */
export function lines(output: string): readonly string[] {
  return output.split('\n').filter((line) => line !== '');
}

/** The fields of git's `-z` output. */
export function fields(output: string): readonly string[] {
  return output.split('\0').filter((field) => field !== '');
}
