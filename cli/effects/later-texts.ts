import type { Later } from '../core/plan/texts.ts';
import type { Git } from './git.ts';
import { objectsIn } from './tree.ts';

/** Texts of git's objects that are read when somebody looks at them, some at a time, and not kept. */
export interface LaterTexts {
  readonly later: (object: string, sha256?: string) => Later;
  /** Reads some together that are looked at next. */
  readonly prepare: (next: readonly Later[]) => void;
}

/** How many are read together at most where they are looked at in the order in which they were named. */
const AHEAD = 500;

/** Opens the texts of a repository. It holds those that were read together last. */
export function laterTexts(git: Git): LaterTexts {
  const order: string[] = [];
  const places = new Map<string, number>();
  let held: ReadonlyMap<string, string> = new Map();
  let [next, most] = [-1, 1];
  const hold = (objects: readonly string[]): void => {
    const args = ['cat-file', '--batch', '--buffer'];
    const contents = objectsIn(git.now(args, `${objects.join('\n')}\n`), args);
    held = new Map(objects.map((object, at) => [object, contents[at]!.toString('utf8')]));
  };
  const read = (object: string): string => {
    const known = held.get(object);
    if (known !== undefined) return known;
    const at = places.get(object)!;
    most = at === next ? Math.min(most * 4, AHEAD) : 1;
    next = Math.min(at + most, order.length);
    hold(order.slice(at, next));
    return held.get(object)!;
  };
  return {
    later: (object, sha256) => {
      if (!places.has(object)) places.set(object, order.push(object) - 1);
      return { object, ...(sha256 === undefined ? {} : { sha256 }), read: () => read(object) };
    },
    prepare: (some) => {
      if (some.some(({ object }) => !held.has(object))) hold(some.map(({ object }) => object));
    },
  };
}
