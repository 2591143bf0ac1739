import { holds, reaches, type Caller } from './grants.ts';
import type { Call } from './host.ts';
import { all, repositoryByName } from './records.ts';
import { forbidden, notFound, unauthenticated } from './refusal.ts';
import type { Issue, Pull, Repository, Right } from './state.ts';

const RIGHTS: readonly Right[] = ['pull', 'triage', 'push', 'maintain', 'admin'];

/** What somebody may do in a repository; null where they may not even know of it. */
export function rightOf(repository: Repository, somebody: Caller | null): Right | null {
  const open = repository.private ? null : 'pull';
  if (somebody === null) return open;
  const { grant } = somebody;
  // What a limited token may do is said by its permissions, operation by operation; here it is only let in.
  if (grant?.kind === 'workflow') return reaches(grant, repository) ? 'push' : open;
  if (grant?.kind === 'personal' && !reaches(grant, repository)) return open;
  if (repository.ownerId === somebody.id) return 'admin';
  return repository.collaborators[somebody.id] ?? open;
}

/** Whether somebody has at least a right. */
export function may(repository: Repository, somebody: Caller | null, right: Right): boolean {
  const has = rightOf(repository, somebody);
  return has !== null && RIGHTS.indexOf(has) >= RIGHTS.indexOf(right);
}

/** Every right with whether somebody has it, as `permissions` in the API. */
export function permissionsOf(repository: Repository, somebody: Caller | null): Record<Right, boolean> {
  const grant = somebody?.grant;
  const level = (right: Right) => (right === 'pull' || right === 'triage' ? 'read' : 'write');
  const within = (right: Right): boolean => grant === undefined || right === 'pull' || holds(grant, 'contents', level(right));
  const entry = (right: Right): [Right, boolean] => [right, within(right) && may(repository, somebody, right)];
  return Object.fromEntries(RIGHTS.map(entry)) as Record<Right, boolean>;
}

/** The repository of the request, if the caller may read it. */
export function readable(call: Call): Repository {
  const found = repositoryByName(call.host.store.get(), call.params['owner'] ?? '', call.params['repo'] ?? '');
  if (found === undefined || !may(found, call.caller, 'pull')) throw notFound();
  return found;
}

/** The caller, who must be somebody. */
export function somebody(call: Call): Caller {
  if (call.caller === null) throw unauthenticated();
  return call.caller;
}

/** The repository of the request, if the caller has a right in it; readers without it get `refuse`. */
export function permitted(call: Call, right: Right, refuse = () => forbidden('Must have push access to this repository.')): Repository {
  const found = readable(call);
  somebody(call);
  if (!may(found, call.caller, right)) throw refuse();
  return found;
}

/** The pull request of the request, under `pull_number` or `issue_number`. */
export function pullOf(call: Call, repository: Repository): Pull {
  const number = call.params['pull_number'] ?? call.params['issue_number'] ?? '';
  const pulls = all(call.host.store.get(), 'pulls');
  const found = pulls.find((pull) => pull.repositoryId === repository.id && String(pull.number) === number);
  if (found === undefined) throw notFound();
  return found;
}

/** The pull request or the issue of the request, under `issue_number`. */
export function threadOf(call: Call, repository: Repository): Pull | Issue {
  const number = call.params['issue_number'] ?? '';
  const issues = all(call.host.store.get(), 'issues');
  return issues.find((issue) => issue.repositoryId === repository.id && String(issue.number) === number) ?? pullOf(call, repository);
}
