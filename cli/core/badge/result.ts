/** What one question about a badge came to. `skipped`: not asked for. */
export type Outcome = 'pass' | 'fail' | 'unknown' | 'skipped';

/** Every question that is asked of a badge, in order. */
export const questions = ['structure', 'safe-mode', 'proof', 'issuer', 'key', 'validity', 'status', 'registry', 'endorsements', 'definition', 'recipient', 'log'] as const;
export type Question = (typeof questions)[number];

/** One question and its answer; `detail` is a sentence for people, which says what to do where it is no pass. */
export interface Result {
  readonly name: string;
  readonly outcome: Outcome;
  readonly detail: string;
  /** The same for programs, in a word that stays when the sentence is written anew; only the status has one. */
  readonly code?: StatusCode;
}

/** What the status of a badge can come to, for programs. */
export const statusCodes = ['not-revoked', 'not-suspended', 'revoked', 'suspended', 'no-status', 'unproven', 'unsupported', 'entry-unsound', 'list-unreachable', 'list-early', 'list-expired', 'list-unsound', 'list-tampered', 'list-of-another', 'list-misnamed', 'list-short'] as const;
export type StatusCode = (typeof statusCodes)[number];

/** An answer to a question that is named elsewhere. */
export type Answer = readonly [outcome: Outcome, detail: string, code?: StatusCode];

/** The answer to a question. */
export const result = (name: Question, outcome: Outcome, detail: string, code?: StatusCode): Result => ({ name, outcome, detail, ...(code === undefined ? {} : { code }) });

/** A sentence's words without their end, for going on with a semicolon. */
export const unended = (sentence: string): string => sentence.replace(/\.$/, '');

/**
 * For which result nothing of a file is shown, and why in a few words: where its proof was asked, that it is not proven comes
 * first, since a file that is proven and of the wrong shape is another matter.
 */
export function stopped(results: readonly Result[]): { readonly name: string; readonly why: string } {
  const proven = ['proof', 'issuer', 'key'];
  const unproven = results.find(({ name, outcome }) => proven.includes(name) && (outcome === 'fail' || outcome === 'unknown'));
  if (unproven !== undefined) return { name: unproven.name, why: 'it is not proven' };
  const shape = results.find(({ name }) => name === 'structure');
  if (shape?.outcome !== 'pass') return { name: 'structure', why: results.some(({ name, outcome }) => name === 'proof' && outcome === 'pass') ? 'the file has not the shape that the standard gives it, though who signed it is proven' : 'there is nothing in it that could be proven' };
  return { name: 'safe-mode', why: 'not every word in it is defined, though who signed it is proven' };
}
