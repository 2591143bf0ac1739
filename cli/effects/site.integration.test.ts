import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildSite, programFolder } from './site.ts';
import { realWorld, type World } from './world.ts';

let out: string;
beforeEach(async () => void (out = await mkdtemp(join(tmpdir(), 'laurel-site-'))));
afterEach(() => rm(out, { recursive: true, force: true }));

const build = (world: World, folder = out): Promise<void> => buildSite(world, { catalog: join(programFolder(), 'catalog'), out: folder, ledger: null });

describe('building the site', () => {
  it('is no build when it was cut off, and leaves the folder as it was', async () => {
    await writeFile(join(out, 'index.html'), 'yesterday');
    const world = realWorld(process);
    // Too little memory: the process is ended by a signal and has no exit code.
    await expect(build({ ...world, env: { ...world.env, NODE_OPTIONS: '--max-old-space-size=16' } })).rejects.toThrow('could not be built');
    expect(await readFile(join(out, 'index.html'), 'utf8')).toBe('yesterday');
  });

  it('refuses a folder that holds more than a site', async () => {
    await expect(build(realWorld(process), programFolder())).rejects.toThrow('would be emptied');
    await expect(build(realWorld(process), join(programFolder(), '..'))).rejects.toThrow('would be emptied');
  });
});
