import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sfntOf } from './woff.ts';

/** A style of letters in a certificate. */
export type Style = 'title' | 'italic' | 'plain' | 'strong';

/** A piece of a line in one font, or a number of letters that no font has. */
export type Run = { readonly font: string; readonly text: string } | { readonly font: null; readonly letters: number };

/** Says of a font, given its file, which letters it has. */
export type Coverage = (font: string, file: () => Uint8Array) => (point: number) => boolean;

const cuts = (family: string, cut: string, scripts: readonly string[]): readonly string[] => scripts.map((script) => `@fontsource/${family}/files/${family}-${script}-${cut}.woff`);
const EVERY = ['latin', 'latin-ext', 'vietnamese', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext'] as const;
const SANS = ['latin', 'latin-ext'] as const;

/** For each style the fonts that are asked in turn for a letter: the site's own, cut by script. */
const CHAINS: Readonly<Record<Style, readonly string[]>> = {
  title: cuts('alegreya', '500-normal', EVERY),
  italic: cuts('alegreya', '400-italic', EVERY),
  plain: [...cuts('atkinson-hyperlegible-next', '400-normal', SANS), ...cuts('alegreya', '400-normal', EVERY)],
  strong: [...cuts('atkinson-hyperlegible-next', '600-normal', SANS), ...cuts('alegreya', '500-normal', EVERY)],
};

const { resolve } = createRequire(import.meta.url);
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Of these letters each stands by itself, in its joined spelling. */
const SINGLE = /^[ -~\u00a0-\u02ff]*$/;

// Fonts know letters with accents in their joined spelling.
const lettersOf = (text: string): Iterable<string> => (SINGLE.test(text) ? text : Array.from(graphemes.segment(text.normalize('NFC')), ({ segment }) => segment));

/** Splits texts into pieces of one font each. A font's file is read when a text first asks for it. */
export function runsWith(coverage: Coverage): (text: string, style: Style) => readonly Run[] {
  const fonts = new Map<string, (point: number) => boolean>();
  const has = (name: string, letter: string): boolean => {
    const covers = fonts.get(name) ?? coverage(name, () => sfntOf(readFileSync(resolve(name))));
    fonts.set(name, covers);
    if (letter.length === 1) return covers(letter.charCodeAt(0));
    return [...letter].every((point) => covers(point.codePointAt(0)!));
  };
  return (text, style) => {
    const runs: ({ readonly font: string; text: string } | { readonly font: null; letters: number })[] = [];
    for (const letter of lettersOf(text)) {
      const last = runs.at(-1);
      const font = last !== undefined && last.font !== null && has(last.font, letter) ? last.font : (CHAINS[style].find((name) => has(name, letter)) ?? null);
      if (font === null) last?.font === null ? (last.letters += 1) : runs.push({ font, letters: 1 });
      else if (last !== undefined && last.font === font) last.text += letter;
      else runs.push({ font, text: letter });
    }
    return runs;
  };
}
