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
}

/** An answer to a question that is named elsewhere. */
export type Answer = readonly [outcome: Outcome, detail: string];

/** The answer to a question. */
export const result = (name: Question, outcome: Outcome, detail: string): Result => ({ name, outcome, detail });

/** A sentence's words without their end, for going on with a semicolon. */
export const unended = (sentence: string): string => sentence.replace(/\.$/, '');
