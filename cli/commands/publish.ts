import { resolve } from 'node:path';
import { CATALOG, catalogOption, textOption, withProgress, type Command } from '../command.ts';
import { writtenOnce } from '../core/audit.ts';
import { believedAgain, believedAgainBy, mustStayCompromised } from '../core/plan/compromise-stands.ts';
import { failingBadges, signedWithCompromised, unsignedAnew } from '../core/plan/compromised.ts';
import { verifyLedger } from '../core/plan/verify-ledger.ts';
import { rollback, verifyLog } from '../core/plan/verify-log.ts';
import { paths } from '../core/badge/addresses.ts';
import { publicAddress } from '../core/badge/did.ts';
import { parseJson } from '../core/badge/json.ts';
import { isRedirect } from '../core/badge/lookup.ts';
import { logOrigin, openCheckpoint } from '../core/log/checkpoint.ts';
import type { Ledger } from '../core/plan/ledger.ts';
import { treeOf } from '../core/plan/ledger-log.ts';
import { bulkWay } from '../effects/bulk.ts';
import { readWholeLedger } from '../effects/ledger-folder.ts';
import { Obstacle, openProgramme, type Programme } from '../effects/programme.ts';
import { fetchCatalog } from '../effects/own-branches.ts';
import { branchHead, pushForward } from '../effects/remote.ts';
import { buildSite } from '../effects/site.ts';
import { commitFiles, listFiles, readObjects, resolveObject, storeFiles } from '../effects/tree.ts';
import type { World } from '../effects/world.ts';

export default {
  name: 'publish',
  summary: 'Verify the ledger and build the site for publishing',
  options: [
    CATALOG,
    { flags: '--out <dir>', summary: 'where to build', default: 'dist' },
    { flags: '--branch <branch>', summary: 'push the built site to this branch, for those who use no Actions' },
    { flags: '--first', summary: 'nothing is published yet at the site\'s address' },
  ],
  examples: [
    ['laurel publish', 'in a workflow: verify, compare with what is published, build'],
    ['laurel publish --branch gh-pages', 'the same, and push the result'],
  ],
  async run(given, world) {
    const programme = await openProgramme(world, catalogOption(given));
    const branch = textOption(given, 'branch');
    const out = textOption(given, 'out') ?? 'dist';
    if (branch !== undefined && [programme.repository.defaultBranch, 'register', 'ledger'].includes(branch)) throw new Obstacle(`The site cannot be published to the branch ${branch}: it holds something else. Use one of its own, such as gh-pages.`);
    await fetchCatalog(programme, branch === undefined ? [] : [branch]);
    const ledger = await branchHead(programme.git, 'ledger');
    const stored = ledger === null ? null : await readWholeLedger(programme.git, ledger);
    const compares = branch !== undefined || given.options['first'] !== true;
    mustStay(believedAgain(stored?.log ?? null, programme.issuer), 'the log');
    if (stored !== null) mustVerify(await withProgress(world, `Verifying ${stored.badges.size} badges`, () => verifyLedger(stored, programme.issuer, world.now(), bulkWay())));
    if (compares) await mustExtend(world, programme, ledger, branch);
    if (stored !== null) mustVerify(await withProgress(world, 'Verifying the log', () => verifyLog(stored, programme.issuer)));
    if (compares) await mustStayAsPublished(world, programme, branch);
    if (compares) await mustExtendLog(world, programme, stored?.log ?? null, branch);
    await withProgress(world, 'Building the site', () => buildSite(world, { catalog: catalogOption(given), out, ledger }));
    world.out.write(`Built the site into ${out}${ledger === null ? '; there is no ledger yet' : ` with the ledger at ${ledger.slice(0, 10)}, which verifies`}.\n`);
    if (stored !== null) await sayWhatIsLost(world, stored, programme.issuer);
    if (branch !== undefined) await pushSite(world, programme, resolve(world.cwd, out), branch);
    return 0;
  },
} satisfies Command as Command;

// A compromised key leaves the site at once, whatever was signed with it: until then forgeries verify.
async function sayWhatIsLost(world: World, ledger: Ledger, issuer: Programme['issuer']): Promise<void> {
  const lost = await signedWithCompromised(ledger, issuer);
  const due = unsignedAnew(lost);
  for (const sentence of [failingBadges(lost), due === null ? null : `${due.charAt(0).toUpperCase()}${due.slice(1)}, and publish again.`]) if (sentence !== null) world.out.write(`\n${sentence}\n`);
}

function mustVerify(faults: readonly string[]): void {
  if (faults.length > 0) throw new Obstacle(`The ledger does not verify, so nothing is published:\n${faults.slice(0, 10).map((fault) => `  - ${fault}`).join('\n')}`);
}

