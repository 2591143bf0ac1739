import type { Command } from './command.ts';
import { Obstacle } from './effects/programme.ts';

/** Stands in the place of `laurel practice` in the single file: a whole GitHub for rehearsals has no place in a workflow. */
export default {
  name: 'practice',
  summary: 'Rehearse: a GitHub of your own on this machine (not in this copy of the command line)',
  options: [],
  examples: [['node cli/laurel.mjs practice', 'in a clone of the programme\'s repository']],
  async run() {
    throw new Obstacle('This copy of the command line is one file for workflows and leaves rehearsals out. In a clone of the programme\'s repository, run: node cli/laurel.mjs practice');
  },
} satisfies Command as Command;
