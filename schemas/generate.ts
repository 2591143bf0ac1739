/**
 * Makes what the code takes from the schemas: TypeScript types and self-contained validators.
 * `npm run generate` writes them, the outlines of the letters on badges, and then the single file of the command line that the workflows run; tests fail when they drift.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneModule from 'ajv/dist/standalone/index.js';
import formatsModule from 'ajv-formats';
import { build } from 'esbuild';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { bundleAction } from '../cli/bundle-action.ts';
import { makeOutlines } from '../cli/effects/outlines.ts';

/** The default export of a CommonJS module, which some loaders wrap once more. */
export const unwrap = <Value>(module: Value): Value => (module as { readonly default?: Value }).default ?? module;
const standalone = unwrap(standaloneModule);
const formats = unwrap(formatsModule);

const folder = new URL('.', import.meta.url);
export const base = 'https://laurel.example/schemas/';
export const modelFile = new URL('../cli/core/model.generated.ts', folder);
export const validatorsFile = new URL('../cli/core/validators.generated.js', folder);
/** The validator of submissions alone, which the page that teachers hand in on carries along. */
export const submissionValidatorFile = new URL('../cli/core/submission/validator.generated.js', folder);
/** The outlines of letters on badges: from a font and not from the schemas, and made by the same command. */
export const outlinesFile = new URL('../cli/core/badge/outlines.generated.ts', folder);

type Schema = JSONSchema & { readonly $id: string };

/** Every schema of this folder by kind (`rubric.schema.json` is `rubric`). */
export function readSchemas(): ReadonlyMap<string, Schema> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.schema.json')).sort();
  return new Map(names.map((name) => [name.slice(0, -'.schema.json'.length), JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Schema]));
}

/** Kinds that are documents; `values` only holds definitions. */
export const kinds = (schemas: ReadonlyMap<string, Schema>): readonly string[] => [...schemas.keys()].filter((kind) => kind !== 'values');

// json-schema-to-typescript names a type after `title` or `$id`; nested titles would flood the module with names.
function bare(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return value.map((entry) => bare(entry, depth + 1));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key, entry]) => !(depth > 0 && key === 'title' && typeof entry === 'string') && key !== 'examples' && key !== '$id');
  return Object.fromEntries(entries.map(([key, entry]) => [key, bare(entry, depth + 1)]));
}

function inline(value: unknown, schemas: ReadonlyMap<string, Schema>, self: Schema): unknown {
  if (Array.isArray(value)) return value.map((entry) => inline(entry, schemas, self));
  if (value === null || typeof value !== 'object') return value;
  const { $ref, ...rest } = value as { $ref?: string };
  if ($ref === undefined) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, inline(entry, schemas, self)]));
  const [file = '', pointer = ''] = $ref.split('#');
  const owner = file === '' ? self : schemas.get(file.replace('.schema.json', ''));
  const target = pointer.split('/').filter(Boolean).reduce<any>((node, key) => node[key], owner);
  return { ...(inline(target, schemas, owner ?? self) as object), ...rest };
}

const pascal = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1);

/** The TypeScript module of all types, `readonly` throughout. */
export async function makeModel(): Promise<string> {
  const schemas = readSchemas();
  const parts: string[] = ['// Generated from schemas/ by `npm run generate`. Do not edit.\n'];
  for (const kind of kinds(schemas)) {
    const schema = schemas.get(kind)!;
    const name = kind === 'release' ? 'ReleaseFile' : pascal(kind);
    const plain = { ...(bare(inline(schema, schemas, schema), 0) as JSONSchema), title: name };
    parts.push(await compile(plain, name, { bannerComment: '', additionalProperties: false, ignoreMinAndMaxItems: true, style: { singleQuote: true, printWidth: 140 } }));
  }
  return parts.join('\n').replace(/^(\s+)((?:'[^']+'|\w+)\??: )/gm, '$1readonly $2').replace(/^(\s+)(\[k: string\]: )/gm, '$1readonly $2');
}

/** One module that exports a validator function a kind, with all errors and no import. */
export async function makeValidators(only?: readonly string[]): Promise<string> {
  const schemas = readSchemas();
  const ajv = new Ajv2020({ allErrors: true, verbose: false, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true, code: { source: true, esm: true, lines: false } });
  (formats as unknown as (ajv: Ajv2020, names: readonly string[]) => void)(ajv, ['uri', 'email', 'date', 'date-time']);
  for (const schema of schemas.values()) ajv.addSchema(schema as object);
  const code = standalone(ajv, Object.fromEntries((only ?? kinds(schemas)).map((kind) => [kind, `${base}${kind}.schema.json`])));
  const bundle = await build({ stdin: { contents: code, resolveDir: new URL('..', folder).pathname, loader: 'js' }, bundle: true, format: 'esm', platform: 'neutral', mainFields: ['main'], minify: true, write: false, legalComments: 'none' });
  return `// Generated from schemas/ by \`npm run generate\`. Do not edit.\n${bundle.outputFiles[0]!.text}`;
}

if (process.argv[1] !== undefined && import.meta.url === new URL(`file://${process.argv[1]}`).href) {
  writeFileSync(modelFile, await makeModel());
  writeFileSync(validatorsFile, await makeValidators());
  writeFileSync(submissionValidatorFile, await makeValidators(['submission']));
  writeFileSync(outlinesFile, await makeOutlines());
  // Last, because it holds those before.
  for (const [path, text] of await bundleAction()) writeFileSync(new URL(`../${path}`, folder), text);
}
