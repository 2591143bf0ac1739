import { describe, expect, it } from 'vitest';
import { smallestCatalog } from '../../testing/smallest.ts';
import { lint } from '../lint.ts';
import { rules } from './index.ts';

const today = '2026-11-22';
const texts = new Map(smallestCatalog().map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));

describe('the rules', () => {
  it('have nothing to say about the smallest catalog', () => {
    expect(lint(smallestCatalog(), { today }).diagnostics).toEqual([]);
  });

  it('have distinct ids, in kebab case', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s reports its bad example at a place in the file, and not its good one', (_, rule) => {
    const text = texts.get(rule.path);
    expect(text, `${rule.path} is in the smallest catalog`).toBeDefined();
    expect(text!.split(rule.good), 'the good example stands in it once').toHaveLength(2);
    const spoiled = text!.replace(rule.good, () => rule.bad);
    const found = lint(smallestCatalog({ [rule.path]: spoiled }), { today }).diagnostics;
    const own = found.filter((diagnostic) => diagnostic.rule === rule.id);
    expect(own.length, JSON.stringify(found)).toBeGreaterThan(0);
    for (const diagnostic of own) {
      expect(diagnostic.severity).toBe(rule.severity);
      expect(diagnostic.message).toMatch(/^Unexpected .+/);
      if (diagnostic.path === rule.path) expect(diagnostic.line).toBeLessThanOrEqual(spoiled.split('\n').length);
    }
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s explains itself in sentences', (_, rule) => {
    for (const sentence of [rule.summary, rule.why, rule.remedy]) expect(sentence).toMatch(/^[A-Z].*\.$/s);
  });
});
