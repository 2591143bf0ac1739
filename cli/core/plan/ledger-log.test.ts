import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicKey, sign, signAsStranger, strangersKey } from '../badge/fixture.ts';
import { encodeBits } from '../badge/status-list.ts';
import { sha256 } from '../canonical.ts';
import { logOrigin, parseCheckpoint, signCheckpoint } from '../log/checkpoint.ts';
import { issued, keyEntry, parseEntry, revoked } from '../log/entry.ts';
import type { Issuer } from '../model.generated.ts';
import { CHECKPOINT, edgePaths, extendLog, extendsCheckpoint, logFaults, lostTiles, readLog, treeOf, type Log } from './ledger-log.ts';
import { entriesDue, logAgrees, logLag, strayEntries, toLog } from './log-due.ts';
import type { HashRecord, Ledger, ListRecord } from './ledger.ts';
import { verifyLog } from './verify-log.ts';

const site = 'https://credentials.marlow-valley.example';
const key = { public: publicKey, from: '2026-11-01' } as const;
const keys: Issuer['keys'] = [key];
const entry = (at: number): string => issued(sha256(`badge ${at}`));
const entries = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, at) => entry(from + at));

/** Adds entries as a commit of the ledger does. */
async function add(files: ReadonlyMap<string, Uint8Array>, more: readonly string[], signer = { publicKey, sign }): Promise<ReadonlyMap<string, Uint8Array>> {
  const grown = extendLog(readLog(files), logOrigin(site), more);
  const next = new Map([...files, ...grown.files, [CHECKPOINT, new TextEncoder().encode(await signCheckpoint(grown.checkpoint, signer))]]);
  for (const path of grown.removed) next.delete(path);
  return next;
}
const logFrom = async (texts: readonly string[], signer = { publicKey, sign }): Promise<Log> => readLog(await add(new Map(), texts, signer))!;

describe('the log in the ledger', () => {
  it('is sound after every step, extends every earlier checkpoint, and drops a partial tile only when its full one is there', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }), async (steps) => {
      let files: ReadonlyMap<string, Uint8Array> = new Map();
      const notes: string[] = [];
      let size = 0;
      for (const step of steps) {
        files = await add(files, entries(size, size + step));
        size += step;
        const log = readLog(files)!;
        expect([log.entries.length, log.checkpoint.size]).toEqual([size, size]);
        expect(logFaults(log)).toEqual([]);
        notes.push(log.note);
      }
      const log = readLog(files)!;
      const tree = treeOf(log);
      for (const note of notes) expect(extendsCheckpoint(log, parseCheckpoint(note)!, tree)).toBe(true);
      for (const path of files.keys()) if (path.includes('.p/')) expect(files.has(path.slice(0, path.indexOf('.p/')))).toBe(false);
    }), { numRuns: 12 });
  });

  it('reads for a run that adds to it the entries and the right edge, and comes to the same', async () => {
    let files: ReadonlyMap<string, Uint8Array> = new Map();
    for (const [from, to] of [[0, 5], [5, 400], [400, 700], [700, 701]] as const) files = await add(files, entries(from, to));
    const needed = edgePaths(files.keys(), new TextDecoder().decode(files.get(CHECKPOINT)));
    expect([...needed].sort()).toEqual([CHECKPOINT, 'log/tile/0/002.p/189', 'log/tile/1/000.p/2', 'log/tile/entries/000', 'log/tile/entries/001', 'log/tile/entries/002.p/189']);
    const sparing = readLog(new Map([...files].map(([path, bytes]) => [path, needed.has(path) ? bytes : null])))!;
    expect(extendLog(sparing, logOrigin(site), entries(701, 1100))).toEqual(extendLog(readLog(files), logOrigin(site), entries(701, 1100)));
    expect(lostTiles(sparing).size).toBe(0);
  });

  it('makes lost tiles again from the entries, byte for byte', async () => {
    const files = await add(await add(new Map(), entries(0, 300)), entries(300, 600));
    const lost = [...files.keys()].filter((path) => /tile\/[0-9]/.test(path) && !/000\.p\/1$|001\.p\/44$/.test(path));
    const rest = new Map([...files].filter(([path]) => !lost.includes(path)));
    const log = readLog(rest)!;
    expect(logFaults(log)).toEqual([expect.stringContaining('is missing')]);
    expect([...lostTiles(log)].sort()).toEqual(lost.map((path) => [path, files.get(path)]).sort());
  });

  it.each<readonly [string, (files: Map<string, Uint8Array>) => void, RegExp]>([
    ['no checkpoint', (files) => files.delete(CHECKPOINT), /log\/checkpoint: it is missing/],
    ['a checkpoint that is none', (files) => files.set(CHECKPOINT, new TextEncoder().encode('hello\n')), /it is no checkpoint/],
    ['a bundle that is missing', (files) => files.delete('log/tile/entries/000'), /entries\/000: it is missing/],
    ['a bundle that is cut off', (files) => files.set('log/tile/entries/000', files.get('log/tile/entries/000')!.slice(0, -1)), /it does not hold the entries/],
    ['a stray file', (files) => files.set('log/note.txt', new Uint8Array()), /log\/note\.txt: nothing has this place/],
    ['a tile of a larger tree', (files) => files.set('log/tile/0/001.p/200', new Uint8Array(200 * 32)), /it is of a larger log/],
    ['another entry at its edge', (files) => files.set('log/tile/entries/001.p/44', new Uint8Array(files.get('log/tile/entries/001.p/44')!.map((byte, at) => (at === 20 ? byte ^ 1 : byte)))), /right edge does not add up/],
    ['another hash at its edge', (files) => files.set('log/tile/0/001.p/44', new Uint8Array(files.get('log/tile/0/001.p/44')!.map((byte, at) => (at === 20 ? byte ^ 1 : byte)))), /right edge does not add up/],
  ])('is a fault of the store with %s', async (_, spoil, words) => {
    const files = new Map(await add(new Map(), entries(0, 300)));
    spoil(files);
    expect(() => readLog(files)).toThrow(words);
  });

  it('is found out where something changed far from its edge', async () => {
    const files = new Map(await add(await add(new Map(), entries(0, 40)), entries(40, 700)));
    for (const path of ['log/tile/entries/000', 'log/tile/0/001', 'log/tile/1/000.p/2']) {
      const bytes = files.get(path)!;
      files.set(path, new Uint8Array(bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte))));
      expect(found(files), path).not.toEqual([]);
      files.set(path, bytes);
    }
    expect(logFaults(readLog(files)!)).toEqual([]);
  });
});

