import type { Root } from 'mdast';
import { parseMarkdown } from '../markdown.ts';
import { tidyBlanks } from './tidy-blanks.ts';
import { tidyBullets, tidyHeadings } from './tidy-marks.ts';
import { tidyTables } from './tidy-tables.ts';

const STEPS: readonly ((text: string, root: Root) => string)[] = [tidyHeadings, tidyBullets, tidyTables, tidyBlanks];

/** One step may make room for another; what has not settled after so many turns is left as it was. */
const TURNS = 4;

/**
 * Tidies a Markdown text where nothing can come to mean something else: `-` for lists, `#` for headings, tables in columns, blanks at the ends of lines,
 * one blank line between blocks. Nothing is wrapped anew; code, HTML and hard breaks stay. A step that would change what is shown is left out.
 * @returns null where it does not settle.
 */
export function tidyMarkdown(written: string): string | null {
  const bare = written.replace(/^(?:[ \t]*\n)+/, '');
  // At the very beginning a byte order mark is no letter.
  const text = bare === written || meaningOf(bare) === meaningOf(written) ? bare : written;
  let here = { text, root: parseMarkdown(text) };
  const meaning = meaningIn(here.root);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const before = here.text;
    for (const step of STEPS) {
      const next = step(here.text, here.root);
      if (next === here.text) continue;
      const root = parseMarkdown(next);
      if (meaningIn(root) === meaning) here = { text: next, root };
    }
    if (here.text === before) return before;
  }
  return null;
}

const meaningIn = (root: Root): string => JSON.stringify(root, (key, value: unknown) => (key === 'position' ? undefined : value));

/** What a Markdown text says, without its places: equal for texts that are shown alike. */
export const meaningOf = (text: string): string => meaningIn(parseMarkdown(text));
