import { describe, expect, it } from 'vitest';
import { agencyEndorsement, signed, signAsStranger, strangersKey } from '../../core/badge/fixture.ts';
import { badgeText } from '../../core/badge/credential.ts';
import { loadCatalog } from '../../core/catalog.ts';
import type { Award } from '../../core/model.generated.ts';
import { smallestCatalog } from '../../testing/smallest.ts';
import { endorsementsInside, insideDoubts } from './endorsements-inside.ts';
import type { Run } from './run.ts';

const about = 'https://credentials.example.org/releases/wait-time/1.0.0/achievement.json';
const agency = 'endorsements/wait-time/state-agency.json';

function runOver(changes: Readonly<Record<string, string>>, inside = true): { readonly run: Run; readonly told: readonly string[] } {
  const { catalog } = loadCatalog(smallestCatalog(changes));
  const told: string[] = [];
  const issuer = { ...catalog.issuer!.value, policy: { ...catalog.issuer!.value.policy, ...(inside ? { 'endorsements-inside': true } : {}) } };
  const world = { now: () => new Date('2027-05-01T12:00:00Z'), fetch: () => Promise.reject(new Error('no network in this test')) };
  return { run: { catalog, issuer, world, tell: (step: string) => void told.push(step) } as unknown as Run, told };
}
const release = ({ catalog }: Run) => catalog.releases.get('wait-time/1.0.0')!.value.release;

describe('what a new badge carries of endorsements', () => {
  it('is nothing unless the policy says so, and then what stands in the catalog and verifies', async () => {
    const without = runOver({}, false);
    expect(await endorsementsInside(without.run, release(without.run))).toEqual([]);
    const { run, told } = runOver({ 'endorsements/agency.json': badgeText(await agencyEndorsement('did:web:credentials.example.org')) });
    expect((await endorsementsInside(run, release(run))).map(({ credentialSubject }) => (credentialSubject as { readonly id: string }).id)).toEqual([about]);
    expect(told).toEqual([]);
  });

  it.each([
    ['was changed', async () => ({ ...(await agencyEndorsement(about)), name: 'Another' }), 'proof: '],
    ['has ended', async () => agencyEndorsement(about, { validUntil: '2027-04-30T00:00:00Z' }), 'validity: It ended'],
    ['is by somebody who gives no answer', async () => signed({ ...(await agencyEndorsement(about)), proof: undefined, issuer: 'did:web:agency.invalid' }, `did:web:agency.invalid#${strangersKey}`, signAsStranger), 'proof: '],
    ['is as long as a book', async () => agencyEndorsement(about, { description: 'x'.repeat(20_000) }), 'longer than'],
  ])('is not one that %s, which the run says once', async (_, make, words) => {
    const { run, told } = runOver({ [agency]: badgeText(JSON.parse(JSON.stringify(await make())) as object) });
    expect(await endorsementsInside(run, release(run))).toEqual([]);
    expect(await endorsementsInside(run, release(run))).toEqual([]);
    expect(told).toEqual([expect.stringContaining(words)]);
  });

  it('is doubted in a record where the catalog does not hold it', async () => {
    const { run } = runOver({});
    const own = await endorsementsInside(run, release(run));
    const award = (endorsements: readonly object[]) => ({ endorsements }) as unknown as Award;
    expect(insideDoubts(run, award(own), release(run))).toEqual([]);
    expect(insideDoubts(run, award([await agencyEndorsement(about, { name: 'Another' })]), release(run))).toEqual([expect.stringContaining('does not stand in the catalog')]);
  });
});
