import type { Catalog } from './catalog.ts';
import type { Diagnostic, Position } from './diagnostic.ts';

/** Where GitHub looks for it, below the repository's root. */
export const CODEOWNERS_FILE = '.github/CODEOWNERS';

/** What decides over badges, what makes the pages that show them, and what an editor starts that has the folder open, as CODEOWNERS writes paths: folders end in a slash. */
export function policyPaths(folder: string): readonly string[] {
  const catalog = folder === '' ? '/' : `/${folder}/`;
  return [`${catalog}issuer.yaml`, `${catalog}assessors.yaml`, `${catalog}calibrations/`, '/.github/', '/schemas/', '/cli/', '/site/', '/astro.config.mjs', '/package.json', '/package-lock.json', '/.npmrc', '/.vscode/'];
}

/**
 * The text of CODEOWNERS: who must agree to a change of what decides over badges. Submissions are not in it: the desk assigns
 * assessors, and nobody is told of everything.
 * @param folder the catalog's folder in the repository, such as `catalog`; empty where it is the root.
 */
export function codeowners(stewards: readonly string[], folder: string): string {
  const catalog = folder === '' ? '/' : `/${folder}/`;
  const paths = policyPaths(folder);
  const width = Math.max(...paths.map((path) => path.length));
  return `# Made by \`laurel owners --write\` from \`stewards\` in ${catalog.slice(1)}issuer.yaml. Do not edit.\n${paths.map((path) => `${path.padEnd(width)} ${stewards.join(' ')}\n`).join('')}`;
}

/** The stewards that a catalog names, and where. */
export interface Stewards {
  readonly path: string;
  readonly at: Position;
  readonly names: readonly string[];
}

/** The stewards of a catalog; null where it names none. */
export const stewardsIn = ({ issuer }: Pick<Catalog, 'issuer'>): Stewards | null => (issuer?.value.stewards === undefined ? null : { path: issuer.document.path, at: issuer.document.place('/stewards', 'key'), names: issuer.value.stewards });

/** A fault at `stewards` in issuer.yaml when CODEOWNERS (null: not there) says something else; none where no stewards are named. */
export function codeownersFault(stewards: Stewards | null, folder: string, present: string | null): Diagnostic | null {
  if (stewards === null || present?.replace(/\r\n/g, '\n') === codeowners(stewards.names, folder)) return null;
  return {
    path: stewards.path, ...stewards.at, rule: 'owners-current', severity: 'error',
    message: `Unexpected ${present === null ? 'absence' : 'content'} of ${CODEOWNERS_FILE}, expected what these stewards come to`,
    remedy: 'Run `laurel owners --write`.',
  };
}
