import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, withProgress, type Command } from '../command.ts';
import { when, whose } from '../core/desk/notice.ts';
import { levelWords } from '../core/desk/standing.ts';
import { plain, wrap } from '../core/words.ts';
import { readStandings } from '../effects/desk/standings.ts';
import { placeOf, pullName } from '../effects/open-claim.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';

export default {
  name: 'feedback',
  summary: 'Show what assessors said of a claim, attempt by attempt',
  arguments: [{ flags: '<pull-request>', summary: 'its number' }],
  options: [CATALOG, JSON_OUTPUT],
  examples: [['laurel feedback 7', 'criterion by criterion: the level, the feedback, what changed, the new level']],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const name = pullName(textArgument(given, 0));
    const place = await placeOf(programme, name);
    const { entries, assessors } = await withProgress(world, 'Reading the claim', () => readStandings(world, programme, { wanted: (one) => one.address === place.address }));
    const entry = entries.find(({ claim }) => claim.pull === name.number);
    if (entry === undefined) throw new Obstacle(`Pull request ${name.number} is not an open claim. If it was merged or closed, what was said of it stands in its reviews on GitHub. \`laurel status\` lists your claims, \`laurel queue\` all of them.`);
    const { claim, standing, rows } = entry;
    if (given.options['json'] === true) {
      printJson(world, { claim: claim.key, turn: standing.turn, attempts: claim.attempts.map(({ number, tree, decision, assessments }) => ({ number, tree, decision, assessments: assessments.length })), criteria: rows });
      return 0;
    }
    const say = (text: string, indent = ''): void => world.out.write(`${indent}${wrap(plain(text), world.out.columns, indent)}\n`);
    const login = (id: number): string => assessors.assessors.find((one) => one.id === id)?.login ?? String(id);
    say(`${claim.release?.release.credential.title ?? claim.credential}, attempt ${standing.attempt}`);
    say(`Whose turn: ${whose(standing)}, ${when(standing)}.`);
    say(standing.what);
    if (rows.every(({ attempts }) => attempts.every(({ said }) => said.length === 0))) world.out.write('\nNobody has assessed it yet.\n');
    for (const { item, title, attempts } of rows) {
      if (attempts.every(({ said }) => said.length === 0)) continue;
      world.out.write('\n');
      say(title);
      for (const { attempt, said, changed } of attempts) {
        const differences = changed.filter(({ change }) => change !== 'same');
        if (attempt > 1) say(differences.length === 0 ? `Nothing that feeds it changed for attempt ${attempt}.` : `Changed for attempt ${attempt}: ${differences.map((one) => `${one.title} (${one.change})`).join(', ')}.`, '  ');
        for (const { assessor, level, passes, feedback } of said) {
          const words = level === 'sufficient' || level === 'not-sufficient' ? (passes ? 'Sufficient' : 'Not sufficient') : claim.release === null ? level : levelWords(claim.release, item, level);
          say(`Attempt ${attempt}, ${login(assessor)}: ${words}`, '  ');
          say(feedback, '    ');
        }
      }
    }
    return 0;
  },
} satisfies Command as Command;
