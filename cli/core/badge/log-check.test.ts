import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../canonical.ts';
import { logOrigin, signCheckpoint } from '../log/checkpoint.ts';
import { issued, keyEntry, revoked } from '../log/entry.ts';
import { inclusionProof } from '../log/merkle.ts';
import { proofText } from '../log/proof-file.ts';
import { extendLog, readLog, treeOf, type Log } from '../plan/ledger-log.ts';
import { badgeText, secureBadge, unsignedBadge } from './credential.ts';
import { at, award, duringValidity, issuer, network, publicKey, release, sign, signAsStranger, signed, signedBadge, strangersKey } from './fixture.ts';
import type { Resolve } from './lookup.ts';
import { createProof } from './proof.ts';
import type { Result } from './result.ts';
import { verifyBadge } from './verify.ts';

const others = Array.from({ length: 300 }, (_, index) => issued(sha256(`badge ${index}`)));
let text: string;
let online: Resolve;
beforeAll(async () => {
  text = badgeText(await signedBadge());
  online = await network();
});

async function logOf(entries: readonly string[], signer = { publicKey, sign }): Promise<Log> {
  const { checkpoint, files } = extendLog(null, logOrigin(issuer.url), entries);
  return readLog(new Map([...files, ['log/checkpoint', new TextEncoder().encode(await signCheckpoint(checkpoint, signer))]]))!;
}

/** The programme's site with this log; what is asked of it is written down. */
function serving(log: Log, spoil: (path: string, bytes: Uint8Array) => Uint8Array | null = (_, bytes) => bytes): { readonly resolve: Resolve; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    resolve: async (url) => {
      asked.push(url);
      const path = url.replace(`${at.origin}/`, '');
      const bytes = log.files.get(path) ?? null;
      const served = bytes === null ? null : spoil(path, bytes);
      return served === null ? (path.startsWith('log/') ? { ok: false, reason: 'the server answered 404' } : online(url)) : { ok: true, bytes: served };
    },
  };
}

async function verify(file: string, resolve: Resolve, { proof, now = duringValidity }: { readonly proof?: string; readonly now?: Date } = {}): Promise<Result> {
  const { results } = await verifyBadge(JSON.parse(file), { now, resolve, exact: { sha256: sha256(file), ...(proof === undefined ? {} : { proof }) } });
  return results.find(({ name }) => name === 'log')!;
}

