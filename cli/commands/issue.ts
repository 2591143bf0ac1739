import { CATALOG, catalogOption, JSON_OUTPUT, printJson, withProgress, type Command } from '../command.ts';
import { openProgramme } from '../effects/programme.ts';
import { reconcile } from '../effects/reconcile.ts';
import { plain } from '../core/words.ts';

export default {
  name: 'issue',
  summary: 'Issue the badges of every approved claim',
  options: [CATALOG, JSON_OUTPUT],
  examples: [['laurel issue', 'record, sign and publish what is due; run twice, it changes nothing']],
  async run(given, world) {
    const json = given.options['json'] === true;
    const programme = await openProgramme(world, catalogOption(given));
    const done = await withProgress(world, 'Comparing main with the register and the ledger', () => reconcile(world, programme, (step) => (json ? undefined : world.out.write(`${world.err.isTerminal ? '\r\u001b[K' : ''}${step}.\n`))));
    if (json) printJson(world, { awarded: done.awarded.map(({ serial, credential, version, source }) => ({ serial, credential, version, pull: source.pull })), signed: done.signed, published: done.published, lists: done.lists, refused: done.refused });
    else {
      for (const { path, reasons } of done.refused) world.out.write(`\nNo badge for ${plain(path)}:\n${reasons.map((reason) => `  - ${plain(reason)}\n`).join('')}`);
      if (done.published.length + done.lists.length > 0) world.out.write(`\nIn the ledger; the public sees it when the site is published. Badges are then at ${programme.issuer.url.replace(/\/+$/, '')}/badges/<serial>/\n\nNext: laurel publish, or run the workflow "publish"\n`);
      if (done.awarded.length + done.signed.length + done.published.length + done.lists.length === 0) world.out.write('Nothing is due: register and ledger say what main says.\n');
    }
    return done.refused.length > 0 ? 1 : 0;
  },
} satisfies Command as Command;
