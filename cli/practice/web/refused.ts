import type { Refusal } from '../refusal.ts';

interface Said {
  readonly message?: string;
  readonly errors?: readonly (string | { readonly message?: string; readonly field?: string; readonly code?: string })[];
}

const CODES: Readonly<Record<string, string>> = { missing_field: 'is missing', invalid: 'cannot be used', already_exists: 'exists already' };

/** A refusal of the API as sentences for a page: the faults where it names some, the message otherwise. */
export function sentenceOf(refused: Refusal): string {
  const said = (refused.reply.body ?? {}) as Said;
  const faults = (said.errors ?? []).map((fault) => {
    if (typeof fault === 'string') return fault;
    return fault.message ?? `${fault.field ?? 'A field'} ${CODES[fault.code ?? ''] ?? 'cannot be used'}`;
  });
  const sentences = faults.length > 0 ? faults : [said.message ?? 'This could not be done'];
  return sentences.map((one) => (/[.!?]$/.test(one) ? one : `${one}.`)).join(' ');
}
