import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lint } from '../../core/lint.ts';
import { smallestCatalog } from '../../testing/smallest.ts';
import { diskFiles, readCatalog } from '../files.ts';
import { watchFolder } from './watch-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'laurel-watching-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const circumstances = { today: '2026-11-22' };

const write = (path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
const RUBRIC = 'rubrics/wait-time.yaml';
const rubric = new TextDecoder().decode(smallestCatalog().find(({ path }) => path === RUBRIC)!.bytes);

// Each thing that somebody does, and what of it is to be seen.
const steps: readonly (readonly [what: string, act: () => void, touched: readonly string[]])[] = [
  ['writes a fault', () => write(RUBRIC, rubric.replace('passing: proficient', 'passing: expert')), [RUBRIC]],
  ['saves as editors do, by another file that takes the place of the first', () => {
    write(`${RUBRIC}.swp`, rubric);
    renameSync(join(root, `${RUBRIC}.swp`), join(root, RUBRIC));
  }, [RUBRIC]],
  ['changes one letter', () => write(RUBRIC, rubric.replace('Builds', 'Bvilds')), [RUBRIC]],
  ['makes a folder with a file', () => write('releases/other/1.0.0.json', '{'), ['releases/other/1.0.0.json']],
  ['removes the folder', () => rmSync(join(root, 'releases', 'other'), { recursive: true }), ['releases/other/1.0.0.json']],
  ['removes the issuer', () => rmSync(join(root, 'issuer.yaml')), ['issuer.yaml']],
  ['puts everything back', () => smallestCatalog().forEach(({ path, bytes }) => write(path, bytes)), ['issuer.yaml']],
];

describe('a folder that is watched', () => {
  it('is reported on after each change as if it were linted from nothing, and ends when it is told to', async () => {
    for (const { path, bytes } of smallestCatalog()) write(path, bytes);
    const stop = new AbortController();
    const waiting = [...steps];
    let next: (typeof steps)[number] | undefined;
    for await (const { linted, touched } of watchFolder({ folder: () => ({ files: diskFiles, root, circumstances, now: () => new Date() }), before: null, stop: stop.signal, every: 300 })) {
      if (linted === null) expect.fail('The folder is there.');
      const { diagnostics } = lint(await readCatalog(diskFiles, root), circumstances);
      expect(linted.known.report.diagnostics, next?.[0]).toEqual(diagnostics);
      // Some see a change in two steps, as it is made; then another report follows.
      if (next !== undefined && !next[2].every((path) => touched.includes(path))) continue;
      next = waiting.shift();
      if (next === undefined) stop.abort();
      else next[1]();
    }
    expect(waiting).toEqual([]);
    expect(readFileSync(join(root, RUBRIC), 'utf8')).toBe(rubric);
  });
});
