import values from '../../schemas/values.schema.json' with { type: 'json' };
import type { Diagnostic } from './diagnostic.ts';
import type { Document } from './document.ts';
import { didYouMean, nearest } from './nearest.ts';
import type { SchemaFault, Validator } from './validators.generated.js';
import { escapePointer, type Json } from './yaml.ts';

/** What a schema says of one field. */
export interface Field {
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly additionalProperties?: Field | boolean;
  readonly $ref?: string;
}

/** Schemas by the name of their file without its ending. */
type Schemas = Readonly<Record<string, object>>;

/** The shape that documents of a kind are held to. */
export interface Shape {
  readonly kind: string;
  readonly validator: Validator;
  /** The kind's own schema, and all that it refers to. */
  readonly schemas: Schemas;
}

function resolve(schemas: Schemas, field: Field | undefined): Field {
  if (field?.$ref === undefined) return field ?? {};
  const [file = '', pointer = ''] = field.$ref.split('#');
  let target: unknown = schemas[file.replace('.schema.json', '')];
  for (const key of pointer.split('/').filter(Boolean)) target = (target as Record<string, unknown>)[key];
  const { $ref: _ref, ...own } = field;
  return { ...resolve(schemas, target as Field), ...own };
}

/** The schema's own words about the field at a JSON pointer: what authors are told and editors show. */
export function fieldIn({ kind, schemas }: Pick<Shape, 'kind' | 'schemas'>, pointer: string): Field {
  let field = resolve(schemas, schemas[kind] as Field);
  for (const key of pointer.split('/').slice(1)) {
    const next = field.properties?.[key] ?? (/^[0-9]+$/.test(key) && field.items !== undefined ? field.items : typeof field.additionalProperties === 'object' ? field.additionalProperties : undefined);
    field = resolve(schemas, next);
  }
  return field;
}

/** The names of the fields at a JSON pointer, in the order in which the schema lists them; none where any name may stand. */
export const fieldNames = (shape: Pick<Shape, 'kind' | 'schemas'>, pointer: string): readonly string[] => Object.keys(fieldIn(shape, pointer).properties ?? {});

