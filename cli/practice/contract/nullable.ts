import type { Schema } from './openapi.ts';

/** A schema of OpenAPI 3.0 as plain JSON Schema: `nullable` becomes a type, and references point into `$defs`. */
export function toJsonSchema(schema: Schema): Schema {
  const { nullable, ...rest } = mapped(schema);
  if (nullable !== true) return rest;
  if (typeof rest['type'] === 'string' && rest['enum'] === undefined) return { ...rest, type: [rest['type'], 'null'] };
  return { anyOf: [rest, { type: 'null' }] };
}

function mapped(schema: Schema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, convert(key, value)]));
}

function convert(key: string, value: unknown): unknown {
  if (key === '$ref') return String(value).replace('#/components/schemas/', 'github#/$defs/');
  if (key === 'enum' || key === 'required') return value;
  if (key === 'properties') return Object.fromEntries(Object.entries(value as Schema).map(([name, one]) => [name, toJsonSchema(one as Schema)]));
  if (Array.isArray(value)) return value.map((one: unknown) => (isSchema(one) ? toJsonSchema(one) : one));
  return isSchema(value) ? toJsonSchema(value) : value;
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);
