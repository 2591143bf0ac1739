import { lintBadge } from '../core/badge/verify.ts';
import { badgeText, secureBadge, unsignedBadge, type UnsignedBadge } from '../core/badge/credential.ts';
import { createProof, type Proof } from '../core/badge/proof.ts';
import { unsignedStatusList } from '../core/badge/status-list.ts';
import { proveApproval } from '../core/assessment/approval.ts';
import { awardRecord, claimKey, indexFrom, serialFrom, toSecond } from '../core/plan/award.ts';
import { ledgerPaths, listIsCurrent, listsOf, packBits, statusListText, type ListRecord } from '../core/plan/ledger.ts';
import { recordText, registerPaths, type Register } from '../core/plan/register.ts';
import type { Award, Issuer, ReleaseFile } from '../core/model.generated.ts';
import { didFromUrl } from '../core/badge/addresses.ts';
import { keyId } from '../core/badge/did.ts';
import { gatherClaim, mergedClaims, type MergedClaim } from './claims.ts';
import { openKeys, throwAwayKey, type Keys } from './keys.ts';
import { catalogAt, Obstacle, type Programme } from './programme.ts';
import { append, readState, type State } from './stores.ts';
import type { World } from './world.ts';

/** A claim that no badge is issued for, and why. */
export interface Refusal {
  readonly path: string;
  readonly reasons: readonly string[];
}

/** What a run did. */
export interface Reconciled {
  readonly awarded: readonly Award[];
  readonly signed: readonly string[];
  readonly published: readonly string[];
  readonly lists: readonly number[];
  readonly refused: readonly Refusal[];
}

const ATTEMPTS = 6;
const LIST = 1;

/** Keys of an issuer that sign on a day. */
export const keysOn = (issuer: Issuer, today: string): readonly string[] => issuer.keys.filter((key) => key.from <= today && (key.until === undefined || today <= key.until)).map((key) => key.public);

/**
 * Brings register and ledger to what main says: awards recorded first, then signed, then published. Every step is
 * worked out from what is stored, so a run that was cut off anywhere is completed by the next one.
 * @param tell hears of each step as it is done.
 */
export async function reconcile(world: World, programme: Programme, tell: (step: string) => void = () => {}): Promise<Reconciled> {
  const run = await openRun(world, programme, tell);
  const { awarded, refused } = await recordAwards(run);
  const signed = await signAwards(run);
  const { published, lists } = await publishAwards(run);
  return { awarded, signed, published, lists, refused };
}

/** The last step alone, for what changes only what the public sees. The key is opened at once, so that a missing one stops before anything is written. */
export async function publishOnly(world: World, programme: Programme): Promise<{ readonly publish: () => Promise<{ readonly published: readonly string[]; readonly lists: readonly number[] }> }> {
  const run = await openRun(world, programme, () => {});
  await run.keys();
  return { publish: () => publishAwards(run) };
}

async function openRun(world: World, programme: Programme, tell: (step: string) => void): Promise<Run> {
  const { main } = await readState(programme);
  const { catalog } = await catalogAt(programme.git, main, programme.folder);
  if (catalog.issuer === null) throw new Obstacle('catalog/issuer.yaml on main is missing or has faults. Nothing was signed. Mend it by a pull request.');
  const issuer = catalog.issuer.value;
  let opened: Promise<Keys> | null = null;
  const keys = (): Promise<Keys> => (opened ??= openKeys(world, didFromUrl(issuer.url), keysOn(issuer, world.now().toISOString().slice(0, 10))));
  const releases = new Map([...catalog.releases.values()].map(({ value }) => [value.digest, value]));
  return { world, programme, issuer, keys, releases, tell };
}

interface Run {
  readonly world: World;
  readonly programme: Programme;
  readonly issuer: Issuer;
  /** Opened when something has to be signed: what is signed already can be rebuilt without. */
  readonly keys: () => Promise<Keys>;
  readonly releases: ReadonlyMap<string, ReleaseFile>;
  readonly tell: (step: string) => void;
}

