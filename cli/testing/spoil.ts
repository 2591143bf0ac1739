import { GitFailure, type Git } from '../effects/git.ts';
import { openGitHub } from '../effects/github/github.ts';
import { patience } from '../effects/github/patience.ts';
import type { World } from '../effects/world.ts';

/** One step of a process outside itself: a git command or a request, with what it is. */
export type Step = string;

/** Where a process dies: before the step has any effect, right after it, or not at it. */
export type Death = 'before' | 'after' | null;

const gitOf = (git: Git, around: (step: Step, act: () => ReturnType<Git['run']>) => ReturnType<Git['run']>): Git => {
  const run: Git['run'] = (args, options) => around(`git ${args.filter((arg) => !arg.startsWith('-')).slice(0, 3).join(' ')}`, () => git.run(args, options));
  return {
    ...git,
    run,
    text: async (args, options) => {
      const result = await run(args, options);
      if (result.code !== 0) throw new GitFailure(args, result);
      return result.stdout.toString('utf8').replace(/\n$/, '');
    },
  };
};

/**
 * A world whose process dies at a step. From then on nothing outside it is done any more, whatever the program still tries.
 * @param at is asked at every step, with its number from 1 on.
 */
export function dyingWorld(world: World, at: (step: Step, count: number) => Death): { readonly world: World; readonly died: () => Step | null; readonly steps: readonly Step[] } {
  const steps: Step[] = [];
  let dead: Step | null = null;
  const around = async <Outcome>(step: Step, act: () => Promise<Outcome>): Promise<Outcome> => {
    if (dead !== null) throw new Error('killed');
    steps.push(step);
    const death = at(step, steps.length);
    if (death === 'before') dead = step;
    if (dead !== null) throw new Error('killed');
    const outcome = await act();
    if (death === 'after') dead = step;
    if (dead !== null) throw new Error('killed');
    return outcome;
  };
  const fetch: World['fetch'] = (input, init) => around(`${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`, () => world.fetch(input, init));
  return {
    world: { ...world, fetch, git: (folder, access) => gitOf(world.git(folder, access), around), github: async (access) => openGitHub(access, fetch, patience(60_000, 1)) },
    died: () => dead,
    steps,
  };
}

/** A world in which something happens once, just before the first git command that is meant. */
export function interruptedWorld(world: World, isMeant: (args: readonly string[]) => boolean, happen: () => Promise<void>): World {
  let happened = false;
  const wrap = (git: Git): Git => {
    const run: Git['run'] = async (args, options) => {
      if (!happened && isMeant(args)) {
        happened = true;
        await happen();
      }
      return git.run(args, options);
    };
    return { ...git, run };
  };
  return { ...world, git: (folder, access) => wrap(world.git(folder, access)) };
}

/** Whether a git command pushes to a branch. */
export const pushesTo = (branch: string) => (args: readonly string[]): boolean => args[0] === 'push' && args.some((arg) => arg.endsWith(`:refs/heads/${branch}`));
