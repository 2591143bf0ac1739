/** Colours for a terminal; without colour every function gives its text back as it is. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

const sgr = (on: number, off: number) => (text: string): string => `\u001B[${on}m${text}\u001B[${off}m`;
const plain = (text: string): string => text;

/** The sixteen colours that every terminal has, in the reader's own theme. */
export const paintWith = (color: boolean): Paint =>
  color ? { red: sgr(31, 39), yellow: sgr(33, 39), green: sgr(32, 39), bold: sgr(1, 22), dim: sgr(2, 22) } : { red: plain, yellow: plain, green: plain, bold: plain, dim: plain };
