import type { Call } from './host.ts';
import { invalid, refusal } from './refusal.ts';

/** A text field of the body; null where it is absent or null. */
export function text(call: Call, field: string, resource: string): string | null {
  const value = call.body[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw invalid({ resource, field, code: 'invalid', message: `${field} is not a string` });
  return value;
}

/** A text field of the body that must be there and not blank. */
export function requiredText(call: Call, field: string, resource: string): string {
  const value = text(call, field, resource);
  if (value === null || value.trim() === '') throw invalid({ resource, field, code: 'missing_field' });
  return value;
}

/** A yes-or-no field of the body. */
export function flag(call: Call, field: string, otherwise: boolean): boolean {
  const value = call.body[field];
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'boolean') throw refusal(400, `Invalid request: "${field}" is not a boolean.`);
  return value;
}
