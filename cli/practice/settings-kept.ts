/** What the settings pages of a repository say. Plain values, as part of the state. */
export interface Settings {
  /** The repository's. */
  readonly id: number;
  readonly rulesets: readonly KeptRuleset[];
  readonly environments: readonly KeptEnvironment[];
  readonly actions: { readonly enabled: boolean; readonly allowed: 'all' | 'local_only' | 'selected'; readonly pinning: boolean; readonly githubOwned: boolean; readonly verified: boolean; readonly patterns: readonly string[] };
  readonly workflowToken: { readonly rights: 'read' | 'write'; readonly approves: boolean };
  readonly forkApproval: string;
  /** Paths of the workflows that somebody switched off. */
  readonly disabledWorkflows: readonly string[];
  readonly pages: { readonly build: 'legacy' | 'workflow'; readonly branch: string | null; readonly domain: string | null; readonly https: boolean } | null;
  readonly scanning: { readonly secrets: boolean; readonly pushProtection: boolean };
  readonly immutableReleases: boolean;
}

/** A ruleset as it was sent. */
export interface KeptRuleset {
  readonly id: number;
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly bypass_actors: readonly KeptActor[];
  readonly conditions: { readonly ref_name?: KeptNames; readonly repository_name?: KeptNames };
  readonly rules: readonly KeptRule[];
  readonly at: string;
}

/** Patterns of names. */
export interface KeptNames {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Who may pass a ruleset by. */
export interface KeptActor {
  readonly actor_id?: number | null;
  readonly actor_type: string;
  readonly bypass_mode?: string;
}

/** A rule as it was sent. */
export interface KeptRule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** An environment; of its secrets only the names are kept. */
export interface KeptEnvironment {
  readonly id: number;
  readonly name: string;
  readonly branches: readonly { readonly id: number; readonly name: string; readonly type: 'branch' | 'tag' }[] | null;
  readonly adminsBypass: boolean;
  readonly reviewers: readonly { readonly type: 'User' | 'Team'; readonly id: number }[];
  readonly preventSelfReview: boolean;
  readonly wait: number;
  readonly secrets: readonly { readonly name: string; readonly at: string }[];
  readonly at: string;
}

/** What belongs to an organisation rather than to one of its repositories. */
export interface KeptOrganization {
  /** The organisation's. */
  readonly id: number;
  readonly ownerIds: readonly number[];
  readonly teams: readonly { readonly id: number; readonly slug: string; readonly name: string; readonly memberIds: readonly number[]; readonly at: string }[];
  readonly rulesets: readonly KeptRuleset[];
}

/** What GitHub gives a new repository. Sources: GitHub docs on the settings of Actions (token read-only since 2023-02-02, all actions, first-time contributors wait). */
export const newSettings = (id: number): Settings => ({
  id,
  rulesets: [],
  environments: [],
  actions: { enabled: true, allowed: 'all', pinning: false, githubOwned: true, verified: false, patterns: [] },
  workflowToken: { rights: 'read', approves: false },
  forkApproval: 'first_time_contributors',
  disabledWorkflows: [],
  pages: null,
  scanning: { secrets: false, pushProtection: false },
  immutableReleases: false,
});
