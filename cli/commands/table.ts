import { columnsOf } from '../core/report/visible.ts';

const GAP = 2;

/** Rows as aligned columns, the first row as heads. Cells that do not fit are cut with an ellipsis, the widest first. */
export function columns(rows: readonly (readonly string[])[], width: number): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columnsOf(row[at] ?? ''))));
  const total = (): number => widths.reduce((sum, one) => sum + one + GAP, -GAP);
  while (total() > Math.max(60, width) && Math.max(...widths) > 12) widths[widths.indexOf(Math.max(...widths))]! -= 1;
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
