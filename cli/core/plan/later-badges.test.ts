import { describe, expect, it } from 'vitest';
import { unsignedBadge } from '../badge/credential.ts';
import { award, release } from '../badge/fixture.ts';
import { laterBadges } from './later-badges.ts';
import { standingOf, type Standing } from './standing.ts';

const badge = (serial: string, awarded: string, change: object = {}): Standing => standingOf(unsignedBadge({ ...award, serial, awarded, ...change }, release));
const [first, second, third] = [badge('aaaaaaaaaaaa', '2026-01-01T00:00:00Z'), badge('bbbbbbbbbbbb', '2031-01-01T00:00:00Z'), badge('cccccccccccc', '2036-01-01T00:00:00Z')];

describe('laterBadges', () => {
  it('leads from every revoked badge to the one in force that the same earner got later', () => {
    expect(laterBadges([third, first, second], new Set([first.id, second.id]))).toEqual(new Map([[first.id, third.id], [second.id, third.id]]));
  });

  it('leads nowhere from a badge in force, to one that was revoked, to an earlier one, or to another earner\'s', () => {
    expect(laterBadges([first, second], new Set())).toEqual(new Map());
    expect(laterBadges([first, second], new Set([first.id, second.id]))).toEqual(new Map());
    expect(laterBadges([first, second], new Set([second.id]))).toEqual(new Map());
    expect(laterBadges([first, badge('bbbbbbbbbbbb', '2031-01-01T00:00:00Z', { earner: 'urn:uuid:6b1f7c5e-3c1e-8a54-9d9c-0d5f3a2b1c99' })], new Set([first.id]))).toEqual(new Map());
  });
});
