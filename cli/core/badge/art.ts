import type { ReleaseFile } from '../model.generated.ts';
import { curve, drawing, fixed, line, polar, type Point } from './art-geometry.ts';
import { leaf, SHAPES, type Leaf } from './art-leaf.ts';

type Release = ReleaseFile['release'];
type Category = Release['competency']['category'];

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

const CENTRE: Point = [300, 300];
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** What of a release its badge shows. */
interface Specimen {
  readonly pairs: number;
  readonly category: Category;
  readonly veins: number;
  readonly berries: number;
  readonly seed: string;
}

/** The twig of the right-hand side: where it runs, and which way (degrees, as SVG turns) it heads there. */
function twig(draw: (below: number) => number): (place: number) => { point: Point; heading: number } {
  const swell = 3 + draw(5) * 2;
  const inward = 2 + draw(6) * 4;
  const angle = (place: number): number => 95 - (place < 0 ? 82 : 156) * place;
  const radius = (place: number): number =>
    place < 0 ? 178 + place * place * 2300 : 178 + swell * 4 * place * (1 - place) - inward * place * place;
  return (place) => {
    const outward = (radius(place + 0.01) - radius(place - 0.01)) / 0.02;
    const lean = (outward / radius(place) / 156) * 57.3 * 57.3;
    return { point: polar([300, 302], angle(place), radius(place)), heading: angle(place) - 90 + lean };
  };
}

/** The right-hand branch: its stem and its leaves, from the base to the tip. */
function branch(specimen: Specimen, draw: (below: number) => number): { stem: string; leaves: Leaf[] } {
  const { pairs, category, veins } = specimen;
  const run = twig(draw);
  const tilt = 27 + draw(5) * 2;
  const bend = 12 + draw(5) * 5;
  const breadth = 1.02 + draw(4) * 0.04;
  const length = [0, 0, 0, 130, 118, 104][pairs] ?? 96;
  const node = (index: number): number => 0.14 + (0.82 * index) / (pairs - 0.62);
  const stalks: string[] = [];
  const leaves = Array.from({ length: pairs }, (_, index) => {
    const { point, heading } = run(node(index));
    const size = length * (1 - 0.14 * (index / pairs) ** 2);
    const close = 1 - 0.2 * (index / (pairs - 1));
    return ([1, -1] as const).map((side) => {
      const angle = heading + side * (side === 1 ? tilt : tilt * 1.1) * close;
      const base = polar(point, angle, size * 0.1);
      stalks.push(line([point, polar(point, angle, size * 0.3)]));
      return leaf(category, veins, { base, angle, length: size * (side === 1 ? 1 : 0.84), bend: -side * bend * close, breadth });
    });
  }).flat();
  const last = node(pairs - 1);
  const along = Array.from({ length: 12 }, (_, index) => -0.1 + ((last + 0.1) * index) / 11);
  return { stem: curve(along.map((place) => run(place).point)) + stalks.join(''), leaves };
}

/** A rosette as an engine-turned medal has it: two sets of rings that swing in and out and cross one another. The last is its rim. */
function rosette(draw: (below: number) => number, radius: number): readonly string[] {
  const petals = 7 + draw(10);
  const rings = 5 + draw(3);
  const depth = 9 + draw(5) * 2;
  const inner = 26 + draw(4) * 4;
  const twist = 0.35 + draw(6) * 0.06;
  const ring = (share: number, way: number): string => {
    const swing = depth * (0.3 + 0.7 * share);
    const middle = inner + (radius - depth - inner) * share;
    const shift = (way * twist * share * 180) / petals - 90;
    return curve(
      Array.from({ length: petals * 4 }, (_, step) =>
        polar(CENTRE, shift + (step * 90) / petals, middle + swing * [1, 0, -1, 0][step % 4]!),
      ),
      true,
    );
  };
  const shares = Array.from({ length: rings }, (_, index) => index / (rings - 1));
  return shares.flatMap((share) => (share === 0 ? [ring(share, 0)] : [ring(share, 1), ring(share, -1)]));
}

/** The edge of the medal: 96 strokes, long or short. Their order is the release's own, like a hallmark. */
function edge(draw: (below: number) => number): string {
  return Array.from({ length: 96 }, (_, index) => {
    const angle = index * 3.75 + 1.875;
    return line([polar(CENTRE, angle, 289), polar(CENTRE, angle, draw(2) === 1 ? 276 : 283)]);
  }).join('');
}

