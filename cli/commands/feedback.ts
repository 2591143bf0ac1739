import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, withProgress, type Command } from '../command.ts';
import { when, whose } from '../core/desk/notice.ts';
import { ownView, verdictWords } from '../core/desk/notice-feedback.ts';
import { plain, wrap } from '../core/words.ts';
import { dayOf } from '../core/working-days.ts';
import { pastClaim } from '../effects/desk/past-claim.ts';
import { readStandings } from '../effects/desk/standings.ts';
import type { Pull } from '../effects/github/github.ts';
import { placeOf, pullName } from '../effects/open-claim.ts';
import { openProgramme } from '../effects/programme.ts';

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
    const today = world.now().toISOString().slice(0, 10);
    const read = await withProgress(world, 'Reading the claim', async () => {
      const { entries, rules } = await readStandings(world, programme, { wanted: (one) => one.address === place.address });
      const entry = entries.find(({ claim }) => claim.pull === name.number);
      return entry === undefined ? { ...(await pastClaim(programme, place, name.number, today)), standing: null } : { ...entry, rules, whole: null };
    });
    const { claim, rows, rules: { assessors } } = read;
    const attempts = claim.attempts.filter(({ assessments }) => assessments.length > 0);
    if (given.options['json'] === true) {
      printJson(world, { claim: claim.key, turn: read.standing?.turn ?? null, merged: read.whole?.merged ?? false, attempts: claim.attempts.map(({ number, tree, decision, assessments }) => ({ number, tree, decision, assessments: assessments.length })), selfAssessment: claim.submission?.['self-assessment'] ?? {}, criteria: rows });
      return 0;
    }
    const say = (text: string, indent = ''): void => world.out.write(`${indent}${wrap(plain(text), world.out.columns, indent)}\n`);
    const login = (id: number): string => assessors.assessors.find((one) => one.id === id)?.login ?? String(id);
    say(`${claim.release?.release.credential.title ?? claim.credential}, attempt ${read.standing?.attempt ?? attempts.at(-1)?.number ?? 1}`);
    if (read.standing === null) say(becameOf(read.whole));
    else {
      say(`Whose turn: ${whose(read.standing)}, ${when(read.standing)}.`);
      say(read.standing.what);
    }
    if (rows.every(({ attempts }) => attempts.every(({ said }) => said.length === 0))) world.out.write('\nNobody has assessed it yet.\n');
    for (const { item, title, attempts } of rows) {
      if (attempts.every(({ said }) => said.length === 0)) continue;
      world.out.write('\n');
      say(title);
      const own = ownView(claim, item);
      if (own !== '') say(`Own view: ${own}`, '  ');
      for (const { attempt, said, changed } of attempts) {
        const differences = changed.filter(({ change }) => change !== 'same');
        if (attempt > 1) say(differences.length === 0 ? `Nothing that feeds it changed for attempt ${attempt}.` : `Changed for attempt ${attempt}: ${differences.map((one) => `${one.title} (${one.change})`).join(', ')}.`, '  ');
        for (const { assessor, level, passes, feedback } of said) {
          const words = claim.release === null ? level : verdictWords(claim.release, item, { level, passes });
          say(`Attempt ${attempt}, ${login(assessor)}: ${words}`, '  ');
          say(feedback, '    ');
        }
      }
    }
    return 0;
  },
} satisfies Command as Command;

const becameOf = ({ merged, mergedAt }: Pull): string => (merged ? `Merged on ${dayOf(mergedAt!)}. \`laurel status\` says where its badge is, or why there is none.` : 'Closed, and not merged. Its author can open it again.');
