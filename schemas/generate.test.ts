import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import settings from '../.vscode/settings.json' with { type: 'json' };
import { base, kinds, makeModel, makeValidators, modelFile, readSchemas, submissionValidatorFile, unwrap, validatorsFile } from './generate.ts';

const schemas = readSchemas();
const MEND = 'run `npm run generate`';

interface Field {
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly additionalProperties?: Field | boolean;
  readonly $ref?: string;
}

function* fields(field: Field, path: string): Generator<readonly [string, Field]> {
  for (const [name, child] of Object.entries(field.properties ?? {})) {
    yield [`${path}.${name}`, child];
    yield* fields(child, `${path}.${name}`);
  }
  if (field.items !== undefined) yield* fields(field.items, `${path}[]`);
  if (typeof field.additionalProperties === 'object') yield* fields(field.additionalProperties, `${path}{}`);
}

describe('the schemas', () => {
  it('are what the types were generated from', async () => expect(readFileSync(modelFile, 'utf8') === (await makeModel()), MEND).toBe(true));
  it('are what the validators were generated from', async () => expect(readFileSync(validatorsFile, 'utf8') === (await makeValidators()), MEND).toBe(true));
  it('are what the validator of submissions alone was generated from', async () => expect(readFileSync(submissionValidatorFile, 'utf8') === (await makeValidators(['submission'])), MEND).toBe(true));

  it('give every field a title, a description and an example', () => {
    for (const kind of kinds(schemas)) {
      for (const [path, field] of fields(schemas.get(kind) as Field, kind)) {
        expect(field.title, `title of ${path}`).toBeTruthy();
        expect(field.description, `description of ${path}`).toBeTruthy();
        // A part that is a whole other document has its examples there.
        if (field.$ref === undefined || field.examples !== undefined) expect(field.examples?.length, `example of ${path}`).toBeGreaterThan(0);
      }
    }
  });

  it('accept their own examples', () => {
    const ajv = new Ajv2020({ strict: false });
    unwrap(formats as unknown as (ajv: Ajv2020) => void)(ajv);
    for (const schema of schemas.values()) ajv.addSchema(schema as object);
    let count = 0;
    for (const kind of kinds(schemas)) {
      for (const [path, field] of fields(schemas.get(kind) as Field, kind)) {
        for (const example of field.examples ?? []) {
          if (typeof example === 'object' && example !== null && !Array.isArray(example) && Object.keys(example).length === 0) continue;
          // Under an address beside the schemas, so that references between them resolve.
          const validate = ajv.compile({ ...field, $id: `${base}probe-${(count += 1)}` } as object);
          expect(validate(example), `${path}: ${JSON.stringify(validate.errors)}`).toBe(true);
        }
      }
    }
  });

  it('are offered to editors for every YAML file that authors write', () => {
    const offered = Object.keys(settings['yaml.schemas']).map((path) => /schemas\/(\w+)\.schema/.exec(path)?.[1]);
    expect(offered.sort()).toEqual(['anchor', 'assessors', 'evidence', 'framework', 'issuer', 'rubric']);
  });
});
