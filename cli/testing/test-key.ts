import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openKeys, type Keys } from '../effects/keys.ts';
import type { LiveWorkflows } from '../practice/live-workflows.ts';
import type { TestRehearsal } from './rehearse.ts';

/** The key of a rehearsal: its file's text, and what of it nobody may see. */
export interface TestKey {
  readonly text: string;
  readonly secrets: readonly string[];
}

/** Reads the key that the rehearsal's lead has drawn. */
export async function keyOf(rehearsal: TestRehearsal): Promise<TestKey> {
  const folder = join(rehearsal.folder, 'people', 'priya-nair', '.config', 'laurel');
  const [name, ...more] = await readdir(folder);
  if (name === undefined || more.length > 0) throw new Error(`Unexpected ${more.length + 1} keys in ${folder}, expected one.`);
  const text = await readFile(join(folder, name), 'utf8');
  const { secret, earners } = JSON.parse(text) as { readonly secret: string; readonly earners: string };
  return { text, secrets: [secret, earners] };
}

/** The same, opened. */
export async function openedKey(rehearsal: TestRehearsal): Promise<Keys> {
  const { text } = await keyOf(rehearsal);
  const world = rehearsal.world('priya-nair');
  return openKeys({ ...world, env: { ...world.env, LAUREL_KEY: text } }, '', [(JSON.parse(text) as { readonly public: string }).public]);
}

/**
 * Holds that the key was given to so many processes, all of them the command that signs, and stands in no log, summary,
 * output or message, nor in any file that the machines kept. What the runner masked was printed, so no log holds a mask either.
 */
export async function holdsNoKey({ runner, processes, machines }: LiveWorkflows, { secrets }: TestKey, { processes: count }: { readonly processes: number }): Promise<void> {
  const known = (text: string): boolean => secrets.some((secret) => text.includes(secret));
  const holding = (await processes()).filter(({ env }) => known(JSON.stringify(env)));
  expect(holding.map(({ env }) => [env['GITHUB_WORKFLOW'], env['GITHUB_JOB'], env['INPUT_COMMAND']])).toEqual(Array.from({ length: count }, () => ['award', 'sign', 'issue --dispatch publish.yml']));
  const records = JSON.stringify(runner.runs);
  expect(known(records)).toBe(false);
  expect(records).not.toContain('***');
  const files = (await readdir(machines, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(100);
  for (const { parentPath, name } of files) if (known(await readFile(join(parentPath, name), 'latin1'))) throw new Error(`Unexpected key in ${join(parentPath, name)}, expected it in no file.`);
}
