import { randomBytes } from 'node:crypto';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PracticeEvent } from '../events.ts';
import { createLane } from '../lane.ts';
import { createGroups } from './concurrency.ts';
import { loadLanguage, type Language } from './language.ts';
import { startRun, type LiveRun } from './live-run.ts';
import { occasionOf, scheduleOf, type Ask, type Occasion, type RepositoryFacts } from './occasion.ts';
import type { Open, Run } from './records.ts';
import { openSource, type Source } from './source.ts';
import { starts } from './trigger.ts';
import { UnknownToRunner } from './unknown.ts';
import { readWorkflow, type Invalid, type Workflow } from './workflow.ts';
import type { RunnerOptions, World } from './world.ts';

/** Runs the workflow files of repositories on a practice GitHub, as they stand at the commit that an event says. */
export interface Runner {
  /** Starts what GitHub would start for an event. Gives the runs, which go on by themselves. */
  readonly handle: (event: PracticeEvent) => Promise<readonly Run[]>;
  /** Handles every event of the practice GitHub from now on; the function that it gives ends that. */
  readonly listen: () => () => void;
  /** Waits until nothing is running or waiting any more. Rejects if anything was unknown to the runner since the last time. */
  readonly idle: () => Promise<void>;
  /** What the timer does: runs a file of the default branch that has a `schedule`. */
  readonly schedule: (repository: string, workflowFile: string) => Promise<Run>;
  /** Runs again what has ended: the same commit, file and event, with the rights of whoever started it first. */
  readonly rerun: (runId: number, by: { readonly actor: string }) => Promise<Run>;
  /** Cancels a run, now or once so many steps of a job (the first, if none is named) have ended. */
  readonly cancel: (runId: number, at?: { readonly afterStep?: number; readonly job?: string }) => void;
  /** Every run, oldest first; a later attempt stands beside the earlier ones. */
  readonly runs: readonly Run[];
  /** The folder with the site of a repository as it was deployed last; null before that. */
  readonly pages: (repository: string) => string | null;
}

const DAYS_TO_RERUN = 30;

