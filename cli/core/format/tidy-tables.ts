import type { Root, Table } from 'mdast';
import { edited } from './tidy-marks.ts';

/** What a row may have at most for its table to be drawn in columns. */
const WIDEST = 110;

/** Tables with a bar at both ends of each row, one blank around each cell, and in columns where they are not too wide for that. */
export const tidyTables = (text: string, root: Root): string => edited(text, root.children.flatMap((node) => {
  if (node.type !== 'table') return [];
  const [start, end] = [node.position!.start.offset!, node.position!.end.offset!];
  const better = drawn(text.slice(start, end), node);
  return better === null ? [] : [{ start, end, text: better }];
}));

function drawn(written: string, { align }: Table): string | null {
  const rows = written.split('\n').map(cellsOf);
  const [head, rule, ...rest] = rows;
  // A row with a cell too many shows less than it holds: somebody has to look.
  if (head === undefined || rule === undefined || rule.length !== head.length || rest.some((row) => row.length > head.length || row.length === 0)) return null;
  const shown = [head, ...rest];
  const widths = head.map((_, column) => Math.max(3, ...shown.map((row) => lengthOf(row[column] ?? ''))));
  const isWide = widths.reduce((sum, width) => sum + width + 3, 1) > WIDEST;
  const line = (row: readonly string[], fill: (cell: string, column: number) => string): string => `| ${row.map((cell, column) => (isWide ? cell : fill(cell, column))).join(' | ')} |`;
  const padded = (cell: string, column: number): string => cell + ' '.repeat(widths[column]! - lengthOf(cell));
  const dashes = head.map((_, column) => dashed(align?.[column] ?? null, isWide ? 3 : widths[column]!));
  return [line(head, padded), line(dashes, (cell) => cell), ...rest.map((row) => line(row, padded))].join('\n');
}

const lengthOf = (cell: string): number => [...cell].length;

function dashed(align: 'left' | 'right' | 'center' | null, width: number): string {
  const [left, right] = [align === 'left' || align === 'center' ? ':' : '', align === 'right' || align === 'center' ? ':' : ''];
  return `${left}${'-'.repeat(width - left.length - right.length)}${right}`;
}

// A bar is a cell's end unless a backslash stands before it.
function cellsOf(row: string): readonly string[] {
  const cells: string[] = [''];
  const bare = row.trim();
  for (let at = 0; at < bare.length; at += 1) {
    if (bare[at] === '\\' && at + 1 < bare.length) {
      cells.push(cells.pop()! + bare.slice(at, at + 2));
      at += 1;
    } else if (bare[at] === '|') cells.push('');
    else cells.push(cells.pop()! + bare[at]!);
  }
  if (cells[0]!.trim() === '' && bare.startsWith('|')) cells.shift();
  if (cells.length > 0 && cells.at(-1) === '' && bare.endsWith('|')) cells.pop();
  return cells.map((cell) => cell.trim());
}
