import { describe, expect, it } from 'vitest';
import { unsignedBadge } from './credential.ts';
import { facts } from './facts.ts';
import { award, release, signed } from './fixture.ts';
import type { JsonObject } from './json.ts';
import { nodesOf } from './nodes.ts';
import { canonicalize } from './proof.ts';
import { structure } from './structure.ts';

const badge = unsignedBadge(award, release) as unknown as { readonly issuer: JsonObject; readonly credentialSubject: JsonObject & { readonly achievement: JsonObject } } & JsonObject;
const withAchievement = (change: object, rest: object = {}): JsonObject => ({ ...badge, ...rest, credentialSubject: { ...badge.credentialSubject, achievement: { ...badge.credentialSubject.achievement, ...change } } });
const sameGraph = async (one: object, other: object): Promise<boolean> => {
  const [a, b] = [await canonicalize(one), await canonicalize(other)];
  return a.ok && b.ok && a.text === b.text;
};

describe('what is shown of a badge', () => {
  it.each([
    ["the issuer's name stands under the creator alone", { ...badge, issuer: { ...badge.issuer, name: undefined } }],
    ['the issuer is an id, and its profile stands under the creator', { ...badge, issuer: badge.issuer['id'] }],
    ['the creator is an id', withAchievement({ creator: { id: badge.issuer['id'], type: ['Profile'] } })],
    ['the lists stand in another order', withAchievement({ tag: [...(badge.credentialSubject.achievement['tag'] as string[])].reverse(), alignment: [...(badge.credentialSubject.achievement['alignment'] as object[])].reverse(), resultDescription: [...(badge.credentialSubject.achievement['resultDescription'] as object[])].reverse() })],
    ['a tag is given twice', withAchievement({ tag: [...(badge.credentialSubject.achievement['tag'] as string[]), 'questioning'] })],
  ])('is the same where %s, since the signature is', async (_, changed) => {
    const moved = JSON.parse(JSON.stringify(changed)) as JsonObject;
    expect(await sameGraph(moved, badge)).toBe(true);
    expect(facts(moved)).toEqual(facts(badge));
  });

  it('is nothing where two descriptions of one thing disagree', async () => {
    const two = withAchievement({ creator: { ...badge.issuer, name: 'Another District' } });
    expect(structure(await signed(two)).faults).toEqual([`two descriptions of "${String(badge.issuer['id'])}" disagree about its name`]);
  });

  it('takes two descriptions that add to each other', () => {
    const { follow, disagreements } = nodesOf({ id: 'urn:a:1', one: { id: 'urn:a:2', name: 'A', image: { id: 'urn:a:3' } }, two: [{ id: 'urn:a:2', email: 'a@b.example', image: 'urn:a:3' }], three: 'urn:a:2' });
    expect(disagreements).toEqual([]);
    expect(follow('urn:a:2')).toMatchObject({ name: 'A', email: 'a@b.example' });
    expect(follow({ id: 'urn:a:4', name: 'B' })).toEqual({ id: 'urn:a:4', name: 'B' });
    expect([follow('urn:a:5'), follow(undefined), follow({ name: 'nameless' })]).toEqual([{}, {}, { name: 'nameless' }]);
  });
});
