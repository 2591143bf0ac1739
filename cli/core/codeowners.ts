import type { Catalog } from './catalog.ts';
import type { Diagnostic } from './diagnostic.ts';

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

/** A fault at `stewards` in issuer.yaml when CODEOWNERS (null: not there) says something else; none where no stewards are named. */
export function codeownersFault({ issuer }: Pick<Catalog, 'issuer'>, folder: string, present: string | null): Diagnostic | null {
  const stewards = issuer?.value.stewards;
  if (issuer === null || stewards === undefined || present?.replace(/\r\n/g, '\n') === codeowners(stewards, folder)) return null;
  return {
    path: issuer.document.path, ...issuer.document.place('/stewards', 'key'), rule: 'owners-current', severity: 'error',
    message: `Unexpected ${present === null ? 'absence' : 'content'} of ${CODEOWNERS_FILE}, expected what these stewards come to`,
    remedy: 'Run `laurel owners --write`.',
  };
}
