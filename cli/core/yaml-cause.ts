/** What a text does that YAML does not read: where it begins, and how it is mended. */
export interface YamlCause {
  readonly offset: number;
  readonly message: string;
  readonly remedy: string;
}

const MARKER = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/m;
const BEGINNING = /^[ \t]*(?:-[ ]+)*(?:([\w.-]+|"[^"\n]*"|'[^'\n]*'):[ ]+)?/;
const MOST_LINES = 1000;

interface Line {
  readonly start: number;
  readonly text: string;
  /** The key on it, and what stands after the key and dashes, with its place. */
  readonly key: string | null;
  readonly value: string;
  readonly valueStart: number;
}

/**
 * The cause of what the parser could not read, for people who do not know YAML: the parser says what it was about to do, and often a line late.
 * @param reason the parser's own words.
 * @param at where it stopped.
 */
export function yamlCause(text: string, reason: string, at: number): YamlCause {
  const marker = MARKER.exec(text);
  if (marker !== null) return { offset: marker.index, message: `Unexpected merge marker "${marker[0].trim()}", expected one of the two versions`, remedy: 'Keep what should stay of both, and remove the lines <<<<<<<, ======= and >>>>>>>.' };
  if (reason.startsWith('nesting exceeded')) return { offset: at, message: 'Unexpected depth of lists and mappings, expected at most 32 inside one another', remedy: 'Remove brackets or dashes that were typed too often.' };
  const line = lineAt(text, at);
  const tab = /^ *\t/.exec(line.text);
  if (tab !== null) return { offset: line.start + tab[0].length - 1, message: 'Unexpected tab in the indentation, expected blanks', remedy: 'Put two blanks in place of the tab.' };
  return inCharacters(text, reason, at) ?? unclosed(text, reason, at) ?? atBeginning(line, at) ?? inEntry(text, reason, at, line) ?? { offset: at, message: `Unexpected YAML: ${reason}`, remedy: 'Compare the indentation, colons, quotes and brackets with the lines around it.' };
}

function inCharacters(text: string, reason: string, at: number): YamlCause | null {
  if (reason === 'unknown escape sequence' || reason === 'expected hexadecimal character') {
    const offset = Math.max(0, text.lastIndexOf('\\', at));
    return { offset, message: `Unexpected "${text.slice(offset, offset + 2)}" in double quotes, expected no backslash or two`, remedy: 'Write the backslash twice, or use single quotes.' };
  }
  if (/non-printable|valid JSON character/.test(reason)) return { offset: at, message: 'Unexpected control character, expected text that can be seen', remedy: 'Delete the character; an editor may show it as a box or not at all.' };
  return null;
}

// The parser notices a quote or bracket that is left open only where the text around it goes on.
function unclosed(text: string, reason: string, at: number): YamlCause | null {
  if (!/deficient indentation|missed comma|expected the node content|within a|multiline key/.test(reason)) return null;
  let line = lineAt(text, at);
  for (let back = 0; back < MOST_LINES; back += 1) {
    const opened = /^["'[{]/.test(line.value) && line.valueStart < at ? openIn(text, line.valueStart, at) : null;
    if (opened !== null && (reason !== 'missed comma between flow collection entries' || lineAt(text, at).start > line.start)) return openedAt(opened, text.charAt(opened));
    if (opened !== null) return { offset: at, message: 'Unexpected text after an entry in brackets, expected a comma or the closing bracket', remedy: 'Put a comma between two entries, and quotes around an entry that contains a colon.' };
    if (line.start === 0) return null;
    line = lineAt(text, line.start - 1);
  }
  return null;
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

function openedAt(offset: number, sign: string): YamlCause {
  const closing = CLOSING[sign];
  if (closing !== undefined) return { offset, message: `Unexpected bracket ${sign} that is not closed, expected ${closing} after the last entry`, remedy: `Put ${closing} where the list ends, or quotes around a text that begins with ${sign}.` };
  return { offset, message: `Unexpected quote ${sign} that is not closed, expected another ${sign} at the end of the text`, remedy: `Put ${sign} where the text ends.` };
}

// What is still open at `end` of all that opens from `start` on; null where the first that opened is closed before.
function openIn(text: string, start: number, end: number): number | null {
  const brackets: number[] = [];
  for (let here = start; here < end; here += 1) {
    const sign = text.charAt(here);
    if ((sign === '"' || sign === "'") && (here === start || /[\s,:[{]/.test(text.charAt(here - 1)))) {
      const close = closingQuote(text, here, sign);
      if (close === null || close >= end) return here;
      here = close;
    } else if (sign === '[' || sign === '{') brackets.push(here);
    else if (sign === ']' || sign === '}') brackets.pop();
    if (brackets.length === 0) return null;
  }
  return brackets.at(-1) ?? null;
}

function closingQuote(text: string, start: number, sign: string): number | null {
  for (let here = start + 1; here < text.length; here += 1) {
    if (sign === '"' && text.charAt(here) === '\\') here += 1;
    else if (text.charAt(here) === sign && sign === "'" && text.charAt(here + 1) === sign) here += 1;
    else if (text.charAt(here) === sign) return here;
  }
  return null;
}

function atBeginning({ key, value, valueStart }: Line, at: number): YamlCause | null {
  if (at < valueStart) return null;
  const first = value.charAt(0);
  if (/^[-?] /.test(value) && key !== null) return { offset: valueStart, message: `Unexpected "${first}" after "${key}:", expected a text or the list below`, remedy: `Write each entry on a line of its own below "${key}:", or put the text in quotes.` };
  if (/^[@`%,\]}*&!?-]/.test(value)) return { offset: valueStart, message: `Unexpected "${first}" at the beginning of a text, expected quotes around it`, remedy: 'Put the whole text in quotes.' };
  if (/^[|>]/.test(value)) return { offset: valueStart, message: `Unexpected text after "${first}", expected it on the lines below`, remedy: `Begin the text on the next line, further to the right; or put a text that begins with ${first} in quotes.` };
  if (first !== '"' && first !== "'") return null;
  const close = closingQuote(value, 0, first);
  if (close === null || valueStart + close >= at) return null;
  return { offset: at, message: 'Unexpected text after the closing quote, expected the end of the value', remedy: first === '"' ? 'Put the whole text in single quotes, or write \\" for each quote inside it.' : "Put the whole text in double quotes, or write '' for each apostrophe inside it." };
}

function inEntry(text: string, reason: string, at: number, line: Line): YamlCause | null {
  const before = above(text, line);
  if (/end of the stream or a document|multiline key|expected ':'/.test(reason)) {
    const wrong = [before, line].find((one) => one !== null && one.value.trim() !== '' && !/^[^\s].*?:(?:\s|$)/.test(one.text.trimStart()) && !/^-(?:\s|$)/.test(one.text.trimStart()));
    if (wrong == null) return indentation(line);
    const glued = /^([\w.-]+):(\S.*)/.exec(wrong.value);
    if (glued !== null) return { offset: wrong.valueStart + glued[1]!.length, message: `Unexpected "${short(wrong.value)}", expected a blank after the colon`, remedy: `Write "${short(`${glued[1]!}: ${glued[2]!}`)}".` };
    return { offset: wrong.valueStart, message: `Unexpected line "${short(wrong.value)}", expected a key, a colon and a value`, remedy: 'Put a colon after the key; or, where the line goes on with the text above, move it further to the right.' };
  }
  if (!/^bad indentation/.test(reason)) return null;
  if (text.charAt(at) !== ':') return indentation(line);
  if (line.key !== null && at >= line.valueStart) return { offset: at, message: `Unexpected colon and blank inside the text of "${line.key}", expected the text in quotes`, remedy: `Put the whole text in quotes: ${line.key}: "${short(line.value).replaceAll('"', "'")}".` };
  if (before?.key != null && before.value.trim() !== '') return { offset: line.start + line.text.search(/\S/), message: `Unexpected key further to the right than "${before.key}" of the line above, expected it below that key`, remedy: `Move it to the left; or, where it goes on with the text of "${before.key}", put the whole text in quotes.` };
  return { offset: at, message: 'Unexpected colon and blank inside a text, expected the text in quotes', remedy: 'Put the whole text in quotes.' };
}

const indentation = (line: Line): YamlCause => ({ offset: line.start + Math.max(0, line.text.search(/\S/)), message: 'Unexpected indentation, expected as many blanks as a line above it', remedy: 'Give lines that belong together the same number of blanks at the beginning.' });

const short = (text: string): string => (text.trim().length > 60 ? `${text.trim().slice(0, 57)}...` : text.trim());

function lineAt(text: string, offset: number): Line {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
  const [beginning, key] = BEGINNING.exec(line)!;
  return { start, text: line, key: key?.replace(/^["']|["']$/g, '') ?? null, value: line.slice(beginning.length), valueStart: start + beginning.length };
}

// The nearest line above that is not empty.
function above(text: string, line: Line): Line | null {
  for (let { start } = line; start > 0; ) {
    const before = lineAt(text, start - 1);
    if (before.text.trim() !== '') return before;
    start = before.start;
  }
  return null;
}
