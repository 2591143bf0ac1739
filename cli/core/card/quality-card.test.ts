import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { qualityCard } from './quality-card.ts';
import { standards } from './standards.ts';

const cardOf = (changes: Readonly<Record<string, string>> = {}) => qualityCard(loadCatalog(smallestCatalog(changes)).catalog, 'wait-time');
const unmet = (path: string, good: string, bad: string): readonly (readonly [string, readonly string[]])[] => {
  expect(smallestTexts[path]).toContain(good);
  return cardOf({ [path]: smallestTexts[path]!.replace(good, bad) })!.standards.filter(({ met }) => !met).map(({ id, lacking }) => [id, lacking]);
};

describe('a quality card', () => {
  it('names the place of everything that it finds', () => {
    const card = cardOf()!;
    expect(card.standards.map(({ id, met }) => [id, met])).toEqual(standards.map(({ id }) => [id, true]));
    for (const { evidence } of card.standards) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const { path, line, says } of evidence) {
        if (path.startsWith('releases/')) continue;
        expect(smallestTexts[path]!.split('\n')[line - 1]!.toLowerCase(), `${path}:${line}`).toContain(says.split(/[,:]/)[0]!.toLowerCase());
      }
    }
  });

  it('gives no sum', () => {
    expect(Object.keys(cardOf()!)).toEqual(['credential', 'title', 'version', 'against', 'standards', 'others', 'shown']);
  });

  it('says what is lacking', () => {
    expect(unmet('credentials/wait-time.md', '### Ask, then wait', 'Ask, then wait.')).toEqual([['method-components', ['a heading of the third level in the section Method']]]);
    expect(unmet('credentials/wait-time.md', 'kind: reading\n    price: free', 'kind: reading\n    price: USD 5')).toEqual([['free-resources', ['a free resource in the place of "A page on questioning" (USD 5)']]]);
    expect(unmet('evidence/wait-time.yaml', '    sufficient: Names one change and what it did.\n', '')).toEqual([['part-three', ['what is sufficient for "Reflection"']]]);
    expect(unmet('evidence/wait-time.yaml', 'feeds: [waits, hears-everyone, builds-on-answers]', 'feeds: [waits, hears-everyone]')).toEqual([['part-two', ['work that shows "Builds on answers"']]]);
    expect(unmet('rubrics/wait-time.yaml', 'not-yet: Answers come from', 'not-yett: Answers come from')).toEqual([['rubric-levels', ['Not yet of "Hears every learner"']]]);
    expect(unmet('rubrics/wait-time.yaml', '    title: Proficient\npassing', '    title: Proficient\n  - id: leading\n    title: Leading\npassing')).toEqual(expect.arrayContaining([['earning-rule', ['the highest level, Leading, as the passing one']]]));
    expect(unmet('credentials/wait-time.md', 'version: 1.0.0\nstatus', 'version: 1.1.0\nstatus')).toEqual([['whole-before-applying', ['a release of version 1.1.0, from which its page is made']]]);
  });

  it('shows, role by role and without a verdict, where the catalog answers to standards that are not judged by here', () => {
    const { others, shown } = cardOf()!;
    expect(others.map(({ id, address }) => [id, address.startsWith('https://')])).toEqual([['mpos', true]]);
    expect(new Set(shown.map(({ role }) => role))).toEqual(new Set(['developer', 'earner', 'assessor', 'issuer', 'recognizer']));
    for (const one of shown) {
      expect(Object.keys(one)).toEqual(['id', 'role', 'title', 'evidence', 'lacking']);
      for (const { path, line } of one.evidence) if (smallestTexts[path] !== undefined) expect(line).toBeLessThanOrEqual(smallestTexts[path].split('\n').length);
    }
    const of = (id: string, changes: Readonly<Record<string, string>> = {}) => cardOf(changes)!.shown.find((one) => one.id === id)!;
    const lineOf = (path: string, words: string): number => smallestTexts[path]!.split('\n').findIndex((line) => line.includes(words)) + 1;
    expect(of('other-ways')).toMatchObject({ evidence: [{ path: 'evidence/wait-time.yaml', line: lineOf('evidence/wait-time.yaml', 'alternative:'), says: 'A clip: A rehearsal with colleagues who answer as learners would.' }], lacking: [] });
    expect(of('who-assesses').evidence.map(({ says }) => says)).toEqual(['one who covers it, calibrated until 2099-12-31', 'one who covers it, calibrated until 2099-12-31', '2 who judge independently must find every criterion at its passing level']);
    expect(of('who-assesses', { 'assessors.yaml': smallestTexts['assessors.yaml']!.replaceAll('[all]', '[arts]') }).lacking).toEqual(['an assessor who covers it']);
    expect(of('calibration').lacking).toEqual(['a calibration in the policy']);
    expect(of('public-standards').lacking).toEqual(['a public standard that the competency is aligned to']);
    expect(of('worth')).toMatchObject({ evidence: [{ path: 'endorsements/wait-time/state-agency.json' }], lacking: ['what the programme counts for it (`credits`)'] });
    expect(of('signed-and-frozen', { 'credentials/wait-time.md': smallestTexts['credentials/wait-time.md']!.replace('version: 1.0.0\nstatus', 'version: 1.1.0\nstatus') }).lacking).toEqual(['a release of version 1.1.0']);
  });

  it('is not made of what cannot be read', () => {
    expect(cardOf({ 'rubrics/wait-time.yaml': 'levels: [' })).toBeNull();
  });
});
