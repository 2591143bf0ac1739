import { bundle } from '../setup.mjs';
import { floor } from './floors.ts';
import { inFolder, writeCatalog } from './folder.ts';
import { used, type Usage } from './processes.ts';
import { compare, inTurn, type Row } from './turns.ts';

/** How long and with how much memory a generated catalog is linted, against reading and parsing it without a check. */
export const measureLint = (rounds: number, credentials: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const catalog = await writeCatalog(folder, credentials);
    const [laurel, parse] = [await bundle(), await floor('floor-parse')];
    const took = await inTurn(rounds, {
      lint: () => used([laurel, 'lint', '--catalog', catalog]),
      parse: () => used([parse, catalog]),
    });
    const of = (name: keyof typeof took, what: 'ms' | keyof Usage): readonly number[] => took[name].map((each) => each[what]);
    return [
      compare('laurel lint, time', of('lint', 'ms'), 'reading and parsing', of('parse', 'ms'), 'ms'),
      compare('laurel lint, processor time', of('lint', 'cpu'), 'reading and parsing', of('parse', 'cpu'), 'ms'),
      compare('laurel lint, peak memory', of('lint', 'peak'), 'reading and parsing', of('parse', 'peak'), 'MiB'),
    ];
  });
