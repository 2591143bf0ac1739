import type { Occasion } from './occasion.ts';

/** How something ended. `startup_failure` is a workflow that GitHub could not read. */
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | 'startup_failure';

/** Where something stands. `pending` waits for its turn in a concurrency group. */
export type RunStatus = 'queued' | 'pending' | 'in_progress' | 'completed';

/** An `::error`, `::warning` or `::notice` that a step wrote. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** A step that ran or was passed over. `outcome` is before `continue-on-error`, `conclusion` after it. */
export interface StepRecord {
  readonly name: string;
  readonly id: string | null;
  readonly outcome: Conclusion | null;
  readonly conclusion: Conclusion | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** What it wrote to `GITHUB_STEP_SUMMARY`. */
  readonly summary: string;
  /** What it printed, secrets masked. */
  readonly log: string;
}

/** A job of a run. */
export interface JobRecord {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment: { readonly name: string; readonly url: string } | null;
  readonly steps: readonly StepRecord[];
  readonly outputs: Readonly<Record<string, string>>;
  /** What GitHub itself has to say, such as that a branch may not deploy. */
  readonly messages: readonly string[];
  readonly log: string;
}

/** A run of a workflow. It goes on changing until `ended`. */
export interface Run {
  readonly id: number;
  readonly number: number;
  readonly attempt: number;
  readonly repository: string;
  readonly path: string;
  readonly workflow: string;
  readonly name: string;
  readonly event: Occasion['event'];
  readonly ref: string;
  readonly sha: string;
  readonly actor: string;
  readonly triggeringActor: string;
  readonly createdAt: string;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
  /** Why GitHub could not start it. */
  readonly errors: readonly string[];
  readonly jobs: readonly JobRecord[];
  readonly log: string;
  readonly ended: Promise<void>;
}

/** The same while the runner writes it. */
export type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
