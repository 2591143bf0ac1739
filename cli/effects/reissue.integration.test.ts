import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bitAt, decodeList } from '../core/badge/status-list.ts';
import type { Verification } from '../core/badge/verify.ts';
import { sha256 } from '../core/canonical.ts';
import { loadCatalog } from '../core/catalog.ts';
import { parseEntry } from '../core/log/entry.ts';
import { readLedger } from '../core/plan/ledger.ts';
import { registerPaths } from '../core/plan/register.ts';
import { publication } from '../core/publication.ts';
import { contentOf } from '../core/site-file.ts';
import { must, type Ended } from '../practice/actor.ts';
import { dyingWorld } from '../testing/dying-world.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { certify } from './certify.ts';
import { diskFiles, readCatalog } from './files.ts';
import { rasterise } from './rasterise.ts';

let rehearsal: TestRehearsal;
let issued: Snapshot;
let serial: string;
beforeAll(async () => {
  issued = await keepScene('merged', {}, async (beginning) => {
    serial = (JSON.parse(must(await beginning.actors['priya-nair'].laurel('issue', '--json'), 'issue').out) as { readonly signed: readonly string[] }).signed[0]!;
  });
});
afterAll(() => rm(issued.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(issued)));
afterEach(() => rehearsal.end());

const lead = () => rehearsal.actors['priya-nair'];
const reissue = (reason = 'A test of signing anew'): Promise<Ended> => lead().laurel('reissue', serial, '--reason', reason);
const stores = async (): Promise<Readonly<Record<string, string>>> => Object.fromEntries([...(await branchFiles(rehearsal, 'register')), ...[...(await branchFiles(rehearsal, 'ledger'))].map(([path, text]) => [`ledger:${path}`, text] as const)]);
const ledgerBadge = (edition: number): string => `ledger:badges/${serial.slice(0, 2)}/${serial.slice(2, 4)}/${serial}${edition === 1 ? '' : `.${edition}`}.json`;
interface Parsed {
  readonly id: string;
  readonly validFrom: string;
  readonly awardedDate: string;
  readonly credentialStatus: { readonly statusListIndex: string };
}
const parsed = (text: string | undefined): Parsed => JSON.parse(text!) as Parsed;

async function revokedPlaces(files: Readonly<Record<string, string>>): Promise<(index: string) => boolean> {
  const decoded = await decodeList((JSON.parse(files['ledger:status/1.record.json']!) as { readonly encodedList: string }).encodedList);
  if (!decoded.ok) throw new Error(decoded.reason);
  return (index) => bitAt(decoded.bits, Number(index)) === true;
}

// Two editions, of which the first alone is revoked, and a log that says so.
async function isOnceAnew(): Promise<Readonly<Record<string, string>>> {
  const after = await stores();
  const paths = Object.keys(after).filter((path) => path.includes(serial) && path.startsWith('badges/')).map((path) => path.split('/').at(-1));
  expect(paths).toEqual(['award.json', 'badge.2.json', 'badge.json', 'proof.2.json', 'proof.json', 'reissue.2.json']);
  const [first, second] = [1, 2].map((edition) => after[ledgerBadge(edition)]!);
  expect(after[registerPaths.badge(serial, 2)]).toBe(second);
  const isRevoked = await revokedPlaces(after);
  expect([first, second].map((text) => isRevoked(parsed(text).credentialStatus.statusListIndex))).toEqual([true, false]);
  const bundle = after[Object.keys(after).filter((path) => path.startsWith('ledger:log/tile/entries/')).sort().at(-1)!]!;
  const entries = bundle.match(/\{[^{}]*\}/g)!.map(parseEntry);
  expect(entries.filter((entry) => entry?.event !== 'key').map((entry) => JSON.stringify(entry))).toEqual([['issue', first], ['issue', second], ['revoke', first]].map(([event, text]) => JSON.stringify({ event, badge: sha256(text!) })));
  return after;
}

