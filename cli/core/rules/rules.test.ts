import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { smallestCatalog } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { dateFaults } from '../change/date-faults.ts';
import { versionFaults } from '../change/version-faults.ts';
import { codeowners, codeownersFault } from '../codeowners.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { SourceFile } from '../document.ts';
import { lint } from '../lint.ts';
import { explainable, rules } from './index.ts';
import { textRules, type Explanation } from './text-rules.ts';

const today = '2026-11-22';
const linted = (files: readonly SourceFile[]): readonly Diagnostic[] => lint(files, { today }).diagnostics;
const enlarged = (bytes: Uint8Array, size: number): Uint8Array => (size <= bytes.length ? bytes : Uint8Array.from({ length: size }, (_, at) => bytes[at] ?? 0x0a));
// The character that stands for a byte which is none in UTF-8, as that byte.
const withLatin = (bytes: Uint8Array): Uint8Array => {
  const at = bytes.findIndex((byte, nth) => byte === 0xef && bytes[nth + 1] === 0xbf && bytes[nth + 2] === 0xbd);
  return at === -1 ? bytes : Uint8Array.from([...bytes.slice(0, at), 0xe9, ...bytes.slice(at + 3)]);
};
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

  // How a catalog looks in which an example of the loader's rules holds: most stand in a file, some are about whole files, and two beside it.
  const LOOKS: Readonly<Record<string, (example: string, rule: Explanation) => readonly Diagnostic[]>> = {
    'file-missing': (listed) => linted(smallestCatalog().filter(({ path }) => path !== 'issuer.yaml' || listed.includes('issuer.yaml'))),
    'file-name': (name) => linted(smallestCatalog().map((one) => (one.path === 'credentials/wait-time.md' ? { ...one, path: `credentials/${name}` } : one))),
    size: (listed, { path }) => linted(smallestCatalog().map((one) => (one.path === `${path}submission.md` ? { ...one, bytes: enlarged(one.bytes, parseInt(listed, 10)) } : one))),
    encoding: (example, { path }) => linted(smallestCatalog({ [path]: texts.get(path)!.replace('    prompt: Record one discussion.\n', () => example) }).map((one) => (one.path === path ? { path, bytes: withLatin(one.bytes) } : one))),
    markdown: (example, { path }) => linted(smallestCatalog({ [path]: texts.get(path)!.replace('Count silently to three.\n', () => example) })),
    allowance: (example, { path }) => linted(smallestCatalog({ [path]: texts.get(path)!.replace(/^summary: .*\n/m, () => example) })),
    'allowance-needed': (example, { path }) => linted(smallestCatalog({ [path]: texts.get(path)!.replace(/^summary: .*\n/m, () => example) })),
    'version-fits-change': (example, { path }) => versionFaults(loadCatalog(smallestCatalog()).catalog, loadCatalog(smallestCatalog({ [path]: texts.get(path)!.replace('title: Wait time\nversion: 1.0.0\n', () => example).replace('changes:\n', () => (example.includes('1.1.0') ? 'changes:\n  - version: 1.1.0\n    date: 2026-11-22\n    note: Another title.\n' : 'changes:\n')) })).catalog),
    'release-dated': (example, { path, good }) => dateFaults(loadCatalog(smallestCatalog()).catalog, loadCatalog(smallestCatalog({ [path]: texts.get(path)!.replace(good, () => example) })).catalog, { base: today, today }),
    'owners-current': (example, { good }) => {
      const present = codeowners(['@example/stewards'], 'catalog');
      expect(present).toContain(good);
      const fault = codeownersFault({ path: 'issuer.yaml', at: { line: 1, column: 1 }, names: ['@example/stewards'] }, 'catalog', present.replace(good, () => example));
      return fault === null ? [] : [fault];
    },
  };
  const inPlace = (example: string, { path, good }: Explanation): readonly Diagnostic[] => {
    expect(texts.get(path)!.split(good), 'the good example stands in it once').toHaveLength(2);
    return linted(smallestCatalog({ [path]: texts.get(path)!.replace(good, () => example) }));
  };

  it.each(textRules.map((rule) => [rule.id, rule] as const))('%s reports its bad example and not its good one, before any rule of the catalog', (id, rule) => {
    const look = LOOKS[id] ?? inPlace;
    expect(look(rule.bad, rule).map((diagnostic) => diagnostic.rule)).toContain(id);
    expect(look(rule.good, rule).map((diagnostic) => diagnostic.rule)).not.toContain(id);
  });

  it.each(explainable.map((rule) => [rule.id, rule] as const))('%s explains itself in sentences', (_, rule) => {
    for (const sentence of [rule.summary, rule.why, rule.remedy]) expect(sentence).toMatch(/^[A-Z].*\.$/s);
  });

  it('are explained together with the faults that the loader finds', () => {
    expect(explainable).toHaveLength(rules.length + textRules.length);
    expect(new Set(explainable.map(({ id }) => id)).size).toBe(explainable.length);
    const source = ['load-with', 'codeowners', 'document', 'lint-with', 'validation', 'change/version-faults', 'change/date-faults', 'allow/allowed'].map((name) => readFileSync(new URL(`../${name}.ts`, import.meta.url), 'utf8')).join('');
    const given = new Set([...source.matchAll(/rule: '([a-z-]+)'/g)].map(([, id]) => id));
    // A change may break what a rule holds for a catalog by itself.
    expect([...given].filter((id) => !rules.some((rule) => rule.id === id)).sort()).toEqual(textRules.map(({ id }) => id).sort());
  });
});
