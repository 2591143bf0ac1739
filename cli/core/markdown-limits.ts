/** Why a body is not parsed. */
export interface Excess {
  readonly offset: number;
  readonly message: string;
  readonly remedy: string;
}

const LONGEST = 64 * 1024;
const DEEPEST = 24;
const MOST_CONTAINERS = 3000;
// Far above what people write, and low enough for a second of parsing: a text with as many as it may have of the worst.
const COUNTED = {
  lines: { name: 'lines', most: 2500, mostInBlock: 1000, remedy: 'Divide the text with empty lines, or keep long tables and lists elsewhere and link to them.' },
  brackets: { name: 'the marks [ ] and backslash', most: 2000, mostInBlock: 400, remedy: 'Write with fewer links, or put what holds these characters elsewhere.' },
  pipes: { name: 'the mark |', most: 6000, mostInBlock: 3000, remedy: 'Keep large tables elsewhere and link to them.' },
  marks: { name: 'the marks * _ ~ ` <', most: 4000, mostInBlock: 1000, remedy: 'Write with less emphasis and code, or put what holds these characters elsewhere.' },
};
const none = () => ({ lines: 0, brackets: 0, pipes: 0, marks: 0 });
const CONTAINER = /[ \t]*(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])|\[\^[^\]\s]{1,99}\]:)/y;
const LINE_END = /\r\n?|\n/g;
// The end of a line, with the blank line after it; or a run of marks that can open or close something.
const MARKS = /\r?\n(?:[ \t]*(?=\r?\n))?|\r|[[\]\\<|]|`+|\*+|_+|~+/g;

/**
 * Looks over Markdown before it is parsed: the parser calls itself for each level of nesting, and needs time that
 * grows with the square of the marks for emphasis, strike-through and links.
 * @returns null when the text is well within what people write.
 */
export function excessIn(body: string): Excess | null {
  if (body.length > LONGEST) return { offset: LONGEST, message: `Unexpected text of ${body.length} characters, expected at most ${LONGEST}`, remedy: 'Shorten the text below the front matter, or keep long things elsewhere and link to them.' };
  let containers = 0;
  for (let start = 0; start !== -1; start = nextLine(body, start)) {
    let depth = 0;
    for (CONTAINER.lastIndex = start; CONTAINER.test(body); ) depth += 1;
    if (depth > DEEPEST) return { offset: start, message: `Unexpected nesting of ${depth} lists or quotations in one line, expected at most ${DEEPEST}`, remedy: 'Take the marks at the beginning of the line away.' };
    containers += depth;
    if (containers > MOST_CONTAINERS) return { offset: start, message: `Unexpected number of lists and quotations, expected at most ${MOST_CONTAINERS} marks of them at the beginning of lines`, remedy: 'Nest less, or keep long lists elsewhere and link to them.' };
  }
  if (hasFew(body)) return null;
  const all = none();
  let block = none();
  for (const { 0: mark, index } of body.matchAll(MARKS)) {
    const kind = /[\r\n]/.test(mark) ? 'lines' : /[[\]\\]/.test(mark) ? 'brackets' : mark === '|' ? 'pipes' : 'marks';
    const { name, most, mostInBlock, remedy } = COUNTED[kind];
    const weight = weightOf(body, mark, index);
    all[kind] += weight;
    block[kind] += weight;
    if (all[kind] > most || block[kind] > mostInBlock) return { offset: index, message: `Unexpected number of ${name}, expected at most ${mostInBlock} without an empty line between and ${most} in a text`, remedy };
    if (kind === 'lines' && /^\r?\n/.test(body.slice(index + mark.length, index + mark.length + 2))) block = none();
  }
  return null;
}

// A text with no more marks in it than may stand in one block: it need not be looked at block by block.
function hasFew(body: string): boolean {
  const few = Math.min(...Object.values(COUNTED).map(({ mostInBlock }) => mostInBlock));
  let count = 0;
  for (let at = 0; at < body.length; at += 1) {
    const code = body.charCodeAt(at);
    if (code === 0x0a || code === 0x0d || (code >= 0x5b && code <= 0x60 && code !== 0x5e) || code === 0x7c || code === 0x7e || code === 0x2a || code === 0x3c) count += 1;
  }
  return count <= few;
}

/** How often a run can open or close something: for emphasis and strike-through in twos, and not at all between two blanks. */
function weightOf(body: string, mark: string, index: number): number {
  if (!/[*_~]/.test(mark)) return 1;
  const isAlone = /^\s?$/.test(body.charAt(index - 1)) && /^\s?$/.test(body.charAt(index + mark.length));
  return isAlone ? 0 : Math.ceil(mark.length / 2);
}

/** Where the next line begins: the parser takes a carriage return alone for the end of one as well. */
function nextLine(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.test(text) ? LINE_END.lastIndex : -1;
}
