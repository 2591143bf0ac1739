import type { Diagnostic, Edit } from '../diagnostic.ts';

/** A text with fixes applied, and the diagnostics whose fixes they were. */
export interface FixedText {
  readonly text: string;
  readonly applied: readonly Diagnostic[];
}

/**
 * Applies the fixes of diagnostics of one text. A fix is applied whole or not at all; one that touches what another has
 * changed waits for the next turn, when its rule has looked again.
 */
export function applyFixes(text: string, diagnostics: readonly Diagnostic[]): FixedText {
  const taken: Edit[] = [];
  const applied: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const edits = diagnostic.fix?.edits ?? [];
    if (edits.length === 0 || !edits.every((edit) => isWithin(edit, text)) || !edits.every((edit, at) => [...taken, ...edits.slice(0, at)].every((other) => isApart(edit, other)))) continue;
    taken.push(...edits);
    applied.push(diagnostic);
  }
  let fixed = text;
  for (const { start, end, text: replacement } of taken.sort((a, b) => b.start - a.start)) fixed = fixed.slice(0, start) + replacement + fixed.slice(end);
  return { text: fixed, applied };
}

const isWithin = ({ start, end }: Edit, text: string): boolean => Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= text.length;

// Where an insertion meets another edit, nobody could say which comes first; two changed parts may stand side by side.
const isApart = (a: Edit, b: Edit): boolean => (a.start === a.end || b.start === b.end ? a.end < b.start || b.end < a.start : a.end <= b.start || b.end <= a.start);
