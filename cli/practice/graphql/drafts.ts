import type { Caller } from '../grants.ts';
import { may } from '../access.ts';
import { stamp, type Host } from '../host.ts';
import { pullsAllowed } from '../permissions.ts';
import { announcePull } from '../pulls/announce.ts';
import { addTurn } from '../pulls/turns.ts';
import { all, put, repository } from '../records.ts';
import { nodeId } from '../shapes/node-id.ts';
import type { Pull } from '../state.ts';
import { refused } from './refused.ts';

/** Makes a draft ready for review, or a ready pull request a draft again. @throws refused as GitHub does. */
export async function setDraft(host: Host, caller: Caller, id: string, draft: boolean): Promise<Pull> {
  const state = host.store.get();
  const pull = all(state, 'pulls').find((one) => nodeId('PR', one.id) === id);
  const target = pull === undefined ? undefined : repository(state, pull.repositoryId);
  if (pull === undefined || target === undefined || !may(target, caller, 'pull'))
    throw refused('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  if (!pullsAllowed(caller, target, 'write')) throw refused('FORBIDDEN', 'Resource not accessible by integration');
  if (pull.authorId !== caller.id && !may(target, caller, 'push')) {
    const name = draft ? 'ConvertPullRequestToDraft' : 'MarkPullRequestReadyForReview';
    throw refused('FORBIDDEN', `${caller.login} does not have the correct permissions to execute \`${name}\``);
  }
  if (pull.state !== 'open') throw refused('UNPROCESSABLE', 'Pull request is closed');
  if (pull.draft === draft) throw refused('UNPROCESSABLE', `Pull request is ${draft ? 'already' : 'not'} a draft`);
  const at = stamp(host);
  const next = { ...pull, draft, updatedAt: at };
  const turn = { pullId: pull.id, kind: draft ? 'convert_to_draft' : 'ready_for_review', at, actorId: caller.id, reviewerId: null } as const;
  host.store.change((now) => addTurn(put(now, 'pulls', next), turn));
  await announcePull(host, pull.id, 'pull_request', draft ? 'converted_to_draft' : 'ready_for_review', caller);
  return next;
}