// A tile at the right edge of its level is looked at as soon as the log is read.
function found(files: ReadonlyMap<string, Uint8Array>): readonly string[] {
  try {
    return logFaults(readLog(files)!);
  } catch (error) {
    return [(error as Error).message];
  }
}

const status = (index: number) => ({ list: 1, index });
const badge = (index: number): string => `${JSON.stringify({ credentialStatus: { statusListIndex: String(index), statusListCredential: `${site}/status/1.json` } }, null, 2)}\n`;
const hash = (serial: string, index: number): HashRecord => ({ format: 'laurel-hash-1', serial, claim: '0'.repeat(64), sha256: sha256(serial), status: status(index) });
function ledger(badges: readonly number[], hashes: readonly HashRecord[], bits: readonly number[], log: Log | null): Ledger {
  const record = { list: 1, encodedList: encodeBits(bits) } as ListRecord;
  return { badges: new Map(badges.map((index) => [`public${index}`, badge(index)])), hashes: new Map(hashes.map((one) => [one.serial, one])), lists: new Map([[1, { record, text: '' }]]), endorsements: new Map(), log };
}

describe('what a log lacks', () => {
  it('is everything, where an older ledger has none: keys, badges, revocations, each by hash in its order', async () => {
    const all = ledger([1, 2], [hash('private1', 3), hash('private2', 4)], [2, 3], null);
    const hashes = [sha256(badge(1)), sha256(badge(2)), sha256('private1'), sha256('private2')];
    expect(entriesDue(all, await toLog(all), keys)).toEqual([keyEntry(key), ...[...hashes].sort().map(issued), ...[hashes[1]!, hashes[2]!].sort().map(revoked)]);
    expect(logLag(all, keys)).toContain('There is no log of the badges yet');
    expect(await logAgrees(all)).toEqual([]);
  });

  it('is nothing before the first badge, and nothing when it has been added', async () => {
    const none = ledger([], [], [], null);
    expect(entriesDue(none, await toLog(none), keys)).toEqual([]);
    const all = ledger([1], [hash('private1', 3)], [3], null);
    const after = { ...all, log: await logFrom(entriesDue(all, await toLog(all), keys)) };
    expect(entriesDue(after, await toLog(after), keys)).toEqual([]);
    expect([await logAgrees(after), logLag(after, keys), await verifyLog(after, { url: site, keys })]).toEqual([[], null, []]);
  });

  it('is a key\'s new dates, each time that they change, and again when they change back', async () => {
    const until = { ...key, until: '2027-01-01' };
    const compromised = { ...until, compromised: '2026-12-24', 'safe-size': 0 };
    const all = ledger([1], [], [], null);
    let log = await logFrom(entriesDue(all, await toLog(all), keys));
    for (const next of [until, compromised, key]) {
      const due = entriesDue({ ...all, log }, await toLog(all), [next]);
      expect(due).toEqual([keyEntry(next)]);
      expect(parseEntry(due[0]!)).toEqual({ event: 'key', key: publicKey, from: '2026-11-01', ...('until' in next ? { until: next.until } : {}), ...('compromised' in next ? { compromised: next.compromised, safe: 0 } : {}) });
      log = await logFrom([...log.entries, ...due]);
    }
  });

  it('is a badge that stands in the ledger by another\'s hand, also when one was taken away', async () => {
    const log = await logFrom([keyEntry(key), issued(sha256(badge(1)))]);
    const swapped = ledger([2, 3], [], [], log);
    expect(entriesDue(swapped, await toLog(swapped), keys)).toEqual([sha256(badge(2)), sha256(badge(3))].sort().map(issued));
  });
});

