import { readFileSync } from 'node:fs';
import { buildSchema, graphql, type GraphQLSchema } from 'graphql';
import { may } from './access.ts';
import { branchTip } from './git/bare.ts';
import type { Caller } from './grants.ts';
import { connection, type Slice } from './graphql/connection.ts';
import { setDraft } from './graphql/drafts.ts';
import { issueNode } from './graphql/issue-node.ts';
import { pullNode } from './graphql/pull-node.ts';
import { refused } from './graphql/refused.ts';
import { gitDir, type Host, type Reply } from './host.ts';
import { allowed, pullsAllowed } from './permissions.ts';
import { all, person, pullsOf, repositoryByName } from './records.ts';
import { unauthenticated } from './refusal.ts';
import type { Pull, Repository } from './state.ts';

let schema: GraphQLSchema | undefined;

/** Answers a GraphQL request over the part of GitHub's schema that is used; every caller must be somebody. */
export async function answerGraphql(host: Host, caller: Caller | null, body: Readonly<Record<string, unknown>>): Promise<Reply> {
  if (caller === null) return unauthenticated().reply;
  schema ??= buildSchema(readFileSync(new URL('contract/github.graphql', import.meta.url), 'utf8'));
  const source = typeof body['query'] === 'string' ? body['query'] : '';
  const variableValues = (body['variables'] ?? {}) as Record<string, unknown>;
  const result = await graphql({ schema, source, variableValues, rootValue: rootOf(host, caller) });
  const errors = result.errors?.map((error) => ({
    ...(error.extensions['type'] === undefined ? {} : { type: error.extensions['type'] }),
    ...error.toJSON(),
    extensions: undefined,
  }));
  return { status: 200, body: { ...(result.data === undefined ? {} : { data: result.data }), ...(errors === undefined ? {} : { errors }) } };
}

/** Whether a GraphQL request may change something. */
export function changesSomething(body: Readonly<Record<string, unknown>>): boolean {
  return typeof body['query'] === 'string' && /\bmutation\b/.test(body['query']);
}

interface OfPull {
  readonly input: { readonly pullRequestId: string };
}

function rootOf(host: Host, caller: Caller) {
  const drafted = (draft: boolean) => async ({ input }: OfPull) => ({ pullRequest: pullNode(host, caller, await setDraft(host, caller, input.pullRequestId, draft)) });
  return {
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const found = repositoryByName(host.store.get(), owner, name);
      if (found === undefined || !may(found, caller, 'pull') || !pullsAllowed(caller, found, 'read'))
        throw refused('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return repositoryNode(host, caller, found);
    },
    markPullRequestReadyForReview: drafted(false),
    convertPullRequestToDraft: drafted(true),
  };
}

interface PullsAsked extends Slice {
  readonly states?: readonly string[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: string } | null;
}

interface IssuesAsked extends Slice {
  readonly states?: readonly string[] | null;
}

function repositoryNode(host: Host, caller: Caller, found: Repository) {
  const within = (name: string): void => {
    if (!allowed(caller, found, name, 'read')) throw refused('FORBIDDEN', 'Resource not accessible by personal access token');
  };
  const owner = person(host.store.get(), found.ownerId);
  return {
    name: found.name,
    owner: { __typename: owner.type, login: owner.login },
    pullRequest: ({ number }: { readonly number: number }) => {
      const pull = pullsOf(host.store.get(), found.id).find((one) => one.number === number);
      if (pull === undefined) throw refused('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
      return pullNode(host, caller, pull);
    },
    issue: ({ number }: { readonly number: number }) => {
      const issue = all(host.store.get(), 'issues').find((one) => one.repositoryId === found.id && one.number === number);
      if (issue === undefined) throw refused('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`);
      return issueNode(host, caller, issue);
    },
    ref: async ({ qualifiedName }: { readonly qualifiedName: string }) => {
      within('contents');
      const tip = qualifiedName.startsWith('refs/heads/') ? await branchTip(gitDir(host, found), qualifiedName.slice('refs/heads/'.length)) : null;
      return tip === null ? null : { target: { __typename: 'Commit', oid: tip } };
    },
    issues: ({ states, ...slice }: IssuesAsked) => {
      within('issues');
      const wanted = all(host.store.get(), 'issues').filter((one) => one.repositoryId === found.id && (states?.includes(one.state.toUpperCase()) ?? true));
      return connection('issues', wanted, slice, (one) => issueNode(host, caller, one));
    },
    pullRequests: ({ states, orderBy, ...slice }: PullsAsked) => {
      const wanted = pullsOf(host.store.get(), found.id).filter((pull) => states?.includes(stateOf(pull)) ?? true);
      return connection('pullRequests', ordered(wanted, orderBy ?? null), slice, (pull) => pullNode(host, caller, pull));
    },
  };
}

// In GraphQL a merged pull request is not closed but merged.
const stateOf = (pull: Pull): string => (pull.merged === null ? pull.state.toUpperCase() : 'MERGED');

function ordered(pulls: readonly Pull[], by: PullsAsked['orderBy']): readonly Pull[] {
  const key = (pull: Pull): string => (by?.field === 'UPDATED_AT' ? pull.updatedAt : pull.createdAt);
  const up = pulls.toSorted((a, b) => key(a).localeCompare(key(b)) || a.id - b.id);
  return by?.direction === 'DESC' ? up.reverse() : up;
}
