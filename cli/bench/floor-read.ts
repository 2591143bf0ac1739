// The floor under finding that nothing has changed, for who has no better way: reads every file of a folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const entries = readdirSync(process.argv[2]!, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
let bytes = 0;
for (const { parentPath, name } of entries) bytes += readFileSync(join(parentPath, name)).length;
process.stdout.write(`${entries.length} files, ${bytes} bytes\n`);
