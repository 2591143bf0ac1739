import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { smallestCatalog } from '../../testing/smallest.ts';
import { generateCatalog, withFaults } from '../../bench/generate.ts';
import { lint } from '../../core/lint.ts';
import { diskFiles, readCatalog } from '../files.ts';
import type { Known } from './known.ts';
import { lintFolder, type Linted } from './lint-folder.ts';
import { memoryIn } from './memory.ts';

const top = mkdtempSync(join(tmpdir(), 'laurel-linting-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
let count = 0;

const circumstances = { today: '2026-11-22' };
// Files are sure to be told apart by their stamps only when they are older than a few seconds; so the clock is said to be ahead.
const later = (): Date => new Date(Date.now() + 10_000);

function newFolder(): string {
  const root = join(top, String((count += 1)));
  for (const { path, bytes } of smallestCatalog()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  return root;
}

const lintIn = (root: string, before: Known | null, now = later): Promise<Linted> => lintFolder({ files: diskFiles, root, circumstances, now }, before);
const memoryOf = (root: string, build = 'a', today = circumstances.today) => memoryIn(join(top, 'cache'), { build, today, root });

async function expectCold(root: string, { known }: Linted): Promise<void> {
  const cold = lint(await readCatalog(diskFiles, root), circumstances);
  expect(known.report.diagnostics).toEqual(cold.diagnostics);
  expect(new Set(known.report.paths)).toEqual(cold.paths);
}

describe('a lint of a folder', () => {
  it('reads nothing where nothing changed, and one file where one did', async () => {
    const root = newFolder();
    const first = await lintIn(root, null);
    expect(first.read).toHaveLength(smallestCatalog().length);
    await memoryOf(root).keep(first.known);
    expect((await lintIn(root, memoryOf(root).recall())).read).toEqual([]);
    const rubric = join(root, 'rubrics', 'wait-time.yaml');
    writeFileSync(rubric, readFileSync(rubric, 'utf8').replace('passing: proficient', 'passing: expert'));
    const second = await lintIn(root, memoryOf(root).recall());
    expect(second.read).toEqual(['rubrics/wait-time.yaml']);
    expect(second.known.report.diagnostics.map(({ rule }) => rule)).toContain('passing-level-exists');
    await expectCold(root, second);
  });

  it('says in two threads what it says in one', async () => {
    const root = newFolder();
    for (const { path, bytes } of withFaults(generateCatalog(6))) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    }
    const threads = { program: new URL('./examine-worker.ts', import.meta.url), count: 2, each: 5 };
    const shared = await lintFolder({ files: diskFiles, root, circumstances, now: later, threads }, null);
    expect(shared.known.report.diagnostics.length).toBeGreaterThan(0);
    await expectCold(root, shared);
    await expect(lintFolder({ files: diskFiles, root, circumstances, now: later, threads: { ...threads, program: new URL('data:text/javascript,process.exit(1)') } }, null)).rejects.toThrow('a thread ended before its work');
  });

  it('judges everything anew when the issuer changes', async () => {
    const root = newFolder();
    const { known } = await lintIn(root, null);
    const issuer = join(root, 'issuer.yaml');
    writeFileSync(issuer, readFileSync(issuer, 'utf8').replace('language: en', 'language: de'));
    const { read } = await lintIn(root, known);
    expect(read).toContain('rubrics/wait-time.yaml');
  });

  it('does not trust a stamp that is a moment old', async () => {
    const root = newFolder();
    const { known } = await lintIn(root, null, () => new Date());
    expect((await lintIn(root, known, () => new Date())).read).toHaveLength(smallestCatalog().length);
  });

  it('passes over what is not its own: another program, another day, a file that was cut short or changed', async () => {
    const root = newFolder();
    await memoryOf(root).keep((await lintIn(root, null)).known);
    expect(memoryOf(root, 'b').recall()).toBeNull();
    expect(memoryOf(root, 'a', '2026-11-23').recall()).toBeNull();
    const cache = join(top, 'cache', 'lint');
    const [report] = readdirSync(cache).filter((name) => name.endsWith('.report')).map((name) => join(cache, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    const text = readFileSync(report!, 'utf8');
    for (const broken of ['', 'x', text.slice(0, -20), text.replace('"paths"', '"path5"'), `${text} `]) {
      writeFileSync(report!, broken);
      expect(memoryOf(root).recall()).toBeNull();
    }
    const old = join(cache, 'old.report');
    writeFileSync(old, 'x');
    utimesSync(old, new Date(0), new Date(0));
    await memoryOf(newFolder()).keep((await lintIn(root, null)).known);
    expect(readdirSync(cache)).not.toContain('old.report');
    writeFileSync(report!, text);
    rmSync(report!.replace('.report', '.parts'));
    await setTimeout(15);
    writeFileSync(join(root, 'rubrics', 'wait-time.yaml'), 'levels: [');
    await expectCold(root, await lintIn(root, memoryOf(root).recall()));
  });

  it('writes only what changed beside what it has read, and passes over it where it was cut short', async () => {
    const root = newFolder();
    const rubric = join(root, 'rubrics', 'wait-time.yaml');
    await memoryOf(root).keep((await lintIn(root, null)).known);
    const cache = join(top, 'cache', 'lint');
    const written = (): readonly string[] => readdirSync(cache).filter((name) => name.endsWith('.since')).map((name) => join(cache, name));
    expect(written()).toHaveLength(0);
    for (const passing of ['expert', 'novice', 'proficient']) {
      await setTimeout(15);
      writeFileSync(rubric, readFileSync(rubric, 'utf8').replace(/^passing: .*$/m, `passing: ${passing}`));
      const memory = memoryOf(root);
      const next = await lintIn(root, memory.recall());
      expect(next.read).toEqual(['rubrics/wait-time.yaml']);
      await memory.keep(next.known);
      expect(written()).toHaveLength(1);
      await expectCold(root, await lintIn(root, memoryOf(root).recall()));
    }
    const [since] = written();
    writeFileSync(since!, readFileSync(since!, 'utf8').slice(0, -9));
    await setTimeout(15);
    writeFileSync(rubric, readFileSync(rubric, 'utf8').replace('passing: proficient', 'passing: expert'));
    const anew = await lintIn(root, memoryOf(root).recall());
    expect(anew.read.length).toBeGreaterThan(1);
    await expectCold(root, anew);
  });

  it.each(['/dev/null/x', '/proc/nope', join(import.meta.dirname, 'memory.ts')])('is not kept from its report by a cache that cannot be written: %s', async (folder) => {
    const root = newFolder();
    const memory = memoryIn(folder, { build: 'a', today: circumstances.today, root });
    const linted = await lintIn(root, memory.recall());
    await memory.keep(linted.known);
    expect(memory.recall()).toBeNull();
  });

  it('is tried again when a file goes while it is read', async () => {
    const root = newFolder();
    const gone = join(root, 'evidence', 'wait-time.yaml');
    let reads = 0;
    const files = { ...diskFiles, readNow: (path: string) => {
      if (path === gone && (reads += 1) === 1) rmSync(gone);
      return diskFiles.readNow(path);
    } };
    await expectCold(root, await lintFolder({ files, root, circumstances, now: later }, null));
    expect(reads).toBe(1);
  });

  it('says after any changes what a lint from nothing says', async () => {
    const paths = smallestCatalog().map(({ path }) => path);
    const place = fc.record({ path: fc.constantFrom(...paths), at: fc.double({ min: 0, max: 1, noNaN: true }) });
    const edit = fc.oneof(
      fc.record({ kind: fc.constantFrom('change', 'replace', 'same size', 'same size and time', 'remove', 'touch', 'restore') , place }),
      fc.record({ kind: fc.constantFrom('add', 'rename'), place, name: fc.constantFrom('rubrics/other.yaml', 'credentials/other.md', 'evidence/Not A Name.yaml', 'README.md', 'submissions/wait-time/example-teacher/1/notes.txt', 'releases/wait-time/1.1.0.json', 'roster.txt') }),
    );
    await fc.assert(fc.asyncProperty(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), fc.boolean(), async (rounds, fromDisk) => {
      const root = newFolder();
      let { known } = await lintIn(root, null);
      // A memory that knows what it has read writes less.
      let memory = memoryOf(root);
      for (const edits of rounds) {
        // Longer than the disk's clock ticks.
        await setTimeout(12);
        for (const one of edits) apply(root, one);
        if (fromDisk) await memory.keep(known);
        if (fromDisk) memory = memoryOf(root);
        const next = await lintIn(root, fromDisk ? memory.recall() : known);
        await expectCold(root, next);
        ({ known } = next);
      }
    }), { numRuns: 30 });
  });
});

interface Edit {
  readonly kind: string;
  readonly place: { readonly path: string; readonly at: number };
  readonly name?: string;
}

function apply(root: string, { kind, place: { path, at }, name }: Edit): void {
  const file = join(root, path);
  const before = statSync(file, { throwIfNoEntry: false });
  const original = smallestCatalog().find((source) => source.path === path)!.bytes;
  if (before === undefined || kind === 'restore') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, original);
    return;
  }
  const text = readFileSync(file, 'latin1');
  const offset = Math.floor(at * text.length);
  const other = text.charAt(offset) === 'x' ? 'y' : 'x';
  const changed = kind.startsWith('same size') ? text.slice(0, offset) + other + text.slice(offset + 1) : `${text.slice(0, offset)}retired${text.slice(offset + 3)}`;
  if (kind === 'remove') rmSync(file);
  else if (kind === 'touch') utimesSync(file, new Date(), new Date());
  else if (kind === 'add' || kind === 'rename') {
    mkdirSync(dirname(join(root, name!)), { recursive: true });
    if (kind === 'rename') renameSync(file, join(root, name!));
    else writeFileSync(join(root, name!), text, 'latin1');
  } else if (kind === 'replace') {
    writeFileSync(`${file}.new`, changed, 'latin1');
    renameSync(`${file}.new`, file);
  } else writeFileSync(file, changed, 'latin1');
  if (kind === 'same size and time') utimesSync(file, before.atime, before.mtime);
}
