import { readFileSync } from 'node:fs';
import { buildSchema, graphql, GraphQLError, type GraphQLSchema } from 'graphql';
import { may } from './access.ts';
import { stamp, type Host, type Reply } from './host.ts';
import { all, person, pullsOf, put, repository, repositoryByName } from './records.ts';
import { unauthenticated } from './refusal.ts';
import { nodeId } from './shapes/node-id.ts';
import type { Person, Pull, Review } from './state.ts';

let schema: GraphQLSchema | undefined;

/** Answers a GraphQL request over the part of GitHub's schema that the product uses; every caller must be somebody. */
export async function answerGraphql(host: Host, caller: Person | null, body: Readonly<Record<string, unknown>>): Promise<Reply> {
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

function rootOf(host: Host, caller: Person) {
  return {
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const found = repositoryByName(host.store.get(), owner, name);
      if (found === undefined || !may(found, caller, 'pull'))
        throw refused('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return {
        pullRequest: ({ number }: { readonly number: number }) => {
          const pull = pullsOf(host.store.get(), found.id).find((one) => one.number === number);
          if (pull === undefined) throw refused('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
          return pullNode(host, caller, pull);
        },
      };
    },
    markPullRequestReadyForReview: ({ input }: { readonly input: { readonly pullRequestId: string } }) => ({
      pullRequest: pullNode(host, caller, markReady(host, caller, input.pullRequestId)),
    }),
  };
}

function markReady(host: Host, caller: Person, id: string): Pull {
  const state = host.store.get();
  const pull = all(state, 'pulls').find((one) => nodeId('PR', one.id) === id);
  const target = pull === undefined ? undefined : repository(state, pull.repositoryId);
  if (pull === undefined || target === undefined || !may(target, caller, 'pull'))
    throw refused('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  if (pull.authorId !== caller.id && !may(target, caller, 'push')) {
    throw refused('FORBIDDEN', `${caller.login} does not have the correct permissions to execute \`MarkPullRequestReadyForReview\``);
  }
  if (!pull.draft || pull.state !== 'open') throw refused('UNPROCESSABLE', `Pull request ${pull.state === 'open' ? 'is not a draft' : 'is closed'}`);
  const ready = { ...pull, draft: false, updatedAt: stamp(host) };
  host.store.change((now) => put(now, 'pulls', ready));
  return ready;
}

function pullNode(host: Host, caller: Person, pull: Pull) {
  return {
    id: nodeId('PR', pull.id),
    isDraft: pull.draft,
    reviews: ({ first, after }: { readonly first?: number | null; readonly after?: string | null }) => {
      if (first === undefined || first === null)
        throw refused('MISSING_PAGINATION_BOUNDARIES', 'You must provide a `first` or `last` value to properly paginate the `reviews` connection.');
      if (first > 100 || first < 0)
        throw refused(
          'EXCESSIVE_PAGINATION',
          `Requesting ${first} records on the \`reviews\` connection exceeds the \`first\` limit of 100 records.`,
        );
      const reviews = all(host.store.get(), 'reviews').filter(
        (one) => one.pullId === pull.id && (one.state !== 'PENDING' || one.authorId === caller.id),
      );
      const start = after === undefined || after === null ? 0 : reviews.findIndex((one) => cursor(one) === after) + 1;
      const page = reviews.slice(start, start + first);
      const last = page.at(-1);
      return {
        nodes: page.map((one) => reviewNode(host, one)),
        pageInfo: { hasNextPage: start + first < reviews.length, endCursor: last === undefined ? null : cursor(last) },
      };
    },
  };
}

function reviewNode(host: Host, review: Review) {
  const editor = review.edit === null ? null : person(host.store.get(), review.edit.byId);
  return {
    fullDatabaseId: String(review.id),
    lastEditedAt: review.edit?.at ?? null,
    editor: editor === null ? null : { __typename: editor.type, login: editor.login },
    body: review.body,
    state: review.state,
    commit: { oid: review.commitId },
  };
}

const cursor = (review: Review): string => Buffer.from(`review:${review.id}`).toString('base64url');

const refused = (type: string, message: string): GraphQLError => new GraphQLError(message, { extensions: { type } });
