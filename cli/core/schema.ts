import anchor from '../../schemas/anchor.schema.json' with { type: 'json' };
import assessors from '../../schemas/assessors.schema.json' with { type: 'json' };
import attempt from '../../schemas/attempt.schema.json' with { type: 'json' };
import award from '../../schemas/award.schema.json' with { type: 'json' };
import calibration from '../../schemas/calibration.schema.json' with { type: 'json' };
import values from '../../schemas/values.schema.json' with { type: 'json' };
import credential from '../../schemas/credential.schema.json' with { type: 'json' };
import evidence from '../../schemas/evidence.schema.json' with { type: 'json' };
import framework from '../../schemas/framework.schema.json' with { type: 'json' };
import issuer from '../../schemas/issuer.schema.json' with { type: 'json' };
import naming from '../../schemas/naming.schema.json' with { type: 'json' };
import programme from '../../schemas/programme.schema.json' with { type: 'json' };
import reissue from '../../schemas/reissue.schema.json' with { type: 'json' };
import release from '../../schemas/release.schema.json' with { type: 'json' };
import rubric from '../../schemas/rubric.schema.json' with { type: 'json' };
import submission from '../../schemas/submission.schema.json' with { type: 'json' };
import type { Diagnostic } from './diagnostic.ts';
import type { Document } from './document.ts';
import { fieldIn, fieldNames, validateAgainst, type Field } from './validation.ts';
import * as validators from './validators.generated.js';

const schemas = { anchor, assessors, attempt, award, calibration, credential, evidence, framework, issuer, naming, programme, reissue, release, rubric, submission, values };

/** Kinds of document that have a schema. */
export type Kind = Exclude<keyof typeof schemas, 'values'>;

/** Whether a value has the shape of its kind; for records that machines write. */
export const isValid = (kind: Kind, value: unknown): boolean => validators[kind](value);

/** Validates a parsed document against its kind's schema; every fault of it, each at its place. */
export const validate = (kind: Kind, document: Document): readonly Diagnostic[] => validateAgainst({ kind, validator: validators[kind], schemas }, document);

/** The fields of a kind at a JSON pointer, in the order in which its schema lists them: the one in which they are written. */
export const fieldsOf = (kind: Kind, pointer: string): readonly string[] => fieldNames({ kind, schemas }, pointer);

/** What the schema of a kind says of the field at a JSON pointer; nothing where it knows none. */
export const fieldAt = (kind: Kind, pointer: string): Field => fieldIn({ kind, schemas }, pointer);
