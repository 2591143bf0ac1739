import { CATALOG, catalogOption, type Command } from '../command.ts';
import { stewardsIn } from '../core/codeowners.ts';
import { ownersFaults } from '../effects/owners-faults.ts';
import { Obstacle } from '../effects/programme.ts';
import { version } from '../version.ts';

export default {
  name: 'lsp',
  summary: 'Help an editor with the catalog: faults as you type, ids, mends (a language server)',
  options: [
    { ...CATALOG, summary: 'the catalog\'s folder, from each folder that the editor has open' },
    { flags: '--stdio', summary: 'speak over standard input and output; editors add it, and there is no other way' },
    { flags: '--clientProcessId <id>', summary: 'the editor\'s process, with which this one ends; editors add it' },
  ],
  examples: [['laurel lsp --stdio', 'what an editor starts; docs/editors.md has the lines for yours']],
  async run(given, world) {
    if (world.terminal !== undefined) throw new Obstacle('laurel lsp speaks with an editor and not with a person. docs/editors.md has the lines with which Visual Studio Code, Neovim, Helix and Zed start it.');
    // Read when it is asked for: no other command needs the protocol.
    const { serveEditor } = await import('../effects/language/server.ts');
    return serveEditor({ world, version, folder: catalogOption(given), alsoFind: (within, root, catalog) => ownersFaults(within, root, stewardsIn(catalog)) });
  },
} satisfies Command as Command;
