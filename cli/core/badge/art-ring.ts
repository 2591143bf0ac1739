import { curve, fixed, line, polar, type Point } from './art-geometry.ts';
import type { SetTitle } from './art-title.ts';

export const CENTRE: Point = [300, 300];

/** A rosette as an engine-turned medal has it: two sets of rings that swing in and out and cross one another. The last is its rim. */
export function rosette(draw: (below: number) => number, radius: number): readonly string[] {
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

/** The edge of the medal: 96 strokes, long or short, where no title stands. Their order is the release's own, like a hallmark. */
export function edge(draw: (below: number) => number, title: SetTitle | null): string {
  const reach = title === null ? -1 : title.reach + 7;
  return Array.from({ length: 96 }, (_, index) => {
    const angle = index * 3.75 + 1.875;
    const inner = draw(2) === 1 ? 276 : 283;
    // Angles begin on the right, and the title in the middle of the top.
    const fromTop = Math.abs(((angle + 270) % 360) - 180);
    return fromTop < reach ? '' : line([polar(CENTRE, angle, 289), polar(CENTRE, angle, inner)]);
  }).join('');
}

/** The inner line of the ring: all round, or from one end of the title to the other, with a dot at each. */
export function innerLine(title: SetTitle | null, ink: string, dot: string): string {
  const stroke = `fill="none" stroke="${ink}" stroke-width="1.5"/>`;
  if (title === null) return `<circle cx="300" cy="300" r="270" ${stroke}`;
  const at = (fromTop: number): string => polar(CENTRE, fromTop - 90, 270).map(fixed).join(' ');
  const end = title.reach + 5.2;
  const dots = [end, -end].map((fromTop) => polar(CENTRE, fromTop - 90, 270).map(fixed)).map(([x, y]) => `<circle cx="${x}" cy="${y}" r="5" fill="${dot}"/>`);
  return `<path d="M${at(end + 1.6)}A270 270 0 ${end + 1.6 < 90 ? 1 : 0} 1 ${at(-end - 1.6)}" ${stroke}${dots.join('')}`;
}
