import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestTexts } from '../../testing/smallest.ts';
import { suggestionsAt } from './completion.ts';
import { stretchOf } from './finding.ts';
import { landmarksOf } from './landmarks.ts';
import { allowanceFor, changedPart } from './mends.ts';
import { aboutAt, definitionAt, mentionsAt } from './pointing.ts';
import { sheetOf, type Sheet } from './sheet.ts';

const FRAGMENTS = ['---\n', '\n', '\r\n', '\r', '\t', '  ', ': ', '- ', '[', ']', '{', '}', ',', '"', "'", '#', '## ', '|', '>-\n', '# laurel-allow ', '<!-- laurel-allow ', '](#', '\uFEFF', '\u{1F600}', '\uD800', '__proto__: ', 'constructor: ', 'id: ', 'levels:\n'];
const paths = Object.keys(smallestTexts).filter((path) => !path.endsWith('.json'));
const mutated = fc.record({
  file: fc.constantFrom(...paths),
  edits: fc.array(fc.record({ at: fc.nat(), remove: fc.nat({ max: 40 }), insert: fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 5 })) }), { minLength: 1, maxLength: 6 }),
  at: fc.nat(),
}).map(({ file, edits, at }) => ({
  file,
  at,
  text: edits.reduce((before, edit) => {
    const from = edit.at % (before.length + 1);
    return before.slice(0, from) + edit.insert + before.slice(from + edit.remove);
  }, smallestTexts[file]!),
}));

describe('what an editor asks', () => {
  it('is answered anywhere in any text, within the text', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(mutated, ({ file, text, at }) => {
        const sheets = new Map(paths.map((path) => [path, sheetOf(path, path === file ? text : smallestTexts[path]!)] as const).filter((entry): entry is readonly [string, Sheet] => entry[1] !== null));
        const sheet = sheets.get(file)!;
        const offset = at % (text.length + 1);
        const within = ({ start, end }: { readonly start: number; readonly end: number }, of = text): void => expect(start >= 0 && start <= end && end <= of.length).toBe(true);
        for (const { stretch } of suggestionsAt(sheets, sheet, offset, '2026-11-22').list) {
          within(stretch);
          expect(stretch.start <= offset && offset <= stretch.end).toBe(true);
          expect(text.slice(stretch.start, stretch.end)).not.toContain('\n');
        }
        const about = aboutAt(sheets, sheet, offset);
        if (about !== null) within(about.stretch);
        for (const place of [definitionAt(sheets, sheet, offset), ...mentionsAt(sheets, sheet, offset, true)]) if (place !== null) within(place.stretch, sheets.get(place.path)!.text);
        for (const { whole, named } of landmarksOf(sheet)) for (const stretch of [whole, named]) within(stretch);
        within(stretchOf(text, { line: 1 + (at % 60), column: 1 + (at % 7) }, sheet));
        allowanceFor(file, text, { path: file, line: 1 + (at % 60), column: 1, rule: 'link-text', severity: 'warning', message: '', remedy: '' }, '2026-11-22');
        const part = changedPart(smallestTexts[file]!, text);
        if (part !== null) expect(smallestTexts[file]!.slice(0, part.start) + part.text + smallestTexts[file]!.slice(part.end)).toBe(text);
      }),
      { numRuns: 600 },
    );
  });
});
