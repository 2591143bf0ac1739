import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../canonical.ts';
import { logOrigin, signCheckpoint } from '../log/checkpoint.ts';
import { issued, keyEntry, revoked } from '../log/entry.ts';
import { inclusionProof } from '../log/merkle.ts';
import { proofText } from '../log/proof-file.ts';
import { extendLog, readLog, treeOf, type Log } from '../plan/ledger-log.ts';
import { badgeText, secureBadge, unsignedBadge } from './credential.ts';
import { didDocument, keyId } from './did.ts';
import { at, award, duringValidity, issuer, network, publicKey, release, sign, signAsStranger, signed, signedBadge, statusList, strangersKey } from './fixture.ts';
import type { Resolve } from './lookup.ts';
import { encodeMultibase } from './multikey.ts';
import { createProof, hashData, type Proof } from './proof.ts';
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

/** The same log as it lies at hand. */
const near = (log: Log): Resolve => async (url) => {
  const found = await serving(log).resolve(url);
  return found.ok ? { ...found, isNear: true } : found;
};

interface How {
  readonly proof?: string;
  readonly now?: Date;
  readonly atHand?: Resolve;
}
async function results(file: string, resolve: Resolve, { proof, now = duringValidity, atHand }: How = {}): Promise<(name: string) => Result> {
  const { results: all } = await verifyBadge(JSON.parse(file), { now, resolve, atHand, exact: { sha256: sha256(file), ...(proof === undefined ? {} : { proof }) } });
  return (wanted) => all.find(({ name }) => name === wanted)!;
}
const verify = async (file: string, resolve: Resolve, how: How = {}): Promise<Result> => (await results(file, resolve, how))('log');

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

  it('is held to the log that the issuer shows, and counts alone, and says so, where that cannot be read or is older', async () => {
    const log = await logOf([...others, issued(sha256(text))]);
    const { resolve, asked } = serving(log);
    const said = 'Its exact bytes are entry 300 of the issuer\'s log, which had 301 entries when the proof was made';
    expect(await verify(text, resolve, { proof: proofOf(log, 300) })).toEqual({ name: 'log', outcome: 'pass', detail: `${said}, and the log had that very head.` });
    expect(asked.some((url) => url.includes(award.serial))).toBe(false);
    expect(await verify(text, online, { proof: proofOf(log, 300) })).toEqual({ name: 'log', outcome: 'pass', detail: `${said}; the log itself could not be read, so that the proof alone says it.` });
    expect(await verify(text, online, { proof: proofOf(log, 300), atHand: near(await logOf(others)) })).toMatchObject({ outcome: 'pass', detail: `${said}; the log at hand is shorter, so that the proof alone says it.` });
  });

  it('that was made with a stolen key does not stand in for the log that the issuer shows', async () => {
    const honest = serving(await logOf(others)).resolve;
    const longer = await logOf([...others, issued(sha256(text))]);
    expect(await verify(text, honest, { proof: proofOf(longer, 300) })).toMatchObject({ outcome: 'unknown', detail: 'The proof is of a log of 301 entries, and the one that the issuer publishes has 300; try again tomorrow, and ask the issuer if it is so still.' });
    const another = await logOf([...others.slice(1), issued(sha256(text))]);
    expect(await verify(text, honest, { proof: proofOf(another, 299) })).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('is of another log than the issuer\'s') });
  });

  it('fails for another badge, for a revocation, for a stranger\'s log and for what is no proof', async () => {
    const log = await logOf([...others, revoked(sha256(text))]);
    const strange = await logOf([issued(sha256(text))], { publicKey: strangersKey, sign: signAsStranger });
    for (const proof of [proofOf(log, 0), proofOf(log, 300), proofOf(strange, 0), 'hello', '']) expect(await verify(text, online, { proof }), proof.slice(0, 40)).toMatchObject({ outcome: 'fail' });
  });

  // The issuer's key was replaced by the stranger's, which is its second here.
  const rotated = { ...issuer, keys: [{ ...issuer.keys[0]!, until: '2026-12-31' }, { public: strangersKey, from: '2026-12-20' }] };
  const second = { publicKey: strangersKey, sign: signAsStranger };
  const begun = (): readonly string[] => [keyEntry(issuer.keys[0]!), ...others, issued(sha256(text))];
  const ended = (): readonly string[] => [...begun(), ...rotated.keys.map(keyEntry)];
  const resolve = async (): Promise<Resolve> => network({ [at.didDocument]: didDocument(rotated), [at.statusList(1)]: await signed(statusList([]), keyId(issuer.url.replace('https://', 'did:web:'), strangersKey), signAsStranger) });

  it('counts with a checkpoint of a key that ended only where the log at hand had that head, and is unknown where it may have been made since', async () => {
    const old = await logOf(begun());
    const forged = await logOf([...others.slice(1), ...Array.from({ length: 20 }, (_, index) => issued(sha256(`forged ${index}`))), issued(sha256(text))]);
    const atHand = near(await logOf(ended(), second));
    const ask = async (log: Log, index: number, how: How = {}): Promise<Result> => verify(text, await resolve(), { proof: proofOf(log, index), ...how });
    expect(await ask(old, 301, { atHand })).toMatchObject({ outcome: 'pass' });
    expect(await ask(forged, 319, { atHand })).toMatchObject({ outcome: 'unknown', detail: expect.stringContaining('a key whose last day was 2026-12-31, by the issuer\'s log, and whether it was made before then is not known; ask the issuer for another proof.') });
    expect(await ask(forged, 319, { atHand, now: new Date('2026-12-31T23:59:59Z') })).toMatchObject({ outcome: 'pass' });
    expect(await ask(await logOf([issued(sha256(text))]), 0, { atHand })).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('is of another log than the issuer\'s') });
    expect(await ask(old, 301, { atHand: near(await logOf([...ended(), revoked(sha256(text))], second)) })).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('revoked') });
    // Nothing at hand says that it ended.
    expect(await ask(forged, 319)).toMatchObject({ outcome: 'pass' });
  });

  it('counts for nothing where its key ended before the badge was signed, or is another\'s too', async () => {
    const late = badgeText(await lateBadge());
    const forged = await logOf([...ended(), issued(sha256(late))]);
    const how = { proof: proofOf(forged, forged.entries.length - 1), atHand: near(await logOf(ended(), second)) };
    expect(await verify(late, await resolve(), how)).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('signed with a key that counts no more') });
    const lost = near(await logOf([...ended(), keyEntry({ ...rotated.keys[0]!, compromised: '2027-01-02', 'safe-size': 3 })], second));
    const longer = await logOf([...ended(), ...ended(), issued(sha256(text))]);
    const found = await results(text, await resolve(), { proof: proofOf(longer, longer.entries.length - 1), atHand: lost });
    expect([found('log').outcome, found('key')]).toEqual(['fail', expect.objectContaining({ outcome: 'fail', detail: expect.stringContaining('somebody else has the key, which was known on 2027-01-02') })]);
  });
});

