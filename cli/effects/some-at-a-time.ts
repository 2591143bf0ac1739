/** Repositories that are asked for or fetched at the same time: a server that has hundreds of them to serve has its limits. */
export const AT_A_TIME = 6;

/**
 * Does the same with many, some at a time. The outcomes stand in the order of what they are of, however long each took. After
 * one that fails no other is begun, and the first in that order is thrown when those that were begun have ended.
 */
export async function someAtATime<One, Outcome>(all: readonly One[], act: (one: One) => Promise<Outcome>, most: number = AT_A_TIME): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const failed = new Map<number, unknown>();
  let next = 0;
  const goOn = async (): Promise<void> => {
    while (next < all.length && failed.size === 0) {
      const at = next;
      next += 1;
      try {
        outcomes[at] = await act(all[at]!);
      } catch (error) {
        failed.set(at, error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, goOn));
  if (failed.size > 0) throw failed.get(Math.min(...failed.keys()));
  return outcomes;
}
