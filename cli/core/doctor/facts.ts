import type { Assessors, Issuer } from '../model.generated.ts';

/** A setting that was read, or the right that a token needs to read it. */
export type Seen<Value> = { readonly seen: true; readonly value: Value } | { readonly seen: false; readonly right: string };

/** Who may pass a ruleset by, in GitHub's words. */
export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: string;
  readonly bypass_mode: string;
}

/** A rule of a ruleset, in GitHub's words. */
export interface BranchRule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** A ruleset for branches; `bypass` is null where GitHub does not show it to this token. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly source: 'Repository' | 'Organization' | 'Enterprise';
  readonly active: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly BranchRule[];
  readonly bypass: readonly BypassActor[] | null;
}

/** A deployment environment; `branches` is null where every branch may use it, `adminsBypass` where GitHub does not say. */
export interface Environment {
  readonly name: string;
  readonly branches: readonly { readonly id: number | null; readonly name: string; readonly kind: 'branch' | 'tag' }[] | null;
  readonly adminsBypass: boolean | null;
  readonly reviewers: readonly { readonly type: string; readonly id: number }[];
  readonly preventSelfReview: boolean;
  readonly wait: number;
}

/** Whom the API knows under a listed assessor's login and number, and what they may do in the catalog's repository. */
export interface Person {
  readonly login: string;
  readonly id: number;
  /** The number of the account that has this login today. */
  readonly idOfLogin: number | null;
  /** The login of the account that has this number today. */
  readonly loginOfId: string | null;
  readonly role: string;
}

/** A private repository of submissions. */
export interface Portfolio {
  readonly name: string;
  readonly private: boolean;
  readonly main: boolean;
  /** What its programme.yaml names, or null where there is none that can be read. */
  readonly programme: { readonly owner: string; readonly name: string } | null;
  /** Whether main changes by pull request only; null where GitHub does not say, as without a plan that has rulesets for private repositories. */
  readonly closed: boolean | null;
  /** Its rulesets; null where GitHub does not show them. */
  readonly rulesets: readonly Ruleset[] | null;
  readonly collaborators: readonly { readonly login: string; readonly id: number; readonly role: string }[];
}

/** What `LAUREL_SUBMISSIONS_TOKEN` may do, as far as GitHub says before it is tried. */
export interface SubmissionsToken {
  /** The account that it belongs to; null for a program's. */
  readonly account: { readonly id: number; readonly login: string } | null;
  /** The scopes of a classic token; null for other kinds. */
  readonly scopes: readonly string[] | null;
  /** The private repositories of submissions, also those that it does not reach. */
  readonly repositories: readonly { readonly name: string; readonly role: string; readonly issues: boolean; readonly pulls: boolean }[];
  /** Other repositories of the same owner in which it may write. */
  readonly elsewhere: readonly string[];
}

/** Everything that a check may look at. */
export interface Facts {
  readonly programme: { readonly today: string; readonly folder: string; readonly server: string; readonly issuer: Issuer; readonly assessors: Assessors['assessors'] };
  readonly repository: { readonly private: boolean; readonly defaultBranch: string; readonly ownerIs: 'User' | 'Organization' };
  readonly token: { readonly login: string; readonly scopes: readonly string[] | null; readonly role: string };
  readonly branches: readonly string[];
  /** Public halves of the keys that the ledger's log says were compromised. */
  readonly compromised: readonly string[];
  readonly rulesets: readonly Ruleset[];
  /** The stewards' teams by `@owner/team`, with their numbers. */
  readonly teams: Readonly<Record<string, number | null>>;
  readonly environments: readonly Environment[];
  /** Names of secrets by environment. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  readonly actions: { readonly enabled: boolean; readonly allowed: string; readonly githubOwned: boolean; readonly verified: boolean; readonly patterns: readonly string[]; readonly pinning: boolean | null };
  readonly workflowToken: { readonly rights: string; readonly approves: boolean };
  readonly forkApproval: string;
  /** This version's workflow files with what main has under the same path. */
  readonly workflows: readonly { readonly path: string; readonly id: number | null; readonly state: string | null; readonly content: 'same' | 'different' | 'missing' }[];
  readonly pages: { readonly build: string | null; readonly domain: string | null; readonly https: boolean } | null;
  readonly scanning: { readonly secrets: boolean; readonly pushProtection: boolean };
  readonly immutableReleases: boolean;
  readonly codeowners: { readonly present: boolean; readonly faults: readonly string[] };
  readonly people: readonly Person[];
  readonly portfolios: readonly Portfolio[];
  /** The login of the account that issuer.yaml names as the desk; null where it names none, or nobody has the number. */
  readonly deskLogin: string | null;
  /** Null where no such token is set. */
  readonly submissionsToken: SubmissionsToken | null;
}

/** The facts as far as a token shows them. */
export type Sight = { readonly [Name in keyof Facts]: Seen<Facts[Name]> };
