import type { ServerResponse } from 'node:http';
import { may } from './access.ts';
import type { Asked } from './api-area.ts';
import { holds, reaches } from './grants.ts';
import { branches } from './git/bare.ts';
import { serveGit } from './git/smart-http.ts';
import { gitDir, repositoriesDir, type Host } from './host.ts';
import { pushed } from './pulls/movements.ts';
import { all, fullName, repository, repositoryByName } from './records.ts';
import { rulesOnPush } from './settings-rules.ts';
import type { Repository, State } from './state.ts';

/** An address of git's smart HTTP protocol. */
export interface GitTarget {
  readonly owner: string;
  readonly repo: string;
  readonly action: 'info/refs' | 'git-upload-pack' | 'git-receive-pack';
}

/** A git request with its whole body. */
export interface GitAsked extends Asked {
  readonly response: ServerResponse;
  readonly input: Buffer;
  readonly search: string;
}

/** Recognises the three addresses that git asks; everything else of a repository's files stays closed. */
export function gitTarget(path: string): GitTarget | null {
  const match = /^\/([\w.-]+)\/([\w.-]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(path);
  if (match === null) return null;
  const [, owner = '', repo = '', action] = match;
  return { owner, repo, action: action as GitTarget['action'] };
}

/** Lets git in, after the same questions that GitHub asks: who are you, may you see this, may you push. */
export async function answerGit(host: Host, lane: <T>(work: () => Promise<T>) => Promise<T>, asked: GitAsked, target: GitTarget): Promise<void> {
  const state = host.store.get();
  const found = repositoryByName(state, target.owner, target.repo);
  const writes = target.action === 'git-receive-pack' || asked.query.get('service') === 'git-receive-pack';
  const hidden = found === undefined || !may(found, asked.caller, 'pull') || (found.private && asked.caller?.grant !== undefined && !holds(asked.caller.grant, 'contents', 'read'));
  if (asked.unknown || (asked.caller === null && (writes || hidden))) return refuse(asked.response, 401, 'Authentication is needed.');
  if (found === undefined || hidden) return refuse(asked.response, 404, 'Repository not found.');
  if (!writes && target.action === 'info/refs' && asked.query.get('service') !== 'git-upload-pack')
    return refuse(asked.response, 403, 'Please upgrade your git client.');
  if (!writes || asked.caller === null) return run(host, asked, target, found, [], async () => undefined);

  const { caller } = asked;
  if (caller.grant !== undefined && !(reaches(caller.grant, found) && holds(caller.grant, 'contents', 'write')))
    return refuse(asked.response, 403, `Permission to ${fullName(state, found)}.git denied to ${caller.login}.`);
  const opened = may(found, caller, 'push') ? [] : openedTo(state, found, (one) => may(one, caller, 'push'));
  if (!may(found, caller, 'push') && opened.length === 0)
    return refuse(asked.response, 403, `Permission to ${fullName(state, found)}.git denied to ${caller.login}.`);
  if (target.action === 'info/refs') return run(host, asked, target, found, opened, async () => undefined);
  return lane(async () => {
    const before = await branches(gitDir(host, found));
    await run(host, asked, target, found, opened, () => pushed(host, repository(host.store.get(), found.id), before, caller));
  });
}

// Whoever may push to a base may push to the head branches that its pull requests opened to maintainers, and to no other.
function openedTo(state: State, source: Repository, mayPush: (target: Repository) => boolean): readonly string[] {
  const pulls = all(state, 'pulls').filter((pull) => pull.state === 'open' && pull.maintainerCanModify && pull.headRepositoryId === source.id);
  return pulls.filter((pull) => mayPush(repository(state, pull.repositoryId))).map((pull) => `refs/heads/${pull.headRef}`);
}

function run(
  host: Host,
  asked: GitAsked,
  target: GitTarget,
  found: Repository,
  opened: readonly string[],
  settled: () => Promise<void>,
): Promise<void> {
  const request = {
    projectRoot: repositoriesDir(host),
    pathInfo: `/${fullName(host.store.get(), found)}.git/${target.action}`,
    query: asked.search,
    login: asked.caller?.login ?? null,
    input: asked.input,
    branches: opened,
    rules: target.action === 'git-receive-pack' && asked.caller !== null ? rulesOnPush(host, found, asked.caller, asked.input) : { closed: [], forwardOnly: [] },
  };
  return serveGit(asked.request, asked.response, request, settled);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const headers = { 'content-type': 'text/plain; charset=utf-8', ...(status === 401 ? { 'www-authenticate': 'Basic realm="Practice GitHub"' } : {}) };
  response.writeHead(status, headers).end(`${message}\n`);
}
