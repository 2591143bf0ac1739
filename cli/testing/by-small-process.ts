import { fork } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { runProgramsBy, type ProgramEnd, type RunProgram } from '../effects/run-program.ts';
import type { Answered, Asked } from './small-process.ts';

/** Runs programs through a process of its own, which ends with this one. */
function bySmallProcess(): RunProgram {
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

// The small process is TypeScript that Node reads as it is, as the pinned one does.
if (process.features.typescript !== false && process.features.typescript !== undefined) runProgramsBy(bySmallProcess());
