import type { Catalog } from '../catalog.ts';
import { isIntact } from '../release.ts';

/** A release that was there before and is not what it was. */
export interface ReleaseChange {
  /** As its shelf has it: `<credential>/<version>`. */
  readonly id: string;
  readonly path: string;
  readonly turn: 'removed' | 'changed';
}

/** Releases that were replaced or deleted since `before`. One that is edited has lost its digest; these have one that is right, or none. */
export function releaseChanges(before: Catalog, now: Catalog): readonly ReleaseChange[] {
  return [...before.names.releases].sort().flatMap((id): readonly ReleaseChange[] => {
    const path = `releases/${id}.json`;
    if (!now.names.releases.has(id)) return [{ id, path, turn: 'removed' }];
    const [was, is] = [before.releases.get(id), now.releases.get(id)];
    // What cannot be read is said by the lint; what was not intact before may be restored.
    if (was === undefined || is === undefined || was.value.digest === is.value.digest || !isIntact(was.value)) return [];
    return [{ id, path, turn: 'changed' }];
  });
}