const at = (value: Json, pointer: string): Json | undefined =>
  pointer.split('/').slice(1).reduce<Json | undefined>((node, key) => (node !== null && typeof node === 'object' ? (node as Record<string, Json>)[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined), value);

function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a group of fields';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}

const NOUNS: Readonly<Record<string, string>> = { string: 'text', array: 'a list', object: 'a group of fields', integer: 'a whole number', number: 'a number', boolean: 'true or false', null: 'nothing' };
const nouns = (types: unknown): string => (Array.isArray(types) ? types : [types]).map((type) => NOUNS[String(type)] ?? String(type)).join(' or ');

// What is wrong in the form "Unexpected X, expected Y".
function message(fault: SchemaFault, value: Json | undefined, field: Field): string {
  const { params } = fault;
  switch (fault.keyword) {
    case 'required':
    case 'dependentRequired': return `Unexpected absence of "${String(params.missingProperty)}", expected it here`;
    case 'additionalProperties': return `Unexpected field ${shown(String(params.additionalProperty))}, expected one of ${Object.keys(field.properties ?? {}).join(', ')}`;
    case 'type': return `Unexpected ${shown(value)}, expected ${nouns(params.type)}`;
    case 'enum': return `Unexpected ${shown(value)}, expected ${(params.allowedValues as readonly unknown[]).length === 1 ? '' : 'one of '}${(params.allowedValues as readonly unknown[]).join(', ')}`;
    case 'const': return `Unexpected ${shown(value)}, expected ${shown(params.allowedValue as Json)}`;
    case 'minItems': return `Unexpected ${shown(value)}, expected at least ${String(params.limit)}`;
    case 'maxItems': return `Unexpected ${shown(value)}, expected at most ${String(params.limit)}`;
    case 'minLength': return Number(params.limit) === 1 ? 'Unexpected empty text, expected some' : `Unexpected text of ${String(value).length} characters, expected at least ${String(params.limit)}`;
    case 'maxLength': return `Unexpected text of ${String(value).length} characters, expected at most ${String(params.limit)}`;
    case 'uniqueItems': return `Unexpected ${shown((value as readonly Json[])[Number(params.i)])} twice, expected each entry once`;
    case 'format': return `Unexpected ${shown(value)}, expected ${params.format === 'date' ? 'a date such as 2026-11-22' : params.format === 'email' ? 'an e-mail address' : params.format === 'uri' ? 'a full https address' : String(params.format)}`;
    case 'minimum': return `Unexpected ${shown(value)}, expected at least ${String(params.limit)}`;
    case 'maximum': return `Unexpected ${shown(value)}, expected at most ${String(params.limit)}`;
    case 'exclusiveMinimum': return `Unexpected ${shown(value)}, expected more than ${String(params.limit)}`;
    case 'pattern': return `Unexpected ${shown(value)}, expected ${lowerFirst(forms.get(String(params.pattern)) ?? field.description ?? 'another form')}`.replace(/\.$/, '');
    case 'oneOf': return params.passingSchemas === null ? 'Unexpected absence of "form", expected `form` or a choice under `oneOf`' : 'Unexpected `form` beside `oneOf`, expected one of the two';
    default: return `Unexpected ${shown(value)}, expected a value that ${fault.message ?? 'fits the schema'}`;
  }
}

// What a pattern asks for, in the words of the definition that has it; a field's own words say what it is for.
const forms: ReadonlyMap<string, string> = new Map([['^[^\\n\\r]*$', 'text on one line'], ...Object.values(values.$defs).flatMap((definition) => ('pattern' in definition ? [[definition.pattern, definition.description] as const] : []))]);

const lowerFirst = (text: string): string => (/^[A-Z][a-z]*[ -][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);

function remedy(fault: SchemaFault, value: Json | undefined, field: Field): string {
  if (fault.keyword === 'additionalProperties') return `Rename or remove it.${didYouMean(String(fault.params.additionalProperty), Object.keys(field.properties ?? {}))}`;
  if (fault.propertyName !== undefined) return 'Rename it.';
  const example = field.examples?.[0];
  const about = field.description === undefined ? '' : `${field.title ?? 'Field'}: ${field.description}`;
  const shownExample = example === undefined || typeof example === 'object' ? '' : ` For example: ${String(example)}`;
  const allowed = fault.keyword === 'enum' ? (fault.params.allowedValues as readonly unknown[]).filter((entry) => typeof entry === 'string') : [];
  const guess = typeof value === 'string' ? didYouMean(value, allowed) : '';
  return `${about}${guess === '' ? shownExample : guess}`.trim() || 'Compare with another file of the same kind, or run `laurel new`.';
}

/** Validates a parsed document against a shape; every fault of it, each at its place. */
export function validateAgainst(shape: Shape, document: Document): readonly Diagnostic[] {
  const { validator } = shape;
  if (validator(document.value)) return [];
  const faults = (validator.errors ?? []).filter((fault) => fault.keyword !== 'if' && !/\/oneOf\/[0-9]+\//.test(fault.schemaPath) && fault.keyword !== 'propertyNames');
  const misspelt = new Set(faults.flatMap(({ keyword, instancePath, params }) => (keyword === 'additionalProperties' ? [`${instancePath}/${nearest(String(params.additionalProperty), Object.keys(fieldIn(shape, instancePath).properties ?? {})) ?? ''}`] : [])));
  return faults.flatMap((fault) => {
    const missing = fault.keyword === 'required' || fault.keyword === 'dependentRequired' ? `/${String(fault.params.missingProperty)}` : '';
    // One slip of the pen, one fault: the field that is there under another name is not missing.
    if (missing !== '' && misspelt.has(fault.instancePath + missing)) return [];
    const name = fault.keyword === 'additionalProperties' ? String(fault.params.additionalProperty) : fault.propertyName;
    const owner = fieldIn(shape, fault.instancePath);
    const field = missing === '' ? owner : fieldIn(shape, fault.instancePath + missing);
    const place = name === undefined ? document.place(fault.instancePath) : document.place(`${fault.instancePath}/${escapePointer(name)}`, 'key');
    const value = fault.propertyName ?? at(document.value, fault.instancePath);
    return [{ path: document.path, ...place, rule: 'schema', severity: 'error' as const, message: message(fault, value, owner), remedy: remedy(fault, value, field) }];
  });
}
