import type { Caller } from '../grants.ts';
import type { Host } from '../host.ts';
import { all } from '../records.ts';
import type { Issue } from '../state.ts';
import { actorNode } from './actor-node.ts';
import { connection, type Slice } from './connection.ts';
import { commentNode } from './pull-node.ts';

/** `Issue`, with who changed its text last and what is said below it. */
export function issueNode(host: Host, caller: Caller, issue: Issue) {
  const state = host.store.get();
  return {
    number: issue.number,
    body: issue.body ?? '',
    author: actorNode(state, issue.authorId),
    lastEditedAt: issue.edit?.at ?? null,
    editor: issue.edit === null ? null : actorNode(state, issue.edit.byId),
    comments: (slice: Slice) => connection('comments', all(host.store.get(), 'comments').filter((one) => one.threadId === issue.id), slice, (one) => commentNode(caller, one)),
  };
}
