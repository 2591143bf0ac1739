import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generateCatalog, withFaults } from './generate.ts';

/** Does something in a folder of its own, which is removed afterwards. */
export async function inFolder<Value>(use: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes a generated catalog of `count` credentials into `folder`, with a fault in every tenth file where that is asked, and gives the folder. */
export async function writeCatalog(folder: string, count: number, isFaulty = false): Promise<string> {
  const files = generateCatalog(count);
  for (const { path, bytes } of isFaulty ? withFaults(files) : files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}
