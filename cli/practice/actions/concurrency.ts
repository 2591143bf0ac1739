import { mappingOf, onlyKeys, isExpression, type Template } from './template.ts';
import type { Evaluator } from './expressions.ts';
import { UnknownToRunner } from './unknown.ts';

/** What a workflow or job says of its group. */
export interface Turn {
  readonly group: string;
  readonly cancelInProgress: boolean;
  readonly queue: 'single' | 'max';
}

/** Who wants a turn. */
export interface Member {
  readonly repository: string;
  readonly turn: Turn | null;
  /** Aborted when the run is cancelled, by whom or what ever. */
  readonly signal: AbortSignal;
  /** Cancels the run, because a newer one takes its place. */
  readonly cancel: () => void;
  /** Told once it has to wait. */
  readonly waits: () => void;
}

/** The concurrency groups of all repositories. */
export interface Groups {
  /** Waits for a turn. Gives the function that ends it, or null if it was cancelled before its turn came. */
  readonly enter: (member: Member) => Promise<(() => void) | null>;
}

interface Group {
  running: Member | null;
  waiting: readonly (Member & { readonly start: () => void })[];
}

const LONGEST = 100;

/** Groups in which one runs and others wait. Source: GitHub docs, "Control the concurrency of workflows and jobs"; changelog 2026-05-07 for `queue: max`. */
export function createGroups(): Groups {
  const groups = new Map<string, Group>();
  const end = (group: Group): void => {
    const [first = null, ...rest] = group.waiting;
    group.running = first;
    group.waiting = rest;
    first?.start();
  };
  return {
    enter: (member) =>
      new Promise((resolve, reject) => {
        const { repository, turn, signal } = member;
        if (turn === null || turn.group === '') return resolve(() => {});
        // The name of a group is compared without case.
        const key = `${repository} ${turn.group}`.toLowerCase();
        const group = groups.get(key) ?? { running: null, waiting: [] };
        groups.set(key, group);
        const done = (): void => end(group);
        if (group.running === null) {
          group.running = member;
          return resolve(done);
        }
        if (turn.queue === 'max' && group.waiting.length >= LONGEST) return reject(new UnknownToRunner(`Unexpected ${LONGEST + 1} waiting in ${turn.group}, expected ${LONGEST} at most.`));
        if (turn.queue !== 'max') for (const older of group.waiting) older.cancel();
        const own = { ...member, start: () => resolve(done) };
        group.waiting = [...group.waiting, own];
        signal.addEventListener('abort', () => {
          group.waiting = group.waiting.filter((one) => one !== own);
          resolve(null);
        });
        member.waits();
        if (turn.cancelInProgress) group.running.cancel();
      }),
  };
}

/** What `concurrency` comes to; null where nothing is said. */
export function turnOf(template: Template | undefined, evaluator: Evaluator): Turn | null {
  if (template === undefined || template === null) return null;
  if (typeof template === 'string' || isExpression(template)) return { group: evaluator.text(template), cancelInProgress: false, queue: 'single' };
  const said = mappingOf(template, 'concurrency');
  onlyKeys(said, ['group', 'cancel-in-progress', 'queue'], 'concurrency');
  const queue = evaluator.text(said.get('queue')) || 'single';
  const cancelInProgress = evaluator.text(said.get('cancel-in-progress')) === 'true';
  if (queue !== 'single' && queue !== 'max') throw new UnknownToRunner(`Unexpected queue ${queue}, expected single or max.`);
  if (queue === 'max' && cancelInProgress) throw new UnknownToRunner('Unexpected queue: max with cancel-in-progress, expected one of them.');
  return { group: evaluator.text(said.get('group')), cancelInProgress, queue };
}
