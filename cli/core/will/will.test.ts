import { beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../badge/addresses.ts';
import { badgeText } from '../badge/credential.ts';
import { contexts } from '../badge/contexts.ts';
import { didDocument } from '../badge/did.ts';
import { at, award, duringValidity as now, issuer, publicKey, sign, signAsStranger, signed, signedBadge, statusList, strangersKey } from '../badge/fixture.ts';
import { once, type Resolve } from '../badge/lookup.ts';
import { exitCode, verifyBadge, type Verification } from '../badge/verify.ts';
import { sha256 } from '../canonical.ts';
import { logOrigin, signCheckpoint } from '../log/checkpoint.ts';
import { issued, keyEntry } from '../log/entry.ts';
import { extendLog } from '../plan/ledger-log.ts';
import { readZip, writeZip } from '../privacy/zip.ts';
import { willFiles, type WillSource } from './contents.ts';
import { openWill, willResolver, withArchive, type Will } from './open.ts';

const nothing: Resolve = async () => ({ ok: false, reason: 'nothing is fetched' });
const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

let text: string;
let source: WillSource;
let whole: ReadonlyMap<string, Uint8Array>;
beforeAll(async () => {
  text = badgeText(await signedBadge());
  // A log that is longer than what would be fetched from a network.
  const log = extendLog(null, logOrigin(issuer.url), [keyEntry(issuer.keys[0]!), ...Array.from({ length: 16_500 }, (_, index) => issued(sha256(String(index)))), issued(sha256(text))]);
  const publication = new Map<string, string | Uint8Array>([
    [paths.didDocument(issuer.url), json(didDocument(issuer))], [paths.statusList(1), badgeText(await signed(statusList([7])))], [paths.badge(award.serial), text], [paths.badgeProof(award.serial), 'a proof'],
    ...[paths.bakedBadge, paths.bakedSvg, paths.certificate].map((path) => [path(award.serial), 'a picture'] as const), [paths.artSvg('a', '1.0.0'), 'art'], [paths.artPng('a', '1.0.0'), 'art'],
    ...log.files, [paths.checkpoint, await signCheckpoint(log.checkpoint, { publicKey, sign })],
  ]);
  source = { issuer, publication, contexts, page: '<!doctype html>', ledger: 'ab'.repeat(20), day: '2027-04-30', signer: { publicKey, sign } };
  whole = await willFiles(source);
});

async function opened(files: ReadonlyMap<string, Uint8Array>): Promise<Will> {
  const found = await openWill(files, now);
  if (!found.ok) throw new Error(found.reason);
  return found.will;
}

async function verified(files: ReadonlyMap<string, Uint8Array>, badge = text): Promise<Verification> {
  const will = await opened(files);
  return withArchive(await verifyBadge(JSON.parse(badge), { now, resolve: once(willResolver(will, nothing)), atHand: willResolver(will, nothing), exact: { sha256: sha256(badge) } }), will);
}
const outcomes = ({ results }: Verification): object => Object.fromEntries(results.filter(({ outcome }) => outcome !== 'skipped').map(({ name, outcome }) => [name, outcome]));
const detail = ({ results }: Verification, name: string): string => results.find((result) => result.name === name)!.detail;
const changed = (path: string, change: (text: string) => string): ReadonlyMap<string, Uint8Array> => new Map([...whole, [path, new TextEncoder().encode(change(new TextDecoder().decode(whole.get(path))))]]);

describe('a will', () => {
  it('is enough to verify a badge with no network, and every answer that rests on it names its day', async () => {
    const verification = await verified(whole);
    expect(outcomes(verification)).toEqual({ structure: 'pass', 'safe-mode': 'pass', proof: 'pass', issuer: 'pass', key: 'pass', validity: 'pass', status: 'pass', log: 'pass', archive: 'pass' });
    for (const name of ['issuer', 'status', 'log', 'archive']) expect(detail(verification, name)).toContain('archive of 2027-04-30');
    expect(detail(verification, 'status')).toContain('by its list of 2026-11-22');
    expect(exitCode(verification)).toBe(0);
  });

  it('has the same bytes each time it is made, with its parts in order and nothing of when the hour was', async () => {
    expect(sha256(writeZip(await willFiles(source)))).toBe(sha256(writeZip(whole)));
    const again = readZip(writeZip(whole), () => true, { entries: 1_000, each: 10_000_000, all: 100_000_000 });
    expect(again.ok && [...again.files.keys()]).toEqual([...whole.keys()]);
    expect([...whole.keys()]).toEqual(expect.arrayContaining(['README.txt', 'SHA256SUMS', 'will.txt', 'laurel-verify.html', 'contexts/www.w3.org_ns_credentials_v2.json', 'site/.well-known/did.json', 'site/status/1.json', 'site/log/checkpoint']));
  });

  it('holds of a badge what verifies it, and none of the pictures that are made from it', () => {
    expect([...whole.keys()].filter((path) => path.startsWith('site/badges/'))).toEqual([`site/badges/${award.serial}/badge.json`, `site/badges/${award.serial}/badge.tlog-proof`]);
    expect([...whole.keys()].filter((path) => path.startsWith('site/releases/'))).toEqual(['site/releases/a/1.0.0/badge.png', 'site/releases/a/1.0.0/badge.svg']);
  });

  it('tells whoever opens it in twenty years what it is, what it cannot know, and by which keys it can be told from a forgery', () => {
    const said = new TextDecoder().decode(whole.get('README.txt'));
    for (const word of [issuer.name, issuer.url, publicKey, 'What happened after 2027-04-30', '1 badge whose', 'sha256sum -c', 'laurel-verify.html']) expect(said).toContain(word);
    expect(Math.max(...said.split('\n').map((line) => line.length))).toBeLessThan(80);
  });

  it.each([
    ['a status list that was changed', 'site/status/1.json'], ['a badge that was changed', `site/badges/${award.serial}/badge.json`], ['a DID document that was changed', 'site/.well-known/did.json'],
    ['a verifier that was changed', 'laurel-verify.html'], ['a list of files that was changed', 'SHA256SUMS'],
  ])('is found out with %s: nothing of it is used then', async (_, path) => {
    const verification = await verified(changed(path, (before) => `${before} `));
    expect(outcomes(verification)).toMatchObject({ issuer: 'unknown', status: 'unknown', archive: 'fail' });
    expect(detail(verification, 'archive')).toContain(path === 'SHA256SUMS' ? 'is not the list' : `"${path}" was changed`);
    expect(exitCode(verification)).toBe(1);
  });

  it('is found out with a file taken away', async () => {
    expect((await opened(new Map([...whole].filter(([path]) => path !== 'site/log/checkpoint')))).result).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('"site/log/checkpoint" is missing') });
  });

  it('is found out where its day was changed, or where somebody else made it anew', async () => {
    expect((await opened(changed('will.txt', (head) => head.replace('2027-04-30', '2030-01-01')))).result.outcome).toBe('fail');
    const forged = await willFiles({ ...source, signer: { publicKey: strangersKey, sign: signAsStranger } });
    expect((await opened(forged)).result).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('not by a key') });
  });

  it('is not known to be whole where the key was gone and nobody signed it, or where somebody took the signature away', async () => {
    const bare = await willFiles({ ...source, signer: null });
    const stripped = changed('will.txt', (head) => head.slice(0, head.indexOf('\n\n') + 1));
    for (const files of [bare, stripped]) {
      const verification = await verified(files);
      expect(outcomes(verification)).toMatchObject({ issuer: 'pass', status: 'pass', archive: 'unknown' });
      expect(detail(verification, 'archive')).toContain('nobody signed the list');
    }
  });

  it('passes over files that somebody put beside its own, and never answers from them', async () => {
    const will = await opened(new Map([...whole, ['site/status/2.json', new Uint8Array([1])], ['.DS_Store', new Uint8Array()]]));
    expect(will.result.outcome).toBe('pass');
    expect(await willResolver(will, nothing)(at.statusList(2))).toEqual({ ok: false, reason: 'the archive of 2027-04-30 has no status/2.json', remedy: 'look for a later archive' });
  });

  it('does not show what its issuer signed over to another site, and opens nothing that is no will', async () => {
    expect((await willResolver(await opened(whole), nothing)('https://elsewhere.example/.well-known/did.json')).ok).toBe(false);
    for (const head of ['', 'x', 'http://a.example\nlaurel-will-1\n2027-04-30\nledger none\nlist ' + '0'.repeat(64) + '\n']) expect(await openWill(new Map([['will.txt', new TextEncoder().encode(head)]]), now)).toMatchObject({ ok: false });
  });
});
