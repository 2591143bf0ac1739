import type { Command } from './command.ts';
import { Obstacle } from './effects/programme.ts';

/** Stands in the place of `laurel lsp` in the single file: no editor runs in a workflow. */
export default {
  name: 'lsp',
  summary: 'Help an editor with the catalog (not in this copy of the command line)',
  options: [],
  examples: [['node cli/laurel.mjs lsp --stdio', 'what an editor starts, in a clone of the programme\'s repository']],
  async run() {
    throw new Obstacle('This copy of the command line is one file for workflows and leaves the language server out. In a clone of the programme\'s repository, have your editor start: node cli/laurel.mjs lsp --stdio');
  },
} satisfies Command as Command;
