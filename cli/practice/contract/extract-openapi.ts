import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { routes } from '../routes/all.ts';
import { fetchOpenapi, OPENAPI } from './fetch-openapi.ts';
import type { Extract, Operation, Parameter, Schema } from './openapi.ts';

export { fetchOpenapi } from './fetch-openapi.ts';

type Tree = Readonly<Record<string, unknown>>;

/** Cuts the whole description down to some operations (`GET /user`) and the schemas that they reach, without prose. */
export function extractOpenapi(description: Tree, wanted: readonly string[]): Extract {
  const follow = (node: unknown): Tree => {
    const ref = (node as { readonly $ref?: unknown }).$ref;
    return typeof ref === 'string'
      ? follow(
          ref
            .slice(2)
            .split('/')
            .reduce<unknown>((at, key) => (at as Tree)[key], description),
        )
      : (node as Tree);
  };
  const operations = Object.fromEntries(wanted.toSorted().map((name) => [name, operationOf(description, name, follow)]));
  const schemas: Record<string, Schema> = {};
  const reach = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const ref = (node as { readonly $ref?: unknown }).$ref;
    const name = typeof ref === 'string' ? ref.slice(ref.lastIndexOf('/') + 1) : null;
    if (name !== null && schemas[name] === undefined) {
      schemas[name] = bare(follow(node));
      reach(schemas[name]);
    }
    Object.values(node).forEach(reach);
  };
  reach(operations);
  return { source: { package: OPENAPI.package, version: OPENAPI.version, licence: 'MIT', file: OPENAPI.file }, operations, schemas: sorted(schemas) };
}

/** The extract as text: one line for each operation and schema, in the order of their names. */
export function printExtract({ source, operations, schemas }: Extract): string {
  const block = (entries: Tree): string =>
    Object.entries(entries)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(sorted(value))}`)
      .join(',\n');
  return `{\n  "source": ${JSON.stringify(source)},\n  "operations": {\n${block(operations)}\n  },\n  "schemas": {\n${block(schemas)}\n  }\n}\n`;
}

/** The operations that the practice GitHub answers. */
export const OPERATIONS: readonly string[] = routes.map((route) => `${route.method} ${route.path}`);

function operationOf(description: Tree, name: string, follow: (node: unknown) => Tree): Operation {
  const [method = '', path = ''] = name.split(' ');
  const item = (description['paths'] as Tree)[path] as Tree | undefined;
  const operation = item?.[method.toLowerCase()] as Tree | undefined;
  if (item === undefined || operation === undefined) throw new Error(`GitHub's description has no operation ${name}.`);
  const parameters = [...((item['parameters'] ?? []) as unknown[]), ...((operation['parameters'] ?? []) as unknown[])].map(follow);
  const body = operation['requestBody'] === undefined ? null : follow(operation['requestBody']);
  const bodySchema = body === null ? null : jsonSchema(body);
  const responses = Object.entries(operation['responses'] as Tree).map(([status, response]) => [status, jsonSchema(follow(response))] as const);
  return {
    parameters: parameters.filter((one) => one['in'] === 'path' || one['in'] === 'query').map(parameterOf),
    body: body === null || bodySchema === null ? null : { required: body['required'] === true, schema: bodySchema },
    responses: Object.fromEntries(responses),
  };
}

function parameterOf(parameter: Tree): Parameter {
  return {
    name: String(parameter['name']),
    in: parameter['in'] as Parameter['in'],
    required: parameter['required'] === true,
    schema: bare((parameter['schema'] ?? {}) as Schema),
  };
}

function jsonSchema(carrier: Tree): Schema | null {
  const content = (carrier['content'] ?? {}) as Readonly<Record<string, Tree>>;
  const schema = content['application/json']?.['schema'];
  return schema === undefined ? null : bare(schema as Schema);
}

const PROSE = new Set(['description', 'summary', 'title', 'example', 'examples', 'externalDocs', 'default', 'deprecated', 'discriminator']);

// Under `properties` the names belong to GitHub's objects, where "title" and "description" are fields like any other.
function bare(schema: Schema): Schema {
  const kept = Object.entries(schema).filter(([key]) => !PROSE.has(key) && !key.startsWith('x-'));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key === 'properties' ? mapValues(value as Tree, bareNode) : key === 'enum' ? value : bareNode(value)]),
  );
}

function bareNode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bareNode);
  return typeof value === 'object' && value !== null ? bare(value as Schema) : value;
}

function mapValues(tree: Tree, change: (value: unknown) => unknown): Tree {
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, change(value)]));
}

function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map((one: unknown) => sorted(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one as unknown)]),
  ) as T;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { readFileSync } = await import('node:fs');
  const path = await fetchOpenapi(fileURLToPath(new URL('../../../node_modules/.cache/laurel/', import.meta.url)));
  const extract = extractOpenapi(JSON.parse(readFileSync(path, 'utf8')) as Tree, OPERATIONS);
  writeFileSync(new URL('github-openapi.json', import.meta.url), printExtract(extract));
}
