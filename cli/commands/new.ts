import { resolve } from 'node:path';
import { CATALOG, catalogOption, textArgument, type Command } from '../command.ts';
import { didYouMean } from '../core/nearest.ts';
import { draft, draftKinds } from '../core/draft.ts';
import { isReserved } from '../core/rules/id-not-reserved.ts';
import { Obstacle } from '../effects/programme.ts';

export default {
  name: 'new',
  summary: 'Begin a file of the catalog',
  arguments: [{ flags: '<kind>', summary: 'credential (with its rubric and evidence), rubric, evidence or framework' }, { flags: '<id>', summary: 'its name: lower-case letters, digits and hyphens' }],
  options: [CATALOG],
  examples: [
    ['laurel new credential wait-time', 'a credential with its rubric and evidence, every field in place'],
    ['laurel new framework arts', 'a competency framework'],
  ],
  async run(given, world) {
    const kind = textArgument(given, 0);
    const id = textArgument(given, 1);
    if (!(draftKinds as readonly string[]).includes(kind)) throw new Obstacle(`There is no kind "${kind}".${didYouMean(kind, draftKinds)} Expected one of ${draftKinds.join(', ')}.`);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 64) throw new Obstacle(`"${id}" cannot be an id: use lower-case letters, digits and single hyphens, such as ${id.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64) || 'wait-time'}.`);
    if (isReserved(id)) throw new Obstacle(`"${id}" cannot be an id: machines or Laurel itself keep that name for something else. Give one that says more, such as ${id}-and-more. Nothing was written.`);
    const folder = catalogOption(given);
    const files = [...draft(kind as (typeof draftKinds)[number], id, world.now().toISOString().slice(0, 10))];
    for (const [path] of files) if (await world.files.exists(resolve(world.cwd, folder, path))) throw new Obstacle(`${folder}/${path} is there already. Nothing was written. Choose another id, or edit that file.`);
    for (const [path, text] of files) await world.files.write(resolve(world.cwd, folder, path), text);
    world.out.write(`Wrote ${files.map(([path]) => `${folder}/${path}`).join(', ')}.\n\nReplace what stands in <angle brackets>.\n\nNext: laurel lint\n`);
    return 0;
  },
} satisfies Command as Command;
