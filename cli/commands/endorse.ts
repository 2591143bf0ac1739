import { CATALOG, JSON_OUTPUT, textArgument, type Command } from '../command.ts';
import { Obstacle } from '../effects/programme.ts';
import { addEndorsement } from './endorse-add.ts';
import { giveEndorsement } from './endorse-give.ts';

const ACTIONS = { add: addEndorsement, give: giveEndorsement } as const;

export default {
  name: 'endorse',
  summary: 'Take another\'s endorsement into the catalog, or give one',
  arguments: [
    { flags: '<action>', summary: '`add`: verify an endorsement of a credential of yours, or of the programme, and put it into the catalog; `give`: sign one' },
    { flags: '<what>', summary: 'for `add`: the signed file, or its https address; for `give`: the id of what is endorsed, an achievement\'s address or a DID' },
  ],
  options: [
    CATALOG, JSON_OUTPUT,
    { flags: '--as <name>', summary: 'for `add`: the file\'s name in the catalog (made from the endorser\'s unless given)' },
    { flags: '--comment <text>', summary: 'for `give`: what you vouch for; it is public for ever' },
    { flags: '--until <date>', summary: 'for `give`: its last day (two years from today unless given); nothing else takes it back' },
    { flags: '--out <file>', summary: 'for `give`: write the signed endorsement there too' },
  ],
  examples: [
    ['laurel endorse add agency.json', 'what the state agency has signed about a credential of yours'],
    ['laurel endorse give https://partner.example/releases/coaching/2.0.0/achievement.json --comment "Counts in our schools"', 'a partner\'s credential'],
  ],
  async run(given, world) {
    const action = textArgument(given, 0);
    if (!Object.hasOwn(ACTIONS, action)) throw new Obstacle(`There is no \`laurel endorse ${action}\`. Use \`laurel endorse add\` or \`give\`.`);
    return ACTIONS[action as keyof typeof ACTIONS](given, world);
  },
} satisfies Command as Command;
