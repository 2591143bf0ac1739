import { fork } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import type { ProgramEnd, RunProgram } from '../effects/run-program.ts';
import type { Answered, Asked } from './small-process.ts';

let run: RunProgram | null = null;

/** Runs programs through a process of its own, which all test files of this process share and which ends with it. */
export const throughSmallProcess: RunProgram = (order) => (run ??= smallProcess())(order);

function smallProcess(): RunProgram {
  const child = fork(join(import.meta.dirname, 'small-process.ts'), { serialization: 'advanced', execArgv: ['--disable-warning=ExperimentalWarning'] });
  const waiting = new Map<number, { readonly done: (end: ProgramEnd) => void; readonly fail: (why: Error) => void }>();
  let last = 0;
  child.on('message', (answered: Answered) => {
    const { done, fail } = waiting.get(answered.id)!;
    waiting.delete(answered.id);
    if ('end' in answered) done({ ...answered.end, stdout: Buffer.from(answered.end.stdout), stderr: Buffer.from(answered.end.stderr) });
    else fail(Object.assign(new Error(answered.fault.message), answered.fault));
  });
  child.on('exit', () => {
    run = null;
    for (const { fail } of waiting.values()) fail(new Error('The small process ended before its work did.'));
  });
  child.unref();
  child.channel?.unref();
  return (order) =>
    new Promise((done, fail) => {
      const id = (last += 1);
      waiting.set(id, { done, fail });
      // A child without a folder of its own begins in this process's.
      child.send({ id, order: { cwd: process.cwd(), ...order } } satisfies Asked, (error) => error !== null && fail(error));
    });
}
