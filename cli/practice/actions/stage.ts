import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScene, type Place, type Scene } from '../semantics/scene.ts';
import type { Environment, Secrets } from './environments.ts';
import type { Run } from './records.ts';
import { createRunner, type Runner } from './runner.ts';

/** What a test of workflows stands on: a practice GitHub, a repository on it and a runner that listens. */
export interface Stage {
  readonly scene: Scene;
  readonly place: Place;
  readonly repository: string;
  readonly runner: Runner;
  /** Commits a workflow file to a branch of the repository, as its lead. */
  readonly write: (name: string, text: string, branch?: string) => Promise<string>;
  /** Commits any file. */
  readonly commit: (path: string, text: string, branch?: string) => Promise<string>;
  /** Makes a branch where main stands. */
  readonly branch: (name: string) => Promise<void>;
  /** Waits until all has ended, and gives the runs of a file, oldest first. */
  readonly runsOf: (name: string) => Promise<readonly Run[]>;
  /** Dispatches a workflow as the lead. */
  readonly dispatch: (name: string, ref?: string, inputs?: Readonly<Record<string, string>>) => Promise<void>;
  /** Writes a workflow of one job, dispatches it, and gives the run once all has ended. */
  readonly play: (steps: string, given?: { readonly top?: string; readonly job?: string }) => Promise<Run>;
  readonly end: () => Promise<void>;
}

/** How a stage is set. */
export interface Setting {
  readonly environments?: Readonly<Record<string, Environment>>;
  readonly repositorySecrets?: Secrets;
  readonly variables?: Readonly<Record<string, string>>;
  readonly minute?: number;
  readonly private?: boolean;
  readonly now?: () => Date;
}

/** Sets a stage. Its repository is `lead/programme-1`. */
export async function openStage({ environments = {}, repositorySecrets = {}, variables = {}, now = () => new Date('2026-03-02T09:00:00Z'), ...setting }: Setting = {}): Promise<Stage> {
  const scene = await openScene(now);
  const folder = await mkdtemp(join(tmpdir(), 'laurel-runner-'));
  const place = await scene.programme({ private: setting.private ?? false });
  const repository = `${place.owner}/${place.repo}`;
  const runner = createRunner({
    practice: scene.practice, folder, now, node: process.execPath,
    environments: { [repository]: environments }, repositorySecrets: { [repository]: repositorySecrets }, variables: { [repository]: variables },
    ...(setting.minute === undefined ? {} : { minute: setting.minute }),
  });
  const silence = runner.listen();
  const lead = scene.as('lead');
  const commit = async (path: string, text: string, branch = 'main'): Promise<string> => {
    const old = await lead.repos.getContent({ ...place, path, ref: branch }).then(({ data }) => (data as { readonly sha: string }).sha, () => undefined);
    const { data } = await lead.repos.createOrUpdateFileContents({ ...place, path, branch, message: `Write ${path}`, content: Buffer.from(text).toString('base64'), ...(old === undefined ? {} : { sha: old }) });
    return data.commit.sha ?? '';
  };
  let plays = 0;
  const stage: Stage = {
    scene, place, repository, runner, commit,
    write: (name, text, branch) => commit(`.github/workflows/${name}`, text, branch),
    branch: async (name) => {
      const clone = await scene.clone('lead', place);
      await clone.git('push', '--quiet', 'origin', `HEAD:refs/heads/${name}`);
    },
    runsOf: async (name) => {
      await runner.idle();
      return runner.runs.filter(({ path }) => path === `.github/workflows/${name}`);
    },
    dispatch: async (name, ref = 'main', inputs = {}) => void (await lead.actions.createWorkflowDispatch({ ...place, workflow_id: name, ref, inputs })),
    play: async (steps, given) => {
      const name = `play-${(plays += 1)}.yml`;
      await stage.write(name, oneJob('workflow_dispatch', steps, given));
      await stage.dispatch(name);
      const [run] = await stage.runsOf(name);
      if (run === undefined) throw new Error(`Unexpected end without a run of ${name}, expected one.`);
      return run;
    },
    end: async () => {
      silence();
      await runner.idle().catch(() => undefined);
      await scene.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

/** The commit of each action that the runner has, for workflows in tests. */
export const ACTIONS = {
  checkout: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
  setupNode: 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020',
  configurePages: 'actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b',
  uploadPages: 'actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9',
  deployPages: 'actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128',
} as const;

/** A workflow with one job: its trigger, the lines of its steps, and further lines of the workflow and of the job. */
export function oneJob(on: string, steps: string, { top = 'permissions: {}', job = '' } = {}): string {
  const indented = (text: string, by: number): string => text.trim().split('\n').map((line) => `${' '.repeat(by)}${line}`).join('\n');
  return `on: ${on}\n${top}\njobs:\n  only:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n${job === '' ? '' : `${indented(job, 4)}\n`}    steps:\n${indented(steps, 6)}\n`;
}
