import type { Facts, Ruleset, Sight } from './facts.ts';
import { ACTIONS_APP } from './ruleset.ts';
import { policyPatterns } from './policy-files.ts';

const ruleset = (id: number, name: string, include: readonly string[], rules: Ruleset['rules']): Ruleset => ({ id, name, source: 'Repository', active: true, include, exclude: [], rules, bypass: [] });
const stores = ['refs/heads/register', 'refs/heads/ledger'];
const environment = (name: string) => ({ name, branches: [{ id: 1, name: 'main', kind: 'branch' as const }], adminsBypass: false, reviewers: [], preventSelfReview: false, wait: 0 });

const DESK = 1301;

/** A one-repository programme in which nothing is to change: what the checks' examples are put over. */
export const exemplary: Facts = {
  programme: {
    today: '2026-11-22', folder: 'catalog', server: 'https://github.com',
    issuer: {
      name: 'Marlow Valley School District', url: 'https://credentials.marlow-valley.example', description: 'A district.', email: 'credentials@marlow-valley.example', language: 'en',
      repository: { mode: 'one-repository', owner: 'marlow-valley', name: 'credentials' }, stewards: ['@marlow-valley/stewards'],
      keys: [{ public: 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2', from: '2026-01-01' }], policy: { approvals: 2, 'pre-check-days': 1, 'decision-days': 10, 'coach-after': 3 },
    },
    assessors: [{ login: 'ines-carvalho', id: 1102, covers: ['all'], 'calibrated-until': '2027-08-31' }],
  },
  repository: { private: false, defaultBranch: 'main', ownerIs: 'Organization' },
  token: { login: 'priya-nair', scopes: null, role: 'admin' },
  branches: ['main', 'register', 'ledger'],
  compromised: [],
  rulesets: [
    ruleset(1, 'Laurel: main', ['refs/heads/main'], [
      { type: 'deletion' }, { type: 'non_fast_forward' },
      { type: 'pull_request', parameters: { required_approving_review_count: 0, dismiss_stale_reviews_on_push: true, require_code_owner_review: true, require_last_push_approval: false, required_review_thread_resolution: false, required_reviewers: [{ file_patterns: policyPatterns('catalog'), minimum_approvals: 2, reviewer: { id: 77, type: 'Team' } }] } },
    ]),
    ruleset(2, 'Laurel: register and ledger', stores, [{ type: 'deletion' }, { type: 'non_fast_forward' }]),
    { ...ruleset(3, 'Laurel: who writes register and ledger of credentials', stores, [{ type: 'creation' }, { type: 'update' }]), source: 'Organization', bypass: [{ actor_type: 'Integration', actor_id: ACTIONS_APP, bypass_mode: 'always' }] },
  ],
  teams: { '@marlow-valley/stewards': 77 },
  environments: ['signing', 'desk', 'github-pages'].map(environment),
  secrets: { signing: ['LAUREL_KEY'] },
  actions: { enabled: true, allowed: 'selected', githubOwned: true, verified: false, patterns: [], pinning: true },
  workflowToken: { rights: 'read', approves: true },
  forkApproval: 'first_time_contributors',
  workflows: [{ path: '.github/workflows/lint.yml', id: 1, state: 'active', content: 'same' }],
  pages: { build: 'workflow', domain: 'credentials.marlow-valley.example', https: true },
  scanning: { secrets: true, pushProtection: true },
  immutableReleases: true,
  codeowners: { present: true, faults: [] },
  people: [{ login: 'ines-carvalho', id: 1102, idOfLogin: 1102, loginOfId: 'ines-carvalho', role: 'read' }],
  portfolios: [],
  deskLogin: null,
  submissionsToken: null,
};

/** The same with private submissions, one repository a teacher. */
export const exemplaryApart: Facts = {
  ...exemplary,
  programme: { ...exemplary.programme, issuer: { ...exemplary.programme.issuer, repository: { ...exemplary.programme.issuer.repository, mode: 'private-per-teacher' }, submissions: { owner: 'marlow-valley', prefix: 'portfolio-', desk: DESK } } },
  rulesets: exemplary.rulesets.map((one) => (one.id === 1 ? { ...one, rules: one.rules.map((rule) => (rule.type === 'pull_request' ? { ...rule, parameters: { ...rule.parameters, required_approving_review_count: 1, require_last_push_approval: true } } : rule)) } : one)),
  secrets: { signing: ['LAUREL_KEY', 'LAUREL_SUBMISSIONS_TOKEN'], desk: ['LAUREL_SUBMISSIONS_TOKEN'] },
  portfolios: [{
    name: 'portfolio-maya-okafor', private: true, main: true, programme: { owner: 'marlow-valley', name: 'credentials' }, closed: true,
    rulesets: [
      ruleset(11, 'Laurel: register', ['refs/heads/register'], [{ type: 'deletion' }, { type: 'non_fast_forward' }]),
      { ...ruleset(12, 'Laurel: who writes register', ['refs/heads/register'], [{ type: 'creation' }, { type: 'update' }]), bypass: [{ actor_type: 'User', actor_id: DESK, bypass_mode: 'always' }, { actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' }] },
    ],
    collaborators: [{ login: 'maya-okafor', id: 1201, role: 'write' }, { login: 'ines-carvalho', id: 1102, role: 'read' }, { login: 'marlow-desk', id: DESK, role: 'write' }],
  }],
  deskLogin: 'marlow-desk',
  submissionsToken: { account: { id: DESK, login: 'marlow-desk' }, scopes: null, repositories: [{ name: 'portfolio-maya-okafor', role: 'write', issues: true, pulls: true }], elsewhere: [] },
};

/** Facts that a token shows entirely, or all but some. */
export const sightOf = (facts: Facts, hidden: Readonly<Partial<Record<keyof Facts, string>>> = {}): Sight =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, name in hidden ? { seen: false, right: hidden[name as keyof Facts] } : { seen: true, value }])) as unknown as Sight;
