import { CATALOG, catalogOption, textOption, withProgress, type Command } from '../command.ts';
import { buildSite, knownLedger } from '../effects/site.ts';
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
    await withProgress(world, 'Building the site', () => buildSite(world, { catalog, out, ledger }));
    world.out.write(`Built the site into ${out}${ledger === null ? ' (no ledger yet, so no badges)' : ` with the ledger at ${ledger.slice(0, 10)}`}.\n`);
    return 0;
  },
} satisfies Command as Command;
