import { pictureOf } from '../core/badge/picture.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import { BADGE_WIDTH, type Rasterise } from '../core/publication.ts';

// Loaded when something is drawn: the command line that needs no installation has no sharp beside it.
const load = async () => (await import('sharp')).default;

/** Draws SVG as PNG with librsvg; the same bytes each time on one version of it. */
export const rasterise: Rasterise = async (svg, width) => new Uint8Array(await (await load())(Buffer.from(svg)).resize(width, width).png({ compressionLevel: 9, palette: false }).toBuffer());

/** The picture of a release's badge as PNG, as the site has it: the author's own where there is one. */
export async function badgePng(release: ReleaseFile['release']): Promise<Uint8Array> {
  const { svg, png } = pictureOf(release);
  return png ?? (await rasterise(svg, BADGE_WIDTH));
}

/** A picture's type that can be drawn anew. */
export type PictureKind = 'png' | 'jpeg' | 'webp';

const LARGEST = 100_000_000;

/**
 * Draws a picture anew from its pixels, upright: whatever else was in the file (place, camera, names, previews, comments)
 * is left behind. Null where it is no picture that can be read, or has more than 100 million pixels.
 */
export async function redraw(bytes: Uint8Array, kind: PictureKind): Promise<Uint8Array | null> {
  try {
    const sharp = await load();
    const picture = sharp(bytes, { limitInputPixels: LARGEST, failOn: 'error', animated: kind === 'webp' }).autoOrient();
    const drawn = kind === 'png' ? picture.png({ compressionLevel: 9 }) : kind === 'webp' ? picture.webp({ quality: 90 }) : picture.jpeg({ quality: 90, mozjpeg: false });
    return new Uint8Array(await drawn.toBuffer());
  } catch {
    return null;
  }
}
