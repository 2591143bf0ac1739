import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { award, signedBadge } from '../core/badge/fixture.ts';
import { badgeText } from '../core/badge/credential.ts';
import { sha256 } from '../core/canonical.ts';
import { serialFrom } from '../core/plan/award.ts';
import { bundlePath, bundleText } from '../core/plan/award-bundle.ts';
import { hashOf, holdsBadge, holdsHash, ledgerPaths } from '../core/plan/ledger.ts';
import { digestOfBadge, isSigned, recordText, registerPaths, StoreFault } from '../core/plan/register.ts';
import { openGit, type Git } from './git.ts';
import { readLedgerAt } from './ledger-folder.ts';
import { readRegisterAt } from './register-files.ts';
import { commitFiles } from './tree.ts';

let folder: string;
let git: Git;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-test-'));
  git = openGit(folder, process.env);
  await git.text(['init', '--quiet', '--bare']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const serialOf = (number: number): string => serialFrom(Buffer.from(sha256(String(number)), 'hex'));
const recorded = (number: number): readonly [string, string] => [registerPaths.award(serialOf(number)), recordText({ ...award, serial: serialOf(number), status: { list: 1, index: number } })];
const commit = (parent: string | null, files: ReadonlyMap<string, string>, removed: readonly string[] = []): Promise<string> => commitFiles(git, { parent, files, removed, message: 'x\n', by: { name: 'x', email: 'x@example.org', at: new Date(0) } });
/** Runs git and tells how many objects were read. */
function counting(): { readonly git: Git; readonly objects: () => number } {
  let objects = 0;
  const run: Git['run'] = (args, options) => {
    if (args[0] === 'cat-file' && args[1] === '--batch') objects += String(options?.input).trim().split('\n').length;
    return git.run(args, options);
  };
  const now: Git['now'] = (args, input) => {
    objects += input.trim().split('\n').length;
    return git.now(args, input);
  };
  return { git: { ...git, run, now }, objects: () => objects };
}

describe('reading a register again', () => {
  it('reads what changed and nothing else, and finds what reading all of it finds', async () => {
    const first = await commit(null, new Map(Array.from({ length: 60 }, (_, at) => recorded(at))));
    const store = await readRegisterAt(git, first);
    expect(store.awards.size).toBe(60);
    const badge = await signedBadge();
    const second = await commit(first, new Map([
      recorded(60), recorded(61), [registerPaths.proof(serialOf(3)), recordText(badge.proof[0])], [registerPaths.badge(serialOf(3)), badgeText(badge)],
      [registerPaths.revocation(serialOf(4)), recordText({ format: 'laurel-revocation-1', serial: serialOf(4), at: award.signed, by: 1, reason: 'x' })],
    ]));
    const counted = counting();
    const again = await readRegisterAt(counted.git, second, { head: first, store });
    expect([...again.awards]).toEqual([...(await readRegisterAt(git, second)).awards]);
    expect(again.awards.get(serialOf(3))).toMatchObject({ proof: badge.proof[0], badge: badgeText(badge) });
    expect(again.awards.get(serialOf(4))!.revocation).not.toBeNull();
    expect(counted.objects()).toBe(7);
  });

  it.each<readonly [string, ReadonlyMap<string, string>, readonly string[]]>([
    ['an award was taken away', new Map(), [registerPaths.award(serialOf(5))]],
    ['an award and another were swapped', new Map([recorded(70)]), [registerPaths.award(serialOf(5))]],
    ['a proof was taken away', new Map(), [registerPaths.proof(serialOf(1))]],
    ['an award was changed', new Map([[registerPaths.award(serialOf(6)), recordText({ ...award, serial: serialOf(6), status: { list: 1, index: 999 } })]]), []],
  ])('finds what reading all of it finds where %s', async (_, files, removed) => {
    const first = await commit(null, new Map([...Array.from({ length: 9 }, (__, at) => recorded(at)), [registerPaths.proof(serialOf(1)), recordText((await signedBadge()).proof[0])]]));
    const second = await commit(first, files, removed);
    expect([...(await readRegisterAt(git, second, { head: first, store: await readRegisterAt(git, first) })).awards]).toEqual([...(await readRegisterAt(git, second)).awards]);
  });

  it.each<readonly [string, ReadonlyMap<string, string>]>([
    ['is out of place', new Map([['notes.txt', 'x']])],
    ['stands in another award\'s folder', new Map([[`badges/zz/zz/${serialOf(1)}/award.json`, recorded(1)[1]]])],
    ['is no award', new Map([[registerPaths.award(serialOf(1)), '{}']])],
    ['belongs to no award', new Map([[registerPaths.proof(serialOf(80)), '{}']])],
    ['is no attempt', new Map([[registerPaths.attempt('0'.repeat(64), 1, '0'.repeat(40)), '{}']])],
  ])('refuses a file that came and %s', async (_, files) => {
    const first = await commit(null, new Map([recorded(0), recorded(1)]));
    const store = await readRegisterAt(git, first);
    const second = await commit(first, files);
    await expect(readRegisterAt(git, second, { head: first, store })).rejects.toThrow(StoreFault);
  });
});

describe('reading a register beside its ledger', () => {
  const badgeOf = (number: number): string => `badge ${number}`;
  const proofOf = (number: number) => ({ proofValue: `z${number}` });
  const signed = (number: number): readonly (readonly [string, string])[] => [recorded(number), [registerPaths.proof(serialOf(number)), recordText(proofOf(number))], [registerPaths.badge(serialOf(number)), badgeOf(number)]];
  const awardOf = (number: number) => JSON.parse(recorded(number)[1]) as typeof award;
  const hash = (number: number, text: string): readonly [string, string] => [ledgerPaths.hash(serialOf(number)), recordText(hashOf(awardOf(number), text))];
  const counts = Array.from({ length: 40 }, (_, number) => number);

  it('reads no badge and no proof of what both hold alike, until somebody looks at them', async () => {
    const ledger = await readLedgerAt(git, await commit(null, new Map(counts.map((number) => [ledgerPaths.badge(serialOf(number)), badgeOf(number)]))));
    const { git: counted, objects } = counting();
    const { awards } = await readRegisterAt(counted, await commit(null, new Map(counts.flatMap(signed))), undefined, ledger);
    expect([...awards.values()].every((entry) => isSigned(entry) && holdsBadge(ledger, entry))).toBe(true);
    expect(objects()).toBe(counts.length);
    for (const number of counts) expect(awards.get(serialOf(number))).toMatchObject({ proof: proofOf(number), badge: badgeOf(number) });
    expect([...ledger.badges].sort()).toEqual(counts.map((number) => [serialOf(number), badgeOf(number)]).sort());
  });

  it('holds what the ledger has otherwise or not at all', async () => {
    const ledger = await readLedgerAt(git, await commit(null, new Map([[ledgerPaths.badge(serialOf(1)), 'another']])));
    const { awards } = await readRegisterAt(git, await commit(null, new Map([1, 2].flatMap(signed))), undefined, ledger);
    for (const number of [1, 2]) {
      const entry = awards.get(serialOf(number))!;
      expect([entry.later, entry.badge, holdsBadge(ledger, entry)]).toEqual([undefined, badgeOf(number), false]);
    }
  });

  it('knows a private badge by its digest, and holds one whose hash is another', async () => {
    const ledger = await readLedgerAt(git, await commit(null, new Map([hash(1, badgeOf(1)), hash(2, 'another')])));
    const { awards } = await readRegisterAt(git, await commit(null, new Map([1, 2, 3].flatMap(signed))), undefined, ledger);
    const entries = [1, 2, 3].map((number) => awards.get(serialOf(number))!);
    expect(entries.map((entry) => [entry.later !== undefined, holdsHash(ledger, entry)])).toEqual([[true, true], [false, false], [false, false]]);
    expect(entries.map(digestOfBadge)).toEqual([1, 2, 3].map((number) => sha256(badgeOf(number))));
    expect(entries[0]).toMatchObject({ proof: proofOf(1), badge: badgeOf(1) });
  });
});

describe('reading a register that has bundles', () => {
  const counts = Array.from({ length: 12 }, (_, number) => number);
  const awardOf = (number: number) => JSON.parse(recorded(number)[1]) as typeof award;
  const records = new Map(counts.map(recorded));
  const [bundled, loose] = [counts.slice(0, 10), counts.slice(10)];
  const bundle = (numbers: readonly number[]): string => bundleText(numbers.map(awardOf));

  it('reads them in place of the records that stand in them, and finds what the records say', async () => {
    const head = await commit(null, new Map([...records, [bundlePath(1), bundle(bundled)]]));
    const { git: counted, objects } = counting();
    const { awards, bundles } = await readRegisterAt(counted, head);
    expect(objects()).toBe(1 + loose.length);
    expect([...awards]).toEqual([...(await readRegisterAt(git, await commit(null, records))).awards]);
    expect(bundles!.last).toBe(1);
    expect([...bundles!.loose.keys()].sort()).toEqual(loose.map(serialOf).sort());
  });

  it.each<readonly [string, string]>([
    ['says another thing of every award', bundleText(bundled.map((number) => ({ ...awardOf(number), claim: 'f'.repeat(64) })))],
    ['is none', 'x'],
  ])('relies on the records alone where a bundle %s', async (_, text) => {
    const { awards, bundles } = await readRegisterAt(git, await commit(null, new Map([...records, [bundlePath(3), text]])));
    expect([...awards]).toEqual([...(await readRegisterAt(git, await commit(null, records))).awards]);
    expect([bundles!.last, bundles!.loose.size]).toEqual([3, counts.length]);
  });

  it('reads a record that was changed since it was bundled', async () => {
    const changed = { ...awardOf(0), claim: 'f'.repeat(64) };
    const { awards } = await readRegisterAt(git, await commit(null, new Map([...records, [bundlePath(1), bundle(bundled)], [registerPaths.award(changed.serial), recordText(changed)]])));
    expect(awards.get(changed.serial)!.award).toEqual(changed);
  });

  it('knows what came in a bundle since it was read', async () => {
    const first = await commit(null, records);
    const store = await readRegisterAt(git, first);
    expect(store.bundles!.loose.size).toBe(counts.length);
    const second = await commit(first, new Map([recorded(20), [bundlePath(1), bundle([...bundled, 20])]]));
    const { bundles } = await readRegisterAt(git, second, { head: first, store });
    expect([bundles!.last, [...bundles!.loose.keys()].sort()]).toEqual([1, loose.map(serialOf).sort()]);
  });

  it('leaves out the attempts that were there, where nobody wants them', async () => {
    const path = registerPaths.attempt('0'.repeat(64), 1, '0'.repeat(40));
    const head = await commit(null, new Map([...records, [path, '{}']]));
    expect((await readRegisterAt(git, head, undefined, undefined, { attempts: false })).attempts.size).toBe(0);
    await expect(readRegisterAt(git, head)).rejects.toThrow(StoreFault);
  });
});
