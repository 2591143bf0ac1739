import { readable } from '../access.ts';
import type { Call, Route } from '../host.ts';
import { address, pageOf } from '../paging.ts';
import { person } from '../records.ts';
import { unprocessable } from '../refusal.ts';
import { nodeId } from '../shapes/node-id.ts';
import { simpleUser } from '../shapes/person.ts';
import type { Activity, Repository } from '../state.ts';

const TYPES = new Set(['push', 'force_push', 'branch_creation', 'branch_deletion', 'pr_merge', 'merge_queue_merge']);
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

/** Who moved which branch, when and how. Commits can claim any author; this record cannot be forged by a push. */
export const activityRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/activity',
    run: (call) => {
      const repository = readable(call);
      const entries = chosen(call, repository);
      const { size } = pageOf(call);
      const after = call.query.get('after');
      const before = call.query.get('before');
      const start = after !== null ? position(entries, after) + 1 : before !== null ? Math.max(0, position(entries, before) - size) : 0;
      const page = entries.slice(start, start + size);
      const links = [
        ...(start + size < entries.length ? [`<${turn(call, 'after', page.at(-1))}>; rel="next"`] : []),
        ...(start > 0 && page.length > 0 ? [`<${turn(call, 'before', page[0])}>; rel="prev"`] : []),
      ];
      return { status: 200, body: page.map((entry) => shape(call, entry)), headers: links.length === 0 ? {} : { link: links.join(', ') } };
    },
  },
];

function chosen(call: Call, repository: Repository): readonly Activity[] {
  const { host, query } = call;
  const state = host.store.get();
  const type = query.get('activity_type');
  if (type !== null && !TYPES.has(type)) throw unprocessable(`${type} is not a valid activity_type`);
  const ref = query.get('ref');
  const actor = query.get('actor')?.toLowerCase() ?? null;
  const days = DAYS[query.get('time_period') ?? ''];
  const since = days === undefined ? '' : new Date(host.now().getTime() - days * 86_400_000).toISOString();
  const entries = state.activity.filter(
    (entry) =>
      entry.repositoryId === repository.id &&
      entry.at >= since &&
      (type === null || entry.type === type) &&
      (ref === null || entry.ref === ref || entry.ref === `refs/heads/${ref}`) &&
      (actor === null || person(state, entry.actorId).login.toLowerCase() === actor),
  );
  return query.get('direction') === 'asc' ? entries : entries.toReversed();
}

const cursor = (entry: Activity): string => Buffer.from(`activity:${entry.id}`).toString('base64url');
const position = (entries: readonly Activity[], wanted: string): number => entries.findIndex((entry) => cursor(entry) === wanted);

// A page begins where the last one ended, so that an entry that arrives meanwhile shifts nothing.
function turn(call: Call, side: 'after' | 'before', entry: Activity | undefined): string {
  const query = new URLSearchParams(call.query);
  query.delete(side === 'after' ? 'before' : 'after');
  return address({ ...call, query }, { [side]: entry === undefined ? '' : cursor(entry) });
}

function shape({ host }: Call, entry: Activity) {
  return {
    id: entry.id,
    node_id: nodeId('ACT', entry.id),
    before: entry.before,
    after: entry.after,
    ref: entry.ref,
    timestamp: entry.at,
    activity_type: entry.type,
    actor: actorOf(host, entry),
  };
}

// A deleted account leaves its movements behind, by nobody.
function actorOf(host: Call['host'], entry: Activity) {
  const actor = person(host.store.get(), entry.actorId);
  return actor.deleted === true ? null : simpleUser(host, actor);
}