// What is published may only grow: the ledger that the public sees now must be an ancestor of the new one.
async function mustExtend(world: World, programme: Programme, ledger: string | null, branch: string | undefined): Promise<void> {
  const text = await publishedText(world, programme, branch, 'v1/index.json');
  const published = text === null ? null : (JSON.parse(text) as { readonly ledger: string | null }).ledger;
  if (published === null) return;
  const known = ledger === null ? { code: 1 } : await programme.git.run(['merge-base', '--is-ancestor', published, ledger]);
  if (known.code !== 0) throw new Obstacle(`The ledger that is published (${published.slice(0, 10)}) is not an ancestor of the one to publish (${ledger?.slice(0, 10) ?? 'none'}): something was taken away or rewritten. Nothing is published. Look at the history of the branch ledger.`);
  const changed = (await programme.git.text(['diff', '--no-renames', '--diff-filter=MDT', '--name-only', published, ledger!, '--', ...writtenOnce])).split('\n').filter(Boolean);
  if (changed.length > 0) throw new Obstacle(`The ledger's ${changed[0]} was published once and is not what it was${changed.length > 1 ? `, nor are ${changed.length - 1} more files` : ''}. Nothing is published. Look at who changed the branch ledger, and put back what stood there at ${published.slice(0, 10)}.`);
}

// The log is asked by itself, whatever the site says of its ledger: who follows it holds us to the checkpoint that they saw.
async function mustExtendLog(world: World, programme: Programme, log: Ledger['log'], branch: string | undefined): Promise<void> {
  const { issuer } = programme;
  const note = await publishedText(world, programme, branch, paths.checkpoint);
  if (note === null) return;
  const opened = await openCheckpoint(note, logOrigin(issuer.url), issuer.keys.map((key) => key.public));
  if (!opened.ok) throw new Obstacle(`What is published as ${paths.checkpoint} ${opened.reason}. Nothing is published. Look at who can change the site, and at whether a key was taken out of catalog/issuer.yaml.`);
  const why = rollback(log, opened.checkpoint, log === null ? null : treeOf(log));
  if (why !== null) throw new Obstacle(`The log to publish does not extend the one that is published: it ${why}. Nothing is published. Look at the history of the branch ledger, and put back what stood there.`);
}

// A key that was declared compromised and published so is not believed again, whether or not a run has logged it since.
async function mustStayAsPublished(world: World, programme: Programme, branch: string | undefined): Promise<void> {
  const text = await publishedText(world, programme, branch, paths.didDocument(programme.issuer.url));
  const parsed = text === null ? null : parseJson(text);
  mustStay(believedAgainBy(parsed?.ok ? parsed.value : null, programme.issuer), 'the DID document that is published');
}

function mustStay(keys: readonly string[], where: string): void {
  if (keys.length > 0) throw new Obstacle(`${mustStayCompromised(keys, where)}. Nothing is published.`);
}

const publishedText = (world: World, programme: Programme, branch: string | undefined, path: string): Promise<string | null> => (branch === undefined ? publishedOnSite(world, programme.issuer.url, path) : publishedOnBranch(programme, branch, path));

async function publishedOnSite(world: World, url: string, path: string): Promise<string | null> {
  const address = publicAddress(`${url.replace(/\/+$/, '')}/${path}`);
  if (!address.ok) throw new Obstacle(address.reason);
  const response = await world.fetch(address.url, { redirect: 'manual', signal: AbortSignal.timeout(20_000) }).catch(() => null);
  if (response?.status === 404) return null;
  if (response !== null && isRedirect(response)) throw new Obstacle(`What is published at ${address.url} leads on to another address, which verifiers do not follow, so nothing is compared with it. Nothing is published. Let the site's host serve the files at that very address.`);
  if (response?.ok !== true) throw new Obstacle(`What is published at ${address.url} cannot be read${response === null ? '' : ` (${response.status})`}, so nothing can be compared with it. Nothing is published. If there is no site yet, say so with --first.`);
  return response.text();
}

async function publishedOnBranch({ git }: Programme, branch: string, path: string): Promise<string | null> {
  const head = await branchHead(git, branch);
  const object = head === null ? null : await resolveObject(git, `${head}:${path}`);
  if (object === null) return null;
  const [bytes] = await readObjects(git, [object]);
  return new TextDecoder().decode(bytes);
}

async function pushSite(world: World, programme: Programme, folder: string, branch: string): Promise<void> {
  const { git, address } = programme;
  const parent = await branchHead(git, branch);
  const paths = await world.files.list(folder, true);
  const objects = await storeFiles(git, paths.map((path) => resolve(folder, path)));
  const files = new Map<string, Uint8Array | { readonly object: string }>([['.nojekyll', new Uint8Array()], ...paths.map((path, at) => [path, { object: objects[at]! }] as const)]);
  // CNAME belongs to the host: it names the site's own domain.
  const removed = parent === null ? [] : (await listFiles(git, parent)).map(({ path }) => path).filter((path) => !files.has(path) && path !== 'CNAME');
  const me = { name: 'Laurel', email: `laurel@${new URL(programme.issuer.url).hostname}`, at: world.now() };
  const commit = await commitFiles(git, { parent, files, removed, message: 'Publish the site\n', by: me });
  if (!(await pushForward(git, address, commit, branch))) throw new Obstacle(`Somebody else published to ${branch} in between. Run the command again.`);
  world.out.write(`Pushed it to the branch ${branch} (${commit.slice(0, 10)}).\n`);
}
