import { describe, expect, it } from 'vitest';
import { unsignedBadge } from './credential.ts';
import { endorsementFacts } from './endorsement.ts';
import { facts } from './facts.ts';
import { agencyEndorsement, award, duringValidity, network, release, signed } from './fixture.ts';
import type { JsonObject } from './json.ts';
import { nodesOf } from './nodes.ts';
import { canonicalize } from './proof.ts';
import { structure } from './structure.ts';
import { verifyBadge } from './verify.ts';

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

  it.each<readonly [string, (change: (list: unknown) => readonly object[]) => JsonObject]>([
    ['an alignment', (list) => withAchievement({ alignment: list(badge.credentialSubject.achievement['alignment']) })],
    ['a result', (list) => ({ ...badge, credentialSubject: { ...badge.credentialSubject, result: list(badge.credentialSubject['result']) } })],
  ])('is the same where %s that has an id is written twelve times, and nothing where the id is good inside the file alone', async (_, make) => {
    const written = (times: number, id: string): JsonObject => JSON.parse(JSON.stringify(make((list) => {
      const [first, ...rest] = list as readonly object[];
      return [...Array.from({ length: times }, () => ({ id, ...first })), ...rest];
    }))) as JsonObject;
    expect(await sameGraph(written(12, 'urn:x:1'), written(1, 'urn:x:1'))).toBe(true);
    expect(facts(written(12, 'urn:x:1'))).toEqual(facts(badge));
    const signedOnce = await signed(badge);
    expect(await sameGraph(written(12, '_:r'), badge)).toBe(true);
    const { results, badge: said } = await verifyBadge({ ...written(12, '_:r'), proof: signedOnce['proof'] }, { now: duringValidity, resolve: await network() });
    expect([said, results[0]]).toEqual([null, expect.objectContaining({ outcome: 'fail', detail: expect.stringContaining('id is "_:r", a name that is good inside the file alone, expected a full address or no id') })]);
  });

  it('is gathered in time that grows with the length of a file alone', { timeout: 20_000 }, () => {
    const evidence = Array.from({ length: 2000 }, (_, at) => ({ id: 'urn:x:1', type: ['Evidence'], narrative: `${at} ${'A long story. '.repeat(280)}` }));
    const nodes = nodesOf({ ...badge, evidence });
    expect(nodes.disagreements).toEqual(['two descriptions of "urn:x:1" disagree about its narrative']);
    expect(nodes.follow('urn:x:1')['narrative']).toHaveLength(2000);
  });

  it('is nothing where two descriptions of one thing disagree', async () => {
    const [alignment] = badge.credentialSubject.achievement['alignment'] as readonly JsonObject[];
    const two = withAchievement({ alignment: [{ ...alignment, id: 'urn:x:1' }, { ...alignment, id: 'urn:x:1', targetName: 'Another' }] });
    expect(structure(await signed(two)).faults).toEqual([`two descriptions of "urn:x:1" disagree about its targetName`]);
  });

  it('is all but the name where an organisation is named in two ways, wherever each of them stands', async () => {
    const [ours, theirs] = [badge.issuer, { ...badge.issuer, name: 'Another District' }];
    for (const [issuer, creator] of [[ours, theirs], [theirs, ours]]) {
      const two = withAchievement({ creator }, { issuer });
      expect(structure(await signed(two))).toMatchObject({ faults: [], twofold: [`the name of "${String(ours['id'])}"`] });
      expect(facts(two)).toEqual({ ...facts(badge), issuer: { ...facts(badge).issuer, name: null } });
    }
    const { results, badge: said } = await verifyBadge(await signed(withAchievement({ creator: theirs })), { now: duringValidity, resolve: await network() });
    expect(results[0]).toMatchObject({ outcome: 'pass', detail: expect.stringContaining('It says in two ways the name of') });
    expect(said?.issuer).toMatchObject({ id: ours['id'], name: null });
  });

  it('is the same where a picture has two captions, and where two endorse one thing in other words', async () => {
    const image = badge.credentialSubject.achievement['image'] as JsonObject;
    const captioned = withAchievement({ image: { ...image, caption: 'One' } }, { image: { ...image, caption: 'Another' } });
    expect(structure(await signed(captioned)).faults).toEqual([]);
    expect(facts(captioned)).toEqual(facts(badge));
    const about = String(badge.credentialSubject.achievement['id']);
    const endorsement = [await agencyEndorsement(about), await agencyEndorsement(about, { id: 'urn:x:2', credentialSubject: { id: about, type: ['EndorsementSubject'], endorsementComment: 'Counts here too.' } })];
    expect(structure(await signed(withAchievement({ endorsement }))).faults).toEqual([]);
  });

  it('is of an endorsement neither of two names, wherever each of them stands', async () => {
    const endorsement = (await agencyEndorsement('urn:x:1')) as JsonObject & { readonly issuer: JsonObject };
    const other = { ...endorsement.issuer, name: 'Another Agency' };
    for (const [one, two] of [[endorsement.issuer, other], [other, endorsement.issuer]]) {
      expect(endorsementFacts({ ...endorsement, issuer: { ...one, parentOrg: two } })).toEqual({ ...endorsementFacts(endorsement), issuer: { ...endorsementFacts(endorsement).issuer, name: null } });
    }
  });

  it('takes two descriptions that add to each other', () => {
    const { follow, disagreements } = nodesOf({ id: 'urn:a:1', one: { id: 'urn:a:2', name: 'A', image: { id: 'urn:a:3' } }, two: [{ id: 'urn:a:2', email: 'a@b.example', image: 'urn:a:3' }], three: 'urn:a:2' });
    expect(disagreements).toEqual([]);
    expect(follow('urn:a:2')).toMatchObject({ name: 'A', email: 'a@b.example' });
    expect(follow({ id: 'urn:a:4', name: 'B' })).toEqual({ id: 'urn:a:4', name: 'B' });
    expect([follow('urn:a:5'), follow(undefined), follow({ name: 'nameless' })]).toEqual([{}, {}, { name: 'nameless' }]);
  });
});
