import { createHash } from 'node:crypto';
import type { Award } from '../core/model.generated.ts';
import { bundledAwards, bundleNumber } from '../core/plan/award-bundle.ts';
import { recordText } from '../core/plan/register.ts';
import type { Git } from './git.ts';
import { readObjects, type TreeFile } from './tree.ts';

/** How many bundles are in memory as text at once. */
const TOGETHER = 32;

/** What git calls a record's file; `like` is another name from the same repository. */
export function objectOf(record: object, like: string): string {
  const text = recordText(record);
  return createHash(like.length === 40 ? 'sha1' : 'sha256').update(`blob ${Buffer.byteLength(text)}\0`).update(text).digest('hex');
}

/**
 * Reads the award records that stand in bundles, by what git calls their own files. A copy is taken for the record only where git
 * would give it the record's name, so that a bundle is nobody's word: one that was changed is of no use, and the record itself is read.
 * @param wanted what git calls the award records of the register.
 */
export async function readBundles(git: Git, files: readonly TreeFile[], wanted: ReadonlySet<string>, share: (award: Award) => Award): Promise<{ readonly awards: ReadonlyMap<string, Award>; readonly last: number }> {
  const bundles = files.filter(({ path }) => bundleNumber(path) !== null);
  const awards = new Map<string, Award>();
  const [like = ''] = wanted;
  for (let from = 0; from < bundles.length; from += TOGETHER) {
    for (const bytes of await readObjects(git, bundles.slice(from, from + TOGETHER).map(({ object }) => object))) {
      for (const award of bundledAwards(new TextDecoder().decode(bytes)) ?? []) {
        const object = objectOf(award, like);
        if (wanted.has(object)) awards.set(object, share(award));
      }
    }
  }
  return { awards, last: Math.max(0, ...bundles.map(({ path }) => bundleNumber(path)!)) };
}
