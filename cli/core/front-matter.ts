import matter from 'gray-matter';

/** A Markdown file cut in two; offsets count from the start of the file. */
export interface Split {
  readonly yaml: string;
  readonly yamlOffset: number;
  readonly body: string;
  readonly bodyOffset: number;
}

/** Why a file could not be cut. */
export interface SplitFault {
  readonly offset: number;
  readonly message: string;
  readonly remedy: string;
}

const FENCE = /^---[ \t]*(?:\r?\n|$)/;
// A fence whose line ends in nothing but a carriage return.
const LONE_RETURN = /^---[ \t]*\r(?!\n)/;
const refuse = (): never => {
  throw new Error('front matter is YAML only');
};
// gray-matter would evaluate `---js`; every engine but the identity one for YAML is refused, and the fence is looked at first.
const engines = { yaml: { parse: (text: string): object => ({ text }) }, javascript: { parse: refuse }, js: { parse: refuse }, json: { parse: refuse }, coffee: { parse: refuse }, toml: { parse: refuse } };

/** Cuts front matter from body. Nothing in the text is ever evaluated; only plain `---` fences are accepted. */
export function splitFrontMatter(text: string): Split | SplitFault {
  if (!text.startsWith('---')) return { offset: 0, message: 'Unexpected start of the file, expected front matter', remedy: 'Begin the file with a line `---`, then the fields, then a line `---`.' };
  const opened = LONE_RETURN.exec(text);
  if (opened !== null) return returned(opened[0].length - 1);
  if (!FENCE.test(text)) return { offset: 3, message: `Unexpected front matter language "${text.slice(3, 40).split(/\s/)[0]}", expected YAML`, remedy: 'Write the first line as `---` alone.' };
  const yamlOffset = text.indexOf('\n') + 1;
  const close = /^---[ \t]*\r?$/gm;
  close.lastIndex = yamlOffset;
  const end = yamlOffset === 0 ? null : close.exec(text);
  if (end === null) return { offset: 0, message: 'Unexpected end of the file, expected the line `---` that ends the front matter', remedy: 'Add a line `---` after the last field.' };
  const first = text.indexOf('\n---', yamlOffset - 1) + 1;
  // A line begins behind a carriage return alone, too, for whoever searches; the fences are none there.
  if (first !== end.index && text[end.index - 1] === '\r') return returned(end.index - 1);
  if (first !== end.index) return { offset: first, message: 'Unexpected line that begins with ---, expected a field or the line `---` alone', remedy: 'Indent the line, or remove what follows the three hyphens.' };
  const gap = gapIn(text.slice(yamlOffset, end.index));
  if (gap !== null) return { offset: yamlOffset + gap, message: 'Unexpected run of blank lines, expected at most 20', remedy: 'Remove the blank lines.' };
  // Between two plain fences nothing is left to be found out.
  if (text.startsWith('---\n') && text.startsWith('---\n', end.index)) return { yaml: text.slice(yamlOffset, Math.max(yamlOffset, end.index - 1)), yamlOffset, body: text.slice(end.index + 4), bodyOffset: end.index + 4 };
  const { matter: raw, content } = matter(text.replace(/^---[ \t]+/, '---'), { engines, language: 'yaml' });
  // gray-matter keeps the line break that follows the opening fence.
  const yaml = raw.replace(/^\r?\n/, '');
  const bodyOffset = text.length - content.length;
  return { yaml, yamlOffset, body: content, bodyOffset };
}

const returned = (offset: number): SplitFault => ({ offset, message: 'Unexpected carriage return (U+000D) alone at the end of a line, expected a line feed (U+000A), with or without one before it', remedy: 'Save the file with the line ends that your editor calls LF (Unix) or CRLF (Windows).' });

// gray-matter's own search for comments needs time that grows with the square of a run of blank lines.
function gapIn(yaml: string): number | null {
  for (const { 0: run, index } of yaml.matchAll(/\s{20,}/g)) if ((run.match(/[\n\r\u2028\u2029]/g)?.length ?? 0) > 20) return index;
  return null;
}
