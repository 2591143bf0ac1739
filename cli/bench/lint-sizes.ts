import { installPeers } from './install-peers.ts';
import { measureLint } from './measure-lint.ts';
import { head, ratiosBeside, rowLine } from './table.ts';

/** Catalogs to lint, by their number of credentials, and whether others lint them too. */
export interface LintSizes {
  readonly sizes: readonly number[];
  readonly alone: boolean;
}

// What takes minutes once is not firmer for being done again.
const [LARGE, SMALL] = [5000, 200];

/** The line above the first table. */
export const lintHead = ({ sizes }: LintSizes): string => head(`Lint, ${sizes[0]} credentials`);

/** Measures the lint of a catalog of each size, and says each table as soon as it is there; where there are several, then their ratios beside one another. */
export async function measureLintSizes({ sizes, alone }: LintSizes, say: (line: string) => void): Promise<readonly object[]> {
  if (!alone) await installPeers(say);
  const tables = [];
  for (const [at, credentials] of sizes.entries()) {
    if (at > 0) say(`\n${head(`Lint, ${credentials} credentials`)}`);
    const rows = await measureLint({ rounds: credentials < LARGE ? 3 : 1, peerRounds: alone ? 0 : credentials <= SMALL ? 3 : 1, credentials });
    for (const row of rows) say(rowLine(row));
    tables.push(rows);
  }
  if (sizes.length > 1) for (const line of ['', ...ratiosBeside(sizes.map(String), tables)]) say(line);
  return tables.flatMap((rows, at) => rows.map((row) => ({ credentials: sizes[at], ...row })));
}
