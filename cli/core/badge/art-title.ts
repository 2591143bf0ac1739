import { cosine, sine, type Point } from './art-geometry.ts';
import { CONTOURS, KERNS, LETTERS } from './outlines.generated.ts';

/** A title as it stands on a badge. */
export interface SetTitle {
  /** The letters' outlines as path text. */
  readonly path: string;
  /** How far it goes to either side of the top, in degrees. */
  readonly reach: number;
  /** How far from the centre there is room below its letters. */
  readonly inside: number;
}

/** How far from the centre the letters stand: smaller ones keep to the middle of the band that the large ones fill. */
const radiusOf = (size: number): number => 252 + (42 - size) * 0.32;
/** Sizes that are tried, in pixels of a badge of 600: below the last they would be read by nobody. */
const SIZES = [42, 40, 38, 36, 34, 32];
/** How far a title may go to either side of the top, in degrees: further down it would stand on its head. */
const FURTHEST = 106;
/** How many of the table's units make the letters' size. */
const UNITS = 200;
/** Between letters and between words, in the table's units: a line that bends outwards opens by itself. */
const [APART, SPACE] = [5, 44];
/** Languages whose small i has a dot and whose i without one is another letter: their small capitals have it too. */
const DOTTED: ReadonlySet<string> = new Set(['tr', 'az', 'kk', 'tt', 'crh', 'gag', 'ba']);

interface Placed {
  readonly glyph: string;
  /** Of its middle, from the beginning of the line, in the table's units. */
  readonly at: number;
}

const kerned: ReadonlyMap<string, number> = new Map(Object.entries(KERNS).flatMap(([first, near]) => near.split(' ').map((each) => [first + each[0]!, Number(each.slice(1))] as const)));
const capital = (letter: string): string => letter.normalize('NFD')[0]!.toUpperCase();

/** A title's letters one after the other; null where one is not in the table. */
function lineOf(title: string, isDotted: boolean): { readonly letters: readonly Placed[]; readonly length: number } | null {
  const letters: Placed[] = [];
  let length = 0;
  let before = '';
  for (const letter of title) {
    if (letter === ' ') {
      length += SPACE;
      before = '';
      continue;
    }
    const name = isDotted && letter === 'i' ? 'i\u0307' : letter;
    const glyph = Object.hasOwn(LETTERS, name) ? LETTERS[name]! : null;
    if (glyph === null) return null;
    const advance = Number.parseInt(glyph, 10);
    length += kerned.get(before + capital(letter)) ?? 0;
    letters.push({ glyph, at: length + advance / 2 });
    length += advance + APART;
    before = capital(letter);
  }
  return letters.length === 0 ? null : { letters, length: length - APART };
}

const inDegrees = (units: number, size: number): number => ((units * size) / UNITS / radiusOf(size)) * 57.29577951308232;

/**
 * Sets a title along the upper half of the ring in small capitals, as outlines. Null where it does not fit at a size that can be read, and
 * where the table lacks a letter of it: what joins its letters, or runs from right to left, cannot be set one by one.
 */
export function ringTitle(title: string, language: string | undefined, centre: Point): SetTitle | null {
  const line = lineOf(title.normalize('NFC').trim().replace(/\s+/gu, ' '), DOTTED.has((language ?? '').split('-')[0]!));
  const size = line === null ? undefined : SIZES.find((each) => inDegrees(line.length, each) <= FURTHEST * 2);
  if (line === null || size === undefined) return null;
  const reach = inDegrees(line.length, size) / 2;
  const path = line.letters.map(({ glyph, at }) => letterAt(glyph, inDegrees(at, size) - reach, size, centre));
  return { path: path.join(''), reach, inside: radiusOf(size) - 12 };
}

/** One letter upright on the ring, so many degrees from the top. */
function letterAt(glyph: string, turn: number, size: number, [cx, cy]: Point): string {
  const [advance, ...places] = glyph.split(' ').map(Number) as [number, ...number[]];
  const [s, c] = [sine(turn), cosine(turn)];
  const put = (x: number, y: number): Point => {
    const [right, up] = [((x - advance / 2) * size) / UNITS, radiusOf(size) + (y * size) / UNITS];
    return [cx + right * c + up * s, cy + right * s - up * c];
  };
  let text = '';
  for (let index = 0; index < places.length; index += 3) text += contourAt(CONTOURS[places[index]!]!, [places[index + 1]!, places[index + 2]!], put);
  return text;
}

const tenths = ([x, y]: Point): Point => [Math.round(x * 10), Math.round(y * 10)];
const pair = (x: number, y: number): string => `${x / 10}${y < 0 ? '' : ' '}${y / 10}`;

/** A closed line of the table as path text, each stop where it comes to stand, rounded. */
function contourAt(contour: string, start: Point, put: (x: number, y: number) => Point): string {
  let [x, y] = start;
  let from = tenths(put(x, y));
  let text = `M${pair(...from)}`;
  for (const [, kind, numbers] of contour.matchAll(/([lq])([-\d ]+)/g)) {
    const steps = numbers!.match(/-?\d+/g)!.map(Number);
    const stops = Array.from({ length: steps.length / 2 }, (_, nth) => tenths(put(x + steps[nth * 2]!, y + steps[nth * 2 + 1]!)));
    text += kind + stops.map((stop) => pair(stop[0] - from[0] || 0, stop[1] - from[1] || 0)).join(' ');
    x += steps.at(-2)!;
    y += steps.at(-1)!;
    from = stops.at(-1)!;
  }
  return `${text}z`;
}
