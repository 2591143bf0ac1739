import { join } from 'node:path';
import { bundle, root } from '../setup.mjs';
import { inFolder, writeCatalog } from './folder.ts';
import { timed } from './processes.ts';
import { compare, inTurn, type Row } from './turns.ts';

/** How long the command line takes for little work, against Node doing nothing. */
export async function measureStart(rounds: number): Promise<readonly Row[]> {
  const laurel = await bundle();
  const wrapper = join(root, 'cli', 'laurel.mjs');
  const sample = join(root, 'catalog');
  const one = join(sample, 'credentials', 'tiered-tasks.md');
  // While somebody works on the sample catalog it may have faults.
  const lint = (program: string, ...args: string[]) => (): number => timed([program, 'lint', ...args], [0, 1]);
  return inFolder(async (folder) => {
    const single = await writeCatalog(folder, 1);
    const took = await inTurn(rounds, {
      nothing: () => timed(['-e', '0']),
      version: () => timed([laurel, '--version']),
      single: lint(laurel, '--catalog', single),
      file: lint(laurel, one, '--catalog', sample),
      sample: lint(laurel, '--catalog', sample),
      wrappedVersion: () => timed([wrapper, '--version']),
      wrappedSample: lint(wrapper, '--catalog', sample),
    });
    const row = (what: string, values: readonly number[]): Row => compare(what, values, 'node -e 0', took.nothing, 'ms');
    return [
      row('laurel --version', took.version),
      row('laurel lint, 1 credential', took.single),
      row('laurel lint, 1 file of sample', took.file),
      row('laurel lint, sample catalog', took.sample),
      row('--version by the wrapper', took.wrappedVersion),
      row('lint of sample by the wrapper', took.wrappedSample),
    ];
  });
}
