import { near, byWeight } from '../cli/core/change/change-text.ts';
import { credentialDifferences, isFrozen } from '../cli/core/change/credential-differences.ts';
import type { Weight, Words } from '../cli/core/change/difference.ts';
import type { ReleaseFile } from '../cli/core/model.generated.ts';
import { byVersion } from '../cli/core/by-version.ts';
import type { Programme } from './catalog-source.ts';

/** One difference between two releases, as a page says it. */
export interface ShownDifference {
  readonly weight: Weight;
  readonly says: string;
  /** The words that went and came, with those near them. */
  readonly words: readonly Words[];
}

/** What changed from the release before. */
export interface VersionChange {
  /** The version before. */
  readonly since: string;
  readonly differences: readonly ShownDifference[];
}

/** What changed between a release and the one before it; null for the first, and for what is not released. */
export function versionChange(releases: Programme['releases'], id: string, version: string): VersionChange | null {
  const own = [...releases.values()].map(({ release }) => release).filter((release) => release.id === id);
  const now = own.find(({ credential }) => credential.version === version);
  const before = own.filter(({ credential }) => byVersion(credential.version, version) < 0).sort((a, b) => byVersion(a.credential.version, b.credential.version)).at(-1);
  if (now === undefined || before === undefined) return null;
  return { since: before.credential.version, differences: shown(before, now) };
}

const shown = (before: ReleaseFile['release'], now: ReleaseFile['release']): readonly ShownDifference[] =>
  byWeight(credentialDifferences(before, now).filter(isFrozen)).map(({ weight, says, words = [] }) => ({
    weight,
    says,
    words: words.map(({ turn, text }, at) => ({ turn, text: turn === 'same' ? near(text, at === 0, at === words.length - 1) : text })),
  }));
