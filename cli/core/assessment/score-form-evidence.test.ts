import { describe, expect, it } from 'vitest';
import { readPart } from './score-form-evidence.ts';

const read = (text: string): string => readPart({ id: 'setting', title: 'Your setting', option: null, feeds: [], text, pieces: [] }, 40).split('\n\n').slice(1).join('\n\n');

describe('a written part, to be read in a terminal', () => {
  it('is broken anew where its writer broke the lines by hand, so that no line stands with one word', () => {
    expect(read('I teach one class of nineteen learners in a small town\nschool. Two are new to English.')).toBe('I teach one class of nineteen learners\nin a small town school. Two are new to\nEnglish.');
  });

  it('keeps short lines, blank lines, lists, tables, quotations and code as they stand', () => {
    const text = 'One.\nTwo.\n\n- first\n- second\n\n| a | b |\n|---|---|\n| a cell with many words in it, longer than a line | b |\n\n> said\n\n```\nx = 1\n\ny = 2\n```';
    expect(read(text)).toBe(text);
  });

  it('goes on with a list entry below its words', () => {
    expect(read('- The first entry goes on for longer than\n  one line.\n- second')).toBe('- The first entry goes on for longer\n  than one line.\n- second');
  });

  it('keeps a line break that was meant', () => {
    expect(read('A line that was ended on purpose by its writer.  \nThe next.')).toContain('\nThe next.');
  });
});
