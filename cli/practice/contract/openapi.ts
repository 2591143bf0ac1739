/** A JSON Schema in the dialect of OpenAPI 3.0. */
export type Schema = Readonly<Record<string, unknown>>;

/** A path or query parameter. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: Schema;
}

/** What the description says of one operation; a response without a JSON body has no schema. */
export interface Operation {
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly schema: Schema } | null;
  readonly responses: Readonly<Record<string, Schema | null>>;
}

/** The part of GitHub's REST description that the practice GitHub answers for. */
export interface Extract {
  readonly source: { readonly package: string; readonly version: string; readonly licence: string; readonly file: string };
  readonly operations: Readonly<Record<string, Operation>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}
