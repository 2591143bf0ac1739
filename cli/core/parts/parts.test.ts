import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateCatalog, withFaults } from '../../bench/generate.ts';
import { diskFiles, readCatalog } from '../../effects/files.ts';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog, type Catalog, type Entry } from '../catalog.ts';
import type { SourceFile } from '../document.ts';
import { lint } from '../lint.ts';
import { rules } from '../rules/index.ts';
import { validate } from '../schema.ts';
import { examine } from './examine.ts';
import { lintParts } from './lint-parts.ts';
import { DEFINITIONS, definitionAt, type Part } from './part.ts';
import { keep, partly } from './partly.ts';

const circumstances = { today: '2026-11-22' };
const onDisk = (...path: string[]): Promise<readonly SourceFile[]> => readCatalog(diskFiles, join(import.meta.dirname, '..', '..', ...path));
const catalogs = {
  smallest: smallestCatalog(),
  sample: await onDisk('..', 'catalog'),
  planted: await onDisk('core', 'rules', 'golden', 'planted'),
  'between keys': await onDisk('core', 'rules', 'golden', 'between-keys'),
  'generated with faults': withFaults(generateCatalog(7)),
};

// As a command does: a few at a time, kept as JSON, read again where more is asked.
function lintInParts(files: readonly SourceFile[], atOnce: number): ReturnType<typeof lint> {
  const definitions = files.filter(({ path }) => definitionAt(path) !== null);
  const rest = files.filter((file) => !definitions.includes(file));
  const { issuer } = loadCatalog(rest).catalog;
  const parts: Part[] = [];
  for (let at = 0; at < definitions.length; at += atOnce) parts.push(...examine({ validate }, definitions.slice(at, at + atOnce), issuer, circumstances));
  return lintParts({ validate }, { definitions: JSON.parse(JSON.stringify(parts)) as Part[], rest, again: (path) => files.find((file) => file.path === path)! }, circumstances);
}

function same(files: readonly SourceFile[], atOnce: number): void {
  const [whole, inParts] = [lint(files, circumstances), lintInParts(files, atOnce)];
  expect(inParts.diagnostics).toEqual(whole.diagnostics);
  expect(new Set(inParts.letStand)).toEqual(new Set(whole.letStand));
  expect([inParts.files, inParts.paths]).toEqual([whole.files, whole.paths]);
}

describe('a lint in parts', () => {
  it.each(Object.entries(catalogs))('says of the %s catalog what a lint of the whole says', (_, files) => {
    same(files, 1);
    same(files, 16);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('says the same where %s has something to say', (_, { path, good, bad }) => {
    const before = new TextDecoder().decode(smallestCatalog().find((file) => file.path === path)!.bytes);
    same(smallestCatalog({ [path]: before.replace(good, () => bad) }), 3);
  });

  it('says the same of a rubric in the language of a credential that is read apart from it', () => {
    const texts: Readonly<Record<string, string>> = { ...smallestTexts, 'rubrics/wait-time.yaml': smallestTexts['rubrics/wait-time.yaml']!.replace('Answers come from volunteers.', 'No answers come.') };
    const spanish = { ...texts, 'credentials/wait-time.md': smallestTexts['credentials/wait-time.md']!.replace('status: active\n', 'status: active\nlanguage: es\n') };
    for (const [files, lacks] of [[smallestCatalog(texts), true], [smallestCatalog(spanish), false]] as const) {
      same(files, 1);
      expect(lint(files, circumstances).diagnostics.some(({ rule }) => rule === 'lower-level-present')).toBe(lacks);
    }
  });

  it('says the same of catalogs with changes anywhere', () => {
    const paths = Object.keys(smallestTexts);
    const change = fc.record({ path: fc.constantFrom(...paths), at: fc.double({ min: 0, max: 1, noNaN: true }), less: fc.nat(30), more: fc.constantFrom('', 'wait-time', 'x', '\nunknown: ana@school.org\n', '\n', '# laurel-allow link-text until 2027-01-01: it is so\n', '1.1.0', 'retired', '"', ': ') });
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.subarray(paths, { maxLength: 2 }), fc.constantFrom(1, 5), (changes, gone, atOnce) => {
      const texts: Record<string, string> = { ...smallestTexts };
      for (const { path, at, less, more } of changes) texts[path] = texts[path]!.slice(0, Math.floor(at * texts[path]!.length)) + more + texts[path]!.slice(Math.floor(at * texts[path]!.length) + less);
      same(smallestCatalog(texts).filter(({ path }) => !gone.includes(path)), atOnce);
    }), { numRuns: 60 });
  });
});

describe('a rule', () => {
  const { issuer } = loadCatalog(catalogs.planted).catalog;
  const empty = loadCatalog([]).catalog;
  const alone = (catalog: Catalog, shelf: keyof Catalog, entry: Entry<unknown>): Catalog => ({ ...empty, issuer: catalog.issuer, [shelf]: new Map([[entry.id, entry]]) });

  it.each(rules.filter(({ find }) => find !== undefined).map((rule) => [rule.id, rule] as const))('%s finds by itself what it finds beside others', (_, rule) => {
    expect(issuer).not.toBeNull();
    for (const files of Object.values(catalogs)) {
      const { catalog } = loadCatalog(files);
      const whole = [...rule.find!(catalog, circumstances)].filter(({ path }) => definitionAt(path) !== null);
      const single = Object.values(DEFINITIONS).flatMap(({ shelf }) => [...catalog[shelf].values()].flatMap((entry) => [...rule.find!(alone(catalog, shelf, entry as Entry<unknown>), circumstances)].filter(({ path }) => path === entry.document.path)));
      const unfit = catalog.unfit.flatMap((one) => (definitionAt(one.document.path) === null ? [] : [...rule.find!({ ...empty, issuer: catalog.issuer, unfit: [one] }, circumstances)].filter(({ path }) => path === one.document.path)));
      single.push(...unfit);
      expect(new Set(single)).toEqual(new Set(whole));
      expect(single).toHaveLength(whole.length);
    }
  });
});

describe('a value that is kept in part', () => {
  const value = { a: 1, list: [{ id: 'x', text: 'long' }, { text: 'no id' }], other: { deep: true } };
  const shape = { a: true, list: [{ id: true }], gone: true } as const;

  it('has what was kept at hand, and asks for the rest once more', () => {
    let asked = 0;
    const part = partly<typeof value & { readonly gone?: string }>(shape, JSON.parse(JSON.stringify(keep(shape, value))), () => ((asked += 1), value));
    expect([part.a, part.gone, part.list.map(({ id }) => id)]).toEqual([1, undefined, ['x', undefined]]);
    expect(asked).toBe(0);
    expect([part.list[1]!.text, part.other, Object.keys(part), 'other' in part]).toEqual(['no id', { deep: true }, ['a', 'list', 'other'], true]);
    expect(asked).toBeGreaterThan(0);
    expect({ ...part }).toEqual({ ...value, list: expect.anything() });
  });
});
