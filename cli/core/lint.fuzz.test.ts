import fc from 'fast-check';
import { describe, it } from 'vitest';
import { smallestCatalog } from '../testing/smallest.ts';
import { lintHolds } from '../testing/total.ts';
import type { SourceFile } from './document.ts';

const sources = smallestCatalog();
const decoder = new TextDecoder();

const FRAGMENTS = ['---', '---js\n', '\n', '\r\n', '\t', '  ', ': ', '- ', '[', ']', '{', '}', '&a ', '*a', '!!js ', '"', "'", '#', '## ', '# ', '|', '>', '<b>', '<!--', '-->', '![](x)', '[here](http://x)', '[x](#%E0%)', '\u202E', '\u200B', '\u0000', '\uFEFF', '\u{1F600}', '\uD800', '__proto__: 1\n', 'constructor: {}\n', 'toString: 1\n', 'hasOwnProperty: 1\n', 'null', 'true', '1e999', '9'.repeat(30), 'ana@school.k12.us', '+1 541 555 0143', '%40', '2026-02-30', '# laurel-allow observable-level until 2027-01-01: for a while\n', ' # laurel-allow', '<!-- laurel-allow no-raw-html until 2027-01-01: for a while -->'];

const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 40 }), insert: fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 6 }), fc.constant('')) });
const mutated = fc.record({ file: fc.nat({ max: sources.length - 1 }), edits: fc.array(edit, { minLength: 1, maxLength: 6 }) }).map(({ file, edits }): SourceFile => {
  const { path, bytes } = sources[file]!;
  const text = edits.reduce((before, { at, remove, insert }) => {
    const from = at % (before.length + 1);
    return before.slice(0, from) + insert + before.slice(from + remove);
  }, decoder.decode(bytes));
  return { path, bytes: new TextEncoder().encode(text) };
});

describe('lint', () => {
  it('is total for real files with random edits', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(mutated, (changed) => void lintHolds(sources.map((source) => (source.path === changed.path ? changed : source)))),
      { numRuns: 400 },
    );
  });

  it('is total for random bytes in any place', { timeout: 120_000 }, () => {
    const path = fc.oneof(fc.constantFrom(...sources.map((source) => source.path)), fc.string({ unit: 'binary', maxLength: 30 }));
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 100 }).map((tail) => Uint8Array.from([...new TextEncoder().encode('---\na: 1\n---\n'), ...tail])));
    fc.assert(
      fc.property(path, bytes, (place, content) => void lintHolds([...sources.filter((source) => source.path !== place), { path: place, bytes: content }])),
      { numRuns: 250 },
    );
  });

  it('is total for files cut off anywhere', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.nat({ max: sources.length - 1 }), fc.nat(), (file, at) => void lintHolds(sources.map((source, nth) => (nth === file ? { path: source.path, bytes: source.bytes.subarray(0, at % (source.bytes.length + 1)) } : source)))),
      { numRuns: 150 },
    );
  });
});
