import { bundle } from '../setup.mjs';
import { floor } from './floors.ts';
import { inFolder, writeCatalog } from './folder.ts';
import { node } from './processes.ts';
import { compare, inTurn, type Row } from './turns.ts';

/** How long and with how much memory a generated catalog is linted, against reading and parsing it without a check. */
export const measureLint = (rounds: number, credentials: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const catalog = await writeCatalog(folder, credentials);
    const [laurel, parse] = [await bundle(), await floor('floor-parse')];
    const took = await inTurn(rounds, {
      lint: () => node([laurel, 'lint', '--catalog', catalog], { peak: true }),
      parse: () => node([parse, catalog], { peak: true }),
    });
    const of = (name: keyof typeof took, what: 'ms' | 'peak'): readonly number[] => took[name].map((each) => each[what]);
    return [
      compare('laurel lint, time', of('lint', 'ms'), 'reading and parsing', of('parse', 'ms'), 'ms'),
      compare('laurel lint, peak memory', of('lint', 'peak'), 'reading and parsing', of('parse', 'peak'), 'MiB'),
    ];
  });
