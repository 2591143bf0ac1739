/** One validator a kind; `errors` holds the faults of its last call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaFault[] | null;
}

/** A fault as ajv reports it. */
export interface SchemaFault {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  /** The key that is at fault, where one is. */
  readonly propertyName?: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

export declare const issuer: Validator;
export declare const assessors: Validator;
export declare const framework: Validator;
export declare const rubric: Validator;
export declare const evidence: Validator;
export declare const credential: Validator;
export declare const submission: Validator;
export declare const release: Validator;
export declare const award: Validator;
export declare const attempt: Validator;
export declare const naming: Validator;
export declare const reissue: Validator;
export declare const programme: Validator;
export declare const anchor: Validator;
export declare const calibration: Validator;
