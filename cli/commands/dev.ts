import { CATALOG, catalogOption, textOption, type Command } from '../command.ts';
import { Obstacle } from '../effects/programme.ts';
import { knownLedger, runAstro } from '../effects/site.ts';

export default {
  name: 'dev',
  summary: 'Serve the site and follow changes',
  options: [CATALOG, { flags: '--port <port>', summary: 'where to listen', default: '4321' }],
  examples: [['laurel dev', 'see a credential\'s page while you write it; stop with Ctrl-C']],
  async run(given, world) {
    const catalog = catalogOption(given);
    const port = Number(textOption(given, 'port') ?? '4321');
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Obstacle('Say with --port a number from 1 to 65535.');
    const ledger = await knownLedger(world, catalog).catch(() => null);
    const code = await runAstro(world, 'dev', { catalog, out: 'dist', ledger }, world.out.write, ['--port', String(port), '--host', '127.0.0.1']);
    return code === 0 ? 0 : 2;
  },
} satisfies Command as Command;
