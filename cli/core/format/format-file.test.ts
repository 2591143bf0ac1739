import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diskFiles, readCatalog } from '../../effects/files.ts';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { parseDocument, type SourceFile } from '../document.ts';
import { draft, draftKinds } from '../draft.ts';
import { splitFrontMatter } from '../front-matter.ts';
import { commentsIn } from '../yaml.ts';
import { formatFile, isFormatted } from './format-file.ts';
import { meaningOf, tidyMarkdown } from './tidy-markdown.ts';

const file = (path: string, text: string): SourceFile => ({ path, bytes: new TextEncoder().encode(text) });
const format = (path: string, text: string): string | null => formatFile(file(path, text));
const CREDENTIAL = 'credentials/wait-time.md';

describe('a formatted file', () => {
  it('is what `laurel new` begins', () => {
    for (const kind of draftKinds) for (const [path, text] of draft(kind, 'exit-tickets', '2026-11-22')) expect(format(path, text), path).toBe(text);
  });

  it('has its fields in the order of the schema, each with its comments, and keeps how scalars are written', () => {
    expect(format('issuer.yaml', `# About the file.

policy:
  # two people
  coach-after: 3 # tries
  # always two
  approvals: 2
# The name.
name: 'Example'
url:   "https://credentials.example.org"
odd: 0x1F
version: 1.10
keys: []
# The end.
`)).toBe(`# About the file.

# The name.
name: 'Example'
url: "https://credentials.example.org"
keys: []
policy:
  # always two
  approvals: 2
  # two people
  coach-after: 3 # tries
odd: 0x1F
version: 1.10

# The end.
`);
  });

  it('keeps an allowance above the line that it is about', () => {
    expect(format('rubrics/a.yaml', '# laurel-allow level-order until 2027-01-01: for a while\npassing: b\nlevels: []\n')).toBe('levels: []\n# laurel-allow level-order until 2027-01-01: for a while\npassing: b\n');
  });

  it('stays as it is where an allowance would come to be about another line, and where a field has no value that could be written', () => {
    for (const text of ['passing: b\nlevels: # laurel-allow level-order until 2027-01-01: for a while\n  - id: a\n', 'passing: b\n? a\nlevels: []\n']) expect(format('rubrics/a.yaml', text)).toBe(text);
  });

  it('has a tidy body: blanks at line ends, around headings and at the end', () => {
    const front = `---\n${smallestTexts[CREDENTIAL]!.split('---\n')[1]!}---\n`;
    const body = '\n\n## One  \nText.   \nMore. \n# Two\n\n\n\n```\ncode  \n\n\n  code\n```\n- a\n- b\n\n\n';
    expect(format(CREDENTIAL, front + body)).toBe(`${front}\n## One\n\nText.  \nMore.\n\n# Two\n\n\`\`\`\ncode  \n\n\n  code\n\`\`\`\n\n- a\n- b\n`);
  });

  it.each([
    ['lists are marked by one mark, at every depth', '* a\n  + b\n* c\n\n1. d\n   * e\n', '- a\n  - b\n- c\n\n1. d\n   - e\n'],
    ['two lists that follow one another stay two', '* a\n\n- b\n', '* a\n\n- b\n'],
    ['what would become a line across stays a list', '* - -\n', '* - -\n'],
    ['headings have marks before them and none behind', 'One\n===\n\nTwo `a`\n---\n\n##   Three ###\n', '# One\n\n## Two `a`\n\n## Three\n'],
    ['a heading over two lines, or that ends in marks of its own, stays', 'One\ntwo\n===\n\nIn C #\n---\n', 'One\ntwo\n===\n\nIn C #\n---\n'],
    ['tables are in columns', 'a|b\n-|:-:\n longer | `c\\|d`\ne\n', '| a      | b      |\n| ------ | :----: |\n| longer | `c\\|d` |\n| e      |\n'],
    ['a table with a cell too many stays', '| a |\n|---|\n| b | c |\n', '| a |\n|---|\n| b | c |\n'],
    ['blocks stand apart, but for a comment above one', 'Text.\n> Said.\n***\n<!-- c -->\n```\ncode\n```\n* a\n', 'Text.\n\n> Said.\n\n***\n<!-- c -->\n```\ncode\n```\n\n- a\n'],
    ['a hard break stays', 'One  \ntwo\\\nthree   \nfour \n', 'One  \ntwo\\\nthree  \nfour\n'],
  ])('has a body in which %s', (_, text, expected) => expect(tidyMarkdown(text)).toBe(expected));

  it('is what the sample catalog holds, the releases apart', async () => {
    const files = (await readCatalog(diskFiles, join(import.meta.dirname, '../../../catalog'))).filter(({ path }) => isFormatted(path));
    expect(files.length).toBeGreaterThan(40);
    for (const each of files) expect(formatFile(each), `${each.path}: run \`laurel fmt\``).toBe(new TextDecoder().decode(each.bytes));
  });

  it('keeps the line ends of its system, and makes a mixture one', () => {
    expect(format('rubrics/a.yaml', 'passing: b\r\nlevels: []\r\n')).toBe('levels: []\r\npassing: b\r\n');
    expect(format('rubrics/a.yaml', 'passing: b\r\nlevels: []\ncriteria: []\n')).toBe('levels: []\npassing: b\ncriteria: []\n');
  });

  it('is never a release, an endorsement, a submission, a calibration or an attachment, nor a file that cannot be read', () => {
    const left = smallestCatalog().filter(({ path }) => !isFormatted(path)).map(({ path }) => path.split('/')[0]);
    expect(new Set(left)).toEqual(new Set(['releases', 'endorsements', 'submissions', 'anchors', 'calibrations']));
    expect(smallestCatalog().filter(({ path }) => isFormatted(path) && /^(?:releases|submissions|calibrations)\/|submission\.md$/.test(path))).toEqual([]);
    expect(format('rubrics/a.yaml', 'a: [')).toBeNull();
    expect(format('releases/a/1.0.0.json', '{ }')).toBeNull();
  });
});

