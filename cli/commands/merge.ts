import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, withProgress, type Command } from '../command.ts';
import { proveApproval } from '../core/assessment/approval.ts';
import { gatherOpen } from '../effects/claims.ts';
import { openClaim } from '../effects/open-claim.ts';
import { Obstacle, openProgramme } from '../effects/programme.ts';
import { visible } from '../core/report/visible.ts';

export default {
  name: 'merge',
  summary: 'Merge an approved claim at the head that was approved',
  arguments: [{ flags: '<pull-request>', summary: 'its number' }],
  options: [CATALOG, JSON_OUTPUT],
  examples: [['laurel merge 7', 'merge it if the approvals that the policy asks for are there']],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const { place, pull, main, catalogMain, claim } = await openClaim(programme, textArgument(given, 0));
    const { number } = pull;
    if (pull.draft) throw new Obstacle(`Pull request ${number} is still a draft: its author has not handed it in yet.`);
    const gathered = await withProgress(world, 'Reading the approvals', () => gatherOpen(programme, place, claim, pull, main, catalogMain, world.now().toISOString().slice(0, 10)));
    const approval = gathered.ok ? proveApproval(gathered.facts) : gathered;
    const json = given.options['json'] === true;
    if (!approval.ok) {
      if (json) {
        printJson(world, { pull: number, merged: null, reasons: approval.reasons });
        return 1;
      }
      world.err.write(`Pull request ${number} was not merged:\n${approval.reasons.map((reason) => `  - ${visible(reason)}\n`).join('')}\nNext: laurel queue (whose turn it is)\n`);
      return 1;
    }
    const { owner, name } = place.repository;
    const commit = await place.github.merge(owner, name, number, pull.headSha);
    if (json) printJson(world, { pull: number, merged: commit, reasons: [] });
    else world.out.write(`Merged pull request ${number} at ${pull.headSha.slice(0, 10)}, the head that ${approval.assessments.length} assessors assessed (commit ${commit.slice(0, 10)}).\n\nNext: laurel issue\n`);
    return 0;
  },
} satisfies Command as Command;
