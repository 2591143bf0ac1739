import type { Issuer } from '../model.generated.ts';
import type { Change, Step } from './check.ts';
import type { Portfolio } from './facts.ts';
import { closeRegister, REGISTER_CLOSED } from './portfolio-register.ts';
import type { Planned } from './report.ts';

/** A private repository of submissions that is wanted, and what there is of it. */
export interface Wanted {
  readonly issuer: Issuer;
  /** The catalog's folder. */
  readonly folder: string;
  readonly name: string;
  readonly ownerIs: 'User' | 'Organization';
  /** Who hands work in there. */
  readonly members: readonly { readonly login: string; readonly id: number }[];
  readonly assessors: readonly { readonly login: string; readonly id: number }[];
  /** The desk's account, which works in it; null where issuer.yaml names none, or nobody has the number. */
  readonly desk: { readonly login: string; readonly id: number } | null;
  /** The repository as it is, or null. */
  readonly present: Portfolio | null;
  /** Paths and texts of the files that a new one begins with. */
  readonly template: readonly (readonly [path: string, text: string])[];
}

/** The text of programme.yaml for a catalog. */
export function programmeText({ repository }: Pick<Issuer, 'repository'>, folder: string): string {
  return `# Which programme this repository belongs to.\ncatalog:\n  owner: ${repository.owner}\n  name: ${repository.name}\n${folder === 'catalog' || folder === '' ? '' : `  folder: ${folder}\n`}`;
}

/**
 * The template's files for one programme: its own programme.yaml, and in workflows the programme's repository and folder for the sample's. The
 * issue form is among them only where it leads to a badge: where issuer.yaml says which account the desk is.
 */
export function filledTemplate(issuer: Issuer, folder: string, template: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  const { owner, name } = issuer.repository;
  const fill = (text: string): string => text.replaceAll('marlow-valley/credentials', `${owner}/${name}`).replaceAll('programme/catalog', folder === '' ? 'programme' : `programme/${folder}`);
  const readme = '# Submissions\n\nThis repository is private. `programme.yaml` says which programme it belongs to.\n';
  const rest = template.filter(([path]) => path !== 'programme.yaml' && (issuer.submissions?.desk !== undefined || !path.startsWith('.github/ISSUE_TEMPLATE/'))).map(([path, text]) => [path, path.endsWith('.md') ? text : fill(text)] as const);
  return [...(rest.some(([path]) => path === 'README.md') ? [] : [['README.md', readme] as const]), ...rest, ['programme.yaml', programmeText(issuer, folder)]];
}

/**
 * Closes main of a private repository to direct commits: GitHub's pages offer them first to who may write, and what came in that way can
 * never be proven. Administrators stay free to bring the programme's own files up to date.
 */
export const closeMain = (owner: string, repo: string): Change => ({
  what: `ruleset "Laurel: submissions" of ${repo}`, from: 'none', to: 'main changes by pull request only',
  steps: [{
    route: 'POST /repos/{owner}/{repo}/rulesets',
    parameters: {
      owner, repo, name: 'Laurel: submissions', target: 'branch', enforcement: 'active', bypass_actors: [{ actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' }],
      conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } },
      rules: [{ type: 'deletion' }, { type: 'non_fast_forward' }, { type: 'pull_request', parameters: { required_approving_review_count: 0, dismiss_stale_reviews_on_push: false, require_code_owner_review: false, require_last_push_approval: false, required_review_thread_resolution: false } }],
    },
  }],
});

/** Invites an account into a private repository. */
export const invite = (at: { readonly owner: string; readonly repo: string }, who: { readonly login: string; readonly id: number }, permission: 'pull' | 'push'): Step => ({ route: 'PUT /repos/{owner}/{repo}/collaborators/{username}', parameters: { ...at, username: who.login, permission }, who: { login: who.login, id: who.id } });

/** Why main of a private repository is closed, and how by hand. */
export const CLOSED = {
  why: 'GitHub offers teachers the direct commit first, and a submission that was committed directly can never become a badge.',
  hand: 'In that repository: Settings, Rules, Rulesets: a branch ruleset for main with "Require a pull request before merging" and no approvals. For private repositories GitHub has this on paid plans only; without it, teachers have to choose "Create a new branch", as the page tells them.',
} as const;

/** Plans what is missing of a private repository of submissions; empty where nothing is. */
export function planPortfolio({ issuer, folder, name, ownerIs, members, assessors, desk, present, template }: Wanted): readonly Planned[] {
  const { owner } = issuer.submissions!;
  const at = { owner, repo: name };
  const planned = (change: Change, why: string, hand: string): Planned => ({ ...change, why, hand });
  const made = { name, private: true, has_issues: true, has_wiki: false, has_projects: false };
  const roles = new Map((present?.collaborators ?? []).map(({ id, role }) => [id, role]));
  const mayNotWrite = ({ id }: { readonly id: number }): boolean => !['write', 'push', 'maintain', 'admin'].includes(roles.get(id) ?? '');
  const outside = members.filter(mayNotWrite);
  const absent = assessors.filter(({ id }) => !roles.has(id) && !members.some((one) => one.id === id));
  return [
    ...(present !== null ? [] : [planned({ what: `repository ${owner}/${name}`, from: 'none', to: 'private', steps: [ownerIs === 'Organization' ? { route: 'POST /orgs/{org}/repos', parameters: { org: owner, ...made } } : { route: 'POST /user/repos', parameters: made }] }, 'Submissions and every "not yet" stay between the teacher, the assessors and the desk.', 'On GitHub, "New repository", private.')]),
    ...(present?.main === true && present.programme !== null ? [] : [planned({ what: 'files on main', from: 'none', to: 'programme.yaml, README and the workflow that answers at once', steps: filledTemplate(issuer, folder, template).map(([path, text]) => ({ route: 'PUT /repos/{owner}/{repo}/contents/{path}', parameters: { ...at, path, message: `Add ${path}`, content: base64(text), branch: 'main' } })) }, 'Commands in this repository find the catalog by programme.yaml.', 'Copy .github/portfolio of this version to its main branch, and name your catalog in programme.yaml. A classic token needs the scope `workflow` for the workflow file.')]),
    ...outside.map((one) => planned({ what: `teacher ${one.login}`, from: 'no access', to: 'invited, may write', steps: [invite(at, one, 'push')] }, 'A submission is a branch and a pull request in this repository.', 'In that repository: Settings, Collaborators, role "Write".')),
    ...absent.map((one) => planned({ what: `assessor ${one.login}`, from: 'no access', to: 'invited, may read', steps: [invite(at, one, 'pull')] }, 'Only who can read a repository can be asked for a review in it.', 'In that repository: Settings, Collaborators, role "Read".')),
    ...(desk === null || !mayNotWrite(desk) ? [] : [planned({ what: `the desk's account ${desk.login}`, from: 'no access', to: 'invited, may write', steps: [invite(at, desk, 'push')] }, 'It comments, merges at the approved head and writes the register. It accepts the invitation itself.', 'In that repository: Settings, Collaborators, role "Write".')]),
    ...(present?.main === true && present.closed !== false ? [] : [planned(closeMain(owner, name), CLOSED.why, CLOSED.hand)]),
    ...(present?.rulesets === null ? [] : closeRegister(owner, name, present?.rulesets ?? [], issuer.submissions!.desk ?? null)).map((change) => planned(change, REGISTER_CLOSED.why, REGISTER_CLOSED.hand)),
  ];
}

const base64 = (text: string): string => btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
