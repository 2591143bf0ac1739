import { addresses } from '../core/badge/addresses.ts';
import { isMissing, lookup } from '../core/badge/lookup.ts';
import type { Result } from '../core/badge/result.ts';
import type { Resolve } from '../core/badge/verify.ts';
import { badgesAgree, badgesToFetch, expectedFiles, line, listsAgree, writtenOnce } from '../core/audit.ts';
import { isSame } from '../core/log/merkle.ts';
import { logOrigin, openCheckpoint } from '../core/log/checkpoint.ts';
import { rollback, verifyLog } from '../core/plan/verify-log.ts';
import { believedAgain, believedAgainBy, mustStayCompromised } from '../core/plan/compromise-stands.ts';
import { believedRegister, failingBadges, signedWithCompromised, unsignedAnew } from '../core/plan/compromised.ts';
import { verifyLedger } from '../core/plan/verify-ledger.ts';
import { readLedger, type Ledger } from '../core/plan/ledger.ts';
import { treeOf } from '../core/plan/ledger-log.ts';
import { logLag } from '../core/plan/log-due.ts';
import { readRegister, type Register } from '../core/plan/register.ts';
import { bulkWay } from './bulk.ts';
import type { Git } from './git.ts';
import type { Glance } from './github/glance.ts';
import { glancesAt } from './glances.ts';
import { historyFaults } from './ledger-folder.ts';
import { eachOnce, placeProblem, type Unread } from './place-problem.ts';
import type { Place } from './place.ts';
import type { Programme } from './programme.ts';
import { fetchCatalog, fetchPlace } from './own-branches.ts';
import { branchHead } from './remote.ts';
import { someAtATime } from './some-at-a-time.ts';
import { rewritingCommits } from './rewritten.ts';
import { readFolder, resolveObject } from './tree.ts';
import type { World } from './world.ts';

/** How many badges one run fetches from the site at most. */
export const MOST_BADGES = 2_000;

/**
 * Verifies what is public, from outside: register against ledger, ledger against the site. Every question has its own line;
 * one that fails hides no other. Never throws for what it finds in the stores or on the site.
 */
export async function audit(world: World, programme: Programme, site: Resolve): Promise<readonly Result[]> {
  const { git, issuer } = programme;
  const now = world.now();
  await fetchCatalog(programme);
  const head = await branchHead(git, 'ledger');
  const [ledger, shape] = await readStore('ledger', async () => (head === null ? null : readLedger(await readFolder(git, head, ''))));
  const [read, registerLine] = await readRegisters(world, programme);
  const register = ledger === null ? read : believedRegister(read, ledger, issuer);
  const results: Result[] = [shape, registerLine, await neverRewritten('ledger history', git, head, writtenOnce)];
  if (!programme.isPrivate) results.push(await neverRewritten('register history', git, await branchHead(git, 'register'), ['badges', 'claims']));
  results.push(...(await auditDeclared(programme, site, ledger)));
  if (ledger !== null) {
    results.push(line('badges verify', await verifyLedger(ledger, issuer, now, bulkWay()), `All ${ledger.badges.size} badges of the ledger verify.`));
    const whole = { isPrivate: programme.isPrivate, isWhole: registerLine.outcome === 'pass' };
    const compared = registerLine.outcome === 'pass' ? '' : ' Not compared with a register.';
    results.push(line('badges agree', badgesAgree(ledger, register, whole), `Register and ledger hold the same badges.${compared}`));
    results.push(line('status lists', await listsAgree(ledger, register, issuer, { ...whole, now }), `Every status list is signed and says what the register says.${compared}`));
    results.push(await auditLog(programme, ledger, head));
    results.push(...(await auditCompromise(ledger, issuer)));
  }
  return [...results, ...(await auditSite(world, programme, site, { head, log: ledger === null && head !== null ? undefined : (ledger?.log ?? null) }))];
}

// Told only where the log or the published document says of a key that it was compromised, and issuer.yaml does not.
async function auditDeclared({ issuer }: Programme, site: Resolve, ledger: Ledger | null): Promise<readonly Result[]> {
  const published = await lookup(site, addresses(issuer.url).didDocument);
  const said = [[believedAgain(ledger?.log ?? null, issuer), 'the log'], [believedAgainBy(published.ok ? published.value : null, issuer), 'the DID document that is published']] as const;
  const faults = said.flatMap(([keys, where]) => (keys.length === 0 ? [] : [mustStayCompromised(keys, where)]));
  return faults.length === 0 ? [] : [line('keys stay declared', faults, '')];
}

