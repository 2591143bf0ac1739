import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lint } from '../core/lint.ts';
import { diskFiles, readCatalog } from '../effects/files.ts';
import { writeCatalog } from './folder.ts';
import { areInstalled, sumOf, versions } from './install-peers.ts';
import { misfound, namedBy } from './measure-peers.ts';
import { peers } from './peers.ts';
import { plantFaults, writeFront } from './plant.ts';
import { head, ratiosBeside, rowLine } from './table.ts';
import { compare } from './turns.ts';

const top = mkdtempSync(join(tmpdir(), 'laurel-peers-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

test('planted faults are of the kinds that they are said to be, and there are no others', async () => {
  const catalog = await writeCatalog(join(top, 'catalog'), 4);
  const { schema, link } = plantFaults(catalog);
  const { diagnostics } = lint(await readCatalog(diskFiles, catalog), { today: '2026-11-22' });
  const named = (rule: string): readonly string[] => [...new Set(diagnostics.filter((found) => found.rule === rule).map(({ path }) => join(catalog, path)))].sort();
  expect(named('schema')).toEqual([...schema].sort());
  expect(named('link-resolves')).toEqual(link);
  const front = join(top, 'front');
  mkdirSync(front);
  expect(writeFront(catalog, front, schema)).toContain(join(front, 'practice-00001.yaml'));
});

// What each writes of a fault, and of a file without one.
const WRITTEN: Readonly<Record<string, string>> = {
  '@sourcemeta/jsonschema': 'fail: rubrics/practice-00004.yaml\nerror: Schema validation failure\n  The value was expected to be an object\n    at instance location "" (line 1, column 1)\n\n4 validated, 3 passed, 1 failed\n',
  'ajv-cli': 'rubrics/practice-00003.yaml valid\nrubrics/practice-00004.yaml invalid\n[{"instancePath":"","message":"must NOT have additional properties"}]\n',
  'remark-validate-links': 'credentials/practice-00004.md\n88:6-88:27 warning Cannot find heading for `#plan` missing-heading remark-validate-links:missing-heading\n\n⚠ 1 warning\n',
  'markdownlint-cli2': 'Finding: credentials/*.md\nLinting: 4 files\ncredentials/practice-00004.md:88:6 error MD051/link-fragments Link fragments should be valid [Context: "[how to begin](#plan)"]\nSummary: 1 issue in 1 file\n',
};

test.each(peers.map((peer) => [peer.name, peer] as const))('what %s finds is read from what it writes', (name, peer) => {
  const path = peer.finds === 'link' ? '/a/credentials/practice-00004.md' : '/a/rubrics/practice-00004.yaml';
  expect([...namedBy(peer, WRITTEN[name]!, '/a')]).toEqual([path]);
  expect(peer.packages).toContain(name);
  expect(Object.keys(versions)).toEqual(expect.arrayContaining([...peer.packages]));
});

test('who misses a planted fault or rejects a sound file is not compared with', () => {
  expect(misfound(new Set(['a', 'b']), ['a', 'b'])).toBeNull();
  expect(misfound(new Set(['a']), ['a', 'b'])).toBe('did not find 1 of 2 planted faults');
  expect(misfound(new Set(['a', 'b', 'c']), ['a', 'b'])).toBe('rejected sound files (1)');
});

test('a program counts as installed at its own version only', () => {
  const write = (version: string): void => {
    mkdirSync(join(top, 'ajv-cli'), { recursive: true });
    writeFileSync(join(top, 'ajv-cli', 'package.json'), JSON.stringify({ version }));
  };
  expect(areInstalled(['ajv-cli'], top)).toBe(false);
  write('0.0.1');
  expect(areInstalled(['ajv-cli'], top)).toBe(false);
  write(versions['ajv-cli']!);
  expect(areInstalled(['ajv-cli'], top)).toBe(true);
  expect(areInstalled(['ajv-cli', 'ajv-formats'], top)).toBe(false);
});

test('the sum of what is installed tells versions apart and registries not', () => {
  const lock = (version: string, more: object): string => JSON.stringify({ packages: { a: { version, integrity: 'sha512-x', ...more } } });
  expect(sumOf(lock('1.0.0', {}))).toBe(sumOf(lock('1.0.0', { resolved: 'https://registry.example/a.tgz' })));
  expect(sumOf(lock('1.0.0', {}))).not.toBe(sumOf(lock('1.0.1', {})));
});

test('tables are at most 80 columns wide, and say why something is not in them', () => {
  const rows = [compare('@sourcemeta/jsonschema, processor', [123_456], 'reading and parsing', [10_000_000], 'ms'), { what: 'ajv-cli 5.0.0', why: 'not installed' }];
  const beside = ratiosBeside(['100', '1000', '10000'], [rows, [rows[1]!], rows]);
  for (const line of [head('Lint'), ...rows.map(rowLine), ...beside]) expect(line.length).toBeLessThanOrEqual(80);
  expect(rowLine(rows[1]!)).toMatch(/^ {2}ajv-cli 5\.0\.0 +not installed$/);
  expect(beside.at(-1)).toMatch(/ 0\.0123 +- +0\.0123$/);
});
