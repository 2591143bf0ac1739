import { describe, expect, it } from 'vitest';
import type { Art } from '../catalog.ts';
import { bakePng } from './baking.ts';
import { crc32 } from './crc32.ts';
import { badgeArt } from './art.ts';
import { release } from './fixture.ts';
import { artFaults, frozenArt, largest } from './own-art.ts';
import { pictureOf, smallPicture } from './picture.ts';

const path = 'credentials/wait-time.svg';
const svg = (inside: string, attributes = ' viewBox="0 0 600 600"'): Art => ({ path, type: 'image/svg+xml', bytes: new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inside}</svg>\n`) });
const faults = (art: Art): readonly string[] => [...artFaults(art)];

function chunk(type: string, content: readonly number[]): readonly number[] {
  const body = Uint8Array.from([...[...type].map((letter) => letter.charCodeAt(0)), ...content]);
  const four = (value: number): readonly number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
  return [...four(content.length), ...body, ...four(crc32(body) >>> 0)];
}
const png = (width: number, height: number, more: readonly number[] = []): Art => ({
  path: 'credentials/wait-time.png', type: 'image/png',
  bytes: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...chunk('IHDR', [0, 0, width >> 8, width & 255, 0, 0, height >> 8, height & 255, 8, 2, 0, 0, 0]), ...more, ...chunk('IDAT', [0]), ...chunk('IEND', [])]),
});

describe('a picture of an author\'s own', () => {
  it('may be what we draw ourselves, and shapes with gradients that it holds itself', () => {
    expect(faults({ ...svg(''), bytes: new TextEncoder().encode(badgeArt(release).svg) })).toEqual([]);
    expect(faults(svg('<title>A hand</title><defs><linearGradient id="a"><stop offset="0" stop-color="#123456"/></linearGradient></defs><circle cx="3" cy="3" r="2" fill="url(#a)"/>'))).toEqual([]);
  });

  it.each<readonly [string, string, string]>([
    ['a script', '<script>alert(1)</script>', '<script>'],
    ['a script in an attribute', '<circle onload="alert(1)" r="1"/>', 'script in onload'],
    ['a link to elsewhere', '<image href="https://elsewhere.example/x.png"/>', 'reference in href'],
    ['a link in another spelling', '<g xlink:href="https://elsewhere.example/x.svg"/>', 'reference in xlink:href'],
    ['a fill from elsewhere', '<circle r="1" fill="url(https://elsewhere.example/x#a)"/>', 'reference in fill'],
    ['a fill from elsewhere beside one of its own', '<circle r="1" fill="url(#a) url(https://elsewhere.example/x)"/>', 'reference in fill'],
    ['letters', '<text>Wait</text>', 'turned into paths'],
    ['a style', '<style>@import "https://elsewhere.example"</style>', '<style>'],
    ['a style in an attribute', '<circle r="1" style="fill:url(x)"/>', 'Unexpected style'],
    ['HTML inside', '<foreignObject/>', '<foreignObject>'],
    ['movement', '<animate/>', '<animate>'],
    ['a drawing program\'s notes', '<g xmlns:sodipodi="http://sodipodi.sourceforge.net/x"/>', 'namespace sodipodi'],
    ['an end that belongs to nothing', '<g></circle>', 'close in turn'],
    ['an end that is missing', '<g>', 'close in turn'],
    ['text between the shapes', 'Wait', 'text between the shapes'],
  ])('has no %s', (_, inside, word) => {
    expect(faults(svg(inside)).join('\n')).toContain(word);
  });

  it.each<readonly [string, Art, string]>([
    ['is no square', svg('', ' viewBox="0 0 600 300"'), 'square'],
    ['says no size', svg('', ''), 'square'],
    ['declares entities', { ...svg(''), bytes: new TextEncoder().encode('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>') }, 'declaration'],
    ['has shapes after its end', { ...svg(''), bytes: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/><svg/>') }, 'after the end'],
    ['is cut off', { ...svg(''), bytes: svg('<g/>').bytes.slice(0, -9) }, 'whole'],
    ['is no text', { ...svg(''), bytes: Uint8Array.of(0xff, 0xfe) }, 'UTF-8'],
    ['is too heavy', svg(`<desc>${'x'.repeat(largest['image/svg+xml'])}</desc>`), 'size'],
  ])('is refused where it %s', (_, art, word) => {
    expect(faults(art).join('\n')).toContain(word);
  });

  it('may be a PNG that is square, large enough, and holds nothing but the picture', () => {
    expect(faults(png(600, 600))).toEqual([]);
    expect(faults(png(600, 400)).join()).toContain('600 by 400');
    expect(faults(png(100, 100)).join()).toContain('square of 400 to 2000');
    for (const type of ['eXIf', 'tEXt', 'iTXt', 'tIME']) expect(faults(png(600, 600, chunk(type, [1]))).join(), type).toContain(type);
    expect(faults({ ...png(600, 600), bytes: png(600, 600).bytes.slice(0, -1) }).join()).toContain('no whole PNG');
    expect(faults({ ...png(600, 600), bytes: Uint8Array.from([...png(600, 600).bytes, 1]) }).join()).toContain('no whole PNG');
  });
});

describe('the picture of a release', () => {
  const alt = 'A clock at three seconds.';
  const own = (art: Art): typeof release => ({ ...release, credential: { ...release.credential, art: { alt } }, art: frozenArt(art) });

  it('is drawn where the author supplies none', () => {
    expect(pictureOf(release)).toEqual({ ...badgeArt(release), png: null });
  });

  it('is the author\'s SVG, letter by letter, at every size', () => {
    const art = svg('<circle r="3"/>');
    expect(pictureOf(own(art))).toEqual({ svg: new TextDecoder().decode(art.bytes), alt, png: null });
    expect(smallPicture(own(art))).toBe(new TextDecoder().decode(art.bytes));
  });

  it('is the author\'s PNG, byte by byte, which also takes a badge', () => {
    const art = png(600, 600);
    const { png: bytes, svg: shown } = pictureOf(own(art));
    expect(bytes).toEqual(art.bytes);
    expect(bakePng(bytes!, '{}')).toMatchObject({ ok: true });
    expect(shown).toContain('href="data:image/png;base64,iVBOR');
  });
});
