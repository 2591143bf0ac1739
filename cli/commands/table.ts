import { columnsOf } from '../core/report/visible.ts';

const GAP = 2;

/** What a column is cut to at most. */
const LEAST = 12;

/**
 * Rows as aligned columns, the first row as heads. Where they do not fit, cells are cut with an ellipsis.
 * @param shrink the columns that may be cut, by number: the first as far as it goes, then the next. The others are never cut.
 */
export function columns(rows: readonly (readonly string[])[], width: number, shrink: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columnsOf(row[at] ?? ''))));
  for (const at of shrink) {
    const over = widths.reduce((sum, one) => sum + one + GAP, -GAP) - Math.max(60, width);
    widths[at] = Math.min(widths[at]!, Math.max(LEAST, widths[at]! - Math.max(0, over)));
  }
  return rows.map((row) => `${row.map((cell, at) => fit(cell, widths[at]!, at === row.length - 1)).join(' '.repeat(GAP)).trimEnd()}\n`).join('');
}

function fit(cell: string, width: number, last: boolean): string {
  const used = columnsOf(cell);
  if (used <= width) return last ? cell : cell + ' '.repeat(width - used);
  let cut = '';
  for (const character of cell) {
    if (columnsOf(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…${' '.repeat(Math.max(0, width - 1 - columnsOf(cut)))}`;
}
