import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openFont, type Font } from './certificate-document.ts';
import { sfntOf } from './woff.ts';

type Glyph = ReturnType<Font['glyphForCodePoint']>;

const FACE = '@fontsource/alegreya-sc';
/** What the face has of a script. Its small letters are small capitals. */
const CUTS = ['latin', 'latin-ext'].map((script) => `${FACE}/files/alegreya-sc-${script}-700-normal.woff`);

const run = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('');
const CAPITALS = run(0x41, 0x5a);
/** The letters of languages that are written in Latin script, figures, and what stands between words. */
const LETTERS = [...`${CAPITALS}${run(0x61, 0x7a)}${run(0x30, 0x39)}${run(0xc0, 0xd6)}${run(0xd8, 0xf6)}${run(0xf8, 0x17f)}ȘșȚțẞẼẽỸỹ!"#%&'()+,-./:;?¡¿«»‹›–—‘’‚“”„…·`];

/** How many of the font's own units make one of the table's: a fifth of a pixel in a badge of 600. */
const COARSE = 5;
const coarse = (number: number): number => Math.round(number / COARSE);

const steps = (numbers: readonly number[]): string => numbers.map((number, index) => (index === 0 || number < 0 ? '' : ' ') + number).join('');

/** The closed lines of a letter: each as path text that begins at 0, and where it begins. */
function contours({ path: { commands } }: Glyph): readonly { readonly path: string; readonly start: readonly [number, number] }[] {
  const found: { path: string; readonly start: readonly [number, number] }[] = [];
  let start: readonly number[] = [];
  let at: readonly number[] = [0, 0];
  for (const { command, args } of commands) {
    if (command === 'closePath') continue;
    if (command === 'moveTo') {
      start = args;
      at = [0, 0];
      found.push({ path: '', start: [coarse(args[0]!), coarse(args[1]!)] });
      continue;
    }
    // Rounded as seen from where the line begins: so an accent is the same line over every letter.
    const rounded = args.map((number, index) => coarse(number - start[index % 2]!));
    found.at(-1)!.path += `${command === 'lineTo' ? 'l' : 'q'}${steps(rounded.map((number, index) => number - at[index % 2]!))}`;
    at = rounded.slice(-2);
  }
  return found;
}

/** How far letters move towards the one before, as `T-7 Y-12` by the first of two: small capitals and accented letters keep to the same as capitals. */
function kerns(font: Font): readonly (readonly [first: string, near: string])[] {
  const letters = [...CAPITALS, '-', '.', ',', '’'];
  return letters.flatMap((first) => {
    const own = font.glyphForCodePoint(first.codePointAt(0)!).advanceWidth;
    const near = letters.flatMap((second) => {
      const way = coarse(font.layout(first + second).positions[0]!.xAdvance - own);
      return way === 0 ? [] : [`${second}${way}`];
    });
    return near.length === 0 ? [] : [[first, near.join(' ')] as const];
  });
}

const rows = (entries: readonly (readonly [key: string, value: string])[]): string => `{\n${entries.map(([key, value]) => `  ${JSON.stringify(key)}: '${value}',`).join('\n')}\n}`;

/**
 * The module of the outlines that titles on badges are set in, made from the font's own files. Each closed line stands once, however many
 * letters have it.
 */
export async function makeOutlines(): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const fonts = await Promise.all(CUTS.map((cut) => openFont(cut, sfntOf(readFileSync(resolve(cut))))));
  const [latin] = fonts as [Font, ...Font[]];
  const glyphs = LETTERS.flatMap((letter): readonly (readonly [string, Glyph])[] => {
    const point = letter.codePointAt(0)!;
    const font = fonts.find((each) => each.hasGlyphForCodePoint(point));
    return font === undefined ? [] : [[letter, font.glyphForCodePoint(point)]];
  });
  // The small capital of a language that has an i without a dot, too.
  glyphs.push(['i\u0307', latin.layout('i', [], 'latn', 'TRK ').glyphs[0]!]);
  const known = new Map<string, number>();
  const letters = glyphs.map(([letter, glyph]) => {
    const places = contours(glyph).map(({ path, start }) => {
      const place = known.get(path) ?? known.size;
      known.set(path, place);
      return [place, ...start].join(' ');
    });
    return [letter, [coarse(glyph.advanceWidth), ...places].join(' ')] as const;
  });
  const copyright = /^Copyright \d+ The Alegreya Project Authors \([^)]+\)/.exec(readFileSync(resolve(`${FACE}/LICENSE`), 'utf8'))![0];
  return [
    `// Generated from ${FACE} by \`npm run generate\`. Do not edit.`,
    `// Outlines of Alegreya SC Bold. ${copyright}, under the SIL Open Font License 1.1.`,
    '',
    '/** Closed lines of letters as path text, in 200ths of the letters\' size and with y upwards; each begins at 0. */',
    `export const CONTOURS: readonly string[] = [\n${[...known.keys()].map((line) => `  '${line}',`).join('\n')}\n];`,
    '',
    '/** Of each letter how far it advances, and which closed lines it has, where: number, x, y. */',
    `export const LETTERS: Readonly<Record<string, string>> = ${rows(letters)};`,
    '',
    '/** By capital, how much further or less far the next one begins. */',
    `export const KERNS: Readonly<Record<string, string>> = ${rows(kerns(latin))};`,
    '',
  ].join('\n');
}
