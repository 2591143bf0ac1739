/** Pictures that authors supply in place of the drawn ones: what may be in them, and how a release keeps them. */
import type { Art } from '../catalog.ts';
import { toBase64 } from '../log/base64.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { pngParts } from './baking.ts';
import { pieces, type Tag } from './svg.ts';

/** The largest picture, in bytes: it stands in every release, in every badge's image and on every page that names the badge. */
export const largest = { 'image/svg+xml': 128 * 1024, 'image/png': 256 * 1024 } as const;

/** What of a picture a release keeps. */
export const frozenArt = ({ type, bytes }: Art): NonNullable<ReleaseFile['release']['art']> =>
  ({ type, content: type === 'image/png' ? toBase64(bytes) : new TextDecoder().decode(bytes) });

// Shapes and colours alone. Letters would look different on every machine that draws them; everything else can run, load or move.
const shapes = new Set(['svg', 'g', 'defs', 'title', 'desc', 'path', 'circle', 'ellipse', 'rect', 'line', 'polyline', 'polygon', 'linearGradient', 'radialGradient', 'stop', 'clipPath', 'mask']);
const square = (text: string | undefined): boolean => {
  const [x, y, width, height] = (text ?? '').trim().split(/[\s,]+/).map(Number);
  return x !== undefined && y !== undefined && width !== undefined && width > 0 && width === height;
};

function* tagFaults({ name, attributes, kind }: Tag): Generator<string> {
  if (kind === 'close') return;
  if (!shapes.has(name)) yield name === 'text' || name === 'tspan' ? 'Unexpected text, expected letters turned into paths' : `Unexpected <${name.slice(0, 40)}>, expected shapes and colors alone`;
  for (const [key, value] of attributes) {
    const word = key.toLowerCase();
    if (word.startsWith('on')) yield `Unexpected script in ${word}, expected none`;
    else if (word === 'style' || word === 'class') yield `Unexpected ${word}, expected presentation attributes such as fill="#2c5a3c"`;
    else if (word === 'href' || word.endsWith(':href') || (/url\s*\(/i.test(value) && !/^\s*url\(\s*["']?#[^)"']+["']?\s*\)\s*$/i.test(value))) yield `Unexpected reference in ${word}, expected everything inside the picture`;
    else if (word.startsWith('xmlns:') && word !== 'xmlns:xlink') yield `Unexpected namespace ${word.slice(6, 40)}, expected a plain SVG without an editor's notes`;
  }
}

function* svgFaults(bytes: Uint8Array): Generator<string> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return yield 'Unexpected bytes that are no UTF-8 text, expected an SVG';
  }
  if (/<!DOCTYPE|<!ENTITY|<\?(?!xml\s)/i.test(text)) yield 'Unexpected declaration, expected none';
  const open: string[] = [];
  let root: Tag | null = null;
  const seen = new Set<string>();
  for (const piece of pieces(text)) {
    if (typeof piece === 'string') {
      if (piece.trim() !== '' && !['title', 'desc'].includes(open.at(-1) ?? '')) return yield 'Unexpected text between the shapes, expected none';
      continue;
    }
    if ('ok' in piece) return yield `Unexpected SVG that cannot be read, expected a whole one (${piece.reason})`;
    if (root === null) {
      root = piece;
      if (piece.name !== 'svg' || piece.attributes.get('xmlns') !== 'http://www.w3.org/2000/svg') return yield 'Unexpected beginning, expected <svg xmlns="http://www.w3.org/2000/svg">';
      if (!square(piece.attributes.get('viewBox'))) yield 'Unexpected viewBox, expected a square one such as viewBox="0 0 600 600"';
    } else if (open.length === 0 && piece.kind !== 'close') return yield 'Unexpected shapes after the end, expected one <svg>';
    for (const fault of tagFaults(piece)) if (!seen.has(fault)) seen.add(fault), yield fault;
    if (piece.kind === 'open') open.push(piece.name);
    else if (piece.kind === 'close' && open.pop() !== piece.name) return yield `Unexpected end of <${piece.name.slice(0, 40)}>, expected tags that close in turn`;
  }
  if (root === null || open.length > 0) yield 'Unexpected end of the file, expected a whole SVG';
}

// What draws, and nothing that tells of a camera, a place, a program or a person.
const drawing = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs']);

function* pngFaults(bytes: Uint8Array): Generator<string> {
  const parts = pngParts(bytes);
  if (parts === null) return yield 'Unexpected bytes that are no whole PNG, expected one';
  const [width, height] = [parts.width, parts.height];
  if (width !== height || width < 400 || width > 2000) yield `Unexpected size of ${width} by ${height} pixels, expected a square of 400 to 2000`;
  const odd = [...new Set(parts.types.filter((type) => !drawing.has(type)))];
  if (odd.length > 0) yield `Unexpected parts ${odd.join(', ')} that draw nothing, expected none: they tell of cameras, places, programs and people`;
}

/** What is wrong with a picture, as "Unexpected X, expected Y". */
export function* artFaults({ type, bytes }: Art): Generator<string> {
  if (bytes.length > largest[type]) return yield `Unexpected size of ${bytes.length} bytes, expected at most ${largest[type]}`;
  yield* type === 'image/png' ? pngFaults(bytes) : svgFaults(bytes);
}
