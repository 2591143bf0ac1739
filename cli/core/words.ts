import { visible, wrapped } from './report/visible.ts';

/** Breaks text into lines of at most `columns` (and never more than 90) columns, between words; later lines begin with `indent`. */
export const wrap = (text: string, columns: number, indent = ''): string => wrapped(text, Math.max(30, Math.min(columns, 90)) - indent.length).join(`\n${indent}`);

/** Text from others over several lines, safe to print: nothing in it can act on the screen. */
export const plain = (text: string): string => text.split('\n').map(visible).join('\n');

/** A text of at most so many characters; one that is longer ends with an ellipsis. */
export function cut(text: string, most: number): string {
  const characters = [...text.slice(0, 2 * most + 2)];
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text;
}

/**
 * Text from others as plain words in Markdown on GitHub: no markup, no HTML, no link, no mention that would notify
 * somebody, no reference to another issue.
 */
export const inMarkdown = (text: string): string =>
  visible(text.split(/\s+/).join(' ').trim())
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_{}[\]()+!|~>]/g, '\\$&')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, 'www&#46;')
    .replace(/([@#]|\bGH-)(?=\w)/gi, '$1<!-- -->');
