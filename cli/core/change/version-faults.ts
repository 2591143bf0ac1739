import type { Catalog } from '../catalog.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { catalogChange } from './catalog-change.ts';

/** Credentials whose version was raised by less than their change since `before` needs. */
export function versionFaults(before: Catalog, now: Catalog): readonly Diagnostic[] {
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
