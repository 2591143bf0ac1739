import { expect, test } from 'vitest';
import { loadCatalog } from '../core/catalog.ts';
import { lint } from '../core/lint.ts';
import { countWords } from '../core/markdown.ts';
import { generateCatalog, withFaults } from './generate.ts';
import { titleOf } from './voice.ts';

const files = generateCatalog(5);
const textsOf = (list: typeof files): readonly (readonly [string, string])[] => list.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]);

test('a generated catalog has no faults', () => {
  const report = lint(files, { today: '2026-11-22' });
  expect(report.diagnostics).toEqual([]);
  expect(report.catalog.releases.size).toBe(5);
  expect(report.catalog.frameworks.size).toBe(2);
});

test('no two of ten thousand titles are the same', () => {
  expect(new Set(Array.from({ length: 20_000 }, (_, nth) => titleOf(nth))).size).toBe(20_000);
});

test('a catalog with faults has one in every tenth file', () => {
  const many = generateCatalog(12);
  const spoilt = withFaults(many);
  const changed = spoilt.filter((file, at) => file !== many[at]).map(({ path }) => path);
  expect(changed.length).toBe(Math.floor((many.length + 4) / 10));
  const faulty = new Set(lint(spoilt, { today: '2026-11-22' }).diagnostics.map(({ path }) => path));
  for (const path of changed) expect(faulty).toContain(path);
});

test('the same seed gives the same bytes, another one others', () => {
  expect(textsOf(generateCatalog(5))).toEqual(textsOf(files));
  expect(textsOf(generateCatalog(5, 'another'))).not.toEqual(textsOf(files));
});

test('a generated credential is as long as a real one', () => {
  for (const { document } of loadCatalog(files).catalog.credentials.values()) {
    const lines = document.text.slice(0, document.bodyOffset).split('\n').length;
    const words = countWords(document.body);
    expect([lines, words].every((size, at) => Math.abs(size / [65, 400][at]! - 1) < 0.25), `${lines} lines, ${words} words`).toBe(true);
  }
});
