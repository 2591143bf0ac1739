import type { Row } from './turns.ts';

const WIDTHS = { what: 36, against: 19, ratio: 7, value: 11, n: 4 } as const;

const line = (what: string, ratio: string, against: string, value: string, n: string): string =>
  `${what.padEnd(WIDTHS.what)}${ratio.padStart(WIDTHS.ratio)}  ${against.padEnd(WIDTHS.against)}${value.padStart(WIDTHS.value)}${n.padStart(WIDTHS.n)}`;

/** The line above the rows of a table of at most 80 columns. */
export const head = (title: string): string => line(title, 'times', 'of what', 'measured', 'n');

/** Something that could not be measured, and why. */
export interface Unmeasured {
  readonly what: string;
  readonly why: string;
}

/** One row of the table. */
export const rowLine = (row: Row | Unmeasured): string => ('why' in row ? `${`  ${row.what}`.padEnd(WIDTHS.what)}  ${row.why}` : line(`  ${row.what}`, figures(row.ratio), row.against, quantity(row.value, row.unit), String(row.n)));

/** The ratios of several tables with the same rows beside one another, under a title for each. */
export function ratiosBeside(titles: readonly string[], tables: readonly (readonly (Row | Unmeasured)[])[]): readonly string[] {
  const beside = (what: string, against: string, cells: readonly string[]): string => `${what.padEnd(WIDTHS.what)}${against.padEnd(WIDTHS.against)}${cells.map((cell) => cell.padStart(8)).join('')}`;
  const rows = new Map(tables.flat().flatMap((row) => ('why' in row ? [] : [[row.what + row.against, row] as const])));
  const ratioIn = (table: (typeof tables)[number], { what, against }: Row): string => {
    const row = table.find((each): each is Row => !('why' in each) && each.what === what && each.against === against);
    return row === undefined ? '-' : figures(row.ratio);
  };
  return [beside('Times', 'of what', titles), ...[...rows.values()].map((row) => beside(`  ${row.what}`, row.against, tables.map((table) => ratioIn(table, row))))];
}

// Three figures that count, without an exponent.
const figures = (value: number): string => value.toFixed(Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(value)))));

const quantity = (value: number, unit: Row['unit']): string => (unit === 'ms' && value >= 1000 ? `${figures(value / 1000)} s` : `${figures(value)} ${unit === '/s' ? 'a second' : unit}`);
