import { spawn } from 'node:child_process';

/** A program that a step runs. */
export interface ChildOrder {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Every line that it prints, on either stream, in the order of arrival. */
  readonly line: (text: string) => void;
  /** Aborted to end it: first asked politely, then not. */
  readonly signal: AbortSignal;
}

// Source: GitHub docs, "Workflow cancellation": SIGINT, 7.5 seconds, SIGTERM, 2.5 seconds, then killed.
const PATIENCE = [['SIGINT', 0], ['SIGTERM', 7500], ['SIGKILL', 10_000]] as const;

/** Runs a program in a process group of its own and gives its exit code; what it left running is ended with it. */
export function runChild({ program, args, cwd, env, line, signal }: ChildOrder): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const kill = (how: NodeJS.Signals): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, how);
      } catch {
        // The whole group has ended already.
      }
    };
    const timers: NodeJS.Timeout[] = [];
    const stop = (): void => void timers.push(...PATIENCE.map(([how, after]) => setTimeout(() => kill(how), after)));
    const finish = [child.stdout, child.stderr].map((stream) => intoLines(stream, line));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    const settle = (): void => {
      timers.forEach(clearTimeout);
      signal.removeEventListener('abort', stop);
    };
    child.on('error', (error) => {
      settle();
      fail(error);
    });
    // A child in the background may hold the streams open; with the program it is over.
    child.on('exit', () => setTimeout(() => kill('SIGKILL'), 100).unref());
    child.on('close', (code) => {
      settle();
      finish.forEach((last) => last());
      done(code ?? 1);
    });
  });
}

function intoLines(stream: NodeJS.ReadableStream, line: (text: string) => void): () => void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split(/\r?\n/);
    rest = parts.pop() ?? '';
    parts.forEach(line);
  });
  return () => void (rest === '' || line(rest));
}