const FRAGMENTS = ['\n', '\n\n', '\r\n', '  ', ' ', '\t', ': ', '- ', '# a comment\n', ' # behind\n', '\n# above\n', '[', ']', '{', '}', '{a: 1, b: [x, y]}', '"', "'", '|\n', '>\n', '>-\n', '|+\n', '>2\n', '## ', '# ', '```\n', '~~~', '`a`', '    ', '  \n', '\\\n', '---\n', '***\n', '===\n', '1. ', '* ', '> ', '| a | b |\n|---|---|\n', '<!-- c -->', '<b>', '[x]: https://x.example\n', '&nbsp;', '0x1F', '1e3', '010', '1.10', 'yes', '~', 'null', 'true', '2026-01-01', 'word '.repeat(40), 'x'.repeat(150), '\u00A0', '\u2028', '\u{1F600}', '\uFEFF', '? a\n', '- - a\n', "''", '""', '#', '%', '@', '!', '*a', '&a'];
const MARKS = ['* a\n', '+ b\n', '- c\n', '  * d\n', '1. e\n', 'Title\n===\n', 'Title #\n---\n', '> Title\n> ---\n', '## Title ##\n', '#   Title\n', '#\n', '|a|b|\n|-|:-:|\n|c|\n', 'a | b\n-|-\nc \\| d | `e|f`\n', '| a |\n|---|\n| b | c |\n', '  \ntext\n', '***\n', '[y]: https://y.example\n', '[^1]\n\n[^1]: note\n', '- [ ] task\n', '* * *\n', '*\n', '__b__', '> * q\n'];
const sources = smallestCatalog().filter(({ path }) => isFormatted(path));
const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 12 }), insert: fc.constantFrom(...FRAGMENTS) });
const move = fc.record({ from: fc.nat(), to: fc.nat() });
// Whole fields change places, comments come between lines and behind them, and now and then something odd stands anywhere.
const moved = fc.record({ file: fc.nat({ max: sources.length - 1 }), moves: fc.array(move, { maxLength: 4 }), comments: fc.array(fc.record({ at: fc.nat(), behind: fc.boolean() }), { maxLength: 4 }) }).map(({ file: nth, moves, comments }) => {
  const { path, bytes } = sources[nth]!;
  const [, open = '', yaml = '', rest = ''] = /^((?:---\n)?)([\s\S]*?)((?:\n---\n[\s\S]*)?)$/.exec(new TextDecoder().decode(bytes))!;
  const fields = yaml.trimEnd().split(/\n(?=\S)/);
  for (const { from, to } of moves) fields.splice(to % fields.length, 0, ...fields.splice(from % fields.length, 1));
  const lines = fields.join('\n').split('\n');
  for (const { at, behind } of comments) {
    if (behind) lines[at % lines.length] += ` # behind ${at % 9}`;
    else lines.splice(at % lines.length, 0, `${' '.repeat(at % 5)}# above ${at % 9}`);
  }
  return { path, text: `${open}${lines.join('\n')}${rest === '' ? '\n' : rest}` };
});
const mutated = fc.tuple(moved, fc.array(edit, { maxLength: 2 })).map(([{ path, text: before }, edits]): SourceFile => {
  let text = before;
  for (const { at, remove, insert } of edits) text = text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + remove);
  return file(path, text);
});
const commentsOf = ({ path, text }: { readonly path: string; readonly text: string }): readonly string[] => {
  const split = splitFrontMatter(text);
  return commentsIn(path.endsWith('.md') && 'yaml' in split ? split.yaml : text).map(({ text: words }) => words.trimEnd()).sort();
};

