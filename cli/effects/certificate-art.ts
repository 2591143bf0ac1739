import { pieces } from '../core/badge/svg.ts';
import type { CertificateDocument } from './certificate-document.ts';

const inherited = ['fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin'] as const;
type Paint = Readonly<Partial<Record<(typeof inherited)[number], string>>>;

/** Whether an SVG is one that we drew ourselves: circles, paths and mirrored groups with plain colors, on a square of 600. */
export function isDrawn(svg: string): boolean {
  for (const piece of pieces(svg)) {
    if (typeof piece === 'string') continue;
    if ('ok' in piece || !['svg', 'g', 'path', 'circle'].includes(piece.name)) return false;
    if (piece.name === 'svg' && piece.kind === 'open' && piece.attributes.get('viewBox') !== '0 0 600 600') return false;
    const move = piece.attributes.get('transform');
    if (move !== undefined && !(piece.name === 'g' && move === MIRROR)) return false;
    for (const name of ['fill', 'stroke']) if (!/^(none|#[0-9a-f]{6})$/.test(piece.attributes.get(name) ?? 'none')) return false;
  }
  return true;
}

const MIRROR = 'translate(600 0) scale(-1 1)';

// The strokes of a picture, as the document has them: its outlines are read once and drawn on many certificates.
const strokes = new WeakMap<object, string>();

/** Draws such an SVG with lines and not with pixels: sharp at every size, and a fraction of a picture's weight. */
export function drawArt(doc: CertificateDocument, art: { readonly svg: string }, x: number, y: number, size: number): void {
  doc.save().translate(x, y).scale(size / 600, size / 600);
  const drawn = strokes.get(art) ?? strokesOf(doc, art.svg);
  strokes.set(art, drawn);
  doc.addContent(drawn).restore();
}

// What a document holds of a picture's pixels: unpacked, and packed again without what is transparent, which takes longer than the rest of a certificate.
const pixels = new WeakMap<object, { readonly imgData: Uint8Array | null; readonly alphaChannel: Uint8Array | undefined }>();

/** Draws a picture as it is, in pixels. */
export function placeArt(doc: CertificateDocument, art: { readonly png: Uint8Array }, x: number, y: number, size: number): void {
  const image = doc.openImage(art.png);
  const { finalize } = image;
  const known = pixels.get(art);
  const write = (): void => {
    if (known !== undefined) Object.assign(image, known);
    else pixels.set(art, { imgData: image.imgData, alphaChannel: image.alphaChannel });
    finalize.call(image);
  };
  image.finalize = write;
  // Unpacking takes its time, so that these parts come last in the file; they do so too where nothing is unpacked.
  if (known !== undefined) for (const step of ['splitAlphaChannel', 'loadIndexedAlphaChannel', 'decodeData'] as const) if (step in image) image[step] = () => void setImmediate(write);
  doc.image(image, x, y, { width: size, height: size });
}

function strokesOf(doc: CertificateDocument, svg: string): string {
  const parts: string[] = [];
  const { addContent } = doc;
  doc.addContent = (part) => {
    parts.push(part);
    return doc;
  };
  try {
    drawOn(doc, svg);
  } finally {
    doc.addContent = addContent;
  }
  return parts.join('\n');
}

function drawOn(doc: CertificateDocument, svg: string): void {
  const open: Paint[] = [{}];
  for (const piece of pieces(svg)) {
    if (typeof piece === 'string' || 'ok' in piece || piece.name === 'svg') continue;
    const { name, attributes, kind } = piece;
    if (kind === 'close') {
      if (name === 'g') {
        open.pop();
        doc.restore();
      }
      continue;
    }
    const own = Object.fromEntries(inherited.flatMap((each) => (attributes.has(each) ? [[each, attributes.get(each)!]] : [])));
    const paint: Paint = { ...open.at(-1), ...own };
    if (name === 'g') {
      open.push(paint);
      doc.save();
      if (attributes.get('transform') === MIRROR) doc.translate(600, 0).scale(-1, 1);
      continue;
    }
    const number = (key: string): number => Number(attributes.get(key));
    if (name === 'circle') doc.circle(number('cx'), number('cy'), number('r'));
    else doc.path(attributes.get('d') ?? '');
    finish(doc, paint);
  }
}

function finish(doc: CertificateDocument, { fill = '#000000', stroke = 'none', ...rest }: Paint): void {
  doc.lineWidth(Number(rest['stroke-width'] ?? 1)).lineCap(rest['stroke-linecap'] === 'round' ? 'round' : 'butt').lineJoin(rest['stroke-linejoin'] === 'round' ? 'round' : 'miter');
  if (fill !== 'none' && stroke !== 'none') doc.fillAndStroke(fill, stroke);
  else if (fill !== 'none') doc.fill(fill);
  else if (stroke !== 'none') doc.stroke(stroke);
}
