import type { CertificateDocument, Font, Words } from './certificate-document.ts';
import { runsWith, type Run, type Style } from './certificate-fonts.ts';

/** How a text is set. */
export interface Setting {
  readonly style: Style;
  readonly size: number;
  readonly color: string;
}

/** A line of text that is measured and can be drawn. */
interface Line {
  readonly runs: readonly Run[];
  readonly width: number;
}

/** A text broken into lines. */
export interface Block {
  readonly lines: readonly Line[];
  readonly leading: number;
  readonly height: number;
  readonly setting: Setting;
}

/** Sets texts on a page: in which fonts, how wide, broken where. */
export interface Sheet {
  readonly block: (text: string, setting: Setting, width: number, leading?: number) => Block;
  /** Draws a block with its top at a height. */
  readonly draw: (block: Block, x: number, top: number, align?: { readonly center: number } | { readonly right: number }) => void;
  /** Whether any letter that was drawn had no font. */
  readonly lacked: () => boolean;
}

/** What is known of a font from the certificates before: many are made of the same few fonts and, but for a serial or two, of the same words. */
interface Known {
  readonly font: Font;
  readonly letters: Map<number, boolean>;
  /** How words are laid out in it. */
  words: Words;
  documents: number;
}

// To unpack a font takes longer than to make the rest of a certificate.
const known = new Map<string, Known>();
/** After so many certificates the words are forgotten: each has some that never come again. */
const FORGET = 200;

function knownFont(doc: CertificateDocument, name: string, file: () => Uint8Array): Known {
  doc.registerFont(name, known.get(name)?.font ?? file()).font(name);
  const one = known.get(name) ?? { font: doc._font.font, letters: new Map(), words: Object.create(null) as Words, documents: 0 };
  known.set(name, one);
  if ((one.documents += 1) % FORGET === 0) one.words = Object.create(null) as Words;
  doc._font.layoutCache = one.words;
  return one;
}

/** Opens a sheet over a document. */
export function sheetOf(doc: CertificateDocument): Sheet {
  let lacked = false;
  const runs = runsWith((name, file) => {
    const { font, letters } = knownFont(doc, name, file);
    return (point) => {
      const has = letters.get(point) ?? font.hasGlyphForCodePoint(point);
      letters.set(point, has);
      return has;
    };
  });
  // A letter without a font is drawn as an empty box, half as wide as it is high.
  const box = (size: number): number => size * 0.55;
  const widthOf = (pieces: readonly Run[], size: number): number => pieces.reduce((sum, run) => sum + (run.font === null ? run.letters * box(size) : doc.font(run.font).fontSize(size).widthOfString(run.text)), 0);
  const line = (text: string, { style, size }: Setting): Line => {
    const pieces = runs(text, style);
    return { runs: pieces, width: widthOf(pieces, size) };
  };
  return {
    lacked: () => lacked,
    block: (text, setting, width, leading = setting.size * 1.3) => {
      const lines: Line[] = [];
      let open = '';
      const words = text.split(' ').flatMap((word) => [...pieces(word, (part) => line(part, setting).width <= width)]);
      for (const { text: word, joined } of words) {
        const longer = open === '' || joined ? `${open}${word}` : `${open} ${word}`;
        if (open !== '' && line(longer, setting).width > width) {
          lines.push(line(open, setting));
          open = word;
        } else open = longer;
      }
      lines.push(line(open, setting));
      return { lines, leading, height: lines.length * leading, setting };
    },
    draw: ({ lines, leading, setting: { size, color } }, x, top, align) => {
      for (const [nth, { runs: pieces, width }] of lines.entries()) {
        const baseline = top + nth * leading + leading / 2 + size * 0.33;
        let at = align === undefined ? x : 'center' in align ? align.center - width / 2 : align.right - width;
        for (const run of pieces) {
          if (run.font === null) {
            lacked = true;
            for (let letter = 0; letter < run.letters; letter += 1) doc.rect(at + letter * box(size) + size * 0.06, baseline - size * 0.62, box(size) - size * 0.12, size * 0.62).lineWidth(size * 0.05).stroke(color);
          } else doc.font(run.font).fontSize(size).fillColor(color).text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
          at += widthOf([run], size);
        }
      }
    },
  };
}

/** A word, cut into parts where it is wider than a line; addresses behind their slashes, dots, hyphens and colons if that is enough. */
function* pieces(word: string, fits: (part: string) => boolean): Generator<{ readonly text: string; readonly joined: boolean }> {
  if (fits(word)) return yield { text: word, joined: false };
  let isFirst = true;
  for (const part of word.split(/(?<=[/:.\-?&=])/)) {
    for (const text of fits(part) ? [part] : [...part]) {
      yield { text, joined: !isFirst };
      isFirst = false;
    }
  }
}
