import { hiddenIn } from '../rules/hidden-characters.ts';

/** Text for a terminal: controls, bidi marks and blanks without width are spelt out, so that nothing in a file can act on the screen. */
export function visible(text: string): string {
  let shown = '';
  let from = 0;
  for (const { offset, code } of hiddenIn(text)) {
    shown += `${text.slice(from, offset)}<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
    from = offset + (code > 0xffff ? 2 : 1);
  }
  return (shown + text.slice(from)).replaceAll('\t', '<tab>').replaceAll('\r', '<CR>').replaceAll('\n', '<LF>').toWellFormed();
}

const NARROW = /^[\u0020-\u02FF]*$/;
const NONE = /^[\p{M}\u200C\u200D\uFE0F]$/u;
const WIDE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]$/u;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

/** Breaks a text into lines of at most `width` columns, at blanks; a longer word keeps a line of its own. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(/\s+/).filter(Boolean).map(visible)) {
    const columns = columnsOf(word);
    if (line !== '' && used + 1 + columns > width) {
      lines.push(line);
      line = '';
    }
    used = line === '' ? columns : used + 1 + columns;
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
