import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { must } from '../practice/actor.ts';
import { CAST, type Mode } from '../practice/people.ts';
import { openRehearsal } from '../practice/rehearsal.ts';
import { drawKey } from '../practice/story/key.ts';
import { CREDENTIAL, writeAttempt } from '../practice/story/submission.ts';
import { approve, emptyForm, firstPull, goOn, keep, root, temporary, work, type Snapshot, type TestRehearsal } from './rehearse.ts';

/** Where many tests begin: how far the sample programme has come. */
export type Scene = 'key-drawn' | 'handed-in' | 'merged' | 'issued';

/** What a scene is played with. */
export interface SceneOptions {
  readonly mode?: Mode;
  /** Whether the programme's workflow files stand in its repository. */
  readonly workflows?: boolean;
}

interface Step {
  readonly after: Scene | null;
  readonly play: (rehearsal: TestRehearsal) => Promise<void>;
}

const STEPS: Readonly<Record<Scene, Step>> = {
  'key-drawn': { after: null, play: drawKey },
  'handed-in': {
    after: 'key-drawn',
    play: async ({ actors: { 'maya-okafor': teacher, 'ines-carvalho': assessor }, folder, mode }) => {
      must(await teacher.laurel('start', CREDENTIAL), 'start');
      await writeAttempt(teacher, work, 'first', mode);
      await writeAttempt(teacher, work, 'second', mode);
      must(await teacher.laurel('submit'), 'submit');
      await writeFile(emptyForm(folder), must(await assessor.laurel('assess', firstPull(mode), '--form'), 'assess').out);
    },
  },
  merged: {
    after: 'handed-in',
    play: async (rehearsal) => {
      await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
      must(await rehearsal.actors['priya-nair'].laurel('merge', firstPull(rehearsal.mode)), 'merge');
    },
  },
  issued: {
    after: 'merged',
    play: async ({ actors: { 'priya-nair': lead } }) => {
      must(await lead.laurel('issue'), 'issue');
      must(await lead.git('pull', '--quiet'), 'pull');
    },
  },
};

/**
 * A rehearsal that has come as far as a scene, and on from there. The scene is played once for all tests of a run that ask
 * for it; everybody gets a copy. Remove its folder at the end.
 */
export async function keepScene(scene: Scene, options: SceneOptions = {}, onwards?: (rehearsal: TestRehearsal) => Promise<void>): Promise<Snapshot> {
  const store = process.env['LAUREL_SCENES'];
  const kept = store === undefined ? await play(scene, options) : await ownCopy(await shared(store, scene, options));
  return onwards === undefined ? kept : goOn(kept, onwards);
}

async function play(scene: Scene, options: SceneOptions): Promise<Snapshot> {
  const { after, play: act } = STEPS[scene];
  if (after === null) return keep(act, { mode: options.mode ?? 'one-repository', ...(options.workflows === true ? { beside: { '.github': join(root, '.github') } } : {}) });
  return keepScene(after, options, act);
}

// Whoever makes the folder first plays the scene; the others wait for it.
async function shared(store: string, scene: Scene, options: SceneOptions): Promise<Snapshot> {
  const place = join(store, [scene, options.mode ?? 'one-repository', ...(options.workflows === true ? ['workflows'] : [])].join('.'));
  const turn = `${place}.turn`;
  const written = join(place, 'snapshot.json');
  while (!existsSync(written)) {
    try {
      mkdirSync(turn);
    } catch {
      await pause(50);
      continue;
    }
    try {
      const snapshot = await play(scene, options);
      await writeFile(join(snapshot.folder, 'snapshot.json'), JSON.stringify(snapshot));
      cpSync(snapshot.folder, `${place}.draft`, { recursive: true });
      renameSync(`${place}.draft`, place);
      rmSync(snapshot.folder, { recursive: true, force: true });
    } finally {
      rmSync(turn, { recursive: true });
    }
  }
  return { ...(JSON.parse(await readFile(written, 'utf8')) as Snapshot), folder: place };
}

// Two tests at once cannot listen at one port, and the clones know theirs.
async function ownCopy(snapshot: Snapshot): Promise<Snapshot> {
  const folder = await temporary();
  cpSync(snapshot.folder, folder, { recursive: true });
  const { practice } = await openRehearsal({ folder, command: [], mode: snapshot.mode }, snapshot.people);
  const port = Number(new URL(practice.url).port);
  await practice.close();
  for (const { login } of CAST) {
    const config = join(folder, 'people', login, 'programme', '.git', 'config');
    await writeFile(config, (await readFile(config, 'utf8')).replaceAll(`:${snapshot.port}/`, `:${port}/`));
  }
  return { ...snapshot, folder, port };
}
