import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { smallestCatalog } from '../../testing/smallest.ts';
import { lint } from '../lint.ts';
import { explainable, rules } from './index.ts';
import { textRules } from './text-rules.ts';

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

  it('stand one in a file that bears its name, and are all listed', () => {
    const folder = new URL('.', import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && /satisfies Rule as Rule/.test(readFileSync(new URL(name, folder), 'utf8')));
    expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(rules.map(({ id }) => id).sort());
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
      const lines = (diagnostic.path === rule.path ? spoiled : texts.get(diagnostic.path)!).split('\n');
      expect(diagnostic.line).toBeLessThanOrEqual(lines.length);
      expect(diagnostic.column).toBeLessThanOrEqual(lines[diagnostic.line - 1]!.length + 1);
    }
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s mends its bad example where it says that it can', (_, rule) => {
    const spoiled = texts.get(rule.path)!.replace(rule.good, () => rule.bad);
    const own = (text: string) => lint(smallestCatalog({ [rule.path]: text }), { today }).diagnostics.filter((diagnostic) => diagnostic.rule === rule.id && diagnostic.path === rule.path);
    for (const { fix, message } of own(spoiled)) {
      if (fix === undefined) continue;
      const mended = [...fix.edits].sort((a, b) => b.start - a.start).reduce((text, { start, end, text: better }) => text.slice(0, start) + better + text.slice(end), spoiled);
      expect(fix.title).toMatch(/^[A-Z].*[^.]$/);
      expect(own(mended).map((diagnostic) => diagnostic.message)).not.toContain(message);
    }
  });

  it.each(explainable.map((rule) => [rule.id, rule] as const))('%s explains itself in sentences', (_, rule) => {
    for (const sentence of [rule.summary, rule.why, rule.remedy]) expect(sentence).toMatch(/^[A-Z].*\.$/s);
  });

  it('are explained together with the faults that the loader finds', () => {
    expect(explainable).toHaveLength(rules.length + textRules.length);
    expect(new Set(explainable.map(({ id }) => id)).size).toBe(explainable.length);
    const source = ['load-with', 'codeowners', 'document', 'lint-with', 'validation', 'change/version-faults', 'allow/allowed'].map((name) => readFileSync(new URL(`../${name}.ts`, import.meta.url), 'utf8')).join('');
    const given = new Set([...source.matchAll(/rule: '([a-z-]+)'/g)].map(([, id]) => id));
    // A change may break what a rule holds for a catalog by itself.
    expect([...given].filter((id) => !rules.some((rule) => rule.id === id)).sort()).toEqual(textRules.map(({ id }) => id).sort());
  });
});
