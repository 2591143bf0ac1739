import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'held-against-others.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('|')).map((line) => line.slice(1, -1).split(' | ').map((cell) => cell.replaceAll('|', '').trim()));
const named = new Map(rows.flatMap(([number = '', title = '', file = '']) => (/^\d+$/.test(number) ? [[number, { title, file: file.replaceAll('`', '') }] as const] : [])));

describe('the page that says what agrees with what', () => {
  it('has a test for every cell that says something, and uses every test that it names', () => {
    const matrix = rows.filter(([kind = '']) => !/^\d+$|^$|^-|^kind/.test(kind));
    const used = matrix.flatMap(([, ...cells]) => cells.filter((cell) => cell !== '').map((cell) => /\[(\d+)\]$/.exec(cell)?.[1]));
    expect(matrix.length).toBeGreaterThan(15);
    expect(used).not.toContain(undefined);
    expect([...new Set(used)].sort()).toEqual([...named.keys()].sort());
  });

  it.each([...named])('names, as %s, a test that is there', (_, { title, file }) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8').replaceAll("\\'", "'");
    expect([`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => text.includes(quoted)), `${file}: ${title}`).toBe(true);
  });
});
