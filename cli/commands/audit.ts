import { resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textOption, withProgress, type Command } from '../command.ts';
import { auditExitCode } from '../core/audit.ts';
import type { Result } from '../core/badge/result.ts';
import type { Resolve } from '../core/badge/verify.ts';
import { plain } from '../core/words.ts';
import { audit } from '../effects/audit.ts';
import { askGitHub, keepIssue } from '../effects/github/issues.ts';
import { Obstacle, openProgramme, type Programme } from '../effects/programme.ts';
import { networkResolver, siteResolver } from '../effects/resolve.ts';
import type { World } from '../effects/world.ts';
import { resultLines } from './result-lines.ts';

export default {
  name: 'audit',
  summary: 'Verify what is public: the site against the ledger, the ledger against the register',
  options: [
    CATALOG, JSON_OUTPUT,
    { flags: '--site <address-or-dir>', summary: 'look at the site there: another https address, or a built site in a folder' },
    { flags: '--open-issue', summary: 'when something is wrong, say so in an issue of the programme\'s repository; one is kept open, not many' },
  ],
  examples: [
    ['laurel audit', 'look at the site as the world sees it'],
    ['laurel audit --site dist', 'look at a built site before it is deployed'],
  ],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const site = await siteOf(world, programme, textOption(given, 'site'));
    const results = await withProgress(world, 'Comparing the site, the ledger and the register', () => audit(world, programme, site));
    if (given.options['json'] === true) printJson(world, { results });
    else world.out.write(resultLines(results, world.out.columns));
    if (given.options['openIssue'] === true && auditExitCode(results) === 1) {
      const { address, isNew } = await keepIssue(askGitHub(programme.access, world.fetch), programme.repository, issueFor(results, world.now()));
      if (given.options['json'] !== true) world.out.write(`\n${isNew ? 'Opened' : 'Brought up to date:'} ${plain(address)}\n`);
    }
    return auditExitCode(results);
  },
} satisfies Command as Command;

async function siteOf(world: World, { issuer }: Programme, place: string | undefined): Promise<Resolve> {
  const network = networkResolver();
  if (place === undefined) return network;
  if (!/^https:\/\//.test(place)) return siteResolver(world, resolve(world.cwd, place), network);
  if (!URL.canParse(place)) throw new Obstacle(`"${place}" is not an https address. Give one, or the folder of a built site.`);
  const [own, other] = [issuer.url, place].map((address) => address.replace(/\/+$/, '')) as [string, string];
  return async (url) => {
    const found = await network(url.startsWith(`${own}/`) ? `${other}${url.slice(own.length)}` : url);
    return found.ok ? { ...found, note: `from ${other}` } : found;
  };
}

function issueFor(results: readonly Result[], now: Date): { readonly label: string; readonly title: string; readonly body: string } {
  // In a block of code nobody is called by name and nothing is a link, whatever a site may have said.
  const lines = resultLines(results, 90).trimEnd().replaceAll('`', '\'');
  return {
    label: 'audit',
    title: 'The audit found that what is public is not what was issued',
    body: [
      `\`laurel audit\` looked at the site, the ledger and the register on ${now.toISOString().slice(0, 16).replace('T', ' ')} UTC. Every line with ✗ needs a person to look.`,
      `\`\`\`text\n${lines}\n\`\`\``,
      '**What to do.** Publish nothing until you know. Look at the history of the branches `register` and `ledger` and at who pushed last; then at who can change the site and its domain. SECURITY.md says what protects each. '
      + 'When the cause is mended, run the workflow `audit` by hand, and close this issue yourself when it finds nothing: it is brought up to date, but never closed by a program.',
    ].join('\n\n'),
  };
}
