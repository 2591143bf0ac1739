import { spawn } from 'node:child_process';

/** A program to run to its end. */
export interface Order {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it reads from its standard input; nothing where it is left out. */
  readonly input?: string | Uint8Array;
}

/** How it ended. */
export interface ProgramEnd {
  /** Its exit code; 1 where a signal ended it. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

export type RunProgram = (order: Order) => Promise<ProgramEnd>;

/** Runs a program as a child of this process. Rejects where it cannot be started. */
export const spawnProgram: RunProgram = ({ program, args, cwd, env, input }) =>
  new Promise((done, fail) => {
    const child = spawn(program, args, { ...(cwd === undefined ? {} : { cwd }), env: env as NodeJS.ProcessEnv, stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.on('error', fail);
    // Without a process there are no pipes either; the error says so.
    if (child.pid === undefined) return;
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('close', (code) => done({ code: code ?? 1, stdout: Buffer.concat(out), stderr: Buffer.concat(err) }));
    // A program may end before it has read everything.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });

let way: RunProgram = spawnProgram;

/** Runs a program in the way that was chosen last. */
export const runProgram: RunProgram = (order) => way(order);

/** Has programs run in another way from now on: starting one costs a process with a large heap many times what it costs a small one. */
export function runProgramsBy(other: RunProgram): void {
  way = other;
}
