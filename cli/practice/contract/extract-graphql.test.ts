import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { DOCUMENTS } from '../../effects/github/documents.ts';
import { extractGraphql, readFullSchema } from './extract-graphql.ts';

const committed = readFileSync(new URL('github.graphql', import.meta.url), 'utf8');

test('the committed GraphQL extract is what the script makes of the package', () => {
  expect(extractGraphql(readFullSchema(), DOCUMENTS)).toBe(committed);
});

test.each(DOCUMENTS)('GitHub would take the document %#', (document) => {
  expect(validate(buildSchema(readFullSchema(), { assumeValid: true }), parse(document))).toEqual([]);
  expect(validate(buildSchema(committed), parse(document))).toEqual([]);
});

test('the extract has nothing that the documents do not reach', () => {
  expect(validate(buildSchema(committed), parse('{ viewer { login } }'))).not.toEqual([]);
});
