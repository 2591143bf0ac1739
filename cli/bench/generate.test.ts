import { expect, test } from 'vitest';
import { loadCatalog } from '../core/catalog.ts';
import { lint } from '../core/lint.ts';
import { countWords } from '../core/markdown.ts';
import { generateCatalog } from './generate.ts';

const files = generateCatalog(5);
const textsOf = (list: typeof files): readonly (readonly [string, string])[] => list.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]);

test('a generated catalog has no faults', () => {
  const report = lint(files, { today: '2026-11-22' });
  expect(report.diagnostics).toEqual([]);
  expect(report.catalog.releases.size).toBe(5);
  expect(report.catalog.frameworks.size).toBe(2);
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
