import { describe, expect, test } from 'vitest';
import type { ReleaseFile } from '../model.generated.ts';
import { badgeArt, badgeSilhouette, mark } from './art.ts';
import { SHAPES } from './art-leaf.ts';
import { ringTitle } from './art-title.ts';

type Release = ReleaseFile['release'];
type Category = Release['competency']['category'];

interface Sketch {
  readonly id?: string;
  readonly version?: string;
  readonly color?: Release['framework']['color'];
  readonly category?: Category;
  readonly criteria?: number;
  readonly levels?: number;
  readonly beyond?: number;
  readonly title?: string;
  readonly language?: string;
}

/** A release with only what its badge shows. */
function release({ id = 'calm-starts', version = '1.0.0', color = 'fern', category = 'climate', criteria = 4, levels = 3, beyond = 2, title = 'Calm starts', language = 'en' }: Sketch = {}): Release {
  return {
    id,
    issuer: { language },
    credential: { version, title },
    framework: { id: 'teaching', title: 'Teaching practice', color },
    competency: { id: 'starts-calmly', category },
    rubric: {
      levels: Array.from({ length: levels }, (_, index) => ({ id: `level-${index}` })),
      criteria: Array.from({ length: criteria }, (_, index) => ({ id: `criterion-${index}` })),
    },
    evidence: {
      requirements: [
        { id: 'plan', feeds: ['criterion-0'] },
        ...Array.from({ length: beyond }, (_, index) => ({ id: `part-${index}`, sufficient: 'Says why.' })),
      ],
    },
  } as unknown as Release;
}

const draw = (sketch?: Sketch): string => badgeArt(release(sketch)).svg;
const count = (text: string, part: string): number => text.split(part).length - 1;
/** Where the lines of paths stop that a pattern finds. */
function* stops(art: string, pattern: RegExp): Generator<readonly [number, number]> {
  for (const [, path] of art.matchAll(pattern)) {
    let [x, y] = [0, 0];
    for (const [, kind, rest] of path!.matchAll(/([Mlcq])([^Mlcqz]*)/g)) {
      const numbers = rest!.match(/-?[\d.]+/g)!.map(Number);
      const each = { M: 2, l: 2, q: 4, c: 6 }[kind!]!;
      for (let index = each; index <= numbers.length; index += each) yield ([x, y] = kind === 'M' ? [numbers[0]!, numbers[1]!] : [x + numbers[index - 2]!, y + numbers[index - 1]!]);
    }
  }
}
const CATEGORIES = Object.keys(SHAPES) as Category[];

