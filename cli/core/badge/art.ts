import type { ReleaseFile } from '../model.generated.ts';
import { curve, fixed, line, polar, type Point } from './art-geometry.ts';
import { leaf, type Leaf } from './art-leaf.ts';
import { CENTRE, edge, innerLine, rosette } from './art-ring.ts';
import { ringTitle } from './art-title.ts';
import { berriesOf, captionOf } from './art-words.ts';
import { bothSides, wreath, type Specimen } from './art-wreath.ts';

type Release = ReleaseFile['release'];

interface Inks {
  readonly ground: string;
  readonly deep: string;
  readonly dark: string;
  readonly light: string;
  readonly berry: string;
}

const INKS: Readonly<Record<Release['framework']['color'], Inks>> = {
  fern: { ground: '#f7f2e4', deep: '#1d3a29', dark: '#2c5a3c', light: '#64905f', berry: '#7b2d3b' },
  lake: { ground: '#f1f2ea', deep: '#12374a', dark: '#1f5570', light: '#578d9f', berry: '#8a4b1f' },
  heather: { ground: '#f6f0ea', deep: '#36263f', dark: '#5a4066', light: '#937a9c', berry: '#23405e' },
};

/** Berries on stalks where the two branches cross. */
function berries(count: number, from: Point, ink: Inks): string {
  const spread = Math.min(34, 110 / Math.max(count, 1));
  return Array.from({ length: count }, (_, index) => {
    const angle = 90 + (index - (count - 1) / 2) * spread;
    const reach = 44 + (index % 2 === 0 ? 4 : -4);
    const spot = polar(from, angle, reach);
    const [x, y] = spot.map(fixed) as [string, string];
    const [gx, gy] = [fixed(spot[0] - 3.5), fixed(spot[1] - 4)];
    return (
      `<path d="${line([from, polar(from, angle, reach - 10)])}" fill="none" stroke="${ink.deep}" stroke-width="3"/>` +
      `<circle cx="${x}" cy="${y}" r="14" fill="${ink.berry}" stroke="${ink.ground}" stroke-width="2.5"/>` +
      `<circle cx="${gx}" cy="${gy}" r="3" fill="${ink.ground}"/>`
    );
  }).join('');
}

/** Leaves with their engraving, each over the one below it. */
const engraved = (leaves: readonly Leaf[], ink: Inks): string =>
  leaves
    .map(
      ({ dark, light, veins, lines }) =>
        `<path d="${dark}" fill="${ink.dark}" stroke="${ink.ground}"/>` +
        `<path d="${light}" fill="${ink.light}" stroke="${ink.ground}"/>` +
        `<path d="${lines}" stroke="${ink.dark}" stroke-width="1.4"/>` +
        `<path d="${veins}" stroke="${ink.ground}" stroke-width="2"/>`,
    )
    .join('');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** An SVG as large as a badge; with what it shows in words, which screen readers say of the file alone, too. */
export function svg(inner: string, alt?: string): string {
  const words = alt === undefined ? '' : ` role="img" aria-label="${alt.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (letter) => ESCAPES[letter]!)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600"${words}>${inner}</svg>\n`;
}

/** Reads off a release what its wreath has to show. */
const specimenOf = (release: Release): Specimen => ({
  pairs: release.rubric.criteria.length,
  category: release.competency.category,
  veins: release.rubric.levels.length,
  seed: `${release.id}@${release.credential.version}`,
});

/** The same badge without its title and its engraving, cut bold: for places where it is smaller than about 100 pixels. */
export function badgeSilhouette(release: Release): string {
  const ink = INKS[release.framework.color];
  const { stem, leaves, knot, close, draw } = wreath({ ...specimenOf(release), veins: 0 }, { everywhere: 274 });
  const half = leaves
    .map(({ dark, light }) => `<path d="${dark}" fill="${ink.dark}" stroke="${ink.ground}"/><path d="${light}" fill="${ink.light}" stroke="${ink.ground}"/>`)
    .join('');
  edge(draw, null);
  return svg(
    `<circle cx="300" cy="300" r="299" fill="${ink.ground}"/>` +
      `<circle cx="300" cy="300" r="289" fill="none" stroke="${ink.deep}" stroke-width="13"/>` +
      `<path d="${rosette(draw, 88 * close).at(-1)}" fill="${ink.light}"/><circle cx="300" cy="300" r="25" fill="${ink.ground}"/>` +
      bothSides(`<path d="${stem}" stroke="${ink.deep}" stroke-width="8"/>`) + bothSides(half) +
      berries(berriesOf(release), knot, ink),
  );
}

/**
 * Draws a release's badge from its rubric: a laurel wreath with a pair of leaves on each branch for every criterion,
 * the leaf's shape by the kind of practice, as many veins a side as the rubric has levels, a berry for each part beyond
 * the rubric, coloured by framework, with its title on the ring where that fits. Anyone can redraw it from the release; its letters are
 * outlines, so that it needs no font, and it holds no text but what it shows in words, no script and no reference.
 */
export function badgeArt(release: Release): { svg: string; alt: string } {
  const { title, language = release.issuer.language } = release.credential;
  const ink = INKS[release.framework.color];
  const set = ringTitle(title, language, CENTRE);
  const { stem, leaves, knot, close, draw } = wreath(specimenOf(release), { everywhere: 267, ...(set === null ? {} : { top: { reach: set.reach + 6, within: set.inside } }) });
  const alt = captionOf(release);
  return {
    svg: svg(
      `<circle cx="300" cy="300" r="299" fill="${ink.ground}"/>` +
        `<circle cx="300" cy="300" r="295" fill="none" stroke="${ink.deep}" stroke-width="4"/>${innerLine(set, ink.deep, ink.berry)}` +
        `<path d="${edge(draw, set)}" fill="none" stroke="${ink.deep}" stroke-width="2"/>` +
        `<path d="${rosette(draw, 92 * close).join('')}" fill="none" stroke="${ink.dark}" stroke-width="1.2"/>` +
        `<circle cx="300" cy="300" r="11" fill="none" stroke="${ink.dark}" stroke-width="1.5"/><circle cx="300" cy="300" r="5" fill="${ink.deep}"/>` +
        bothSides(`<path d="${stem}" stroke="${ink.deep}" stroke-width="4.5"/>`) + bothSides(engraved(leaves, ink)) +
        berries(berriesOf(release), knot, ink) +
        (set === null ? '' : `<path d="${set.path}" fill="${ink.deep}"/>`),
      `${title}. ${alt}`,
    ),
    alt,
  };
}

/** The programme's mark and favicon: the same leaves in a single row on each side, cut bold for small sizes. */
export function mark(): string {
  const { ground, deep } = INKS.fern;
  const middle: Point = [300, 306];
  const half = [60, 13, -32]
    .map((angle, index) => {
      const place = { base: polar(middle, angle, 166), angle: angle - 68 - index * 2, length: 166 - index * 8, bend: -34, breadth: 1.25 };
      const { dark, light } = leaf('instruction', 0, place);
      return `<path d="${dark}${light}" fill="${ground}" stroke="${deep}" stroke-width="12"/>`;
    })
    .join('');
  const stem = `<path d="${curve([92, 90, 70, 50, 20, -10, -32].map((angle) => polar(middle, angle, 166)))}" stroke="${ground}" stroke-width="17"/>`;
  return svg(`<circle cx="300" cy="300" r="300" fill="${deep}"/>${bothSides(stem)}${bothSides(half)}`);
}