describe('what a log says', () => {
  it.each<readonly [string, readonly string[], RegExp]>([
    ['a badge that is in no ledger', [issued('a'.repeat(64))], /entry 2 is of a badge that the ledger does not hold/],
    ['a revocation that no list shows', [revoked(sha256(badge(1)))], /entry 2 says that a badge is revoked, and no status list does/],
    ['the same twice', [issued(sha256(badge(1)))], /entry 2 says again/],
    ['what this program does not write', ['{"laurel":"log-2"}'], /entry 2 is none that this program knows/],
  ])('is at fault with %s', async (_, more, words) => {
    const all = ledger([1], [], [], await logFrom([keyEntry(key), issued(sha256(badge(1))), ...more]));
    expect(strayEntries(all, await toLog(all))).toEqual([expect.stringMatching(words)]);
    expect(await logAgrees(all)).toEqual([expect.stringMatching(words)]);
  });

  it('is at fault without a badge or a revocation of the ledger, and under a stranger\'s key', async () => {
    const all = ledger([1, 2], [], [2], await logFrom([issued(sha256(badge(1)))], { publicKey: strangersKey, sign: signAsStranger }));
    expect(await verifyLog(all, { url: site, keys })).toEqual([
      'the log\'s checkpoint is not signed with a key of the issuer',
      'the log: 1 badge of the ledger is not in it (run `laurel issue`)',
      'the log: 1 revocation is not in it (run `laurel issue`)',
    ]);
  });

  it('is the same text for a key as before keys could be compromised', () => {
    expect(keyEntry({ ...key, until: '2027-01-01' })).toBe(`{"event":"key","from":"2026-11-01","key":"${publicKey}","laurel":"log-1","until":"2027-01-01"}`);
    expect(keyEntry({ ...key, compromised: '2026-12-24', 'safe-size': 12 })).toBe(`{"compromised":"2026-12-24","event":"key","from":"2026-11-01","key":"${publicKey}","laurel":"log-1","safe":12}`);
  });

  it('is read in one spelling', () => {
    for (const safe of ['-1', '1.5', '"1"', 'null', '01']) expect(parseEntry(`{"compromised":"2026-12-24","event":"key","from":"2026-11-01","key":"${publicKey}","laurel":"log-1","safe":${safe}}`), safe).toBeNull();
    for (const text of [`{"badge":"${'A'.repeat(64)}","event":"issue","laurel":"log-1"}`, `{"event":"issue","badge":"${'a'.repeat(64)}","laurel":"log-1"}`, '{"event":"key","from":"2026-11-01","key":"z6Mk","laurel":"log-1"}', '[]', 'null', '']) expect(parseEntry(text), text).toBeNull();
  });
});
