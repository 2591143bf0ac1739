import type { Git } from '../effects/git.ts';
import type { World } from '../effects/world.ts';

/** A world in which the process dies at the nth writing command of git, either before it has any effect or right after. */
export function dyingWorld(world: World, at: number, when: 'before' | 'after'): { readonly world: World; readonly died: () => boolean } {
  let count = 0;
  let dead = false;
  const wrap = (git: Git): Git => {
    const run: Git['run'] = async (args, options) => {
      if (dead) throw new Error('killed');
      const writes = args[0] === 'push' || args[0] === 'fast-import';
      if (writes) count += 1;
      const mine = writes && count === at;
      if (mine && when === 'before') dead = true;
      if (dead) throw new Error('killed');
      const result = await git.run(args, options);
      if (mine) {
        dead = true;
        throw new Error('killed');
      }
      return result;
    };
    return { ...git, run, text: async (args, options) => (await run(args, options)).stdout.toString('utf8').replace(/\n$/, '') };
  };
  return { world: { ...world, git: (folder, access) => wrap(world.git(folder, access)) }, died: () => dead };
}
