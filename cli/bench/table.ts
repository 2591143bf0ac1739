import type { Row } from './turns.ts';

const WIDTHS = { what: 31, against: 19, ratio: 7, value: 11, n: 4 } as const;

const line = (what: string, ratio: string, against: string, value: string, n: string): string =>
  `${what.padEnd(WIDTHS.what)}${ratio.padStart(WIDTHS.ratio)}  ${against.padEnd(WIDTHS.against)}${value.padStart(WIDTHS.value)}${n.padStart(WIDTHS.n)}`;

/** The line above the rows of a table of at most 80 columns. */
export const head = (title: string): string => line(title, 'times', 'of what', 'measured', 'n');

/** One row of the table. */
export const rowLine = ({ what, ratio, against, value, n, unit }: Row): string => line(`  ${what}`, figures(ratio), against, quantity(value, unit), String(n));

// Three figures that count, without an exponent.
const figures = (value: number): string => value.toFixed(Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(value)))));

const quantity = (value: number, unit: Row['unit']): string => (unit === 'ms' && value >= 1000 ? `${figures(value / 1000)} s` : `${figures(value)} ${unit === '/s' ? 'a second' : unit}`);
