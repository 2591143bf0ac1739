import type { Practice } from '../server.ts';
import type { Language } from './language.ts';
import type { Machine } from './machine.ts';
import type { Masks } from './masks.ts';
import type { Occasion } from './occasion.ts';
import type { Permissions } from '../grants.ts';

/** What a job works with while it runs. */
export interface JobScope {
  readonly language: Language;
  readonly practice: Pick<Practice, 'url' | 'apiUrl' | 'gitUrl'>;
  readonly occasion: Occasion;
  readonly machine: Machine;
  readonly token: string;
  readonly permissions: Permissions;
  readonly environment: string | null;
  readonly github: Readonly<Record<string, unknown>>;
  readonly runner: Readonly<Record<string, unknown>>;
  readonly needs: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly masks: Masks;
  /** Variables of the workflow and the job, and what steps have added through `GITHUB_ENV`. */
  readonly env: Record<string, string>;
  readonly paths: string[];
  /** The variables that nobody can set otherwise. */
  readonly fixed: Readonly<Record<string, string>>;
  readonly state: { status: 'success' | 'failure' | 'cancelled' };
  /** Aborted when what runs now has to stop; steps that run in spite of a cancellation get a new one. */
  readonly signal: () => AbortSignal;
  /** A minute of `timeout-minutes`, in milliseconds. */
  readonly minute: number;
  /** The path of the Node that `setup-node` gives. */
  readonly node: string;
  readonly nextFile: () => number;
  readonly afterCheckout: (folder: string) => Promise<void>;
  readonly artifacts: Artifacts;
  /** Publishes a folder of files as the site of the repository. */
  readonly deploy: (folder: string) => Promise<void>;
}

/** The artifacts of one attempt of a run: folders by name. */
export interface Artifacts {
  readonly folder: string;
  readonly byName: Map<string, string>;
}
