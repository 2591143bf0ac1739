/** A piece of an example's line, and whether it is what the other example has otherwise. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** One line of an example, in pieces. */
export type ExampleLine = readonly Piece[];

/** The lines of a bad and of a good example, with what differs marked in each. */
export interface ExampleChange {
  readonly bad: readonly ExampleLine[];
  readonly good: readonly ExampleLine[];
}

/** Marks what differs between two examples: the words between what both begin with and what both end with. */
export function exampleChange(bad: string, good: string): ExampleChange {
  const [left, right] = [wordsOf(bad), wordsOf(good)];
  let before = 0;
  while (before < Math.min(left.length, right.length) && left[before] === right[before]) before += 1;
  let after = 0;
  while (after < Math.min(left.length, right.length) - before && left[left.length - 1 - after] === right[right.length - 1 - after]) after += 1;
  return { bad: marked(left, before, after), good: marked(right, before, after) };
}

// Words and the blanks between them, so that a mark never begins inside a word.
const wordsOf = (text: string): readonly string[] => text.match(/\n|[^\S\n]+|[^\s]+/gu) ?? [];

function marked(words: readonly string[], before: number, after: number): readonly ExampleLine[] {
  const lines: Piece[][] = [[]];
  for (const [at, word] of words.entries()) {
    if (word === '\n') {
      lines.push([]);
      continue;
    }
    const line = lines.at(-1)!;
    // Blanks that begin a line are its place and not its content.
    const changed = at >= before && at < words.length - after && !(line.length === 0 && word.trim() === '');
    const last = line.at(-1);
    if (last?.changed === changed) line[line.length - 1] = { text: last.text + word, changed };
    else line.push({ text: word, changed });
  }
  if (lines.at(-1)!.length === 0) lines.pop();
  return lines;
}

/** Two examples without the blanks with which every line of both begins. */
export function outdented(bad: string, good: string): readonly [bad: string, good: string] {
  const lines = `${bad}\n${good}`.split('\n').filter((line) => line.trim() !== '');
  const depth = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  const shorten = (text: string): string => text.split('\n').map((line) => line.slice(Math.min(depth, line.length - line.trimStart().length))).join('\n');
  return [shorten(bad), shorten(good)];
}
