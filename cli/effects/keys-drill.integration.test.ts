import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newestEditions } from '../core/badge/edition.ts';
import type { Result } from '../core/badge/result.ts';
import { loadCatalog } from '../core/catalog.ts';
import { parseEntry } from '../core/log/entry.ts';
import { readLedger, type Ledger } from '../core/plan/ledger.ts';
import { publication } from '../core/publication.ts';
import { contentOf } from '../core/site-file.ts';
import { must } from '../practice/actor.ts';
import type { Bench } from '../testing/claim-bench.ts';
import { eachFromHandedIn, issue } from '../testing/handed-in.ts';
import { branchBytes, type TestRehearsal } from '../testing/rehearse.ts';
import { certify } from './certify.ts';
import { diskFiles, readCatalog } from './files.ts';
import { rasterise } from './rasterise.ts';

let rehearsal: TestRehearsal;
let bench: Bench;
eachFromHandedIn('one-repository', (begun) => void ({ rehearsal, bench } = begun));
const lead = () => rehearsal.actors['priya-nair'];
const site = (): string => join(rehearsal.folder, 'site');

const ledgerNow = async (): Promise<Ledger> => readLedger([...(await branchBytes(rehearsal, 'ledger'))].map(([path, bytes]) => ({ path, bytes })));

async function merged(pull: number): Promise<string> {
  await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
  expect(await bench.force(pull)).toBe(200);
  return (await issue(rehearsal)).awarded[0]!.serial;
}

async function pushIssuer(message: string): Promise<void> {
  must(await lead().git('pull', '--quiet', '--rebase', '--autostash'), 'pull');
  must(await lead().git('commit', '--quiet', '--all', '--message', message), 'commit');
  must(await lead().git('push', '--quiet'), 'push');
}

// The site without its pages, as the public gets it; one picture will do for all.
let picture: Promise<Uint8Array> | undefined;
async function showFiles(): Promise<void> {
  must(await lead().git('pull', '--quiet', '--rebase', '--autostash'), 'pull');
  must(await lead().git('fetch', '--quiet', 'origin', 'ledger'), 'fetch');
  const ledgerCommit = must(await lead().git('rev-parse', 'FETCH_HEAD'), 'rev-parse').out.trim();
  const { catalog } = loadCatalog(await readCatalog(diskFiles, join(lead().clone, 'catalog')));
  for (const [path, file] of await publication({ catalog, ledger: await ledgerNow(), ledgerCommit, certify, rasterise: (svg, width) => (picture ??= rasterise(svg, width)) })) await diskFiles.write(join(site(), path), await contentOf(file));
}

interface Asked {
  readonly [name: string]: Result;
}
async function verified(text: string): Promise<Asked> {
  const file = join(rehearsal.folder, 'badge.json');
  await writeFile(file, text);
  const { out } = await lead().laurel('verify', file, '--site', site(), '--json');
  return Object.fromEntries((JSON.parse(out) as { readonly results: readonly Result[] }).results.map((each) => [each.name, each]));
}
const bad = (asked: Asked): readonly string[] => Object.values(asked).filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ name, outcome }) => `${name}:${outcome}`);
const audited = async (): Promise<readonly string[]> => (JSON.parse((await lead().laurel('audit', '--json', '--site', site())).out) as { readonly results: readonly Result[] }).results.flatMap(({ name, outcome, detail }) => (outcome === 'pass' ? [] : [`${name}: ${detail}`]));
const keyAtHand = async (): Promise<string> => (JSON.parse((await lead().laurel('keys', 'list', '--json')).out) as { readonly keys: readonly { readonly public: string; readonly atHand: boolean }[] }).keys.find(({ atHand }) => atHand)!.public;

