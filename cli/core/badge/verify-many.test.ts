import { beforeAll, describe, expect, it } from 'vitest';
import { secureBadge, unsignedBadge, type Badge } from './credential.ts';
import { at, award, duringValidity as now, network, release, sign, signAsStranger, signed, statusList } from './fixture.ts';
import { createProof } from './proof.ts';
import { verifierOfMany } from './verify-many.ts';
import { verifyBadge, type Resolve } from './verify.ts';

let badges: readonly Badge[];
beforeAll(async () => {
  badges = await Promise.all(Array.from({ length: 8 }, async (_, index) => {
    const unsigned = unsignedBadge({ ...award, serial: `k${String(index).padStart(11, '0')}`, status: { list: 1, index } }, release);
    return secureBadge(unsigned, await createProof(unsigned, { verificationMethod: award.key, created: award.signed, sign }));
  }));
});

// Every badge by itself, and all of them by one verifier.
async function bothWays(pile: readonly unknown[], resolve: Resolve): Promise<readonly [unknown, unknown]> {
  const verify = verifierOfMany({ now, resolve });
  const [alone, together]: [unknown[], unknown[]] = [[], []];
  for (const each of pile) {
    alone.push(await verifyBadge(each, { now, resolve }));
    together.push(await verify(each));
  }
  return [alone, together];
}

const outcomes = (verifications: unknown): readonly string[] => (verifications as Awaited<ReturnType<typeof verifyBadge>>[]).map(({ results }) => results.map(({ outcome }) => outcome[0]).join(''));

describe('verifying many badges', () => {
  it('finds of each what verifying it alone finds', async () => {
    const [first, second, third] = badges as [Badge, Badge, Badge];
    const pile = [
      ...badges, { ...first, name: 'Another name' }, { ...second, proof: third.proof }, { ...third, '@context': [...third['@context'], 'https://a.example/'] }, { ...first, id: '_:b0' }, { ...first, note: 'x' }, { ...first, proof: [] }, null, 'x', [],
      { ...first, credentialStatus: { ...(second['credentialStatus'] as object), statusListIndex: '5' } }, await signed(unsignedBadge(award, release), award.key, signAsStranger), { ...first, credentialStatus: undefined }, ...badges,
    ];
    const [alone, together] = await bothWays(pile, await network());
    expect(together).toEqual(alone);
    expect(outcomes(together).slice(0, 9)).toEqual([...Array<string>(5).fill('pppppppsssss'), 'ppppppfsssss', 'pppppppsssss', 'pppppppsssss', 'ppfppuussuss']);
  });

  it.each<readonly [string, () => Promise<Record<string, object | null>>]>([
    ['no status list', async () => ({ [at.statusList(1)]: null })],
    ['a status list of a stranger', async () => ({ [at.statusList(1)]: await signed(statusList([1]), award.key, signAsStranger) })],
    ['a status list that was changed', async () => ({ [at.statusList(1)]: { ...(await signed(statusList([1]))), name: 'x' } })],
    ['no issuer', async () => ({ [at.didDocument]: null })],
  ])('says the same as one by one where the network has %s', async (_, changes) => {
    const [alone, together] = await bothWays(badges.slice(0, 3), await network(await changes()));
    expect(together).toEqual(alone);
  });

  it('asks for each address once', async () => {
    const asked: string[] = [];
    const site = await network();
    const verify = verifierOfMany({ now, resolve: (url) => (asked.push(url), site(url)) });
    for (const each of badges) await verify(each);
    expect(asked).toEqual([at.didDocument, at.statusList(1)]);
  });
});
