import type { ReleaseFile } from '../model.generated.ts';
import { badgeArt, badgeSilhouette, svg } from './art.ts';
import { captionOf } from './art-words.ts';

type Release = ReleaseFile['release'];

/** What a badge looks like. */
export interface Picture {
  /** For screens. */
  readonly svg: string;
  /** What it shows, in words. */
  readonly alt: string;
  /** The author's own bytes; null where the SVG is to be drawn as PNG. */
  readonly png: Uint8Array<ArrayBuffer> | null;
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** A PNG as an SVG that holds it and refers to nothing. */
const framed = (base64: string, alt: string): string => svg(`<image width="600" height="600" href="data:image/png;base64,${base64}"/>`, alt);

/** The picture of a release's badge: the author's own where the release holds one, else drawn from its rubric. */
export function pictureOf(release: Release): Picture {
  const { art } = release;
  if (art === undefined) return { ...badgeArt(release), png: null };
  const alt = captionOf(release);
  return art.type === 'image/png' ? { svg: framed(art.content, alt), alt, png: bytesOf(art.content) } : { svg: art.content, alt, png: null };
}

/** The same for places where it is smaller than about 100 pixels. */
export const smallPicture = (release: Release): string => (release.art === undefined ? badgeSilhouette(release) : pictureOf(release).svg);
