import { permitted, pullOf, readable, somebody } from '../access.ts';
import { text } from '../fields.ts';
import type { Call, Route } from '../host.ts';
import { landPull } from '../pulls/land.ts';
import { rulesOnMerge } from '../settings-merge.ts';
import { refusal } from '../refusal.ts';
import type { MergeMethod } from '../state.ts';

const METHODS: readonly MergeMethod[] = ['merge', 'squash', 'rebase'];

/** The merge button. */
export const mergeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/merge',
    run: (call) => {
      const pull = pullOf(call, readable(call));
      return pull.merged === null ? { status: 404, body: refusal(404, 'Not Found').reply.body } : { status: 204 };
    },
  },
  {
    method: 'PUT',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/merge',
    run: async (call) => {
      const target = permitted(call, 'push');
      const order = {
        method: methodOf(call),
        sha: text(call, 'sha', 'PullRequest'),
        title: text(call, 'commit_title', 'PullRequest'),
        message: text(call, 'commit_message', 'PullRequest'),
      };
      await rulesOnMerge(call.host, pullOf(call, target), somebody(call));
      const sha = await landPull(call.host, pullOf(call, target), order, somebody(call));
      return { status: 200, body: { sha, merged: true, message: 'Pull Request successfully merged' } };
    },
  },
];

function methodOf(call: Call): MergeMethod {
  const wanted = text(call, 'merge_method', 'PullRequest') ?? 'merge';
  const method = METHODS.find((one) => one === wanted);
  if (method === undefined)
    throw refusal(422, `Invalid request.\n\n${wanted} is not a possible value. Must be one of the following: ${METHODS.join(', ')}.`);
  return method;
}
