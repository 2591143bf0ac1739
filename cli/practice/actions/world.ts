import type { Practice } from '../server.ts';
import type { Groups } from './concurrency.ts';
import type { Environment, Secrets } from './environments.ts';
import type { Language } from './language.ts';

/** What a runner is made with. */
export interface RunnerOptions {
  readonly practice: Pick<Practice, 'url' | 'apiUrl' | 'gitUrl' | 'addToken' | 'revokeToken' | 'onEvent'>;
  /** A temporary folder, which whoever made it removes. */
  readonly folder: string;
  /** The environments of each repository, by `owner/name`. */
  readonly environments: Readonly<Record<string, Readonly<Record<string, Environment>>>>;
  /** The secrets of each repository that need no environment. */
  readonly repositorySecrets?: Readonly<Record<string, Secrets>>;
  /** The variables of each repository, as `vars`. */
  readonly variables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly now: () => Date;
  /** Where tokens are drawn from; the machine's own chance if nothing is said. */
  readonly random?: (bytes: number) => Uint8Array;
  /** The path of the Node that `setup-node` and actions of the repository get. */
  readonly node: string;
  /** How long a minute of `timeout-minutes` is, in milliseconds; a real one if nothing is said. */
  readonly minute?: number;
  /** Stands in for the package registry: may put dependencies into a folder that was just checked out. */
  readonly afterCheckout?: (folder: string) => Promise<void>;
  /** Further variables of every machine, such as the way to a site whose name nobody has registered. */
  readonly machine?: Readonly<Record<string, string>>;
}

/** What all runs of a runner share. */
export interface World extends RunnerOptions {
  readonly language: Language;
  readonly groups: Groups;
  /** A token that nobody has had. */
  readonly drawToken: () => string;
  readonly deploy: (repository: string, folder: string) => Promise<void>;
  /** Notes what the runner does not know, or a fault of its own, for `idle` to throw. */
  readonly complain: (fault: unknown) => void;
}

