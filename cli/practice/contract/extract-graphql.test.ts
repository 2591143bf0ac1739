import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { DOCUMENTS } from '../../effects/github/documents.ts';
import { BY_HAND } from './by-hand.ts';
import { extractGraphql, readFullSchema } from './extract-graphql.ts';

const committed = readFileSync(new URL('github.graphql', import.meta.url), 'utf8');

test('the committed GraphQL extract is what the script makes of the package', () => {
  expect(extractGraphql(readFullSchema(), [...DOCUMENTS, ...BY_HAND])).toBe(committed);
});

test.each([...DOCUMENTS, ...BY_HAND])('GitHub would take the document %#', (document) => {
  expect(validate(buildSchema(readFullSchema(), { assumeValid: true }), parse(document))).toEqual([]);
  expect(validate(buildSchema(committed), parse(document))).toEqual([]);
});

test('the extract has nothing that the documents do not reach', () => {
  expect(validate(buildSchema(committed), parse('{ viewer { login } }'))).not.toEqual([]);
});

test('a union keeps the kinds that are asked for something, and an empty type is left out', () => {
  const full = 'type Query { thing: Thing } union Thing = A | B type A { a: Int } type B { b: Int c: C } type C { d: Int }';
  const cut = extractGraphql(full, ['{ thing { __typename ... on B { b c { __typename } } } }']);
  expect(cut).toContain('union Thing = B');
  expect(cut).not.toContain('type A');
});
