import { resolve } from 'node:path';
import { CATALOG, catalogOption, type Command } from '../command.ts';
import { formatFile, isFormatted } from '../core/format/format-file.ts';
import { visible } from '../core/report/visible.ts';
import { readCatalog } from '../effects/files.ts';
import { belowCatalog, isBelow } from '../effects/below-catalog.ts';
import { Obstacle } from '../effects/programme.ts';

export default {
  name: 'fmt',
  summary: 'Put files of the catalog into one form',
  arguments: [{ flags: '[paths...]', summary: 'these files and folders only' }],
  options: [CATALOG, { flags: '--check', summary: 'write nothing; name the files that would change, and end with 1 if there are any' }],
  examples: [
    ['laurel fmt', 'fields in the order of their schema, texts wrapped, blanks tidied'],
    ['laurel fmt catalog/rubrics', 'the rubrics only'],
    ['laurel fmt --check', 'for a step of a workflow'],
  ],
  async run(given, world) {
    const folder = catalogOption(given);
    const root = resolve(world.cwd, folder);
    if (!(await world.files.exists(root))) throw new Obstacle(`There is no catalog at ${folder}. Say where it is with --catalog.`);
    const only = await Promise.all(((given.arguments[0] as readonly string[] | undefined) ?? []).map((path) => belowCatalog(world, root, path)));
    const files = (await readCatalog(world.files, root)).filter(({ path }) => isFormatted(path) && isBelow(only, path));
    const looks = given.options['check'] === true;
    const shown = (path: string): string => visible(`${folder.replace(/\/+$/, '').replace(/^\.\//, '')}/${path}`);
    let changed = 0;
    let unread = 0;
    for (const file of files) {
      const formatted = formatFile(file);
      if (formatted === null) {
        unread += 1;
        world.err.write(`${shown(file.path)} is left as it is, because it cannot be read. Run \`laurel lint\`.\n`);
      } else if (formatted !== new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes)) {
        changed += 1;
        if (!looks) await world.files.write(resolve(root, file.path), formatted);
        world.out.write(`${shown(file.path)}\n`);
      }
    }
    const noun = `${changed} of ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
    if (changed === 0) world.out.write(unread > 0 ? '' : `${files.length === 1 ? 'The file is' : `All ${files.length} files are`} in form.\n`);
    else world.out.write(looks ? `${noun} would change. Run \`laurel fmt\`.\n` : `${noun} changed.\n`);
    return unread > 0 || (looks && changed > 0) ? 1 : 0;
  },
} satisfies Command as Command;
