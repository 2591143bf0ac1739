import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { extractOpenapi, OPERATIONS, printExtract } from './extract-openapi.ts';
import { openapiPath } from './fetch-openapi.ts';
import type { Extract } from './openapi.ts';

const committed = readFileSync(new URL('github-openapi.json', import.meta.url), 'utf8');
const path = openapiPath(fileURLToPath(new URL('../../../node_modules/.cache/laurel/', import.meta.url)));

test('the committed REST extract is what the script makes of the package', ({ skip }) => {
  skip(!existsSync(path), "GitHub's whole description is not in the cache: fetchOpenapi puts it there.");
  const description = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
  expect(printExtract(extractOpenapi(description, OPERATIONS))).toBe(committed);
});

test('every operation that the practice GitHub answers is described, and no other', () => {
  const { operations } = JSON.parse(committed) as Extract;
  expect(Object.keys(operations)).toEqual(OPERATIONS.toSorted());
});

test('the extract has no prose and no loose end', () => {
  const { schemas } = JSON.parse(committed) as Extract;
  expect(committed).not.toMatch(/"(description|summary|example)":"/);
  const referred = [...committed.matchAll(/#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(referred.filter((name) => schemas[name] === undefined)).toEqual([]);
});

test('an operation that GitHub does not have is not made up', () => {
  expect(() => extractOpenapi({ paths: {} }, ['GET /nothing'])).toThrow('no operation GET /nothing');
});
