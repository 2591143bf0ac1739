import { rightOf } from './access.ts';
import { ACTIONS_BOT } from './grants.ts';
import type { Host } from './host.ts';
import type { KeptActor, KeptNames, KeptRule, KeptRuleset } from './settings-kept.ts';
import { organizationOf, ownsOrganization, settingsOf } from './settings.ts';
import { person } from './records.ts';
import type { Person, Repository, State } from './state.ts';

const ACTIONS_APP = 15_368;
const ROLES: Readonly<Record<number, readonly string[]>> = { 1: ['pull', 'triage', 'push', 'maintain', 'admin'], 2: ['maintain', 'admin'], 4: ['push', 'maintain', 'admin'], 5: ['admin'] };

/** Every ruleset that an organisation or a repository applies to a repository. */
export function rulesetsFor(state: State, repository: Repository): readonly { readonly ruleset: KeptRuleset; readonly source: 'Repository' | 'Organization' }[] {
  const theirs = organizationOf(state, repository.ownerId).rulesets.filter(({ conditions }) => conditions.repository_name !== undefined && fits(conditions.repository_name, repository.name, ''));
  return [...settingsOf(state, repository.id).rulesets.map((ruleset) => ({ ruleset, source: 'Repository' as const })), ...theirs.map((ruleset) => ({ ruleset, source: 'Organization' as const }))];
}

/** The rules that stand between somebody and a branch: those of active rulesets that they may not pass by. */
export function rulesAgainst(state: State, repository: Repository, branch: string, actor: Person, at: 'push' | 'pull_request'): readonly KeptRule[] {
  const standing = rulesetsFor(state, repository).filter(({ ruleset }) => ruleset.enforcement === 'active' && ruleset.target === 'branch' && ruleset.conditions.ref_name !== undefined && fits(ruleset.conditions.ref_name, `refs/heads/${branch}`, repository.defaultBranch));
  return standing.filter(({ ruleset }) => !ruleset.bypass_actors.some((one) => (one.bypass_mode !== 'pull_request' || at === 'pull_request') && passes(state, repository, one, actor))).flatMap(({ ruleset }) => ruleset.rules);
}

function passes(state: State, repository: Repository, { actor_type, actor_id = null }: KeptActor, actor: Person): boolean {
  if (actor_type === 'Integration') return actor_id === ACTIONS_APP && actor.id === ACTIONS_BOT.id;
  if (actor_type === 'OrganizationAdmin') return ownsOrganization(state, repository.ownerId, actor.id);
  if (actor_type === 'RepositoryRole') return (ROLES[actor_id ?? 0] ?? []).includes(rightOf(repository, actor) ?? '');
  if (actor_type === 'Team') return organizationOf(state, repository.ownerId).teams.some(({ id, memberIds }) => id === actor_id && memberIds.includes(actor.id));
  return actor_type === 'User' && actor_id === actor.id;
}

/** Whether a name is among patterns, as rulesets write them. */
export function fits({ include, exclude }: KeptNames, name: string, defaultBranch: string): boolean {
  const one = (pattern: string): boolean => pattern === '~ALL' || (pattern === '~DEFAULT_BRANCH' ? name === `refs/heads/${defaultBranch}` : glob(pattern).test(name));
  return include.some(one) && !exclude.some(one);
}

/** A pattern of File.fnmatch, which rulesets use for refs and files (docs: "Creating rulesets for a repository", fnmatch syntax). */
export const glob = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split(/(\*\*\/|\*|\?)/).map((part) => (part === '**/' ? '(?:.*/)?' : part === '*' ? '[^/]*' : part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&'))).join('')}$`);

/** One command of a push. */
export interface PushCommand {
  readonly from: string;
  readonly to: string;
  readonly ref: string;
}

const NONE = '0'.repeat(40);

/** Reads the commands at the head of a `git-receive-pack` request (git's pack protocol: pkt-lines up to a flush). */
export function pushCommands(input: Buffer): readonly PushCommand[] {
  const commands: PushCommand[] = [];
  for (let at = 0; at + 4 <= input.length; ) {
    const length = Number.parseInt(input.toString('latin1', at, at + 4), 16);
    if (!(length >= 4)) break;
    const [line = ''] = input.toString('utf8', at + 4, at + length).split('\0');
    const match = /^([0-9a-f]{40}) ([0-9a-f]{40}) (\S+)/.exec(line);
    if (match !== null) commands.push({ from: match[1]!, to: match[2]!, ref: match[3]! });
    at += length;
  }
  return commands;
}

/** What rules say against a push, for the update hook: refs that are closed to it with the reason, and refs that may only go forward. */
export interface PushRules {
  readonly closed: readonly (readonly [ref: string, why: string])[];
  readonly forwardOnly: readonly string[];
}

/** Judges the commands of a push. Whether one is a fast-forward only git can tell, once it has the objects. */
export function rulesOnPush(host: Host, repository: Repository, actor: Person, input: Buffer): PushRules {
  const state = host.store.get();
  const judged = pushCommands(input).map((command) => ({ ...command, rules: command.ref.startsWith('refs/heads/') ? rulesAgainst(state, repository, command.ref.slice('refs/heads/'.length), actor, 'push') : [] }));
  return {
    closed: judged.flatMap(({ ref, from, to, rules }) => {
      const why = against(rules, from === NONE ? 'create' : to === NONE ? 'delete' : 'update');
      return why === null ? [] : [[ref, why] as const];
    }),
    forwardOnly: judged.filter(({ rules }) => rules.some(({ type }) => type === 'non_fast_forward')).map(({ ref }) => ref),
  };
}

function against(rules: readonly KeptRule[], move: 'create' | 'update' | 'delete'): string | null {
  const has = (type: string): boolean => rules.some((rule) => rule.type === type);
  if (move === 'delete') return has('deletion') ? 'Cannot delete this branch' : null;
  if (move === 'create') return has('creation') ? 'Cannot create ref due to creations being restricted.' : null;
  if (has('update')) return 'Cannot update this protected ref.';
  return has('pull_request') ? 'Changes must be made through a pull request.' : null;
}

/** What rules say against a commit that the API makes on a branch; null where nothing. */
export const rulesOnCommit = (host: Host, repository: Repository, branch: string, exists: boolean, actor: Person): string | null => against(rulesAgainst(host.store.get(), repository, branch, actor, 'push'), exists ? 'update' : 'create');

/** The members of a team of a repository's owner. */
export const teamMembers = (state: State, repository: Repository, teamId: number): readonly Person[] => (organizationOf(state, repository.ownerId).teams.find(({ id }) => id === teamId)?.memberIds ?? []).map((id) => person(state, id));
