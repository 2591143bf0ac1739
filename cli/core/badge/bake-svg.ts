/** Baking into SVG (Open Badges 3.0, section 5.3.2): a badge as JSON in a CDATA section, the first thing inside the image. */
import { bakedText } from './baking.ts';
import { pieces, tagEnd } from './svg.ts';

export type BakedSvg = { readonly ok: true; readonly svg: string } | { readonly ok: false; readonly reason: string };
const failure = (reason: string): BakedSvg => ({ ok: false, reason });

// XML has no place for these two, not even as numbers; JSON's own escapes say the same.
const forXml = (text: string): string => bakedText(text).replace(/[\uFFFE\uFFFF]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`);
const ended = (reason: string): string => reason.replace(/^The SVG image/, 'The art');

/** Where the root's own tag begins: behind a declaration, comments and a document type; -1 where none comes. */
function rootStart(svg: string): number {
  for (let at = svg.startsWith('\uFEFF') ? 1 : 0; ;) {
    while (at < svg.length && /\s/.test(svg[at]!)) at++;
    const end = svg.startsWith('<?', at) ? ['?>'] : svg.startsWith('<!--', at) ? ['-->'] : /^<!DOCTYPE/i.test(svg.slice(at, at + 9)) ? ['>'] : [];
    if (end[0] === undefined) return /^<svg[\s>]/.test(svg.slice(at, at + 5)) ? at : -1;
    const close = svg.indexOf(end[0], at);
    if (close === -1) return -1;
    at = close + end[0].length;
  }
}

/** Puts a badge's text into an SVG image. Refuses what is no whole SVG and what is baked already. The same image and text give the same bytes. Never throws. */
export const bakeSvg = (svg: string, text: string): BakedSvg => svgBaker(svg)(text);

/** The same for many badges of one image, which is looked through once. */
export function svgBaker(svg: string): (text: string) => BakedSvg {
  const found = placeIn(svg);
  if (typeof found === 'string') return () => failure(found);
  const { start, end } = found;
  const space = ' xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"';
  const [before, after] = [`${svg.slice(0, start + 4)}${space}${svg.slice(start + 4, end + 1)}`, svg.slice(end + 1)];
  return (text) => {
    if (!text.isWellFormed() || /[\0-\x08\x0b\x0c\x0e-\x1f]/.test(text)) return failure('The badge holds text that an SVG cannot carry.');
    return { ok: true, svg: `${before}<openbadges:credential><![CDATA[${forXml(text)}]]></openbadges:credential>${after}` };
  };
}

// Where the root's own tag begins and ends; or why nothing can be put into it.
function placeIn(svg: string): { readonly start: number; readonly end: number } | string {
  for (const piece of pieces(svg)) {
    if (typeof piece === 'string') continue;
    if ('ok' in piece) return ended(piece.reason);
    if (piece.name.toLowerCase().startsWith('openbadges:') || [...piece.attributes.keys()].some((name) => name === 'xmlns:openbadges')) return 'The art holds a badge already; bake into the art without one.';
  }
  const start = rootStart(svg);
  const end = start === -1 ? -1 : tagEnd(svg, start + 1);
  return end === -1 || svg[end - 1] === '/' ? 'The art is no SVG image that could hold a badge.' : { start, end };
}