describe('a badge that is signed anew', () => {
  it('keeps its id and its date of award, takes a new place in the status list, revokes the file from before, and is meant by its serial', async () => {
    const before = await stores();
    must(await reissue(), 'reissue');
    const after = await isOnceAnew();
    // Nothing that was written is written again.
    for (const [path, text] of Object.entries(before).filter(([path]) => path.includes(serial))) expect(after[path], path).toBe(text);
    const [first, second] = [1, 2].map((edition) => parsed(after[ledgerBadge(edition)]));
    expect(second).toMatchObject({ id: first!.id, awardedDate: first!.awardedDate });
    expect(second!.validFrom > first!.validFrom).toBe(true);
    // The same words again are the same deed.
    expect((await reissue()).out).toContain('already');
    expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
    expect(await stores()).toEqual(after);
    expect((await lead().laurel('audit', '--json')).out).not.toMatch(/"name": "(?:badges verify|badges agree|status lists|log)",\s+"outcome": "(?!pass)/);

    const { catalog } = loadCatalog(await readCatalog(diskFiles, join(lead().clone, 'catalog')));
    const ledger = readLedger(Object.entries(after).filter(([path]) => path.startsWith('ledger:')).map(([path, text]) => ({ path: path.slice(7), bytes: new TextEncoder().encode(text) })));
    // One picture does for all.
    let picture: Promise<Uint8Array> | undefined;
    for (const [path, file] of await publication({ catalog, ledger, ledgerCommit: null, certify, rasterise: (svg, width) => (picture ??= rasterise(svg, width)) })) await diskFiles.write(join(lead().clone, 'dist', path), await contentOf(file));
    const [old, current] = [join(lead().clone, 'old.json'), join(lead().clone, 'dist', 'badges', serial, 'badge.json')];
    await writeFile(old, after[ledgerBadge(1)]!);
    expect((await lead().laurel('verify', old, '--site', 'dist')).out.replace(/\s+/g, ' ')).toMatch(/has revoked this badge.* A newer file of the same badge stands at/);
    const verified = JSON.parse((await lead().laurel('verify', current, '--site', 'dist', '--json')).out) as Verification;
    expect(verified.results.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(verified.badge!.status!.index).toBe(Number(second!.credentialStatus.statusListIndex));

    // Whoever names the badge by its serial means the newest of it.
    must(await lead().laurel('log', 'proof', serial, '--out', 'badge.tlog-proof'), 'log proof');
    const byProof = JSON.parse((await lead().laurel('verify', current, '--site', 'dist', '--proof', 'badge.tlog-proof', '--json')).out) as Verification;
    expect(byProof.results.find(({ name }) => name === 'log')).toMatchObject({ outcome: 'pass' });
    expect(must(await lead().laurel('certificate', serial, '--out', 'certificate.pdf'), 'certificate').out).toContain(`Its code leads to https://credentials.marlow-valley.example/badges/${serial}/`);
    expect((await readFile(join(lead().clone, 'certificate.pdf'), 'latin1')).slice(0, 5)).toBe('%PDF-');

    // A revocation is of the badge, whichever edition somebody holds; and what is revoked is never signed anew.
    must(await lead().laurel('revoke', serial, '--reason', 'A test of revoking'), 'revoke');
    expect((await revokedPlaces(await stores()))(parsed(after[ledgerBadge(2)]).credentialStatus.statusListIndex)).toBe(true);
    const refused = await reissue('Once more');
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('it is revoked, and that is for ever')]);
  });

  it.each([[2, 'after'], [4, 'before'], [6, 'before'], [6, 'after']] as const)('is signed once when the run is killed at write %i, %s it has effect, and run again', async (step, when) => {
    const { world, died } = dyingWorld(rehearsal.world('priya-nair'), step, when);
    expect((await rehearsal.runIn(world, 'reissue', serial, '--reason', 'A test of signing anew')).code).toBe(2);
    expect(died()).toBe(true);
    const killed = await stores();
    // Whoever asked asks again, and what the clock starts does not ask: both end it.
    if (step === 2 || when === 'after') must(await reissue(), 'reissue');
    else must(await lead().laurel('issue'), 'issue');
    const after = await isOnceAnew();
    for (const [path, text] of Object.entries(killed).filter(([path]) => path.includes(serial))) expect(after[path], path).toBe(text);
    expect((await reissue()).out).toContain('already');
    expect(await stores()).toEqual(after);
  });

  it('goes past a record that was not signed before its key was compromised, and never writes over it', async () => {
    const { world } = dyingWorld(rehearsal.world('priya-nair'), 2, 'after');
    expect((await rehearsal.runIn(world, 'reissue', serial, '--reason', 'A test of signing anew')).code).toBe(2);
    const left = (await stores())[registerPaths.reissue(serial, 2)];
    expect(left).toBeDefined();
    const { key } = JSON.parse(left!) as { readonly key: string };
    must(await lead().laurel('keys', 'compromise', key, '--safe-size', '2', '--yes'), 'compromise');
    must(await lead().laurel('keys', 'rotate', '--yes'), 'rotate');
    must(await lead().git('commit', '--quiet', '--all', '--message', 'The key has leaked'), 'commit');
    must(await lead().git('pull', '--quiet', '--rebase'), 'pull');
    must(await lead().git('push', '--quiet'), 'push');
    const anew = await lead().laurel('reissue', '--compromised');
    expect(anew.out).toContain(`Signed anew, since the log held it before the leak: ${serial}.3`);
    const after = await stores();
    expect(after[registerPaths.reissue(serial, 2)]).toBe(left);
    expect(after[ledgerBadge(3)]).toBe(after[registerPaths.badge(serial, 3)]);
    expect((await revokedPlaces(after))(parsed(after[ledgerBadge(1)]).credentialStatus.statusListIndex)).toBe(true);
    expect((await lead().laurel('audit', '--json')).out).toMatch(/"name": "register history",\s+"outcome": "pass"/);
    expect((await lead().laurel('reissue', '--compromised')).out).not.toContain('Signed anew');
  });

  it('is made again byte for byte without a key, and a record that somebody else wrote counts for nothing', async () => {
    must(await reissue(), 'reissue');
    const before = await stores();
    const { git, clone } = lead();
    const push = async (branch: string, change: () => Promise<void>): Promise<void> => {
      must(await git('fetch', '--quiet', 'origin', branch), 'fetch');
      must(await git('checkout', '--quiet', '--detach', 'FETCH_HEAD'), 'checkout');
      await change();
      must(await git('add', '--all'), 'add');
      must(await git('commit', '--quiet', '--message', 'Change a store by hand'), 'commit');
      must(await git('push', '--quiet', 'origin', `HEAD:${branch}`), 'push');
      must(await git('checkout', '--quiet', 'main'), 'checkout');
    };
    await push('register', async () => void must(await git('rm', '--quiet', registerPaths.badge(serial, 2)), 'rm'));
    await push('ledger', async () => void must(await git('rm', '--quiet', ledgerBadge(2).slice(7), 'status/1.json'), 'rm'));
    must(await lead().laurel('issue'), 'issue');
    expect(await stores()).toEqual(before);

    const forged = { ...(JSON.parse(before[registerPaths.reissue(serial, 2)]!) as object), edition: 3, reason: 'Forged', naming: { by: 'name', value: 'Somebody Else' } };
    await push('register', () => writeFile(join(clone, registerPaths.reissue(serial, 3)), `${JSON.stringify(forged, null, 2)}\n`));
    const answer = await lead().laurel('issue');
    expect([answer.code, answer.out]).toEqual([1, expect.stringContaining('a re-issue that the issuer has not signed')]);
    expect(JSON.parse(must(await lead().laurel('issue', '--due', '--json'), 'due').out)).toMatchObject({ unsigned: [], unpublished: [], lists: [], log: 0 });
    const { [registerPaths.reissue(serial, 3)]: _, ...rest } = await stores();
    expect(rest).toEqual(before);
  });
});
