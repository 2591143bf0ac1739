import { CATALOG, JSON_OUTPUT, textArgument, type Command } from '../command.ts';
import { Obstacle } from '../effects/programme.ts';
import { drawFirst, rotate } from './keys-draw.ts';
import { compromise, list, retire } from './keys-state.ts';

const ACTIONS = { new: drawFirst, list, rotate, retire, compromise } as const;

export default {
  name: 'keys',
  summary: 'Make, list and change the keys that sign badges',
  arguments: [
    { flags: '<action>', summary: '`new`: draw the first key; `list`: every key and what it does; `rotate`: draw the next and end the one at hand; `retire`: end one; `compromise`: somebody else has one' },
    { flags: '[key]', summary: 'for `retire` and `compromise`: which; its public half or the beginning of it' },
  ],
  options: [
    CATALOG, JSON_OUTPUT,
    { flags: '--until <date>', summary: 'for `rotate` and `retire`: the last day of the key that ends (today unless given)' },
    { flags: '--safe-size <number>', summary: 'for `compromise`: how many entries the log had while nobody else had the key; without it, the sizes that it had are shown' },
    { flags: '--yes', summary: 'make the changes without asking' },
    { flags: '--earners-from <file>', summary: 'for `new`, where the earlier key is elsewhere: its key file, whose secret for naming earners is kept' },
  ],
  examples: [
    ['laurel keys new', 'the first key of a programme'],
    ['laurel keys rotate', 'the next one; what the old one signed goes on verifying'],
    ['laurel keys compromise z6MkneMkZqwq', 'show what would be believed of the log'],
    ['laurel keys compromise z6MkneMkZqwq --safe-size 120', 'the key leaked after the log had 120 entries'],
  ],
  async run(given, world) {
    const action = textArgument(given, 0);
    if (!Object.hasOwn(ACTIONS, action)) throw new Obstacle(`There is no \`laurel keys ${action}\`. Use \`laurel keys new\`, \`list\`, \`rotate\`, \`retire\` or \`compromise\`.`);
    return ACTIONS[action as keyof typeof ACTIONS](given, world);
  },
} satisfies Command as Command;
