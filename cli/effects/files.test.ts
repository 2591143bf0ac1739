import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskFiles } from './files.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'laurel-files-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the disk', () => {
  it('puts a folder in the place of another, of which nothing is left, and makes the folders above it', async () => {
    const [draft, site] = [join(folder, 'draft'), join(folder, 'above', 'site')];
    for (const round of ['first', 'second']) {
      await diskFiles.write(join(draft, round, '.hidden', 'page.html'), round);
      await diskFiles.replace(draft, site);
      expect(await diskFiles.list(site, true)).toEqual([`${round}/.hidden/page.html`]);
    }
  });
});
