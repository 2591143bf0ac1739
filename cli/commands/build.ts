import { CATALOG, catalogOption, textOption, withProgress, type Command } from '../command.ts';
import { knownLedger, runAstro } from '../effects/site.ts';
import { catalogFromDisk, Obstacle } from '../effects/programme.ts';

export default {
  name: 'build',
  summary: 'Build the site',
  options: [CATALOG, { flags: '--out <dir>', summary: 'where to', default: 'dist' }],
  examples: [['laurel build', 'the whole site, into dist'], ['laurel build --out /srv/www', 'elsewhere']],
  async run(given, world) {
    const catalog = catalogOption(given);
    const out = textOption(given, 'out') ?? 'dist';
    const { diagnostics } = await catalogFromDisk(world, catalog);
    if (diagnostics.some(({ severity, path }) => severity === 'error' && !path.startsWith('submissions/'))) throw new Obstacle('The catalog has errors, so its site cannot be built. Run `laurel lint`.');
    const ledger = await knownLedger(world, catalog).catch(() => null);
    const said: string[] = [];
    const code = await withProgress(world, 'Building the site', () => runAstro(world, 'build', { catalog, out, ledger }, (text) => said.push(text)));
    if (code !== 0) throw new Obstacle(`The site could not be built:\n${said.join('').trimEnd().split('\n').slice(-30).join('\n')}`);
    world.out.write(`Built the site into ${out}${ledger === null ? ' (no ledger yet, so no badges)' : ` with the ledger at ${ledger.slice(0, 10)}`}.\n`);
    return 0;
  },
} satisfies Command as Command;
