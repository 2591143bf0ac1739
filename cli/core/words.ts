/** Breaks text into lines of at most `columns` (and never more than 90) characters, between words. */
export function wrap(text: string, columns: number, indent = ''): string {
  const width = Math.max(30, Math.min(columns, 90)) - indent.length;
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${indent}`);
}

/** Text from others, safe to print: control characters and the ones that turn text round are shown as their code. */
export const plain = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
