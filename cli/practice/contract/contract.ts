import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { buildSchema, parse, validate } from 'graphql';
import type { RequestEntry } from '../server.ts';
import { accepted, NULLS, OVERLAPPING, UNDESCRIBED } from './deviations.ts';
import { toJsonSchema } from './nullable.ts';
import type { Extract, Operation, Schema } from './openapi.ts';

/** Holds requests and their answers to what GitHub has published. */
export interface Contract {
  /** What is wrong with a request or its answer; git and pages have nothing to be held to. */
  readonly check: (entry: RequestEntry) => readonly string[];
}

/** Reads the committed extracts; each operation's schemas are compiled when it is first met. */
export function createContract(): Contract {
  const extract = JSON.parse(readFileSync(new URL('github-openapi.json', import.meta.url), 'utf8')) as Extract;
  const compile = compiler(extract);
  const graph = buildSchema(readFileSync(new URL('github.graphql', import.meta.url), 'utf8'));
  return {
    check: (entry) => {
      if (entry.path === '/api/graphql') return graphqlFaults(graph, entry);
      if (!entry.path.startsWith('/api/')) return [];
      const name = `${entry.method} ${entry.route ?? ''}`;
      if (entry.fault !== undefined) return []; // a test made it fail
      const operation = extract.operations[name];
      if (operation === undefined) return [`${entry.method} ${entry.path}: the practice GitHub has no such operation`];
      const faults = [...requestFaults(compile, name, operation, entry), ...responseFaults(compile, name, operation, entry)];
      return faults.map((fault) => `${entry.method} ${entry.path} -> ${entry.status}: ${fault}`);
    },
  };
}

type Compile = (key: string, schema: Schema, coerce?: boolean) => ValidateFunction;

function compiler(extract: Extract): Compile {
  const definitions = {
    $id: 'github',
    $defs: Object.fromEntries(Object.entries(extract.schemas).map(([name, schema]) => [name, toJsonSchema(schema)])),
  };
  const create = (coerceTypes: boolean): Ajv => {
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false, coerceTypes });
    formats.default(ajv);
    return ajv.addSchema(definitions);
  };
  const [strict, coercing] = [create(false), create(true)];
  const compiled = new Map<string, ValidateFunction>();
  return (key, schema, coerce = false) => {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = (coerce ? coercing : strict).compile(toJsonSchema(schema));
    compiled.set(key, made);
    return made;
  };
}

function requestFaults(compile: Compile, name: string, operation: Operation, entry: RequestEntry): readonly string[] {
  const found: string[] = [];
  const given = { path: pathParameters(entry), query: Object.fromEntries(new URLSearchParams(entry.query)) };
  for (const place of ['path', 'query'] as const) {
    const known = operation.parameters.filter((one) => one.in === place);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(known.map((one) => [one.name, one.schema])),
      required: known.filter((one) => one.required).map((one) => one.name),
      additionalProperties: false,
    };
    const check = compile(`${name} ${place}`, schema, true);
    if (!check(given[place])) found.push(...said(`${place} parameter`, check.errors));
  }
  // Whoever was told that the body is wrong knows it already.
  if (entry.status === 400 || entry.status === 422) return found;
  return [...found, ...bodyFaults(compile, name, operation, entry.requestBody)];
}

function bodyFaults(compile: Compile, name: string, { body }: Operation, given: unknown): readonly string[] {
  const sent = described(name, given);
  if (body === null) return sent === null || sent === undefined ? [] : ['request body: there should be none'];
  if (sent === null || sent === undefined) return body.required ? ['request body: it is missing'] : [];
  const check = compile(`${name} body`, body.schema);
  const faults = check(sent) ? [] : said('request body', check.errors);
  const known = propertyNames(body.schema);
  const unknown = Object.keys(sent).filter((key) => known.size > 0 && !known.has(key));
  return [...faults, ...unknown.map((key) => `request body: "${key}" is not a field that GitHub knows`)];
}

function described(name: string, sent: unknown): unknown {
  const known = UNDESCRIBED.filter(({ operation }) => operation === name).map(({ field }) => field);
  return known.length === 0 || typeof sent !== 'object' || sent === null ? sent : Object.fromEntries(Object.entries(sent).filter(([field]) => !known.includes(field)));
}

function responseFaults(compile: Compile, name: string, operation: Operation, entry: RequestEntry): readonly string[] {
  const described = operation.responses[String(entry.status)];
  if (described === undefined && !accepted(name, entry.status)) return ['this status is not described'];
  if (entry.status === 304) return [];
  const schema = loosened(name, entry.status, described ?? (entry.status >= 400 ? { $ref: '#/components/schemas/basic-error' } : null));
  if (schema === null) return entry.responseBody === null ? [] : ['response body: there should be none'];
  const check = compile(`${name} ${entry.status}`, schema);
  if (check(entry.responseBody)) return [];
  return said('response body', (check.errors ?? []).filter((error) => !knownNull(name, entry.responseBody, error)));
}

// Such a null is one fault of its own and, where a schema is one of several, one of each of them; only the null itself is let pass.
function knownNull(name: string, body: unknown, { instancePath }: ErrorObject): boolean {
  if (!NULLS.some(({ operation, place }) => operation.test(name) && place.test(instancePath))) return false;
  const keys = instancePath.split('/').slice(1);
  return keys.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | null)?.[key], body) === null;
}

function loosened(name: string, status: number, schema: Schema | null): Schema | null {
  if (schema === null || !OVERLAPPING.some((one) => one.operation === name && one.status === status)) return schema;
  const { oneOf, ...rest } = schema;
  return { ...rest, anyOf: oneOf };
}

function graphqlFaults(schema: ReturnType<typeof buildSchema>, entry: RequestEntry): readonly string[] {
  const query = (entry.requestBody as { readonly query?: unknown } | null)?.query;
  if (typeof query !== 'string') return ['POST /api/graphql: there is no document'];
  return validate(schema, parse(query)).map((error) => `POST /api/graphql: ${error.message}`);
}

// The template and the address are walked side by side; a parameter at the end takes what is left.
function pathParameters(entry: RequestEntry): Record<string, string> {
  const parts = entry.path.slice('/api/v3/'.length).split('/').map(decodeURIComponent);
  const template = (entry.route ?? '').slice(1).split('/');
  const values = template.flatMap((segment, index) => {
    if (!segment.startsWith('{')) return [];
    const value = index === template.length - 1 ? parts.slice(index).join('/') : (parts[index] ?? '');
    return [[segment.slice(1, -1), value] as const];
  });
  return Object.fromEntries(values);
}

function propertyNames(schema: Schema): ReadonlySet<string> {
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (schema[key] ?? []) as readonly Schema[]);
  return new Set([...Object.keys((schema['properties'] ?? {}) as Schema), ...branches.flatMap((branch) => [...propertyNames(branch)])]);
}

function said(where: string, errors: readonly ErrorObject[] | null | undefined): readonly string[] {
  return (errors ?? []).map((error) => {
    const extra =
      error.keyword === 'additionalProperties' ? ` (${String((error.params as { readonly additionalProperty: string }).additionalProperty)})` : '';
    return `${where}: ${error.instancePath === '' ? 'it' : error.instancePath} ${error.message ?? error.keyword}${extra}`;
  });
}
