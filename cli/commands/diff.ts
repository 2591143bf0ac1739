import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, type Command } from '../command.ts';
import { catalogChange } from '../core/change/catalog-change.ts';
import { changeMarkdown } from '../core/change/change-markdown.ts';
import { changeText } from '../core/change/change-text.ts';
import { paintWith } from '../core/report/paint.ts';
import { baseCatalog } from '../effects/base-catalog.ts';
import { catalogFromDisk } from '../effects/programme.ts';

export default {
  name: 'diff',
  summary: 'Say what a change means, criterion by criterion, and how much each of it weighs',
  arguments: [{ flags: '[base]', summary: 'the commit to compare the working copy with; without it, where this branch left the default branch' }],
  options: [CATALOG, { flags: '--format <format>', summary: 'how to say it', default: 'text', choices: ['text', 'json', 'markdown'] }, JSON_OUTPUT],
  examples: [
    ['laurel diff', 'what this branch changes'],
    ['laurel diff HEAD', 'what is not committed yet'],
    ['laurel diff origin/main --format markdown', 'for a comment on the pull request'],
  ],
  async run(given, world) {
    const folder = catalogOption(given);
    const { catalog, diagnostics } = await catalogFromDisk(world, folder);
    const { commit, loaded } = await baseCatalog(world, folder, given.arguments[0] === undefined ? null : textArgument(given, 0));
    const prefix = `${folder.replace(/\/+$/, '').replace(/^\.\//, '')}/`;
    const change = catalogChange(loaded.catalog, catalog, { base: loaded.diagnostics, now: diagnostics });
    if (given.options['json'] === true || given.options['format'] === 'json') printJson(world, { base: commit, ...change });
    else if (given.options['format'] === 'markdown') world.out.write(changeMarkdown(change, prefix));
    else world.out.write(changeText(change, { paint: paintWith(world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === ''), columns: world.out.columns, prefix }));
    // What could not be read may have changed in any way.
    return change.unread.length > 0 ? 3 : 0;
  },
} satisfies Command as Command;
