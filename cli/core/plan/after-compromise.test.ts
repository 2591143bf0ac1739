import { describe, expect, it } from 'vitest';
import { award, issuer, publicKey, strangersKey } from '../badge/fixture.ts';
import { editionName } from '../badge/edition.ts';
import { keyId } from '../badge/did.ts';
import { sha256 } from '../canonical.ts';
import { issued, keyEntry, revoked } from '../log/entry.ts';
import { afterCompromise } from './after-compromise.ts';
import type { Register, RegisterEntry } from './register.ts';

const now = '2026-12-02T00:00:00Z';
const key = { public: publicKey, from: '2026-11-01' } as const;
const lost = (size: number) => ({ ...key, compromised: '2026-12-01', 'safe-size': size });
const next = { public: strangersKey, from: '2026-12-01' } as const;
const entry = (serial: string, more: Partial<RegisterEntry['award']> = {}, revokedBy: string | null = null): RegisterEntry =>
  ({ award: { ...award, earner: serial, ...more, serial }, reissue: null, proof: null, badge: `badge ${serial} ${more.edition ?? 1}`, revocation: revokedBy === null ? null : ({ key: revokedBy } as never) });
const registerOf = (...entries: readonly RegisterEntry[]): Register => new Map(entries.map((one) => [editionName(one.award), one]));
const logged = (serial: string, edition = 1): string => issued(sha256(`badge ${serial} ${edition}`));
const told = (entries: readonly string[], size: number, ...of: readonly RegisterEntry[]) => afterCompromise(registerOf(...of), { entries }, { url: issuer.url, keys: [lost(size), next] }, now);

describe('after a compromise', () => {
  const log = [keyEntry(key), logged('aaaaaaaaaaaa'), logged('bbbbbbbbbbbb'), logged('cccccccccccc')];

  it('a badge is ours that the log held up to the size declared safe, and every other is for a person', () => {
    expect(told(log, 3, entry('aaaaaaaaaaaa'), entry('bbbbbbbbbbbb'), entry('cccccccccccc'), entry('dddddddddddd'))).toEqual({
      ours: ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'],
      others: [{ name: 'cccccccccccc', why: 'it is entry 3 of the log, of which the first 3 are held to be ours' }, { name: 'dddddddddddd', why: 'the log does not hold it' }],
    });
    expect(told(log, 0, entry('aaaaaaaaaaaa')).ours).toEqual([]);
  });

  it('no size reaches beyond the entry that declared it', () => {
    const declared = [...log.slice(0, 2), keyEntry(lost(9)), ...log.slice(2)];
    expect(told(declared, 9, entry('aaaaaaaaaaaa'), entry('bbbbbbbbbbbb')).ours).toEqual(['aaaaaaaaaaaa']);
  });

  it('a badge of another key, one that ended, and one that was signed anew is left alone', () => {
    const anew = entry('aaaaaaaaaaaa', { edition: 2, key: keyId(award.issuer.id, strangersKey) });
    const renewed = [entry('bbbbbbbbbbbb', { earner: 'one' }), entry('cccccccccccc', { earner: 'one', awarded: '2026-11-30T00:00:00Z' })];
    expect(told(log, 4, entry('aaaaaaaaaaaa'), anew)).toEqual({ ours: [], others: [] });
    expect(told(log, 4, entry('aaaaaaaaaaaa', { until: now }))).toEqual({ ours: [], others: [] });
    expect(told(log, 4, ...renewed).ours).toEqual(['cccccccccccc']);
    expect(told(log, 4, { ...entry('aaaaaaaaaaaa'), badge: null })).toEqual({ ours: [], others: [] });
  });

  it('a revocation stays, and one by the compromised key after that size is for a person', () => {
    const by = (revoker: string, at: number) => told([...log.slice(0, 2), ...Array(at).fill('x'), revoked(sha256('badge aaaaaaaaaaaa 1'))], 3, entry('aaaaaaaaaaaa', {}, revoker));
    expect(by(publicKey, 0)).toEqual({ ours: [], others: [] });
    expect(by(strangersKey, 5)).toEqual({ ours: [], others: [] });
    expect(by(publicKey, 5)).toEqual({ ours: [], others: [{ name: 'aaaaaaaaaaaa', why: expect.stringContaining('look whether it was you') }] });
  });
});
