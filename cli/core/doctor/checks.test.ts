import { describe, expect, it } from 'vitest';
import { examine, outcomeOf, type Check } from './check.ts';
import { checks } from './checks.ts';
import { exemplary, exemplaryApart, sightOf } from './exemplary.ts';
import type { Facts } from './facts.ts';

const base = (check: Check): Facts => (check.applies === undefined || check.applies(exemplary) ? exemplary : exemplaryApart);
const verdict = (check: Check, facts: Facts) => examine([check], sightOf(facts))[0]?.verdict;

describe.each(checks.map((check) => [check.id, check] as const))('the check %s', (_id, check) => {
  it('finds the exemplary programme fine', () => {
    expect(verdict(check, base(check))).toMatchObject({ outcome: 'fine' });
  });

  it('is content with its own good facts', () => {
    for (const good of check.good ?? []) expect(verdict(check, { ...base(check), ...good(base(check)) })).toMatchObject({ outcome: 'fine' });
  });

  it('complains of its own bad facts in sentences', () => {
    for (const bad of check.bad) {
      const found = verdict(check, { ...base(check), ...bad(base(check)) });
      expect(found).toMatchObject({ outcome: 'change' });
      if (found?.outcome === 'change') for (const sentence of [found.found, found.wanted]) expect(sentence).toMatch(/\.$/);
    }
  });

  it('cannot judge what the token does not show', () => {
    for (const name of check.needs.filter((need) => need !== 'programme' && need !== 'repository')) {
      expect(examine([check], sightOf(base(check), { [name]: 'Administration: read' }))[0]?.verdict).toEqual({ outcome: 'unseen', right: 'Administration: read' });
    }
  });

  it('says what, why and how in words', () => {
    expect(check.why).toMatch(/[a-z].*\.$/);
    expect(check.hand).toMatch(/\.$/);
    expect(check.summary).not.toMatch(/\.$/);
  });
});

it('gives each check an id of its own', () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
});

it('finds both exemplary programmes fine as a whole', () => {
  for (const facts of [exemplary, exemplaryApart]) {
    const findings = examine(checks, sightOf(facts));
    expect(findings.filter((finding) => finding.verdict.outcome !== 'fine').map(({ id, verdict: found }) => [id, found])).toEqual([]);
    expect(outcomeOf(findings)).toBe(0);
  }
});

it('counts something to change for more than something unseen', () => {
  expect(outcomeOf(examine(checks, sightOf(exemplary, { pages: 'Pages: read' })))).toBe(3);
  expect(outcomeOf(examine(checks, sightOf({ ...exemplary, immutableReleases: false }, { pages: 'Pages: read' })))).toBe(1);
});
