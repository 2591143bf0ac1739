import { describe, expect, it } from 'vitest';
import { unsignedBadge } from './credential.ts';
import { facts } from './facts.ts';
import { award, release } from './fixture.ts';
import type { JsonObject } from './json.ts';
import { namedWords } from './named.ts';

const said = (naming?: object): ReturnType<typeof facts> => facts(JSON.parse(JSON.stringify(unsignedBadge({ ...award, ...(naming === undefined ? {} : { naming }) } as never, release))) as JsonObject);

describe('what a badge names its earner by', () => {
  it.each([
    ['a code alone', undefined, []],
    ['a name', { by: 'name', value: 'Maya Okafor' }, ['Maya Okafor']],
    ['a hashed address', { by: 'address', value: 'sha256$00', salt: 'Kosher' }, ['by a hashed e-mail address; who knows it can compare']],
  ])('is read from a badge with %s', (_, naming, expected) => {
    expect(said(naming)).toMatchObject({ earner: award.earner });
    expect(said(naming).named.map(namedWords)).toEqual(expected);
  });

  it('is the same wherever its parts stand, in whatever order and however often', () => {
    const badge = JSON.parse(JSON.stringify(unsignedBadge(award, release))) as JsonObject & { readonly credentialSubject: object };
    const name = { type: 'IdentityObject', hashed: false, identityHash: 'Maya Okafor', identityType: 'name' };
    const number = { type: 'IdentityObject', hashed: false, identityHash: '1102', identityType: 'systemId' };
    const read = (identifier: unknown, more: object = {}): readonly string[] => facts({ ...badge, ...more, credentialSubject: { ...badge.credentialSubject, identifier } }).named.map(namedWords);
    const expected = ['Maya Okafor', 'systemId 1102'];
    expect(read([number, name])).toEqual(expected);
    expect(read([name, number, name])).toEqual(expected);
    expect(read([{ id: 'urn:x:who' }, number], { evidence: [{ ...name, id: 'urn:x:who' }] })).toEqual(expected);
  });
});
