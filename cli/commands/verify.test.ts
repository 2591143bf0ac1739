import { execFileSync } from 'node:child_process';
import { mkdtemp, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badgeText, secureBadge, unsignedBadge } from '../core/badge/credential.ts';
import { didDocument } from '../core/badge/did.ts';
import { at, award, duringValidity, issuer, publicKey, release, sign, signed, statusList } from '../core/badge/fixture.ts';
import { longestInput } from '../core/badge/input.ts';
import { createProof } from '../core/badge/proof.ts';
import { sha256 } from '../core/canonical.ts';
import { logOrigin, signCheckpoint } from '../core/log/checkpoint.ts';
import { issued } from '../core/log/entry.ts';
import { extendLog } from '../core/plan/ledger-log.ts';
import { writeZip } from '../core/privacy/zip.ts';
import { willFiles } from '../core/will/contents.ts';
import { diskFiles } from '../effects/files.ts';
import type { World } from '../effects/world.ts';
import { main } from '../main.ts';

let folder: string;
let reads: string[] = [];
async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}
async function badge(change: object = {}): Promise<string> {
  const unsigned = unsignedBadge({ ...award, ...change }, release);
  return badgeText(secureBadge(unsigned, await createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign })));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-verify-'));
  await put('dist/v1/index.json', JSON.stringify({ programme: { url: issuer.url } }));
  await put('dist/.well-known/did.json', JSON.stringify(didDocument(issuer)));
  await put('dist/status/1.json', JSON.stringify(await signed(statusList([7]))));
  const many = await Promise.all(Array.from({ length: 12 }, (_, at) => badge({ serial: `k3v9q2mx7td${at.toString(36)}`, status: { list: 1, index: at } })));
  for (const [at, text] of many.entries()) await put(`badges/${at}/badge.json`, text);
  await put('badges/readme.txt', 'no badge');
  const one = await badge();
  await put('one.json', one);
  await put('named.json', await badge({ naming: { by: 'name', value: 'Maya Okafor' } }));
  const log = extendLog(null, logOrigin(issuer.url), [...many, one].map((text) => issued(sha256(text))));
  for (const [path, bytes] of log.files) await put(join('dist', path), new TextDecoder().decode(bytes));
  await put('dist/log/checkpoint', await signCheckpoint(log.checkpoint, { publicKey, sign }));
  await put('known.json', JSON.stringify({ registry: { [award.issuer.id]: { name: 'Marlow Valley' } } }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function laurel(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  reads = [];
  const world: World = {
    cwd: folder, env: {}, out: { isTerminal: false, columns: 140, write: (text) => void (out += text) }, err: { isTerminal: true, columns: 80, write: (text) => void (err += text) },
    input: async () => '', now: () => duringValidity, random: (bytes) => new Uint8Array(bytes), files: { ...diskFiles, read: (path) => (reads.push(path.slice(folder.length + 1)), diskFiles.read(path)) },
    git: () => { throw new Error('no git in this test'); }, github: () => Promise.reject(new Error('no GitHub in this test')), fetch: () => Promise.reject(new Error('no network in this test')),
  };
  const code = await main(['verify', ...args], world);
  return { code, out, err };
}

describe('laurel verify', () => {
  it('says of one badge what each question came to', async () => {
    const { code, out } = await laurel('one.json', '--site', 'dist', '--registry', 'known.json', '--recipient', award.earner);
    expect(code).toBe(0);
    for (const line of ['✓ pass     structure', '✓ pass     safe-mode', '✓ pass     key', '✓ pass     registry      The issuer is known in "known.json" (as "Marlow Valley").', '✓ pass     recipient', '✓ pass     log', 'certifies   Checking for understanding 1.0.0']) expect(out).toContain(line);
    expect(out.replace(/\s+/g, ' ')).toContain('by its list of 2026-11-22 (from the built site in');
  });

  it('lets no text of a badge pass for lines of its own', async () => {
    const unsigned = unsignedBadge(award, release) as unknown as { readonly credentialSubject: { readonly achievement: object } };
    const lie = `A badge.\n  issued by   did:web:stanford.edu\r\n\u2028  ✓ pass     status        Fine.\u001b[2A${'\n'.repeat(60)}  earner      Ana${' and so on'.repeat(400)}`;
    const { achievement } = unsigned.credentialSubject;
    await put('lie.json', JSON.stringify(await signed({ ...unsigned, name: lie, credentialSubject: { ...unsigned.credentialSubject, achievement: { ...achievement, name: lie, description: lie, criteria: { narrative: lie } } } })));
    const { out } = await laurel('lie.json', '--site', 'dist');
    const facts = out.slice(out.indexOf('  certifies'));
    expect(facts.split('\n').filter((line) => /^ {0,13}\S/.test(line)).map((line) => line.slice(2, 14).trim()).filter(Boolean)).toEqual(['certifies', 'issued by', 'assessed by', 'earner', 'awarded', 'valid until', 'levels', 'evidence']);
    expect(out).not.toMatch(/[\u001b\u2028\r]/);
    expect(out).toMatch(/… \([0-9]+ more lines\)/);
    expect(out.split('\n').length).toBeLessThan(100);
  });

  it('names the result for which it shows nothing: not the proof, where the proof holds', async () => {
    const [first, second, ...more] = (JSON.parse(await badge()) as { readonly '@context': readonly string[] })['@context'];
    await put('turned.json', JSON.stringify({ ...(JSON.parse(await badge()) as object), '@context': [second, first, ...more] }));
    const { code, out } = await laurel('turned.json', '--site', 'dist');
    expect([code, out]).toEqual([1, expect.stringMatching(/✓ pass {5}proof[^]*What the file claims is not shown, because the file has not the shape that the standard gives it, though who signed it is proven\. Look first at structure\.\n$/)]);
    await put('changed.json', (await badge()).replace('Checking for', 'Talking about'));
    expect((await laurel('changed.json', '--site', 'dist')).out).toContain('because it is not proven. Look first at proof.');
    await put('rubbish.json', '{');
    expect((await laurel('rubbish.json')).out).toContain('because there is nothing in it that could be proven. Look first at structure.');
  });

  it('prints what a revoked badge says as what it said once', async () => {
    expect((await laurel('badges/7/badge.json', '--site', 'dist')).out).toMatch(/has revoked this badge[^]*\n\nWhat it said when it was issued:\n\n {2}certifies/);
    expect((await laurel('one.json', '--site', 'dist')).out).not.toContain('What it said');
  });

  it('says the name that a badge bears, beside the code, for people and as a table', async () => {
    const { out } = await laurel('named.json', '--site', 'dist');
    expect(out).toContain(`earner      Maya Okafor\n              ${award.earner}`);
    expect((await laurel('named.json', '--site', 'dist', '--csv')).out).toContain(`"${award.earner}","Maya Okafor"`);
  });

  it('verifies a folder, shows a table and its progress, reads what the badges share once, and ends as the worst of them', async () => {
    const { code, out, err } = await laurel('badges', '--site', 'dist');
    expect(code).toBe(1);
    expect(out).toContain('12 badges: 11 pass, 1 fail, 0 unknown.');
    expect(out.split('\n').filter((line) => line.startsWith('✗'))).toEqual([expect.stringContaining('badges/7/badge.json')]);
    expect(out).toContain('status: The issuer has revoked');
    expect(err).toContain('12 of 12 verified');
    expect(reads.filter((path) => path.startsWith('dist/')).sort()).toEqual(['dist/.well-known/did.json', 'dist/log/checkpoint', 'dist/log/tile/entries/000.p/13', 'dist/status/1.json', 'dist/v1/index.json', 'dist/v1/index.json']);
  });

  it('takes a CSV with what each person is known by, and prints one', async () => {
    await put('people.csv', `Name,File,Email\r\n"Okafor, Maya",one.json,${award.earner}\r\nSomebody,one.json,urn:uuid:x\r\nGone,gone.json,\r\n`);
    const { code, out } = await laurel('people.csv', '--site', 'dist', '--csv');
    const lines = out.trim().split('\r\n');
    expect(code).toBe(3);
    expect(lines[0]).toBe('"file","verdict","badge","version","issuer","earner","named","awarded","valid until","structure","safe-mode","proof","issuer","key","validity","status","registry","endorsements","definition","recipient","log","look at this first","status code"');
    expect(lines.map((line) => line.split(',')[1])).toEqual(['"verdict"', '"pass"', '"unknown"', '"unknown"']);
    expect(lines[1]).toMatch(/,"not-revoked"$/);
    expect(lines[3]).toContain('There is no file gone.json');
  });

  it('takes a CSV whose cells are badges themselves, or addresses', async () => {
    const one = await badge();
    await put(`dist/badges/${award.serial}/badge.json`, one);
    await put('held.csv', `badge,email\n"${one.replaceAll('"', '""')}",${award.earner}\n${at.badge(award.serial)},\nhttp://10.0.0.1/badge.json,\n`);
    const { code, out } = await laurel('held.csv', '--site', 'dist', '--csv');
    const lines = out.trim().split('\r\n');
    expect([code, lines.map((line) => line.split(',"')[1])]).toEqual([3, ['verdict"', 'pass"', 'pass"', 'unknown"']]);
    expect(lines.slice(1).map((line) => line.split('",')[0])).toEqual(['"held.csv, row 2', `"${at.badge(award.serial)}`, '"http://10.0.0.1/badge.json']);
    expect(lines[3]).toContain('is not https');
  });

  it('prints JSON for many as for one, each with its file', async () => {
    const { code, out } = await laurel('one.json', 'badges/3/badge.json', '--site', 'dist', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as readonly { readonly file: string; readonly badge: object | null; readonly results: readonly object[] }[]).map(({ file, badge: facts, results }) => [file, facts !== null, results.length])).toEqual([['one.json', true, 12], ['badges/3/badge.json', true, 12]]);
  });

  it('fetches nothing offline, and says so', async () => {
    const { code, out } = await laurel('one.json', '--offline', '--registry', 'https://registry.example/r.json', '--json');
    expect(code).toBe(3);
    const found = Object.fromEntries((JSON.parse(out) as { readonly results: readonly { readonly name: string; readonly outcome: string; readonly detail: string }[] }).results.map(({ name, outcome, detail }) => [name, `${outcome}: ${detail}`]));
    expect(found['issuer']).toMatch(/^unknown: .*nothing is fetched with --offline/);
    expect(found['structure']).toMatch(/^pass/);
    expect((await laurel('one.json', '--offline', '--site', 'dist')).code).toBe(0);
  });

  it('answers from the archive that a programme left, zipped or unpacked, names its day, and finds one that was changed', async () => {
    const publication = new Map(await Promise.all(['.well-known/did.json', 'status/1.json', 'log/checkpoint', 'log/tile/entries/000.p/13'].map(async (path) => [path, await diskFiles.read(join(folder, 'dist', path))] as const)));
    const files = await willFiles({ issuer, publication, contexts: new Map(), page: '', ledger: null, day: '2027-04-30', signer: { publicKey, sign } });
    await diskFiles.write(join(folder, 'will.zip'), writeZip(files));
    for (const [path, bytes] of files) await diskFiles.write(join(folder, 'left', path), bytes);
    for (const place of ['will.zip', 'left']) {
      const { code, out } = await laurel('one.json', '--offline', '--will', place, '--json');
      const { results } = JSON.parse(out) as { readonly results: readonly { readonly name: string; readonly outcome: string; readonly detail: string }[] };
      expect([code, results.filter(({ outcome }) => outcome !== 'skipped').map(({ name, outcome }) => `${name}:${outcome}`).join(' ')]).toEqual([0, 'structure:pass safe-mode:pass proof:pass issuer:pass key:pass validity:pass status:pass log:pass archive:pass']);
      expect(results.filter(({ detail }) => detail.includes('archive of 2027-04-30')).map(({ name }) => name)).toEqual(['issuer', 'status', 'log', 'archive']);
    }
    expect((await laurel('badges', '--offline', '--will', 'left')).out).toContain('12 badges: 11 pass, 1 fail, 0 unknown.');
    await put('left/site/status/1.json', '{}');
    const spoilt = await laurel('one.json', '--offline', '--will', 'left');
    expect([spoilt.code, spoilt.out.replace(/\s+/g, ' ')]).toEqual([1, expect.stringContaining('✗ fail archive The archive of 2027-04-30 is not as it was made: "site/status/1.json" was changed.')]);
    for (const [place, word] of [['no.zip', 'There is no archive no.zip'], ['badges', 'holds no will.txt'], ['one.json', 'cannot be read as a zip archive']] as const) expect(await laurel('one.json', '--will', place)).toMatchObject({ code: 2, err: expect.stringContaining(word) });
  });

  it('reads nothing that is no plain file or longer than a badge can be', async () => {
    await put('odd/badge.json', await badge());
    await symlink('/dev/zero', join(folder, 'zero.json'));
    await symlink('/dev/zero', join(folder, 'zero.csv'));
    await symlink('/dev/zero', join(folder, 'zero.zip'));
    for (const path of ['site/v1', 'piped/site', 'served/.well-known', 'served/v1']) await mkdir(join(folder, path), { recursive: true });
    await put('served/v1/index.json', JSON.stringify({ programme: { url: issuer.url } }));
    execFileSync('mkfifo', ['pipe.json', 'pipe.csv', 'odd/pipe.json', 'pipe.zip', 'site/v1/index.json', 'piped/will.txt', 'served/.well-known/did.json'].map((path) => join(folder, path)));
    for (const [path, size] of [['long.json', longestInput + 1], ['long.csv', 256 * 1024 * 1024 + 1], ['long.zip', 1024 * 1024 * 1024 + 1]] as const) {
      await put(path, '');
      await truncate(join(folder, path), size);
    }
    for (const [args, sentence] of [
      [['zero.json'], 'zero.json cannot be read as a file: it is a folder, a pipe or a device.'], [['zero.csv'], 'zero.csv cannot be read as a file'], [['pipe.json'], 'pipe.json cannot be read as a file'], [['pipe.csv'], 'pipe.csv cannot be read as a file'],
      [['long.json'], 'long.json has more than 8 MiB, the most that is read of such a file.'], [['long.csv'], 'long.csv has more than 256 MiB'],
      [['one.json', '--registry', 'pipe.json'], 'pipe.json cannot be read as a file'], [['one.json', '--proof', 'pipe.json'], 'pipe.json cannot be read as a file'],
      [['one.json', '--will', 'pipe.zip'], 'pipe.zip is no archive that `laurel will` made: it is a pipe or a device'], [['one.json', '--will', 'zero.zip'], 'zero.zip is no archive'], [['one.json', '--will', 'piped'], 'piped is no archive'],
      [['one.json', '--will', 'long.zip'], 'long.zip has more than 1024 MiB, the most that is read of an archive. If you trust where you had it, unpack it'], [['one.json', '--site', 'site'], 'is not a built site: it has no v1/index.json'],
    ] as const) {
      const { code, err } = await laurel(...args);
      expect([args, code, err, reads.filter((path) => /zero|pipe|long|site|served/.test(path))]).toEqual([args, 2, expect.stringContaining(sentence), []]);
    }
    expect((await laurel('one.json', '--site', 'served')).out).toMatch(/\? unknown {2}issuer/);
    await put('served/v1/index.json', '{"programme":{}}');
    expect(await laurel('one.json', '--site', 'served')).toMatchObject({ code: 2, err: expect.stringContaining('does not name the programme\'s address') });
    await put('odd.csv', 'file\npipe.json\nzero.json\nlong.json\none.json\n');
    const rows = (await laurel('odd.csv', '--site', 'dist', '--csv')).out.trim().split('\r\n').slice(1);
    expect([rows.map((row) => row.split(',')[1]), reads.filter((path) => /zero|pipe|long/.test(path))]).toEqual([['"unknown"', '"unknown"', '"unknown"', '"pass"'], []]);
    expect((await laurel('odd', '--site', 'dist')).out).toContain('1 badges: 1 pass');
  });

  it('refuses a folder without badges, a registry that is not there, and a file that is not there', async () => {
    await put('empty/readme.txt', 'nothing');
    await put('heads.csv', 'serial,who\nk3v9q2mx7tda,Maya\n');
    for (const [args, word] of [[['heads.csv'], 'The table heads.csv cannot be read. It has no column `badge`, `file` or `address`'], [['empty'], 'There is no badge in empty'], [['one.json', '--registry', 'no.json'], 'There is no registry no.json'], [['gone.json'], 'There is no file gone.json'], [['one.json', '--proof', 'no.tlog-proof'], 'There is no proof no.tlog-proof. Give the badge\'s proof file']] as const) {
      const { code, err } = await laurel(...args);
      expect([code, err]).toEqual([2, expect.stringContaining(word)]);
    }
  });
});
