import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { diskFiles, type Files } from './files.ts';
import { openGit, type Git } from './git.ts';
import type { Access, GitHub } from './github/github.ts';

/** Something to write to: a terminal, a pipe, or a test's memory. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** A keyboard and a screen, where a person sits at them. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable & { readonly columns?: number; readonly rows?: number };
}

/** Everything outside the process that a command may touch. Tests pass another one. */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
  readonly err: Output;
  readonly input: () => Promise<string>;
  /** There only where a person can be asked. */
  readonly terminal?: Terminal;
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  readonly files: Files;
  readonly git: (folder: string, access?: Access) => Git;
  readonly github: (access: Access) => Promise<GitHub>;
  readonly fetch: typeof globalThis.fetch;
}

/** The world of this process. */
export function realWorld(process: NodeJS.Process): World {
  const output = (stream: NodeJS.WriteStream): Output => ({ write: (text) => void stream.write(text), isTerminal: stream.isTTY === true, columns: stream.columns ?? 80 });
  return {
    cwd: process.cwd(),
    env: process.env,
    out: output(process.stdout),
    err: output(process.stderr),
    input: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    // To look at the standard input is to open it.
    ...(process.stdout.isTTY === true && process.stdin.isTTY === true ? { terminal: { input: process.stdin, output: process.stdout } } : {}),
    now: () => new Date(),
    random: (bytes) => randomBytes(bytes),
    files: diskFiles,
    git: (folder, access) => openGit(folder, process.env, access),
    github: async (access) => (await import('./github/github.ts')).openGitHub(access, globalThis.fetch),
    fetch: globalThis.fetch,
  };
}
