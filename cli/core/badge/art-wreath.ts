import { cosine, curve, drawing, line, polar, type Point } from './art-geometry.ts';
import { edgeOf, leaf, type Category, type Leaf, type Place } from './art-leaf.ts';

/** What a wreath is grown from. */
export interface Specimen {
  readonly pairs: number;
  readonly category: Category;
  readonly veins: number;
  readonly seed: string;
}

/** A wreath's right-hand branch; the left one mirrors it. */
export interface Wreath {
  readonly stem: string;
  /** From the base to the tip. */
  readonly leaves: readonly Leaf[];
  /** Where the two branches cross. */
  readonly knot: Point;
  /** How far it was drawn in, as a factor. */
  readonly close: number;
  /** What comes next of the release's numbers. */
  readonly draw: Draw;
}

type Draw = (below: number) => number;

const CENTRE: Point = [300, 302];
const RADIUS = 178;

/** The twig of the right-hand side: where it runs, and which way (degrees, as SVG turns) it heads there. */
function twig(draw: Draw, close: number): (place: number) => { point: Point; heading: number } {
  const swell = 3 + draw(5) * 2;
  const inward = 2 + draw(6) * 4;
  const angle = (place: number): number => 95 - (place < 0 ? 82 : 156) * place;
  const radius = (place: number): number =>
    place < 0 ? RADIUS + place * place * 2300 : RADIUS + swell * 4 * place * (1 - place) - inward * place * place;
  return (place) => {
    const outward = (radius(place + 0.01) - radius(place - 0.01)) / 0.02;
    const lean = (outward / radius(place) / 156) * 57.3 * 57.3;
    return { point: polar(CENTRE, angle(place), radius(place) * close), heading: angle(place) - 90 + lean };
  };
}

/** A branch before its leaves are drawn. */
interface Branch extends Omit<Wreath, 'leaves'> {
  readonly places: readonly Place[];
}

function branch({ pairs, seed }: Specimen, close: number): Branch {
  const draw = drawing(seed);
  const run = twig(draw, close);
  const tilt = 27 + draw(5) * 2;
  const bend = 12 + draw(5) * 5;
  const breadth = 1.02 + draw(4) * 0.04;
  const length = ([0, 0, 0, 130, 118, 104][pairs] ?? 96) * close;
  const node = (index: number): number => 0.14 + (0.82 * index) / (pairs - 0.62);
  const stalks: string[] = [];
  const places = Array.from({ length: pairs }, (_, index) => {
    const { point, heading } = run(node(index));
    const size = length * (1 - 0.14 * (index / pairs) ** 2);
    const fold = 1 - 0.2 * (index / (pairs - 1));
    return ([1, -1] as const).map((side) => {
      const angle = heading + side * (side === 1 ? tilt : tilt * 1.1) * fold;
      const base = polar(point, angle, size * 0.1);
      stalks.push(line([point, polar(point, angle, size * 0.3)]));
      return { base, angle, length: size * (side === 1 ? 1 : 0.84), bend: -side * bend * fold, breadth };
    });
  }).flat();
  const last = node(pairs - 1);
  const along = Array.from({ length: 12 }, (_, index) => -0.1 + ((last + 0.1) * index) / 11);
  return { stem: curve(along.map((place) => run(place).point)) + stalks.join(''), places, knot: [300, CENTRE[1] + RADIUS * close], close, draw };
}

/** How far leaves may reach from the middle: everywhere, and up to so many degrees from the top where something stands there. */
export interface Room {
  readonly everywhere: number;
  readonly top?: { readonly reach: number; readonly within: number };
}

/** A wreath that keeps within its room: drawn in as far as its longest leaf asks. */
export function wreath(specimen: Specimen, { everywhere, top }: Room): Wreath {
  const { category, veins } = specimen;
  const whole = branch(specimen, 1);
  const above = top === undefined ? 2 : cosine(top.reach);
  let share = 1;
  for (const [x, y] of whole.places.flatMap((place) => edgeOf(category, place))) {
    const [right, up] = [x - CENTRE[0], CENTRE[1] - y];
    const far = Math.sqrt(right * right + up * up);
    share = Math.min(share, (up / far > above ? top!.within : everywhere) / far);
  }
  const { places, ...rest } = share === 1 ? whole : branch(specimen, Math.floor(share * 100) / 100);
  return { ...rest, leaves: places.map((place) => leaf(category, veins, place)) };
}

const half = (mirror: boolean, inner: string): string =>
  `<g fill="none" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"${mirror ? ' transform="translate(600 0) scale(-1 1)"' : ''}>${inner}</g>`;

/** Something of the right-hand side, and its mirror image on the left. */
export const bothSides = (inner: string): string => half(true, inner) + half(false, inner);
