// The floor under building: writes files of given sizes, named in a JSON file as [path, bytes], into a folder.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';

const [, , list = '', folder = ''] = process.argv;
for (const [path, size] of JSON.parse(await readFile(list, 'utf8')) as readonly (readonly [string, number])[]) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), Buffer.alloc(size, 'x'));
}
