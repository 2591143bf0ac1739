import type { ReleaseFile } from '../model.generated.ts';
import { cosine, curve, line, sine, type Point } from './art-geometry.ts';

export type Category = ReleaseFile['release']['competency']['category'];

interface Shape {
  /** What a botanist calls it. */
  readonly name: string;
  /** Its length, as a factor: slender leaves are longer. */
  readonly reach: number;
  /** Half the outline from base to tip: place along the midrib and distance from it, for a leaf of length 1. */
  readonly edge: readonly Point[];
  /** True where the edge has teeth. */
  readonly toothed?: boolean;
}

/** The leaf of each kind of practice. */
export const SHAPES: Readonly<Record<Category, Shape>> = {
  planning: { name: 'lance-shaped', reach: 1.22, edge: [[0, 0.012], [0.12, 0.08], [0.32, 0.15], [0.52, 0.158], [0.72, 0.115], [0.89, 0.045], [1, 0]] },
  instruction: { name: 'elliptic', reach: 1.1, edge: [[0, 0.012], [0.1, 0.12], [0.28, 0.21], [0.5, 0.238], [0.72, 0.19], [0.9, 0.08], [1, 0]] },
  assessment: { name: 'egg-shaped', reach: 1.06, edge: [[0, 0.012], [0.05, 0.14], [0.2, 0.27], [0.38, 0.275], [0.58, 0.185], [0.78, 0.08], [0.91, 0.028], [1, 0]] },
  climate: { name: 'round', reach: 0.98, edge: [[0, 0.012], [0.12, 0.05], [0.28, 0.19], [0.48, 0.3], [0.7, 0.315], [0.88, 0.22], [0.98, 0.08], [1, 0]] },
  partnership: { name: 'heart-shaped', reach: 1.0, edge: [[0.06, 0.012], [-0.03, 0.12], [0.02, 0.26], [0.19, 0.325], [0.42, 0.265], [0.66, 0.15], [0.86, 0.052], [1, 0]] },
  technology: {
    name: 'toothed', reach: 1.06,
    edge: [[0, 0.012], [0.1, 0.12], [0.24, 0.19], [0.22, 0.24], [0.42, 0.235], [0.4, 0.285], [0.59, 0.21], [0.58, 0.258], [0.75, 0.135], [0.75, 0.18], [0.9, 0.05], [1, 0]],
    toothed: true,
  },
  leadership: { name: 'lobed', reach: 1.14, edge: [[0, 0.012], [0.08, 0.05], [0.15, 0.17], [0.25, 0.185], [0.31, 0.1], [0.37, 0.2], [0.48, 0.29], [0.57, 0.235], [0.6, 0.13], [0.67, 0.2], [0.77, 0.235], [0.84, 0.16], [0.87, 0.1], [0.93, 0.11], [0.985, 0.06], [1, 0]] },
};

/** One leaf as path text: its shaded and its lit half, its veins, and the engraver's lines. */
export interface Leaf {
  readonly dark: string;
  readonly light: string;
  readonly veins: string;
  readonly lines: string;
}

/** Where a leaf grows and how. */
export interface Place {
  readonly base: Point;
  /** Degrees, as SVG turns. */
  readonly angle: number;
  readonly length: number;
  /** How far it bends on its way to the tip, in degrees; negative to the left. */
  readonly bend: number;
  /** Factor of its width. */
  readonly breadth: number;
}

/** How wide a shape is at a place along its midrib. */
function widthAt(edge: readonly Point[], place: number): number {
  const next = edge.findIndex(([along], index) => index > 0 && along >= place);
  const [to, from] = [edge[next]!, edge[next - 1]!];
  return to[0] === from[0] ? to[1] : from[1] + ((to[1] - from[1]) * (place - from[0])) / (to[0] - from[0]);
}

/** Puts points of a shape where a leaf grows. */
const grown = ({ base, angle, bend, breadth }: Place, length: number) => ([along, aside]: Point): Point => {
  const turned = bend * along * along;
  const x = along * length;
  const y = aside * length * breadth;
  const lean = angle + turned * 0.5;
  const own = angle + turned;
  return [base[0] + x * cosine(lean) - y * sine(own), base[1] + x * sine(lean) + y * cosine(own)];
};

/** Points of a leaf's edge. */
export function edgeOf(category: Category, place: Place): readonly Point[] {
  const { edge, reach } = SHAPES[category];
  const put = grown(place, place.length * reach);
  return edge.flatMap(([along, aside]) => [put([along, aside]), put([along, -aside])]);
}

/** Draws one leaf. The side that lies against the light is solid, the other is engraved. */
export function leaf(category: Category, veins: number, place: Place): Leaf {
  const { edge, toothed, reach: stretch } = SHAPES[category];
  const length = place.length * stretch;
  const put = grown(place, length);
  const half = (side: 1 | -1): string => {
    const outline = edge.map(([along, aside]): Point => put([along, aside * side]));
    const spine = [1, 0.8, 0.6, 0.4, 0.2, edge[0]![0]].map((along) => put([along, 0]));
    return `${toothed ? line(outline) : curve(outline)}${line(spine).replace(/^M[^l]*/, '')}z`;
  };
  const branches = Array.from({ length: veins }, (_, index) => 0.13 + (0.58 * (index + 0.35)) / veins).flatMap((along) =>
    ([1, -1] as const).map((side) => {
      const reach = along + 0.13;
      const out = widthAt(edge, reach) * 0.78;
      return curve([put([along, 0]), put([along + 0.06, out * 0.42 * side]), put([reach, out * side])]);
    }),
  );
  const count = Math.round(length / 5.8);
  const strokes = Array.from({ length: count }, (_, index) => 0.05 + (0.66 * index) / count).map((along) => {
    const reach = Math.min(along + 0.12, 0.97);
    const out = widthAt(edge, reach);
    return line([put([along + 0.035, out * 0.34]), put([reach, out * 0.84])]);
  });
  return { dark: half(-1), light: half(1), veins: branches.join(''), lines: strokes.join('') };
}
