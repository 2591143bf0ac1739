import { permitted, readable } from '../access.ts';
import { requiredText, text } from '../fields.ts';
import { hasCommit, resolve } from '../git/commits.ts';
import { gitDir, stamp, type Call, type Route } from '../host.ts';
import { linkHeader, pageOf, slice } from '../paging.ts';
import { all, nextId, put } from '../records.ts';
import { invalid, refusal } from '../refusal.ts';
import { checkRunShape } from '../shapes/check-run.ts';

/** Check runs. GitHub takes them from apps alone; here every token counts as that of the workflow's own app. */
export const checkRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/check-runs',
    run: async (call) => {
      const target = permitted(call, 'push');
      const headSha = requiredText(call, 'head_sha', 'CheckRun');
      if (!(await hasCommit(gitDir(call.host, target), headSha))) throw refusal(422, `No commit found for SHA: ${headSha}`);
      const run = { repositoryId: target.id, headSha, ...fieldsOf(call) };
      let id = 0;
      call.host.store.change((state) => {
        const [drawn, next] = nextId(state);
        id = drawn;
        return put(next, 'checkRuns', { ...run, id });
      });
      return { status: 201, body: checkRunShape(call.host, target, { ...run, id }) };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}/check-runs',
    run: async (call) => {
      const target = readable(call);
      const ref = call.params['ref'] ?? '';
      const sha = await resolve(gitDir(call.host, target), ref);
      if (sha === null) throw refusal(422, `No commit found for SHA: ${ref}`);
      const [name, status] = [call.query.get('check_name'), call.query.get('status')];
      const runs = all(call.host.store.get(), 'checkRuns').filter(
        (run) =>
          run.repositoryId === target.id && run.headSha === sha && (name === null || run.name === name) && (status === null || run.status === status),
      );
      // Of several runs of one check the latest counts, unless all are asked for.
      const latest = call.query.get('filter') === 'all' ? runs : [...new Map(runs.map((run) => [run.name, run])).values()];
      const page = pageOf(call);
      const body = { total_count: latest.length, check_runs: slice(latest, page).map((run) => checkRunShape(call.host, target, run)) };
      return { status: 200, body, headers: linkHeader(call, latest.length, page) };
    },
  },
];

const CONCLUSIONS = new Set(['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required']);

function fieldsOf(call: Call) {
  const conclusion = text(call, 'conclusion', 'CheckRun');
  if (conclusion !== null && !CONCLUSIONS.has(conclusion)) throw invalid({ resource: 'CheckRun', field: 'conclusion', code: 'invalid' });
  const status = conclusion === null ? (text(call, 'status', 'CheckRun') ?? 'queued') : 'completed';
  if (status === 'completed' && conclusion === null) throw invalid({ resource: 'CheckRun', field: 'conclusion', code: 'missing_field' });
  const output = (call.body['output'] ?? {}) as Readonly<Record<string, unknown>>;
  const part = (field: string): string | null => (typeof output[field] === 'string' ? output[field] : null);
  return {
    name: requiredText(call, 'name', 'CheckRun'),
    status,
    conclusion,
    startedAt: text(call, 'started_at', 'CheckRun') ?? stamp(call.host),
    completedAt: conclusion === null ? null : (text(call, 'completed_at', 'CheckRun') ?? stamp(call.host)),
    externalId: text(call, 'external_id', 'CheckRun') ?? '',
    detailsUrl: text(call, 'details_url', 'CheckRun'),
    title: part('title'),
    summary: part('summary'),
    text: part('text'),
  };
}
