// Issues awards over stores of some size, as a process of its own, and says in JSON what each step took: recorded, tried, signed,
// published, each with its push. What GitHub is asked before an award is proven is left out: it does not grow with the stores.
import { createPrivateKey, sign } from 'node:crypto';
import process from 'node:process';
import { badgeText, secureBadge, unsignedBadge } from '../core/badge/credential.ts';
import { issuer, publicKey, release, seed } from '../core/badge/fixture.ts';
import { createProof } from '../core/badge/proof.ts';
import type { Award, ReleaseFile } from '../core/model.generated.ts';
import { bundlesDue } from '../core/plan/award-bundle.ts';
import { recordText, registerPaths } from '../core/plan/register.ts';
import { bulkWay } from '../effects/bulk.ts';
import { openGit } from '../effects/git.ts';
import { tryBadge } from '../effects/issuing/grounds.ts';
import { mustBeUntouched, publishAwards } from '../effects/issuing/publish-awards.ts';
import { writeRegister, type Run } from '../effects/issuing/run.ts';
import type { Place } from '../effects/place.ts';
import type { Programme } from '../effects/programme.ts';
import { openStores, type State } from '../effects/stores.ts';
import { awardNumber } from './ledger-awards.ts';

const [, , clone = '', address = '', first = '0', count = '0'] = process.argv;
const git = openGit(clone, process.env);
const repository = { id: 1, owner: 'marlow-valley', name: 'credentials', defaultBranch: 'main', canPush: true, isPrivate: false };
const place = { repository, address, git, folder: 'catalog', isPrivate: false } as unknown as Place;
const programme = { git, address, repository, isPrivate: false, places: async () => [place] } as unknown as Programme;
const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
const awards = Array.from({ length: Number(count) }, (_, at) => awardNumber(Number(first) + at));
const run = {
  world: { now: () => new Date(awards[0]!.signed) }, programme, stores: openStores(programme), issuer, tell: () => {}, signing: bulkWay(), verifying: bulkWay(),
  keys: async () => ({ publicKey, sign: async (bytes: Uint8Array) => sign(null, bytes, key), earner: String }),
  releases: new Map([[awards[0]!.release, { digest: awards[0]!.release, release } as ReleaseFile]]),
} as unknown as Run;

const took: Record<string, { readonly ms: number; readonly cpu: number }> = {};
async function step(name: string, act: () => Promise<unknown>): Promise<void> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await act();
  const { user, system } = process.cpuUsage(before);
  took[name] = { ms: performance.now() - start, cpu: (user + system) / 1000 };
}

const write = (textsOf: (award: Award) => Promise<readonly (readonly [string, string])[]>, alsoIn: (state: State) => ReadonlyMap<string, string> = () => new Map()): Promise<unknown> =>
  writeRegister(run, place, async (state) => {
    const files = new Map<string, string>(alsoIn(state));
    for (const award of awards) for (const [path, text] of await textsOf(award)) files.set(path, text);
    return { files, message: 'Bench', outcome: null };
  });
async function tried(award: Award, last: boolean): Promise<void> {
  const faults = await tryBadge(run, award, { last });
  if (faults.length > 0) throw new Error(faults.join('; '));
}

await step('read', async () => {
  await run.stores.read();
  await mustBeUntouched(run);
});
await step('record', () => write(async (award) => {
  await tried(award, false);
  return [[registerPaths.award(award.serial), recordText(award)]];
}, ({ places: [own] }) => bundlesDue(awards, own!.register.bundles)));
await step('sign', () => write(async (award) => {
  await tried(award, true);
  const { sign: signing } = await run.keys();
  const unsigned = unsignedBadge(award, release);
  const proof = await createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign: signing, way: run.signing });
  return [[registerPaths.proof(award.serial), recordText(proof)], [registerPaths.badge(award.serial), badgeText(secureBadge(unsigned, proof))]];
}));
await step('publish', async () => {
  const { published } = await publishAwards(run);
  if (published.length !== awards.length) throw new Error(`Unexpected ${published.length} badges published, expected ${awards.length}`);
});
process.stdout.write(JSON.stringify({ took, peak: process.resourceUsage().maxRSS / 1024 }));
