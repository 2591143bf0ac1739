import { resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, type Command } from '../command.ts';
import { qualityCard, type Evidence } from '../core/card/quality-card.ts';
import { loadCatalog } from '../core/catalog.ts';
import { visible } from '../core/report/visible.ts';
import { unknownCredential } from '../core/unknown-credential.ts';
import { wrap } from '../core/words.ts';
import { readCatalog } from '../effects/files.ts';
import { Obstacle } from '../effects/programme.ts';

export default {
  name: 'card',
  summary: 'Show which quality standards a credential meets, and where',
  arguments: [{ flags: '<credential>', summary: 'its id' }],
  options: [CATALOG, JSON_OUTPUT],
  examples: [
    ['laurel card wait-time', 'each standard with its evidence'],
    ['laurel card wait-time --json', 'for programs'],
  ],
  async run(given, world) {
    const folder = catalogOption(given);
    const id = textArgument(given, 0);
    const { catalog } = loadCatalog(await readCatalog(world.files, resolve(world.cwd, folder)));
    if (!catalog.names.credentials.has(id)) throw new Obstacle(unknownCredential(id, catalog));
    const card = qualityCard(catalog, id);
    if (card === null) throw new Obstacle(`${id}, or what it refers to, has faults and cannot be read. Run \`laurel lint\`.`);
    if (given.options['json'] === true) {
      printJson(world, card);
      return 0;
    }
    const width = world.out.columns;
    const write = (text: string): void => world.out.write(`${text}\n`);
    const prefix = folder.replace(/\/+$/, '').replace(/^\.\//, '');
    const places = (evidence: readonly Evidence[]): void => {
      let before = '';
      for (const { path, line, says } of evidence) {
        if (path !== before) write(`    ${visible(`${prefix}/${path}`)}`);
        before = path;
        write(`    ${String(line).padStart(5)}  ${shortened(visible(says.replace(/\s+/g, ' ').trim()), width - 12)}`);
      }
    };
    write(visible(`${card.title}, version ${card.version}`));
    write(wrap(`Held against ${card.against}.`, width));
    for (const { title, source, met, evidence, lacking } of card.standards) {
      write(`\n${met ? '✔' : '✖'} ${title}  (${source})`);
      places(evidence);
      for (const what of lacking) write(`  → lacking: ${visible(what)}`);
    }
    for (const { title, publisher, extent, address } of card.others) write(`\n${wrap(`Not judged by here: ${title}, of the ${publisher} (${extent}; ${address}). Whoever has its text finds below where the catalog answers, by whose part it is.`, width)}`);
    for (const { role, title, evidence, lacking } of card.shown) {
      write(`\n· ${role}: ${title}`);
      places(evidence);
      for (const what of lacking) write(`  · not there: ${visible(what)}`);
    }
    return 0;
  },
} satisfies Command as Command;

const shortened = (text: string, most: number): string => (text.length <= Math.max(24, most) ? text : `${text.slice(0, Math.max(24, most) - 1)}…`);
