import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { badgeArt } from './art.ts';
import { bakeSvg } from './bake-svg.ts';
import { badgeText } from './credential.ts';
import { release, signedBadge } from './fixture.ts';
import { readInput } from './input.ts';
import { unbakeSvg } from './svg.ts';

const { svg: art } = badgeArt(release);
function baked(text: string, into = art): string {
  const result = bakeSvg(into, text);
  if (!result.ok) throw new Error(result.reason);
  return result.svg;
}

describe('baking into SVG', () => {
  it('gives back a badge with emoji, right-to-left text and braces, as the verifier reads it', async () => {
    const badge = await signedBadge();
    expect(await readInput(new TextEncoder().encode(baked(badgeText(badge))))).toMatchObject({ ok: true, badge, form: 'svg' });
  });

  it('gives back any JSON, whatever its strings hold, the end of a CDATA section among it', async () => {
    const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\]>{}<&"\\]*$/), fc.constantFrom(']]>', ']]]>', '\\]]>', '\uFFFE', '\uFFFF', '\u0085', '\u2028', '\r\n', '\u0000', '</openbadges:credential>', ']]></openbadges:credential><script/>'));
    // In lists: as keys, V8 would take some of them for others (https://github.com/nodejs/node/issues/63785).
    fc.assert(fc.property(fc.array(fc.array(odd)), (value) => {
      const clean = JSON.parse(JSON.stringify(value)) as object;
      const found = unbakeSvg(baked(JSON.stringify(clean, null, 2)));
      expect(found.ok && JSON.parse(found.text)).toEqual(clean);
    }));
  });

  it('says the namespace at the top and the badge before everything that is drawn, and leaves the picture as it was', () => {
    const svg = baked('{"narrative":"a ]]> b"}');
    expect(svg).toMatch(/^<svg xmlns:openbadges="https:\/\/purl\.imsglobal\.org\/ob\/v3p0" xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><openbadges:credential><!\[CDATA\[/);
    expect(svg.split(']]>')).toHaveLength(2);
    expect(svg.replace(/ xmlns:openbadges="[^"]*"/, '').replace(/<openbadges:credential>.*<\/openbadges:credential>/s, '')).toBe(art);
    expect(baked('{}')).toBe(baked('{}'));
  });

  it('finds the root behind a declaration, a comment that speaks of <svg>, and a document type', () => {
    const into = `\uFEFF<?xml version="1.0"?>\n<!-- <svg> > -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n<svg title="a > b" xmlns="http://www.w3.org/2000/svg"><path/></svg>`;
    expect(unbakeSvg(baked('{"a":1}', into))).toEqual({ ok: true, text: '{"a":1}' });
  });

  it.each([
    ['one that is baked', () => baked('{}'), 'already'],
    ['one that declares the namespace', () => '<svg xmlns:openbadges="x"><path/></svg>', 'already'],
    ['one that is cut off', () => '<svg><path', 'cut off'],
    ['one with nothing in it', () => '<svg xmlns="http://www.w3.org/2000/svg"/>', 'no SVG image'],
    ['HTML', () => '<html></html>', 'no SVG image'],
    ['nothing', () => '', 'no SVG image'],
  ])('refuses %s', (_, into, word) => {
    expect(bakeSvg(into(), '{}')).toMatchObject({ ok: false, reason: expect.stringContaining(word) });
  });

  it('refuses text that XML has no letters for', () => {
    for (const text of ['{"a":"\uD800"}', '\u0000', '{"a":"\u0001"}']) expect(bakeSvg(art, text)).toMatchObject({ ok: false });
  });
});
