import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { bundle, nodeOptions } from '../setup.mjs';
import { floor } from './floors.ts';
import { inFolder, writeCatalog } from './folder.ts';
import { measurePeers } from './measure-peers.ts';
import { used, type Usage } from './processes.ts';
import type { Unmeasured } from './table.ts';
import { compare, inTurn, type Row } from './turns.ts';

/** How often a lint is measured, how often what others do of it, and of how many credentials. */
export interface LintSize {
  readonly rounds: number;
  /** None leaves them out. */
  readonly peerRounds: number;
  readonly credentials: number;
}

/**
 * How long and with how much memory a generated catalog is linted: all of it, against reading and parsing it without a check; what
 * did not change since the last time, against reading every file; and what others take for a part of it, against all of it.
 */
export const measureLint = ({ rounds, peerRounds, credentials }: LintSize): Promise<readonly (Row | Unmeasured)[]> =>
  inFolder((folder) => inFolder(async (spoilt) => inFolder(async (cache) => {
    const [catalog, faulty] = [await writeCatalog(folder, credentials), await writeCatalog(spoilt, credentials, true)];
    const [laurel, parse, read] = [await bundle(), await floor('floor-parse'), await floor('floor-read')];
    const lint = (of: string, threads: number, ...more: string[]): Usage & { readonly ms: number } => used([...nodeOptions, laurel, 'lint', '--catalog', of, ...more], [0, 1], { LAUREL_CACHE: cache, LAUREL_THREADS: String(threads) });
    lint(catalog, 2);
    const rubric = join(catalog, 'rubrics', 'practice-00001.yaml');
    const took = await inTurn(rounds, {
      parse: () => used([...nodeOptions, parse, catalog]),
      one: () => lint(catalog, 1, '--no-cache'),
      two: () => lint(catalog, 2, '--no-cache'),
      faulty: () => lint(faulty, 1, '--no-cache'),
      read: () => used([read, catalog]),
      known: async () => {
        // What has only just changed is read twice: the first of these lints settles it.
        await setTimeout(3000);
        lint(catalog, 1);
        return lint(catalog, 1);
      },
      changed: () => {
        writeFileSync(rubric, `${readFileSync(rubric, 'utf8')}# a remark\n`);
        return lint(catalog, 1);
      },
    });
    const of = (name: keyof typeof took, what: 'ms' | keyof Usage): readonly number[] => took[name].map((each) => each[what]);
    return [
      compare('everything, time', of('one', 'ms'), 'reading and parsing', of('parse', 'ms'), 'ms'),
      compare('everything, processor', of('one', 'cpu'), 'reading and parsing', of('parse', 'cpu'), 'ms'),
      compare('everything, peak memory', of('one', 'peak'), 'reading and parsing', of('parse', 'peak'), 'MiB'),
      compare('one file in ten faulty, time', of('faulty', 'ms'), 'reading and parsing', of('parse', 'ms'), 'ms'),
      compare('one file in ten faulty, processor', of('faulty', 'cpu'), 'reading and parsing', of('parse', 'cpu'), 'ms'),
      compare('two threads, time', of('two', 'ms'), 'one thread', of('one', 'ms'), 'ms'),
      compare('two threads, time', of('two', 'ms'), 'reading and parsing', of('parse', 'ms'), 'ms'),
      compare('nothing changed, time', of('known', 'ms'), 'reading every file', of('read', 'ms'), 'ms'),
      compare('one file changed, time', of('changed', 'ms'), 'reading every file', of('read', 'ms'), 'ms'),
      compare('nothing changed, processor', of('known', 'cpu'), 'reading every file', of('read', 'cpu'), 'ms'),
      compare('one file changed, processor', of('changed', 'cpu'), 'reading every file', of('read', 'cpu'), 'ms'),
      ...(peerRounds === 0 ? [] : await measurePeers(peerRounds, laurel, catalog)),
    ];
  })));
