import type { Catalog } from '../catalog.ts';
import type { Diagnostic } from '../diagnostic.ts';
import releaseIntact from '../rules/release-intact.ts';
import { catalogChange } from './catalog-change.ts';
import { releaseChanges } from './release-changes.ts';

/** What a catalog cannot show by itself: releases that are not what they were in `before`, and credentials whose version was raised by less than their change since then needs. */
export const versionFaults = (before: Catalog, now: Catalog): readonly Diagnostic[] => [...releaseFaults(before, now), ...tooLow(before, now)];

function releaseFaults(before: Catalog, now: Catalog): readonly Diagnostic[] {
  return releaseChanges(before, now).map(({ id, path, turn }) => ({
    path,
    line: 1,
    column: 1,
    rule: releaseIntact.id,
    severity: releaseIntact.severity,
    message: turn === 'removed' ? `Unexpected absence of the release ${id.replace('/', ' ')}, expected it as it was before the change` : `Unexpected release of another digest in the place of ${id.replace('/', ' ')}, expected it as it was before the change`,
    remedy: turn === 'removed'
      ? 'Restore the file from git: submissions and badges under it rest on it. To end a credential set `status: retired`. A release under which nobody started and no badge was given may go all the same: then say so in the pull request, and let this error stand.'
      : 'Restore the file from git: submissions and badges under it rest on it. For what is new raise the version in the credential and run `laurel release`.',
  }));
}

function tooLow(before: Catalog, now: Catalog): readonly Diagnostic[] {
  return catalogChange(before, now).credentials.flatMap(({ id, requires, now: version, differences }): readonly Diagnostic[] => {
    const document = now.credentials.get(id)?.document;
    if (requires === null || requires.isMet || document === undefined) return [];
    const heaviest = differences.find(({ at, weight }) => weight === requires.weight && !at.startsWith('standing/'));
    return [{
      path: document.path,
      ...document.place('/version'),
      rule: 'version-fits-change',
      severity: 'error',
      message: `Unexpected version ${version} for a ${requires.weight} change since ${requires.from}${heaviest === undefined ? '' : ` (${heaviest.says})`}, expected ${requires.version} or higher`,
      remedy: `Write \`version: ${requires.version}\`, say in \`changes\` what changed, and run \`laurel release ${id}\`; \`laurel diff\` shows every difference with its class.`,
    }];
  });
}