/** Plans from fresh state and pushes, again and again while others write in between. */
export async function untilPushed<Outcome>(programme: Programme, attempt: (state: State) => Promise<{ readonly pushed: boolean; readonly outcome: Outcome }>): Promise<Outcome> {
  for (let count = 0; count < ATTEMPTS; count += 1) {
    const { pushed, outcome } = await attempt(await readState(programme));
    if (pushed) return outcome;
  }
  throw new Obstacle(`Others kept writing to the stores during ${ATTEMPTS} tries. Nothing is lost: run \`laurel issue\` again.`);
}

const recordAwards = (run: Run): Promise<{ readonly awarded: readonly Award[]; readonly refused: readonly Refusal[] }> =>
  untilPushed(run.programme, async ({ main, register }) => {
    const { programme, tell, world } = run;
    const known = new Set([...register.values()].map(({ award }) => award.source.path));
    const claims = new Set([...register.values()].map(({ award }) => award.claim));
    const taken = new Set([...register.values()].map(({ award }) => award.status.index));
    const awarded: Award[] = [];
    const refused: Refusal[] = [];
    const files = new Map<string, string>();
    for (const claim of await mergedClaims(programme, main)) {
      if (known.has(claim.path)) continue;
      const outcome = await awardFor(run, claim, main, taken);
      if (Array.isArray(outcome)) refused.push({ path: claim.path, reasons: outcome });
      else if (claims.has((outcome as Award).claim)) refused.push({ path: claim.path, reasons: ['this claim has been awarded already'] });
      else {
        const award = outcome as Award;
        claims.add(award.claim);
        taken.add(award.status.index);
        awarded.push(award);
        files.set(registerPaths.award(award.serial), recordText(award));
      }
    }
    if (awarded.length === 0) return { pushed: true, outcome: { awarded, refused } };
    const pushed = await append(programme, 'register', files, `Record ${awarded.length === 1 ? 'an award' : `${awarded.length} awards`}`, world.now());
    if (pushed) tell(`Recorded ${awarded.map(({ serial, credential }) => `${serial} (${credential})`).join(', ')} in the register`);
    return { pushed, outcome: { awarded, refused } };
  });

async function awardFor(run: Run, claim: MergedClaim, main: string, taken: ReadonlySet<number>): Promise<Award | readonly string[]> {
  const { world, programme, releases, issuer } = run;
  const keys = await run.keys();
  const gathered = await gatherClaim(programme, claim, main);
  if (!gathered.ok) return gathered.reasons;
  const { facts, pull } = gathered;
  const approval = proveApproval(facts);
  if (!approval.ok) return approval.reasons;
  // What is signed for must be what is published: the release has to stand on main unchanged.
  const release = releases.get(facts.release!.digest);
  if (release === undefined) return ['the release that it was assessed under is not on main any more'];
  const index = indexFrom(world.random, taken);
  if (index === null) throw new Obstacle('Status list 1 is nearly full. Nothing was signed.');
  const earner = keys.earner(facts.author!);
  const award = awardRecord({
    serial: serialFrom(world.random(12)),
    index,
    list: LIST,
    earner,
    claim: claimKey({ repository: programme.repository.id, credential: claim.credential, earner, number: claim.number }),
    awarded: toSecond(new Date(pull.mergedAt!)),
    signed: toSecond(world.now()),
    issuer,
    publicKey: keys.publicKey,
    release,
    approval,
    source: { repository: programme.repository.id, pull: facts.pull, merge: facts.merge, head: facts.head, tree: facts.tree!, policy: facts.policy, path: facts.path },
  });
  const faults = await tryBadge(award, release, issuer);
  return faults.length > 0 ? faults.map((fault) => `its badge would not verify: ${fault}`) : award;
}