/** A badge that says that it was signed after the last day of its key, and is. */
async function lateBadge(created = '2027-02-01T00:00:00Z'): Promise<object> {
  const unsigned = unsignedBadge({ ...award, signed: created }, release);
  return secureBadge(unsigned, await createProof(unsigned, { verificationMethod: award.key, created, sign }));
}

describe('a key whose end the log knows', () => {
  const key = issuer.keys[0]!;
  const end = keyEntry({ ...key, until: '2026-12-31' });

  it('goes on passing for what it signed until its last day, and says so', async () => {
    const found = await results(text, serving(await logOf([keyEntry(key), issued(sha256(text)), end])).resolve);
    expect([found('key'), found('log').outcome]).toEqual([{ name: 'key', outcome: 'pass', detail: 'The last day of the key is 2026-12-31, by the issuer\'s log, and the badge says that it was signed before its end.' }, 'pass']);
    const last = badgeText(await lateBadge('2026-12-31T23:59:59Z'));
    expect((await results(last, serving(await logOf([end, issued(sha256(last))])).resolve))('key').outcome).toBe('pass');
  });

  it('fails what says that it was signed later, shows nothing of it, and has the log count for nothing', async () => {
    const late = badgeText(await lateBadge());
    const { resolve } = serving(await logOf([keyEntry(key), end, issued(sha256(late))]));
    const found = await results(late, resolve);
    expect(found('key')).toEqual({ name: 'key', outcome: 'fail', detail: 'The last day of the key was 2026-12-31, by the issuer\'s log, and the badge says that it was signed on 2027-02-01; ask the issuer for a badge that is signed anew.' });
    expect(found('log')).toMatchObject({ outcome: 'fail', detail: expect.stringContaining('is signed with a key whose last day was 2026-12-31, before the badge was signed') });
    expect(found('status').outcome).toBe('unknown');
    expect((await verifyBadge(JSON.parse(late), { now: duringValidity, resolve, exact: { sha256: sha256(late) } })).badge).toBeNull();
    expect((await results(late, serving(await logOf([keyEntry(key), end])).resolve))('key').outcome).toBe('fail');
  });

  it('does not know of what was logged later and does not say when it was signed', async () => {
    const { created: _, ...options } = (await signedBadge()).proof[0] as Proof;
    const unsigned = unsignedBadge(award, release);
    const undated = badgeText(secureBadge(unsigned, { ...options, proofValue: encodeMultibase(await sign(await hashData(unsigned, options))) } as Proof));
    const ask = async (entries: readonly string[]): Promise<readonly string[]> => {
      const found = await results(undated, serving(await logOf(entries)).resolve);
      return [found('proof').outcome, found('key').outcome, found('log').outcome];
    };
    expect(await ask([keyEntry(key), issued(sha256(undated)), end])).toEqual(['pass', 'pass', 'pass']);
    expect(await ask([keyEntry(key), end, issued(sha256(undated))])).toEqual(['pass', 'unknown', 'unknown']);
  });

  it('passes what the log held before it held the end, and what was signed after an end that was put off', async () => {
    const late = badgeText(await lateBadge());
    for (const entries of [[keyEntry(key), issued(sha256(late)), end], [end, keyEntry({ ...key, until: '2027-12-31' }), issued(sha256(late))]]) {
      const found = await results(late, serving(await logOf(entries)).resolve);
      expect([found('key').outcome, found('log').outcome]).toEqual(['pass', 'pass']);
    }
  });

  it('fails by the issuer\'s document, too, where a badge says that it was signed after an end that is yet to come', async () => {
    const document = didDocument(issuer) as { readonly verificationMethod: readonly object[] };
    const ending = { ...document, verificationMethod: document.verificationMethod.map((method) => ({ ...method, expires: '2028-01-01T00:00:00Z' })) };
    for (const [created, outcome] of [['2028-02-01T00:00:00Z', 'fail'], ['2027-02-01T00:00:00Z', 'pass']] as const) expect((await results(badgeText(await lateBadge(created)), await network({ [at.didDocument]: ending })))('key').outcome, created).toBe(outcome);
  });
});
