import { resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, withProgress, type Command } from '../command.ts';
import { loadCatalog } from '../core/catalog.ts';
import { externalLinks } from '../core/external-links.ts';
import { visible } from '../core/report/visible.ts';
import { askLinks } from '../effects/ask-links.ts';
import { readCatalog } from '../effects/files.ts';
import { Obstacle } from '../effects/programme.ts';
import { columns } from './table.ts';

export default {
  name: 'links',
  summary: 'Ask every address of the catalog whether it still answers',
  options: [CATALOG, { flags: '--fresh', summary: 'ask also what answered within the last week' }, JSON_OUTPUT],
  examples: [
    ['laurel links', 'which addresses are broken, and where they stand'],
    ['laurel links --fresh', 'all of them anew'],
  ],
  async run(given, world) {
    const folder = catalogOption(given);
    const root = resolve(world.cwd, folder);
    if (!(await world.files.exists(root))) throw new Obstacle(`There is no catalog at ${folder}. Go to the repository's folder, or say where it is with --catalog.`);
    const { catalog } = loadCatalog(await readCatalog(world.files, root));
    const links = [...externalLinks(catalog)];
    const urls = new Set(links.map(({ url }) => url));
    const answers = await withProgress(world, `Asking ${urls.size} addresses`, () => askLinks(world, urls, { fresh: given.options['fresh'] === true }));
    // A machine without a network finds no host at all, which says nothing about any link.
    if (urls.size > 1 && [...answers.values()].every(({ says }) => says.startsWith('There is no host'))) throw new Obstacle('No host of any address could be found. Is this machine connected to the internet?');
    const prefix = folder.replace(/\/+$/, '').replace(/^\.\//, '');
    const rows = links.map(({ url, path, at }) => ({ path: `${prefix}/${path}`, ...at, url, ...answers.get(url)! }));
    const bad = rows.filter(({ state }) => state !== 'there');
    const moved = rows.filter(({ state, says }) => state === 'there' && says !== '');
    if (given.options['json'] === true) printJson(world, { links: rows, summary: { addresses: urls.size, broken: count(rows, 'broken'), unknown: count(rows, 'unknown') } });
    else {
      const cells = [...bad, ...moved].map(({ path, line, state, url, says }) => [state === 'there' ? 'moved' : state, visible(`${path}:${line}`), visible(says), visible(url)]);
      if (cells.length > 0) world.out.write(`${columns([['', 'Place', 'Answer', 'Address'], ...cells], world.out.columns)}\n`);
      world.out.write(bad.length === 0 ? `✔ All ${urls.size} addresses answer.\n` : `${count(rows, 'broken') > 0 ? '✖' : '▲'} Of ${urls.size} addresses ${count(rows, 'broken')} are broken, and of ${count(rows, 'unknown')} nothing could be found out.\n`);
    }
    return count(rows, 'broken') > 0 ? 1 : count(rows, 'unknown') > 0 ? 3 : 0;
  },
} satisfies Command as Command;

// Addresses and not places: one that stands in five files is broken once.
const count = (rows: readonly { readonly url: string; readonly state: string }[], state: string): number => new Set(rows.filter((row) => row.state === state).map(({ url }) => url)).size;