describe('the drill for keys', () => {
  it('goes from a first key to a rotation, a leak, and badges that live again', async () => {
    const spoken: string[] = [];
    const laurel = async (...args: readonly string[]) => {
      const ended = await lead().laurel(...args);
      spoken.push(ended.out, ended.err);
      return ended;
    };
    // The first key, and a badge.
    const first = await merged(1);
    const earliest = join(rehearsal.folder, 'checkpoint');
    await writeFile(earliest, (await branchBytes(rehearsal, 'ledger')).get('log/checkpoint')!);

    // The next key, and two badges; the key leaks between them, and then revokes the one.
    must(await laurel('keys', 'rotate', '--yes'), 'rotate');
    await pushIssuer('Go over to the next key');
    const leaked = await keyAtHand();
    const second = await merged(await bench.claim(1, bench.work, 'tomas-reyes'));
    const third = await merged(await bench.claim(1, bench.work, 'ruth-lindqvist'));
    must(await laurel('revoke', third, '--reason', 'Who knows by whom'), 'revoke');
    await showFiles();
    const before = (await ledgerNow()).badges;
    for (const serial of [first, second]) expect(bad(await verified(before.get(serial)!)), serial).toEqual([]);
    expect(await audited()).toEqual([]);

    // The leak is found out.
    const asked = await laurel('keys', 'compromise', leaked);
    expect([asked.code, asked.err]).toEqual([2, expect.stringMatching(/Say with --safe-size [^]+\n {9}7   20[^]+\n {9}5   20[^]+\n {9}2   20/)]);
    expect((await laurel('keys', 'compromise', leaked, '--safe-size', '8', '--yes')).err).toContain('The log has 7 entries');
    expect(must(await laurel('keys', 'compromise', leaked.slice(0, 12), '--safe-size', '5', '--yes'), 'compromise').out).toContain('laurel keys rotate, on a machine that did not leak');
    must(await laurel('keys', 'rotate', '--yes'), 'rotate');
    await pushIssuer('The key has leaked');
    expect(await keyAtHand()).not.toBe(leaked);

    // Published at once, before anything is signed again: the first badge waits for its list, the leaked key's badges say why they fail.
    const published = must(await laurel('publish', '--first', '--out', site()), 'publish').out;
    expect(published).not.toContain(third);
    for (const words of [second, 'fails the key question', 'Status list 1 and the log\'s checkpoint are still signed']) expect(published).toContain(words);
    expect(bad(await verified(before.get(first)!))).toEqual(['status:fail', 'log:fail']);
    const dead = await verified(before.get(second)!);
    expect(dead['key']).toMatchObject({ outcome: 'fail', detail: expect.stringMatching(/says that the key was revoked on 20\d\d-\d\d-\d\d; ask the issuer for a badge that is signed anew/) });
    expect(dead['proof']!.outcome).toBe('pass');

    // The lists and the log are signed again with the new key.
    expect(must(await laurel('issue'), 'issue').out).toContain('status list 1');
    await showFiles();
    expect(bad(await verified(before.get(first)!))).toEqual([]);
    expect(await audited()).toEqual([]);

    // What the log held before the leak is signed again, the rest is for a person.
    expect(JSON.parse((await laurel('reissue', '--compromised', '--dry-run', '--json')).out)).toEqual({ ours: [second], stranded: [], others: [{ name: third, why: expect.stringContaining('it was revoked with the compromised key, after the log had the size that was declared safe') }] });
    const anew = await laurel('reissue', '--compromised');
    expect([anew.code, anew.out]).toEqual([1, expect.stringMatching(new RegExp(`Signed anew[^]+${second}\\.2[^]+For you to look at[^]+${third}: it was revoked`))]);
    await showFiles();
    const after = newestEditions((await ledgerNow()).badges);
    expect(bad(await verified(after.get(first)!))).toEqual([]);
    expect(bad(await verified(after.get(second)!))).toEqual([]);
    const [old, fresh] = [before, after].map((badges) => JSON.parse(badges.get(second)!) as { readonly id: string; readonly awardedDate: string });
    expect(fresh).toMatchObject({ id: old!.id, awardedDate: old!.awardedDate });
    expect((await verified(after.get(third)!))['key']!.outcome).toBe('fail');

    // Run again it does nothing, the log extends all that it ever was, and the audit has nothing to complain of.
    expect((await laurel('reissue', '--compromised')).out).not.toContain('Signed anew');
    expect(must(await laurel('issue'), 'issue').out).toContain('Nothing is due');
    expect(await audited()).toEqual([]);
    const log = JSON.parse(must(await laurel('log', 'verify', '--json', '--from', earliest), 'log verify').out) as { readonly results: readonly Result[] };
    expect(log.results.map(({ name, outcome }) => `${name}:${outcome}`)).toEqual(['checkpoint:pass', 'tiles:pass', 'entries:pass', 'ledger:pass', 'history:pass', 'earlier checkpoint:pass']);
    const events = (await ledgerNow()).log!.entries.map(parseEntry).map((entry) => (entry?.event === 'key' ? `key${entry.until === undefined ? '' : ' until'}${entry.compromised === undefined ? '' : ` compromised ${entry.safe}`}` : entry?.event));
    expect(events).toEqual(['key', 'issue', 'key until', 'key', 'issue', 'issue', 'revoke', 'key compromised 5', 'key', 'issue', 'revoke']);
    // Who takes the declaration back would make forgeries verify: nothing is signed or published on it, and the audit tells.
    const issuerFile = join(lead().clone, 'catalog', 'issuer.yaml');
    await writeFile(issuerFile, (await readFile(issuerFile, 'utf8')).replace(/^ +(?:compromised|safe-size): .*\n/gm, ''));
    await pushIssuer('It was nothing');
    for (const command of [['issue'], ['publish', '--first', '--out', site()]]) expect((await laurel(...command)).err.replace(/\s+/g, ' '), command[0]).toContain(`says no more of the key ${leaked} that it was compromised, which the log says`);
    expect((await audited()).find((line) => line.startsWith('keys stay declared'))).toMatch(/which the log says.*which the DID document that is published says/);

    // No secret was shown on the way.
    expect(spoken.join('\n')).not.toMatch(/z3u2|"secret"|"earners"/);
    expect(await readFile(join(lead().clone, 'catalog', 'issuer.yaml'), 'utf8')).toContain('# `laurel keys new` adds a public key here.');
  }, 120_000);
});