/** Makes a runner. Its environments, secrets and variables are what a lead would have set on GitHub. */
export function createRunner(options: RunnerOptions): Runner {
  const live: LiveRun[] = [];
  const runs: Run[] = [];
  const complaints: unknown[] = [];
  const sites = new Map<string, string>();
  const inFlight = new Set<Promise<unknown>>();
  // Events are taken in the order in which they come, so that concurrency groups see the same order.
  const lane = createLane();
  const groups = createGroups();
  let lastId = 0;
  const drawToken = (): string => `ghs_${Buffer.from((options.random ?? randomBytes)(27)).toString('base64url')}`;
  const worldOf = (language: Language): World => ({ ...options, language, groups, drawToken, deploy, complain: (fault) => void complaints.push(fault) });

  const deploy = async (repository: string, folder: string): Promise<void> => {
    const target = join(options.folder, 'pages', repository, String((lastId += 1)));
    await mkdir(target, { recursive: true });
    await cp(folder, target, { recursive: true });
    const before = sites.get(repository);
    sites.set(repository, target);
    if (before !== undefined) await rm(before, { recursive: true, force: true });
  };

  const numberOf = (repository: string, path: string): number => 1 + new Set(runs.filter((run) => run.repository === repository && run.path === path).map(({ id }) => id)).size;

  const begin = (world: World, workflow: Workflow, occasion: Occasion, ordinal: Parameters<typeof startRun>[3]): Run => {
    const run = startRun(world, workflow, occasion, ordinal);
    live.push(run);
    runs.push(run.record);
    return run.record;
  };

  const first = (world: World, workflow: Workflow, occasion: Occasion): Run =>
    begin(world, workflow, occasion, { id: (lastId += 1), number: numberOf(occasion.repository.full_name, workflow.path), attempt: 1, triggeringActor: occasion.actor.login });

  // A file that GitHub cannot read shows as a failed run of its own.
  const broken = ({ path, errors }: Invalid, { event, ref, sha, actor, repository }: Occasion): Run => {
    const record: Open<Run> = { id: (lastId += 1), number: numberOf(repository.full_name, path), attempt: 1, repository: repository.full_name, path, workflow: path, name: path, event, ref, sha, actor: actor.login, triggeringActor: actor.login, createdAt: options.now().toISOString(), status: 'completed', conclusion: 'startup_failure', errors: [...errors], jobs: [], log: '', ended: Promise.resolve() };
    runs.push(record);
    return record;
  };

  // The runner reads with a token of its own that can do nothing else.
  const reading = async <T>(repository: string, work: (ask: Ask, source: Source) => Promise<T>): Promise<T> => {
    const token = drawToken();
    options.practice.addToken({ token, repository, permissions: { contents: 'read', 'pull-requests': 'read', issues: 'read' } });
    const ask: Ask = async (path) => {
      const answer = await fetch(`${options.practice.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`Unexpected answer ${answer.status} to ${path}, expected 200.`);
      return answer.json() as never;
    };
    const [owner = '', name = ''] = repository.split('/');
    try {
      return await work(ask, openSource(options.folder, repository, options.practice.gitUrl(owner, name), token));
    } finally {
      options.practice.revokeToken(token);
    }
  };

  const started = async (world: World, occasion: Occasion, source: Source): Promise<readonly Run[]> => {
    const found: Run[] = [];
    for (const [path, content] of await source.workflows(occasion.sha)) {
      if (occasion.workflow !== null && occasion.workflow !== path) continue;
      const workflow = await readWorkflow(world.language, path, content);
      if ('errors' in workflow) found.push(broken(workflow, occasion));
      else if (await starts(workflow, occasion)) found.push(first(world, workflow, occasion));
    }
    return found;
  };

  const tracked = <T>(work: Promise<T>): Promise<T> => {
    inFlight.add(work);
    const done = (): void => void inFlight.delete(work);
    work.then(done, done);
    return work;
  };

  const handle = (event: PracticeEvent): Promise<readonly Run[]> =>
    tracked(lane(async () => {
      const world = worldOf(await loadLanguage());
      return reading(event.repository, async (ask, source) => {
        const occasion = await occasionOf(event, ask, source);
        return occasion === null ? [] : started(world, occasion, source);
      });
    }));

  return {
    handle,
    listen: () => options.practice.onEvent((event) => void handle(event).catch((fault: unknown) => complaints.push(fault))),
    idle: async () => {
      while (inFlight.size > 0 || runs.some(({ status }) => status !== 'completed')) {
        await Promise.allSettled(inFlight);
        await Promise.all(runs.map(({ ended }) => ended));
      }
      const [only, ...more] = complaints.splice(0);
      if (more.length > 0) throw new AggregateError([only, ...more], [only, ...more].map((one) => (one as Error).message).join('\n'));
      if (only !== undefined) throw only;
    },
    schedule: (repository, workflowFile) =>
      tracked(lane(async () => {
        const world = worldOf(await loadLanguage());
        return reading(repository, async (ask, source) => {
          const facts = await ask<RepositoryFacts>(`/repos/${repository}`);
          await source.refresh();
          const sha = await source.commitOf(`refs/heads/${facts.default_branch}`);
          const path = workflowFile.includes('/') ? workflowFile : `.github/workflows/${workflowFile}`;
          const content = sha === null ? undefined : (await source.workflows(sha)).get(path);
          const workflow = content === undefined ? undefined : await readWorkflow(world.language, path, content);
          const occasion = workflow === undefined || 'errors' in workflow || workflow.crons.length === 0 ? null : await scheduleOf(facts, path, workflow.crons[0]!, source);
          if (workflow === undefined || 'errors' in workflow || occasion === null) throw new UnknownToRunner(`Unexpected schedule of ${workflowFile}, expected a file on ${facts.default_branch} of ${repository} with a cron.`);
          return first(world, workflow, occasion);
        });
      })),
    rerun: (runId, { actor }) =>
      tracked(lane(async () => {
        const attempts = live.filter(({ record }) => record.id === runId);
        const last = attempts.at(-1);
        if (last === undefined || last.record.status !== 'completed') throw new UnknownToRunner(`Unexpected re-run of ${runId}, expected a run that has ended.`);
        const age = options.now().getTime() - Date.parse(attempts[0]!.record.createdAt);
        if (age > DAYS_TO_RERUN * 86_400_000) throw new UnknownToRunner(`Unexpected re-run of ${runId}, expected one that is at most ${DAYS_TO_RERUN} days old: GitHub refuses older ones.`);
        return begin(worldOf(await loadLanguage()), last.workflow, last.occasion, { id: runId, number: last.record.number, attempt: last.record.attempt + 1, triggeringActor: actor });
      })),
    cancel: (runId, { afterStep, job } = {}) => {
      const run = live.findLast(({ record }) => record.id === runId);
      if (run === undefined) throw new UnknownToRunner(`Unexpected run ${runId}, expected one of ${live.map(({ record }) => record.id).join(', ')}.`);
      if (afterStep === undefined) run.cancel();
      else run.cancelAfter(afterStep, job ?? null);
    },
    runs,
    pages: (repository) => sites.get(repository) ?? null,
  };
}