describe('formatting', () => {
  it('keeps data, comments and the meaning of the text, and changes nothing the second time, whatever the file', { timeout: 120_000 }, () => {
    let formatted = 0;
    fc.assert(
      fc.property(mutated, (before) => {
        const text = formatFile(before);
        const was = parseDocument(before);
        if (text === null) {
          expect(was.faults).not.toEqual([]);
          return;
        }
        formatted += 1;
        const is = parseDocument(file(before.path, text));
        expect(is.faults).toEqual([]);
        expect(is.value).toEqual(was.value);
        expect(meaningOf(is.body.replaceAll('\r\n', '\n'))).toBe(meaningOf(was.body.replaceAll('\r\n', '\n')));
        expect(commentsOf(is)).toEqual(commentsOf(was));
        expect(format(before.path, text)).toBe(text);
      }),
      { numRuns: 600 },
    );
    // Many files must still parse, or little is tried.
    expect(formatted).toBeGreaterThan(200);
  });

  it('puts fields in order whatever order they were in, with comments anywhere', { timeout: 60_000 }, () => {
    const fieldsOf = (text: string): readonly string[] => [...text.matchAll(/^[a-z-]+(?=:)/gm)].map(([name]) => name);
    const inOrder = new Map(sources.map(({ path, bytes }) => [path, fieldsOf(new TextDecoder().decode(bytes))]));
    fc.assert(
      fc.property(moved, ({ path, text }) => {
        expect(fieldsOf(format(path, text)!)).toEqual(inOrder.get(path));
      }),
      { numRuns: 150 },
    );
  });

  it('leaves blank lines before what would be no letter at the beginning', () => {
    expect(tidyMarkdown('\n\uFEFF')).toBe('\n\uFEFF');
    expect(tidyMarkdown('\n\ntext\n')).toBe('text\n');
  });

  it('tidies any Markdown to what is shown alike', { timeout: 60_000 }, () => {
    let changed = 0;
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.constantFrom(...MARKS), fc.constant('text')), { maxLength: 18 }), (parts) => {
        const text = parts.join('');
        const tidied = tidyMarkdown(text);
        if (tidied === null) return;
        if (tidied !== text) changed += 1;
        expect(meaningOf(tidied)).toBe(meaningOf(text));
        expect(tidyMarkdown(tidied)).toBe(tidied);
      }),
      { numRuns: 1500 },
    );
    expect(changed).toBeGreaterThan(500);
    expect(tidyMarkdown('')).toBe('');
  });
});
