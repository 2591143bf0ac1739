import { describe, expect, it } from 'vitest';
import { columns } from './table.ts';

const ROWS = [
  ['claim', 'credential', 'waits for', 'days', 'until'],
  ['portfolio-maya-okafor#7', 'checking-for-understanding', 'ruth-lindqvist', '3', '24 Nov 2026, late'],
  ['portfolio-tomas-reyes#12', 'task-redesign-with-samr', 'the programme lead', '12', '2 Dec 2026'],
];

describe('a table', () => {
  it('cuts the columns that may be cut, in their order, and no other', () => {
    const lines = columns(ROWS, 80, [1, 2]).trimEnd().split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(83);
    for (const [at, row] of ROWS.slice(1).entries()) for (const cell of [row[0]!, row[3]!, row[4]!]) expect(lines[at + 1]).toContain(cell);
    expect(lines[1]).toContain('checking-fo…');
  });
  it('cuts nothing where there is room', () => {
    const lines = columns(ROWS, 120, [1, 2]).split('\n');
    for (const [at, row] of ROWS.entries()) for (const cell of row) expect(lines[at]).toContain(cell);
    expect(columns(ROWS, 120, [1, 2])).not.toContain('…');
  });
  it('leaves a column whole while the one before it can still give way', () => {
    expect(columns(ROWS, 96, [1, 2])).toContain('the programme lead');
  });
});
