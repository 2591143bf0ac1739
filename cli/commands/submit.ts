import { CATALOG, catalogOption, textOption, type Command } from '../command.ts';
import { lint } from '../core/lint.ts';
import type { Submission } from '../core/model.generated.ts';
import { findRelease } from '../core/release.ts';
import { textReport } from '../core/report/text.ts';
import { isInTime, renewWords } from '../core/submission/stay.ts';
import { dayOf } from '../core/working-days.ts';
import { currentCatalog } from '../effects/current-catalog.ts';
import { ownClaim, signatureOf } from '../effects/claim-branch.ts';
import { Obstacle, openProgramme, type Programme } from '../effects/programme.ts';
import { pushForward } from '../effects/remote.ts';
import { fromPlace, inPlace } from '../effects/place.ts';
import { readRoster, ROSTER } from '../effects/roster.ts';
import { stayNow } from '../effects/stays.ts';
import { workingFiles } from '../effects/working-files.ts';
import type { World } from '../effects/world.ts';

export default {
  name: 'submit',
  summary: 'Hand a claim in for assessment',
  options: [CATALOG, ROSTER],
  examples: [['laurel submit', 'lint, commit and push the claim of this branch, and mark it as ready']],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const { place, branch, folder, pull, me } = await ownClaim(programme);
    const { git, github } = place;
    const files = await workingFiles(world, programme);
    const own = fromPlace(place, folder)!;
    const roster = await readRoster(world, textOption(given, 'roster'), catalogOption(given));
    const report = lint(files, { today: world.now().toISOString().slice(0, 10), roster });
    const faults = report.diagnostics.filter(({ path }) => path.startsWith(`${own}/`));
    if (faults.length > 0) {
      const texts = new Map(files.filter(({ path }) => path.startsWith(`${own}/`)).map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
      world.out.write(textReport(faults, { texts, prefix: inPlace(place, ''), color: world.out.isTerminal && (world.env['NO_COLOR'] ?? '') === '', files: 1, width: world.out.columns }));
    }
    if (faults.some(({ severity }) => severity === 'error')) {
      world.out.write('\nNothing was handed in. Mend what is above, then run `laurel submit` again.\n');
      return 1;
    }
    await mustStay(world, programme, report.catalog.submissions.get(own.slice('submissions/'.length))?.value);
    await git.text(['add', '--', folder]);
    const signature = signatureOf(me, world.now());
    const staged = (await git.run(['diff', '--cached', '--quiet', '--', folder])).code !== 0;
    if (staged) await git.text(['commit', '--quiet', '--no-verify', '--message', pull.draft ? 'Hand in my work' : 'Hand in my work again', '--', folder], { env: { GIT_AUTHOR_NAME: signature.name, GIT_AUTHOR_EMAIL: signature.email, GIT_COMMITTER_NAME: signature.name, GIT_COMMITTER_EMAIL: signature.email } });
    if (pull.head === null) throw new Obstacle('The fork of this pull request is gone. Start a new claim with `laurel start`.');
    const head = await git.text(['rev-parse', 'HEAD']);
    if (head !== pull.headSha && !(await pushForward(git, `${programme.access.server}/${pull.head.owner}/${pull.head.name}.git`, head, branch))) throw new Obstacle(`The branch ${branch} on GitHub holds commits that are not here. Run: git pull --rebase ${programme.access.server}/${pull.head.owner}/${pull.head.name}.git ${branch}`);
    if (pull.draft) await github.markReady(pull.node);
    const { policy } = programme.issuer;
    if (!pull.draft && head === pull.headSha) world.out.write(`Nothing has changed since you handed it in: ${pull.address}\n`);
    else world.out.write(`Handed in: ${pull.address}\n\nYou hear from ${policy.approvals === 1 ? 'an assessor' : `${policy.approvals} assessors`} within ${policy['decision-days']} working ${policy['decision-days'] === 1 ? 'day' : 'days'}.\n\nNext: laurel status\n`);
    return 0;
  },
} satisfies Command as Command;

// Advice only, by the catalog's main: the desk and the issuer look again.
async function mustStay(world: World, programme: Programme, submission: Submission | undefined): Promise<void> {
  if (submission === undefined || programme.issuer.policy['submission-stays'] === undefined) return;
  const catalog = await currentCatalog(programme);
  const release = findRelease(catalog, submission.release, submission.credential);
  const stay = release === null ? null : await stayNow(programme, catalog, release);
  if (stay === null || isInTime(stay, [world.now().toISOString()])) return;
  const { owner, name, defaultBranch } = programme.repository;
  const renewed = programme.catalog.releases.has(`${submission.credential}/${stay.newest.release.credential.version}`) ? '' : ` Bring your branch up to date first: git pull --no-rebase ${programme.access.server}/${owner}/${name}.git ${defaultBranch}`;
  throw new Obstacle(`The last day for version ${stay.version} was ${dayOf(stay.until)}. ${renewWords(stay)}${programme.isPrivate ? '' : renewed}`);
}
