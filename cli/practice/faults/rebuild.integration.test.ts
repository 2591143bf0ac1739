import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../effects/world.ts';
import { branchFiles, homeOf, rehearse, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { must } from '../actor.ts';
import type { Mode } from '../people.ts';

const LONG = 900_000;

/** Every file below a folder, by path, as base64: pictures too. */
async function filesBelow(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file.slice(folder.length + 1), (await readFile(file)).toString('base64')] as const)));
}

const MODES: readonly Mode[] = ['one-repository', 'private-per-teacher'];

describe.each(MODES)('rebuild from git, with submissions in %s', (mode) => {
  let issued: Snapshot;
  let rehearsal: TestRehearsal;
  beforeAll(async () => {
    issued = await keepScene('merged', { mode }, async (beginning) => {
      const { 'priya-nair': lead } = beginning.actors;
      // A status list with a bit set tells more than an empty one.
      const { awarded } = JSON.parse(must(await lead.laurel('issue', '--json'), 'issue').out) as { readonly awarded: readonly { readonly serial: string }[] };
      must(await lead.laurel('revoke', awarded[0]!.serial, '--reason', 'To have a bit set'), 'revoke');
      must(await lead.git('pull', '--quiet'), 'pull');
    });
    rehearsal = await rehearse(issued);
  }, LONG);
  afterAll(async () => {
    await rehearsal?.end();
    await rm(issued.folder, { recursive: true, force: true });
  });

  const bothStores = async () => [await branchFiles(rehearsal, 'register', homeOf(mode)), await branchFiles(rehearsal, 'ledger')];

  it('is byte-identical: with every clone and every output deleted, and without the private key, badges, lists and published files are equal', async () => {
    const { practice, folder } = rehearsal;
    const base = rehearsal.world('priya-nair');
    must(await rehearsal.runIn(base, 'publish', '--first', '--out', join(folder, 'site')), 'publish');
    const published = await filesBelow(join(folder, 'site'));
    const stores = await bothStores();
    for (const store of stores) expect(store.size).toBeGreaterThan(1);
    expect(Object.keys(published)).toEqual(expect.arrayContaining(['.well-known/did.json', 'status/1.json', 'v1/index.json', 'index.html']));
    expect(Object.keys(published).filter((path) => /^badges\/[0-9a-z]{12}\/badge\.(json|png)$/.test(path))).toHaveLength(mode === 'one-repository' ? 2 : 0);

    // Homes, clones, caches, the key and the site: nothing is left but what GitHub has.
    await rm(join(folder, 'people'), { recursive: true });
    await rm(join(folder, 'site'), { recursive: true });
    const home = join(folder, 'new-home');
    const cwd = join(home, 'programme');
    await mkdir(home);
    const { LAUREL_KEY: _key, LAUREL_KEY_FILE: _file, ...rest } = base.env;
    const env = { ...rest, HOME: home };
    const fresh: World = { ...base, cwd, env };
    await fresh.git(home, { server: practice.url, api: practice.apiUrl, token: base.env['GITHUB_TOKEN']! }).text(['clone', '--quiet', practice.gitUrl('marlow-valley', 'credentials'), cwd]);

    expect(must(await rehearsal.runIn(fresh, 'issue'), 'issue without a key').out).toContain('Nothing is due');
    must(await rehearsal.runIn(fresh, 'publish', '--first', '--out', join(home, 'site')), 'publish without a key');
    const again = await filesBelow(join(home, 'site'));
    expect(Object.keys(again)).toEqual(Object.keys(published));
    expect(Object.keys(again).filter((path) => again[path] !== published[path])).toEqual([]);
    await mkdir(rehearsal.actors['priya-nair'].clone, { recursive: true });
    await fresh.git(home).text(['init', '--quiet', rehearsal.actors['priya-nair'].clone]);
    expect(await bothStores()).toEqual(stores);
  }, LONG);
});
