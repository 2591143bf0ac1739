import sharp from 'sharp';
import type { Rasterise } from '../core/publication.ts';

/** Draws SVG as PNG with librsvg; the same bytes each time on one version of it. */
export const rasterise: Rasterise = async (svg, width) => new Uint8Array(await sharp(Buffer.from(svg)).resize(width, width).png({ compressionLevel: 9, palette: false }).toBuffer());
