/** Why a body is not parsed. */
export interface Excess {
  readonly offset: number;
  readonly message: string;
  readonly remedy: string;
}

const LONGEST = 64 * 1024;
const DEEPEST = 24;
const MOST_MARKS = 4000;
const MOST_IN_BLOCK = 1000;
const CONTAINER = /[ \t]*(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])|\[\^[^\]\s]{1,99}\]:)/y;
// A blank line, or a run of marks that can open or close something: one between two blanks cannot.
const MARKS = /\n[ \t\r]*(?=\n)|\[|(?<!\s)(?:\*+|_+|~+)|(?:\*+|_+|~+)(?!\s)/g;

/**
 * Looks over Markdown before it is parsed: the parser calls itself for each level of nesting, and needs time that
 * grows with the square of the marks for emphasis, strike-through and links.
 * @returns null when the text is well within what people write.
 */
export function excessIn(body: string): Excess | null {
  if (body.length > LONGEST) return { offset: LONGEST, message: `Unexpected text of ${body.length} characters, expected at most ${LONGEST}`, remedy: 'Shorten the text below the front matter, or keep long things elsewhere and link to them.' };
  for (let start = 0; start !== -1; start = nextLine(body, start)) {
    let depth = 0;
    for (CONTAINER.lastIndex = start; CONTAINER.test(body); ) depth += 1;
    if (depth > DEEPEST) return { offset: start, message: `Unexpected nesting of ${depth} lists or quotations in one line, expected at most ${DEEPEST}`, remedy: 'Take the marks at the beginning of the line away.' };
  }
  let marks = 0;
  let inBlock = 0;
  for (const { 0: mark, index } of body.matchAll(MARKS)) {
    if (mark.startsWith('\n')) inBlock = 0;
    else if ((marks += 1) > MOST_MARKS || (inBlock += 1) > MOST_IN_BLOCK) {
      return { offset: index, message: `Unexpected number of the marks * _ ~ [, expected at most ${MOST_IN_BLOCK} in a paragraph and ${MOST_MARKS} in a text`, remedy: 'Write with less emphasis and fewer links, or put what holds these characters elsewhere.' };
    }
  }
  return null;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? -1 : end + 1;
}