// Law 5: the whole verification under a throw-away key, before the real one is touched.
async function tryBadge(award: Award, release: ReleaseFile, issuer: Issuer): Promise<readonly string[]> {
  const results = await lintBadge(unsignedBadge(award, release.release), { now: new Date(award.signed), throwAway: throwAwayKey(), issuer });
  return results.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ name, detail }) => `${name}: ${detail}`);
}

const signAwards = (run: Run): Promise<readonly string[]> =>
  untilPushed(run.programme, async ({ register }) => {
    const files = new Map<string, string>();
    const signed: string[] = [];
    for (const { award, proof, badge } of register.values()) {
      if (proof !== null && badge !== null) continue;
      const release = run.releases.get(award.release);
      if (release === undefined) throw new Obstacle(`The release of award ${award.serial} is not on main any more. Restore catalog/releases/${award.credential}/${award.version}.json, then run \`laurel issue\` again.`);
      const unsigned = unsignedBadge(award, release.release);
      const fresh = proof ?? (await prove(run, award, unsigned));
      if (proof === null) files.set(registerPaths.proof(award.serial), recordText(fresh));
      files.set(registerPaths.badge(award.serial), badgeText(secureBadge(unsigned, fresh)));
      signed.push(award.serial);
    }
    if (files.size === 0) return { pushed: true, outcome: signed };
    const pushed = await append(run.programme, 'register', files, `Sign ${signed.length === 1 ? 'a badge' : `${signed.length} badges`}`, run.world.now());
    if (pushed) run.tell(`Signed ${signed.join(', ')}`);
    return { pushed, outcome: signed };
  });

async function prove(run: Run, award: Award, unsigned: UnsignedBadge): Promise<Proof> {
  const { publicKey, sign } = await run.keys();
  if (award.key !== keyId(award.issuer.id, publicKey)) throw new Obstacle(`Award ${award.serial} was recorded for the key ${award.key}, which is not the one at hand. Run \`laurel issue\` with that key once.`);
  return createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign });
}

const publishAwards = (run: Run): Promise<{ readonly published: readonly string[]; readonly lists: readonly number[] }> =>
  untilPushed(run.programme, async ({ register, ledger }) => {
    const files = new Map<string, string>();
    const published: string[] = [];
    for (const [serial, { badge }] of register) {
      if (badge === null || ledger.badges.get(serial) === badge) continue;
      files.set(ledgerPaths.badge(serial), badge);
      published.push(serial);
    }
    const lists: number[] = [];
    for (const list of listsOf(register)) {
      const known = ledger.lists.get(list);
      const current = await listIsCurrent(known?.record, register, list);
      const record = current ? known!.record : await signList(run, register, list);
      if (current && known!.text === statusListText(record)) continue;
      if (!current) files.set(ledgerPaths.listRecord(list), recordText(record));
      files.set(ledgerPaths.list(list), statusListText(record));
      lists.push(list);
    }
    if (files.size === 0) return { pushed: true, outcome: { published, lists } };
    const pushed = await append(run.programme, 'ledger', files, `Publish ${published.length} badges and ${lists.length} status lists`, run.world.now());
    if (pushed) run.tell(`Published ${[...published, ...lists.map((list) => `status list ${list}`)].join(', ')} to the ledger`);
    return { pushed, outcome: { published, lists } };
  });

async function signList({ world, issuer, keys: open }: Run, register: Register, list: number): Promise<ListRecord> {
  const keys = await open();
  const validFrom = toSecond(world.now());
  const did = didFromUrl(issuer.url);
  const origin = issuer.url.replace(/\/+$/, '');
  const encodedList = packBits(register, list);
  const unsigned = unsignedStatusList({ origin, list, issuerId: did, validFrom, encodedList });
  const proof = await createProof(unsigned, { verificationMethod: keyId(did, keys.publicKey), created: validFrom, sign: keys.sign });
  return { format: 'laurel-status-list-1', list, origin, issuer: did, validFrom, encodedList, proof };
}
