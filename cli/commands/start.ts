import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, withProgress, type Command } from '../command.ts';
import { foldedName } from '../core/folded-name.ts';
import { isIntact } from '../core/release.ts';
import { submissionTemplate } from '../core/template.ts';
import { unknownCredential } from '../core/unknown-credential.ts';
import { authorOf, branchOf, claimFolder, ownPlace, pullText, signatureOf } from '../effects/claim-branch.ts';
import { foldersAt } from '../effects/claims.ts';
import type { Git } from '../effects/git.ts';
import { catalogAt, Obstacle, openProgramme } from '../effects/programme.ts';
import { fetchCatalog, fetchPlace } from '../effects/own-branches.ts';
import { branchHead, pushForward } from '../effects/remote.ts';
import { commitFiles, differing } from '../effects/tree.ts';

export default {
  name: 'start',
  summary: 'Start a claim: open a draft pull request',
  arguments: [{ flags: '<credential>', summary: 'the credential that you want to earn' }],
  options: [CATALOG, JSON_OUTPUT],
  examples: [['laurel start checking-for-understanding', 'a fork, a branch and a draft pull request of your own']],
  async run(given, world) {
    const id = textArgument(given, 0);
    const programme = await openProgramme(world, catalogOption(given));
    const place = ownPlace(programme);
    const { git, github, repository } = place;
    await withProgress(world, 'Fetching the programme', async () => {
      await fetchCatalog(programme);
      if (place.isPrivate) await fetchPlace(place);
    });
    const main = await branchHead(git, repository.defaultBranch);
    const catalogMain = await branchHead(programme.git, programme.repository.defaultBranch);
    if (main === null || catalogMain === null) throw new Obstacle(`The repository has no branch ${repository.defaultBranch}.`);
    const { catalog } = await catalogAt(programme.git, catalogMain, programme.folder);
    const credential = catalog.credentials.get(id);
    if (credential === undefined) throw new Obstacle(unknownCredential(id, catalog));
    if (credential.value.status !== 'active') throw new Obstacle(`${credential.value.title} is ${credential.value.status}, so it cannot be started.${credential.value.successor === undefined ? '' : ` Start ${credential.value.successor} instead.`}`);
    const release = catalog.releases.get(`${id}/${credential.value.version}`);
    if (release === undefined || !isIntact(release.value)) throw new Obstacle(`${credential.value.title} ${credential.value.version} has no sound release yet. Ask the programme to run \`laurel lint\` and \`laurel release\`.`);

    const me = await github.me();
    const folders = await foldersAt(place, main);
    let claim = 1;
    while (folders.has(foldedName(claimFolder(place, id, me.login, claim)))) claim += 1;
    const branch = branchOf({ login: repository.canPush && place.isShared ? me.login : null, credential: id, claim });
    const home = repository.canPush ? repository : await github.fork(repository.owner, repository.name);
    const pulls = await github.pulls(repository.owner, repository.name, `${home.owner}:${branch}`);
    const open = pulls.find(({ author }) => author?.id === me.id);
    if (open === undefined && pulls[0] !== undefined) throw new Obstacle(`The branch ${branch} has a pull request already, and it is not yours: ${pulls[0].address} was opened by ${authorOf(pulls[0])}. Ask them to close it and to remove the branch, or tell the programme lead; then start again.`);
    // A run that was cut off may have left a branch and a pull request there, and no branch here: it is gone on with.
    const isHere = (await git.run(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`])).code === 0;
    if (open !== undefined && isHere) throw new Obstacle(`You have started this claim already: ${open.address}. Go on there, and run \`laurel submit\` when it is ready.`);

    const path = `${claimFolder(place, id, me.login, claim)}/submission.md`;
    const fork = `${programme.access.server}/${home.owner}/${home.name}.git`;
    const begun = await begunAs(git, { fork, branch, main, path, isOpen: open !== undefined });
    const commit = begun ?? (await commitFiles(git, { parent: main, files: new Map([[path, submissionTemplate(release.value, place.isPrivate ? 'private' : 'public')]]), message: `Start ${credential.value.title}\n`, by: signatureOf(me, world.now()) }));
    if (begun === null && !(await pushForward(git, fork, commit, branch))) throw new Obstacle(`The branch ${branch} of ${home.owner}/${home.name} holds something else already. Look whose it is: remove it there if it is yours, else tell the programme lead; then start again.`);
    const pull = open ?? (await github.openPull(repository.owner, repository.name, { ...pullText(credential.value.title, release.value, me.login), head: `${home.owner}:${branch}`, base: repository.defaultBranch }));

    const clean = (await git.text(['status', '--porcelain', '--untracked-files=no'])) === '';
    await git.text(clean ? ['checkout', '--quiet', '-B', branch, commit] : ['branch', '--force', branch, commit]);
    if (given.options['json'] === true) {
      printJson(world, { pull: pull.number, address: pull.address, path, branch, checkedOut: clean });
      return 0;
    }
    world.out.write(`${open === undefined ? `Started ${credential.value.title} ${credential.value.version}` : 'You have started this claim already'}.\n\n  draft pull request   ${pull.address}\n  your file            ${path}\n\n`);
    world.out.write(clean ? 'Write your parts in that file and attach your evidence (`laurel attach --help`), at your own pace.\n' : `Your folder has changes that are not committed, so it was left as it is. When they are, run: git checkout ${branch}\n`);
    world.out.write('\nNext, when it is whole: laurel submit\n');
    return 0;
  },
} satisfies Command as Command;

// The commit at which an earlier run began this claim in the fork; null where there is none, or the branch holds something else.
async function begunAs(git: Git, { fork, branch, main, path, isOpen }: { readonly fork: string; readonly branch: string; readonly main: string; readonly path: string; readonly isOpen: boolean }): Promise<string | null> {
  if ((await git.run(['fetch', '--quiet', '--no-tags', '--force', fork, `+refs/heads/${branch}:refs/laurel/begun`])).code !== 0) return null;
  const head = await git.text(['rev-parse', 'refs/laurel/begun']);
  if (isOpen) return head;
  const base = await git.run(['merge-base', head, main]);
  const [touched, ...more] = base.code === 0 ? await differing(git, [base.stdout.toString('utf8').trim(), head]) : [];
  return touched === path && more.length === 0 ? head : null;
}