// Asked only where a key was compromised. That its badges fail is known, and no fault of what is public.
async function auditCompromise(ledger: Ledger, issuer: Programme['issuer']): Promise<readonly Result[]> {
  if (issuer.keys.every(({ compromised }) => compromised === undefined)) return [];
  const lost = await signedWithCompromised(ledger, issuer);
  const due = unsignedAnew(lost);
  return [line('compromised key', due === null ? [] : [due], failingBadges(lost) ?? 'No public badge is signed with it any more, nor is a status list or the log.')];
}

async function readStore<Store>(name: string, read: () => Promise<Store | null>): Promise<readonly [Store | null, Result]> {
  try {
    const store = await read();
    return [store, { name, outcome: 'pass', detail: store === null ? `There is no branch ${name} yet.` : `The branch ${name} holds what belongs there.` }];
  } catch (error) {
    if ((error as Error).name !== 'StoreFault') throw error;
    return [null, { name, outcome: 'fail', detail: (error as Error).message }];
  }
}

async function readRegisters(world: World, programme: Programme): Promise<readonly [Register, Result]> {
  if (programme.isPrivate && (world.env['LAUREL_SUBMISSIONS_TOKEN'] ?? '') === '') return [new Map(), { name: 'register', outcome: 'skipped', detail: 'The registers are private, and this run has no token for them.' }];
  const places = await programme.places();
  const unread: Unread[] = [];
  const [registers, result] = await readStore('register', async () => {
    const glances = await glancesAt(places);
    return someAtATime(places, (place) => registerOf(place, glances.get(place.address)).catch((error: unknown) => {
      const problem = placeProblem(place, error);
      if (problem === null) throw error;
      unread.push(problem);
      return new Map() as Register;
    }));
  });
  const read: Register = new Map((registers ?? []).flatMap((register) => [...register]));
  if (result.outcome !== 'pass' || unread.length === 0) return [read, result];
  return [read, { name: 'register', outcome: 'unknown', detail: `Of ${places.length} registers ${unread.length} could not be read: ${eachOnce(unread).map(({ place, reason }) => `${place} (${reason})`).join('; ')}` }];
}

async function registerOf(place: Place, known: Glance | undefined): Promise<Register> {
  const { git } = place;
  if (place.isPrivate) await fetchPlace(place, { known });
  const head = await branchHead(git, 'register');
  return head === null ? new Map() : readRegister(await readFolder(git, head, '')).awards;
}

// What is written once and changed later was changed by hand, whoever did it and however it was pushed.
async function neverRewritten(name: string, git: Git, head: string | null, folders: readonly string[]): Promise<Result> {
  if (head === null) return { name, outcome: 'pass', detail: 'There is no history yet.' };
  const commits = await rewritingCommits(git, head, folders);
  return line(name, commits.map((commit) => `commit ${commit.slice(0, 10)} changed or removed what is written once`), 'Nothing that was written was changed or removed later.');
}

// The log by itself, against the ledger, and against everything that it ever was.
async function auditLog({ git, issuer }: Programme, ledger: Ledger, head: string | null): Promise<Result> {
  const { log } = ledger;
  const tree = log === null ? undefined : treeOf(log);
  const history = log === null || head === null ? [] : (await historyFaults(git, head, log, tree!)).faults;
  const faults = [...(await verifyLog(ledger, issuer, tree)), ...history];
  const lag = logLag(ledger, issuer.keys);
  const fine = log === null ? '' : `The log is signed, adds up, has only ever grown, and says what the ledger says: ${log.entries.length} entries.`;
  return line('log', faults, [fine, lag ?? ''].filter(Boolean).join(' ') || 'There is nothing to log yet.');
}