describe('the log result', () => {
  it('passes a badge whose bytes the issuer\'s log holds, and asks nothing that tells which badge it is', async () => {
    const { resolve, asked } = serving(await logOf([keyEntry(issuer.keys[0]!), ...others, issued(sha256(text))]));
    expect(await verify(text, resolve)).toEqual({ name: 'log', outcome: 'pass', detail: 'Its exact bytes are entry 301 of 302 in the issuer\'s log.' });
    expect(asked.filter((url) => url.includes('/log/'))).toEqual(['checkpoint', 'tile/entries/000', 'tile/entries/001.p/46'].map((path) => `${at.log}${path}`));
    expect(asked.some((url) => url.includes(award.serial))).toBe(false);
  });

  it('fails a badge of which the log says that it was revoked', async () => {
    for (const entries of [[issued(sha256(text)), revoked(sha256(text))], [revoked(sha256(text))]]) {
      const { resolve } = serving(await logOf(entries));
      expect(await verify(text, resolve)).toMatchObject({ outcome: 'fail', detail: expect.stringMatching(/^Its issuer's log says that it was revoked/) });
    }
  });

  it('passes the same file with other spaces, and fails the same graph in another order, which its signature lets pass', async () => {
    const { resolve } = serving(await logOf([issued(sha256(text))]));
    expect((await verify(JSON.stringify(JSON.parse(text)), resolve)).outcome).toBe('pass');
    const { issuer: named, ...rest } = JSON.parse(text) as Record<string, unknown>;
    const moved = badgeText({ ...rest, issuer: named });
    const { results } = await verifyBadge(JSON.parse(moved), { now: duringValidity, resolve, exact: { sha256: sha256(moved) } });
    expect(results.find(({ name }) => name === 'proof')!.outcome).toBe('pass');
    expect(results.find(({ name }) => name === 'log')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('not in the issuer\'s log') });
  });

  it('fails a badge that was signed and never logged, once its issuer has had a day to show it', async () => {
    const { resolve } = serving(await logOf(others));
    expect((await verify(text, resolve)).outcome).toBe('fail');
    expect(await verify(text, resolve, { now: new Date('2026-11-22T20:00:00Z') })).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('try again tomorrow') });
  });

  it('counts the day from the date of the proof that holds, and gives none to a date that is yet to come', async () => {
    const { resolve } = serving(await logOf(others));
    const { proof: [holds], ...unsigned } = await signedBadge();
    const now = new Date('2027-05-01T12:00:00Z');
    expect((await verify(badgeText({ ...unsigned, proof: [{ ...holds, created: '2027-05-01T11:00:00Z' }, holds] }), resolve, { now })).outcome).toBe('fail');
    const ahead = badgeText(secureBadge(unsigned as never, await createProof(unsigned, { verificationMethod: award.key, created: '2030-01-01T00:00:00Z', sign })));
    expect((await verify(ahead, resolve, { now })).outcome).toBe('fail');
  });

  it.each<readonly [string, (path: string, bytes: Uint8Array) => Uint8Array | null, Result['outcome'], RegExp]>([
    ['an entry that was changed', (path, bytes) => (path.includes('entries/000') ? bytes.map((byte, index) => (index === 20 ? byte ^ 1 : byte)) : bytes), 'fail', /does not add up/],
    ['a bundle that is cut off', (path, bytes) => (path.includes('entries/001') ? bytes.slice(0, -3) : bytes), 'unknown', /could not be read/],
    ['a bundle that is missing', (path, bytes) => (path.includes('entries/001') ? null : bytes), 'unknown', /could not be read/],
    ['a checkpoint that is none', (path, bytes) => (path === 'log/checkpoint' ? new TextEncoder().encode('<html>') : bytes), 'fail', /is no checkpoint/],
    ['no checkpoint at all', (path, bytes) => (path === 'log/checkpoint' ? null : bytes), 'unknown', /publishes no log .* belongs in one/],
  ])('meets %s', async (_, spoil, outcome, words) => {
    const { resolve } = serving(await logOf([...others, issued(sha256(text))]), spoil);
    expect(await verify(text, resolve)).toMatchObject({ outcome, detail: expect.stringMatching(words) });
  });

  it('fails a log that a stranger signed, and does not know where none answers', async () => {
    const { resolve } = serving(await logOf([issued(sha256(text))], { publicKey: strangersKey, sign: signAsStranger }));
    expect(await verify(text, resolve)).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('not signed with a key of the issuer') });
    expect(await verify(text, online)).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('there was no answer') });
  });

  it('is not asked of a log that is too long, or of a badge that is not proven', async () => {
    const long = { ...(await logOf(others)), files: new Map([['log/checkpoint', new TextEncoder().encode(await signCheckpoint({ origin: logOrigin(issuer.url), size: 20_000, root: new Uint8Array(32) }, { publicKey, sign }))]]) };
    expect(await verify(text, serving(long).resolve)).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('give the badge\'s proof file') });
    expect(await verify(text.replaceAll('Checking for understanding', 'Checking for more'), online)).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('not proven') });
  });

  it('holds every badge of an issuer with a log to it, wherever the badge says that it stands', async () => {
    for (const id of ['https://elsewhere.example/badges/k3v9q2mx7tda/badge.json', `${at.origin}/badges/K3V9/badge.json`, 'urn:uuid:6b1f7c5e-3c1e-8a54-9d9c-0d5f3a2b1c01']) {
      const foreign = badgeText(await signed({ ...unsignedBadge(award, release), id }));
      expect(await verify(foreign, serving(await logOf(others)).resolve), id).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('not in the issuer\'s log') });
      expect((await verify(foreign, serving(await logOf([issued(sha256(foreign))])).resolve)).outcome, id).toBe('pass');
      const spoilt = async (bytes: string | null): Promise<Result> => verify(foreign, serving(await logOf(others), () => (bytes === null ? null : new TextEncoder().encode(bytes))).resolve);
      expect(await spoilt(null), id).toMatchObject({ outcome: 'skipped', detail: expect.stringContaining('publishes no log') });
      expect(await spoilt('<html>'), id).toMatchObject({ outcome: 'skipped' });
      expect((await verify(foreign, online)).outcome, id).toBe('unknown');
    }
  });

  it('is not asked of an issuer that is named with anything but a did:web', async () => {
    const { results } = await verifyBadge({ ...JSON.parse(text), issuer: { id: `did:key:${publicKey}`, type: ['Profile'], name: 'X' } }, { now: duringValidity, resolve: online, exact: { sha256: sha256(text) } });
    expect(results.find(({ name }) => name === 'log')).toMatchObject({ outcome: 'skipped', detail: expect.stringContaining('not known to keep a log') });
  });

  it('is not asked where the exact bytes are not at hand', async () => {
    const { results } = await verifyBadge(JSON.parse(text), { now: duringValidity, resolve: online });
    expect(results.find(({ name }) => name === 'log')).toMatchObject({ outcome: 'skipped' });
  });
});

describe('a proof at hand', () => {
  const proofOf = (log: Log, index: number): string => proofText({ index, proof: inclusionProof(index, log.entries.length, treeOf(log)), checkpoint: log.note });

  it('answers for a badge without a word to the log', async () => {
    const log = await logOf([...others, issued(sha256(text))]);
    const { resolve, asked } = serving(log);
    expect(await verify(text, resolve, { proof: proofOf(log, 300) })).toEqual({ name: 'log', outcome: 'pass', detail: 'Its exact bytes are entry 300 of the issuer\'s log, which had 301 entries when the proof was made.' });
    expect(asked.some((url) => url.startsWith(at.log))).toBe(false);
  });

  it('fails for another badge, for a revocation, for a stranger\'s log and for what is no proof', async () => {
    const log = await logOf([...others, revoked(sha256(text))]);
    const strange = await logOf([issued(sha256(text))], { publicKey: strangersKey, sign: signAsStranger });
    for (const proof of [proofOf(log, 0), proofOf(log, 300), proofOf(strange, 0), 'hello', '']) expect(await verify(text, online, { proof }), proof.slice(0, 40)).toMatchObject({ outcome: 'fail' });
  });
});
