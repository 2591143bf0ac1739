/** A point on the plate. */
export type Point = readonly [x: number, y: number];

/**
 * Sine of an angle in degrees by a polynomial of plain arithmetic: `Math.sin` may differ between engines in its
 * last digit, and badge art has to be the same text everywhere.
 */
export function sine(degrees: number): number {
  const turned = degrees - 360 * Math.floor(degrees / 360);
  const mirrored = turned > 270 ? turned - 360 : turned > 90 ? 180 - turned : turned;
  const x = (mirrored * 3.141592653589793) / 180;
  const s = x * x;
  return x * (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - (s / 110) * (1 - (s / 156) * (1 - s / 210)))))));
}

/** Cosine of an angle in degrees. */
export const cosine = (degrees: number): number => sine(degrees + 90);

/** The point at an angle (degrees, clockwise from the right, as SVG turns) and distance from a centre. */
export const polar = ([x, y]: Point, angle: number, radius: number): Point => [
  x + radius * cosine(angle),
  y + radius * sine(angle),
];

/** A number with one decimal and no trailing zero, never `-0`. */
export function fixed(value: number): string {
  const tenths = Math.round(value * 10);
  return tenths === 0 ? '0' : String(tenths / 10);
}

const tenths = ([x, y]: Point): Point => [Math.round(x * 10), Math.round(y * 10)];

/** A step between two points that are rounded already, as path text: short, and free of gathering error. */
function step(from: Point, to: Point): string {
  const [x, y] = [to[0] - from[0], to[1] - from[1]].map((way) => (way === 0 ? '0' : String(way / 10)));
  return y!.startsWith('-') ? `${x}${y}` : `${x} ${y}`;
}

/** A straight run through points. */
export function line(points: readonly Point[]): string {
  const stops = points.map(tenths);
  return `M${step([0, 0], stops[0]!)}${stops.slice(1).map((stop, index) => `l${step(stops[index]!, stop)}`).join('')}`;
}

/** A smooth run through points (Catmull-Rom as cubics); the ends stay corners unless the run is closed. */
export function curve(points: readonly Point[], closed = false): string {
  const count = points.length;
  const point = (index: number): Point =>
    closed ? points[(index + count) % count]! : points[Math.min(Math.max(index, 0), count - 1)]!;
  let text = `M${step([0, 0], tenths(points[0]!))}`;
  for (let index = 0; index < (closed ? count : count - 1); index += 1) {
    const [before, from, to, after] = [point(index - 1), point(index), point(index + 1), point(index + 2)];
    const first = tenths([from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6]);
    const second = tenths([to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6]);
    const start = tenths(from);
    text += `c${[first, second, tenths(to)].map((stop) => step(start, stop)).join(' ')}`;
  }
  return closed ? `${text}z` : text;
}

/** A stream of small integers drawn from a text by integer arithmetic alone (FNV-1a, then xorshift). */
export function drawing(text: string): (below: number) => number {
  let state = 2166136261;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 16777619);
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.imul(state, 2654435769) >>> 8) % below;
  };
}
