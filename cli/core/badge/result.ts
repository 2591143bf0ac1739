/** What one question about a badge came to. `skipped`: not asked for. */
export type Outcome = 'pass' | 'fail' | 'unknown' | 'skipped';

/** One question and its answer; `detail` is a sentence for people, which says what to do where it is no pass. */
export interface Result {
  readonly name: string;
  readonly outcome: Outcome;
  readonly detail: string;
}