/** Berries on stalks where the two branches cross. */
function berries(count: number, ink: Inks): string {
  const from: Point = [300, 480];
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

const side = (mirror: boolean, inner: string): string =>
  `<g fill="none" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"${mirror ? ' transform="translate(600 0) scale(-1 1)"' : ''}>${inner}</g>`;

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

const plural = (count: number, one: string, many: string): string => `${NUMBERS[count] ?? count} ${count === 1 ? one : many}`;

/** Reads off a release what its badge has to show. */
function specimenOf(release: Release): Specimen {
  return {
    pairs: release.rubric.criteria.length,
    category: release.competency.category,
    veins: release.rubric.levels.length,
    berries: release.evidence.requirements.filter((one) => one.sufficient !== undefined && one.feeds === undefined).length,
    seed: `${release.id}@${release.credential.version}`,
  };
}

/** The same badge without its engraving, cut bold: for places where it is smaller than about 100 pixels. */
export function badgeSilhouette(release: Release): string {
  const specimen = { ...specimenOf(release), veins: 0 };
  const ink = INKS[release.framework.color];
  const draw = drawing(specimen.seed);
  const { stem, leaves } = branch(specimen, draw);
  const half = leaves
    .map(({ dark, light }) => `<path d="${dark}" fill="${ink.dark}" stroke="${ink.ground}"/><path d="${light}" fill="${ink.light}" stroke="${ink.ground}"/>`)
    .join('');
  const twigs = `<path d="${stem}" stroke="${ink.deep}" stroke-width="8"/>`;
  edge(draw);
  return svg(
    `<circle cx="300" cy="300" r="299" fill="${ink.ground}"/>` +
      `<circle cx="300" cy="300" r="289" fill="none" stroke="${ink.deep}" stroke-width="13"/>` +
      `<path d="${rosette(draw, 88).at(-1)}" fill="${ink.light}"/><circle cx="300" cy="300" r="25" fill="${ink.ground}"/>` +
      side(true, twigs) + side(false, twigs) + side(true, half) + side(false, half) +
      berries(specimen.berries, ink),
  );
}

/**
 * Draws a release's badge from its rubric: a laurel wreath with a pair of leaves on each branch for every criterion,
 * the leaf's shape by the kind of practice, as many veins a side as the rubric has levels, a berry for each part beyond
 * the rubric, coloured by framework. Anyone can redraw it from the release; it holds no text but what it shows in words, no script and no reference.
 */
export function badgeArt(release: Release): { svg: string; alt: string } {
  const specimen = specimenOf(release);
  const ink = INKS[release.framework.color];
  const draw = drawing(specimen.seed);
  const { stem, leaves } = branch(specimen, draw);
  const twigs = `<path d="${stem}" stroke="${ink.deep}" stroke-width="4.5"/>`;
  const half = engraved(leaves, ink);
  const alt =
    `A laurel wreath in the ${release.framework.color} color of ${release.framework.title}: on each branch ` +
    `${plural(specimen.pairs, 'pair', 'pairs')} of ${SHAPES[specimen.category].name} leaves, one for each criterion, with ` +
    `${plural(specimen.veins, 'vein', 'veins')} a side, one for each level, and ` +
    `${plural(specimen.berries, 'berry', 'berries')} for what is handed in beyond the rubric.`;
  return {
    svg: svg(
      `<circle cx="300" cy="300" r="299" fill="${ink.ground}"/>` +
        `<circle cx="300" cy="300" r="295" fill="none" stroke="${ink.deep}" stroke-width="4"/><circle cx="300" cy="300" r="270" fill="none" stroke="${ink.deep}" stroke-width="1.5"/>` +
        `<path d="${edge(draw)}" fill="none" stroke="${ink.deep}" stroke-width="2"/>` +
        `<path d="${rosette(draw, 92).join('')}" fill="none" stroke="${ink.dark}" stroke-width="1.2"/>` +
        `<circle cx="300" cy="300" r="11" fill="none" stroke="${ink.dark}" stroke-width="1.5"/><circle cx="300" cy="300" r="5" fill="${ink.deep}"/>` +
        side(true, twigs) +
        side(false, twigs) +
        side(true, half) +
        side(false, half) +
        berries(specimen.berries, ink),
      alt,
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
  return svg(`<circle cx="300" cy="300" r="300" fill="${deep}"/>${side(true, stem)}${side(false, stem)}${side(true, half)}${side(false, half)}`);
}