/** Relative luminance of #rrggbb. */
function luminance(color: string): number {
  const parts = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

const contrast = (one: string, other: string): number => {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
};

describe('badge art', () => {
  test('is the same text every time it is drawn from the same release', () => {
    expect(draw()).toBe(draw());
  });

  test('says in words what it shows, for whoever opens the file alone and does not see it', () => {
    const { svg, alt } = badgeArt({ ...release({ title: 'Calm & quiet' }), framework: { id: 'teaching', title: 'Reading & "writing" <1>', color: 'fern' } } as Release);
    expect(svg).toContain(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600" role="img" aria-label="Calm &amp; quiet. ${alt.replace('& "writing" <1>', '&amp; &quot;writing&quot; &lt;1&gt;')}">`);
  });

  test.each([3, 4, 5])('has a pair of leaves on each of two branches for each of %i criteria', (criteria) => {
    const solidHalves = /<path d="[^"]+" fill="#2c5a3c"/g;
    expect(draw({ criteria }).match(solidHalves)).toHaveLength(criteria * 2 * 2);
    expect(badgeArt(release({ criteria })).alt).toMatch(/(three|four|five) pairs of round leaves, one for each criterion/);
  });

  test('has a berry for each part that no criterion scores', () => {
    expect(count(draw({ beyond: 3 }), 'r="14"')).toBe(3);
    expect(count(draw({ beyond: 0 }), 'r="14"')).toBe(0);
  });

  test('has as many veins on either side of a leaf as the rubric has levels', () => {
    const veins = (levels: number): number => count(/<path d="([^"]+)"[^>]*stroke-width="2"\/>/.exec(draw({ levels }).split('</g>')[2]!)![1]!, 'M');
    expect([2, 3, 4].map(veins)).toEqual([4, 6, 8]);
  });

  test('differs between any two credentials, between versions, and between kinds, frameworks and rubrics', () => {
    const sketches: Sketch[] = [
      ...Array.from({ length: 400 }, (_, index): Sketch => ({ id: `credential-${index}` })),
      ...Array.from({ length: 40 }, (_, index): Sketch => ({ version: `1.${index + 1}.0` })),
      ...CATEGORIES.filter((category) => category !== 'climate').map((category): Sketch => ({ category })),
      { color: 'lake' }, { color: 'heather' }, { criteria: 3 }, { criteria: 5 }, { levels: 4 }, { beyond: 1 },
    ];
    expect(new Set(sketches.map(draw)).size).toBe(sketches.length);
  });

  test('holds no text, script, style, filter, reference or identifier, whatever the release is called', () => {
    for (const art of [draw(), badgeSilhouette(release()), draw({ id: '"><script>alert(1)</script>', title: '"><script>alert(1)</script>' }), mark()]) {
      expect(art.match(/<\/?([a-z]+)/g)!.every((tag) => /^<\/?(svg|g|path|circle)$/.test(tag))).toBe(true);
      expect(art).not.toMatch(/href|url\(|\sid=|\son\w+=|NaN|undefined|Infinity/);
      expect(art).toContain('viewBox="0 0 600 600"');
    }
  });

  test('rounds every number to a tenth, so that the text is stable', () => {
    expect(draw()).not.toMatch(/\.\d\d/);
  });

  test.each(['fern', 'lake', 'heather'] as const)('keeps every ink of %s at 3:1 or better against its own ground', (color) => {
    const art = draw({ color });
    const ground = /r="299" fill="(#\w+)"/.exec(art)![1]!;
    const inks = new Set([...art.matchAll(/(?:fill|stroke)="(#\w+)"/g)].map((match) => match[1]!));
    inks.delete(ground);
    for (const ink of inks) expect(contrast(ink, ground), ink).toBeGreaterThanOrEqual(3);
  });

  test.each(['fern', 'lake', 'heather'] as const)('keeps the letters of %s at 4.5:1 or better', (color) => {
    const art = draw({ color });
    expect(contrast(/" fill="(#\w+)"\/><\/svg>/.exec(art)![1]!, /r="299" fill="(#\w+)"/.exec(art)![1]!)).toBeGreaterThanOrEqual(4.5);
  });

  test('has its leaves inside the ring and clear of its title, whatever they are like', () => {
    const outside = CATEGORIES.flatMap((category) => [3, 4, 5].flatMap((criteria) => ['Calm', 'Leading a team of teachers through a year', 'A title that is far too long to stand on any ring that anybody could draw'].flatMap((title) => {
      const { reach } = ringTitle(title, 'en', [300, 300]) ?? { reach: -1 };
      return Array.from({ length: 8 }, (_, seed) => ({ id: `credential-${seed}`, category, criteria, title })).filter((sketch) => {
        for (const [x, y] of stops(draw(sketch), /<path d="([^"]+)" fill="#(?:2c5a3c|64905f)" stroke/g)) {
          const fromTop = Math.abs((Math.atan2(x - 300, 300 - y) * 180) / Math.PI);
          if (Math.hypot(x - 300, y - 300) > (fromTop < reach ? 249 : 270)) return true;
        }
        return false;
      });
    })));
    expect(outside).toEqual([]);
  });

  test('has a silhouette for small sizes with the same leaves and a third of the text', () => {
    const silhouette = badgeSilhouette(release());
    expect(count(silhouette, 'fill="#2c5a3c"')).toBe(count(draw(), 'fill="#2c5a3c"'));
    expect(silhouette.length * 2.5).toBeLessThan(draw().length);
  });

  test('describes itself in words', () => {
    expect(badgeArt(release({ criteria: 3, category: 'planning', beyond: 1 })).alt).toBe(
      'A laurel wreath in the fern color of Teaching practice: on each branch three pairs of lance-shaped leaves, one ' +
        'for each criterion, with three veins a side, one for each level, and one berry for what is handed in beyond the rubric.',
    );
  });
});
