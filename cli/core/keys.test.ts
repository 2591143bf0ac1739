import { describe, expect, it } from 'vitest';
import { issuer, publicKey, strangersKey } from './badge/fixture.ts';
import { beforeCompromise, compromisedKeys, findKey, keysOn, keyState, soundKeys } from './keys.ts';

const retired = { public: publicKey, from: '2026-01-01', until: '2026-06-30' } as const;
const lost = { public: strangersKey, from: '2026-01-01', compromised: '2026-11-22', 'safe-size': 7 } as const;

describe('a key', () => {
  it.each<readonly [string, string]>([['2025-12-31', 'waits'], ['2026-01-01', 'signs'], ['2026-06-30', 'signs'], ['2026-07-01', 'retired']])('on %s %s', (today, state) => expect(keyState(retired, today)).toBe(state));
  it('is compromised on every day once it is known to be', () => expect(['2025-01-01', '2026-05-01', '2030-01-01'].map((today) => keyState(lost, today))).toEqual(Array(3).fill('compromised')));
});

describe('an issuer\'s keys', () => {
  const keys = [retired, lost];
  it('sign on the days between their dates, and not when somebody else has them', () => expect(['2026-05-01', '2026-07-01'].map((day) => keysOn({ keys }, day))).toEqual([[publicKey], []]));
  it('stay sound when they are retired', () => expect(soundKeys({ keys })).toEqual([publicKey]));
  it('are known by the name that proofs give them', () => expect([...compromisedKeys({ url: issuer.url, keys })]).toEqual([[`did:web:credentials.marlow-valley.example#${strangersKey}`, lost]]));
  it('are all sound in what was before', () => expect(beforeCompromise({ ...issuer, keys }).keys).toEqual([retired, { public: strangersKey, from: '2026-01-01' }]));
});

describe('findKey', () => {
  const keys = [retired, lost];
  it.each([strangersKey, strangersKey.slice(0, 8), `did:web:credentials.marlow-valley.example#${strangersKey}`])('finds %s', (named) => expect(findKey({ keys }, named)).toEqual({ ok: true, key: lost, at: 1 }));
  it.each<readonly [string, RegExp]>([['z6Mk', /lists no key "z6Mk"/], ['', /lists no key/], [`${strangersKey}x`, /lists no key/]])('does not find "%s"', (named, reason) => expect(findKey({ keys }, named)).toMatchObject({ ok: false, reason: expect.stringMatching(reason) }));
  it('does not choose between two', () => expect(findKey({ keys: [lost, { ...lost, public: `${strangersKey.slice(0, -1)}x` }] }, strangersKey.slice(0, 12))).toMatchObject({ ok: false, reason: expect.stringContaining('beginning of 2 keys') }));
});
