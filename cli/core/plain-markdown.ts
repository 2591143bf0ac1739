// Rows from edge to edge, with empty lines around them.
const TABLE = /(?<=^|\n\n)\|[^\n]*\|(?:\n\|[^\n]*\|)*(?=\n\n|\n?$)/g;
// A whole link with its address, which no parser takes for a bare one.
const LINK = /(?<![\\!\]])\[(?:[^\][`|\n]|\n(?!\n))*\]\((?:https:\/\/|#)[^\s()[\]*~`|]*(?: "[^"\n`|]*")?\)/g;
// Emphasis and code that begin and end between the same two empty lines, with words inside their marks and none outside. What is left of the marks after these is only a list's.
const PAIRED = /(?<![*`\p{L}\p{N}])(?:\*\*(?=[\p{L}\p{N}"'(‘“])(?:[^*`|\n]|\n(?!\n))+(?<=[\p{L}\p{N}.,:;!?"')’”…])\*\*|\*(?=[\p{L}\p{N}"'(‘“])(?:[^*`|\n]|\n(?!\n))+(?<=[\p{L}\p{N}.,:;!?"')’”…])\*|`[^`|\n]+`)(?![*`\p{L}\p{N}])/gu;
const BULLET = /^ *\* /gm;
// Escapes, HTML, addresses of e-mail, references to characters, quotations, tabs, carriage returns, characters of two units, footnotes, boxes to tick, definitions.
const SELDOM = /[\\<>@&\t\r\0\ud800-\udfff]|\[(?:\^|[ x]\])|\]:/i;
// Points of a list with nothing in them, and lines and headings that are drawn with the same marks.
const EMPTY = /^ *(?:(?:[-+*]|\d+[.)]) *)+$/m;
// Bare addresses, strike-through, and emphasis and tables that are not of the common kind.
const LEFT = /:\/\/|www\.|[*`_~|]/i;

/**
 * Whether a text is of the plain kind that most are, in which the parsers of Markdown are known to agree to the letter: headings,
 * paragraphs, lists, tables, links to https and to the same page, simple emphasis. In doubt it is not.
 */
export const isPlainMarkdown = (text: string): boolean =>
  !SELDOM.test(text) && !EMPTY.test(text) && !LEFT.test(text.replace(TABLE, (table) => table.replaceAll('|', '\n\n')).replace(LINK, '').replace(PAIRED, '').replace(BULLET, ''));