// The log that the site shows, asked by itself, whatever the site says of its ledger.
async function auditPublishedLog(issuer: Programme['issuer'], site: Resolve, log: Ledger['log'] | undefined): Promise<Result> {
  if (log === undefined) return { name: 'log grows', outcome: 'unknown', detail: 'The log that is published was not compared, because the ledger could not be read; see above.' };
  const address = addresses(issuer.url).checkpoint;
  const found = await site(address);
  if (!found.ok) return { name: 'log grows', outcome: log !== null || !isMissing(found.reason) ? 'unknown' : 'pass', detail: log === null && isMissing(found.reason) ? 'No log is published yet, and there is none.' : `The log that is published cannot be read from ${address}, because ${found.reason}; the next \`publish\` brings it if it was never there.` };
  const opened = await openCheckpoint(new TextDecoder().decode(found.bytes), logOrigin(issuer.url), issuer.keys.map((key) => key.public));
  if (!opened.ok) return line('log grows', [`what is published at ${address} ${opened.reason}`], '');
  const why = rollback(log, opened.checkpoint, log === null ? null : treeOf(log));
  return line('log grows', why === null ? [] : [`the log of the ledger does not extend the one that is published: it ${why}`], `The log of the ledger extends the one that is published (${opened.checkpoint.size} entries).`);
}

async function auditSite(world: World, { git, issuer, catalog }: Programme, site: Resolve, { head, log }: { readonly head: string | null; readonly log: Ledger['log'] | undefined }): Promise<readonly Result[]> {
  const at = addresses(issuer.url);
  const found = await site(`${at.origin}/v1/index.json`);
  if (!found.ok) return [{ name: 'site', outcome: isMissing(found.reason) && head !== null ? 'fail' : 'unknown', detail: `What is published at ${at.origin} cannot be read, because ${found.reason}.` }];
  const published = ledgerNamed(found.bytes);
  if (published === undefined) return [{ name: 'site', outcome: 'fail', detail: `v1/index.json at ${at.origin} is not what this program writes.` }];
  const results: Result[] = [{ name: 'site', outcome: 'pass', detail: `The site answers at ${at.origin}${found.note === undefined ? '' : ` (${found.note})`}.` }];
  results.push(await auditPublishedLog(issuer, site, log));
  const commit = published === null ? null : await resolveObject(git, `${published}^{commit}`);
  const extends_ = published === null || (commit !== null && head !== null && (await git.run(['merge-base', '--is-ancestor', commit, head])).code === 0);
  results.push(line('ledger grows', extends_ ? [] : [`the ledger that is published (${published?.slice(0, 10) ?? 'none'}) is not in the history of the branch ledger: something was taken away or rewritten`], published === head ? 'What is published is the newest ledger.' : 'What is published is in the history of the ledger, which has grown since; the next `publish` brings it.'));
  if (!extends_) return results;
  const [ledger] = await readStore('ledger', async () => (commit === null ? null : readLedger(await readFolder(git, commit, ''))));
  return [...results, ...(await compareFiles(world, at.origin, site, { catalog, issuer, ledger: ledger ?? EMPTY }))];
}

const EMPTY: Ledger = { badges: new Map(), hashes: new Map(), lists: new Map(), endorsements: new Map(), log: null };

function ledgerNamed(bytes: Uint8Array): string | null | undefined {
  try {
    const { ledger } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly ledger?: unknown };
    return ledger === null || (typeof ledger === 'string' && /^[0-9a-f]{40,64}$/.test(ledger)) ? ledger : undefined;
  } catch {
    return undefined;
  }
}

async function compareFiles(world: World, origin: string, site: Resolve, { catalog, issuer, ledger }: { readonly catalog: Programme['catalog']; readonly issuer: Programme['issuer']; readonly ledger: Ledger }): Promise<readonly Result[]> {
  const serials = badgesToFetch(ledger, world.now().toISOString().slice(0, 10), MOST_BADGES);
  const waiting = [...expectedFiles(catalog, issuer, ledger, serials)];
  const count = waiting.length;
  const faults: string[] = [];
  const unknown: string[] = [];
  const encoder = new TextEncoder();
  // A few at a time: a server has its limits.
  await Promise.all(Array.from({ length: 6 }, async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [path, expected] = next;
      const found = await site(`${origin}/${path}`);
      if (found.ok && !isSame(found.bytes, typeof expected === 'string' ? encoder.encode(expected) : expected)) faults.push(`${path} has other bytes on the site than it should`);
      else if (!found.ok) (isMissing(found.reason) ? faults : unknown).push(`${path} cannot be read, because ${found.reason}`);
    }
  }));
  const all = serials.length === ledger.badges.size ? '' : ` (${serials.length} of ${ledger.badges.size} badges today, others on other days)`;
  return [line('site files', faults.sort(), unknown.length === 0 ? `All ${count} signed files on the site are what they should be, byte for byte${all}.` : 'No file that could be read differs.'), ...(unknown.length === 0 ? [] : [line('site reached', unknown.sort(), '', 'unknown')])];
}
