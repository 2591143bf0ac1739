import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { certificateOf, type Certificate } from '../core/badge/certificate.ts';
import { badgeArt } from '../core/badge/art.ts';
import { facts } from '../core/badge/facts.ts';
import { release, signedBadge } from '../core/badge/fixture.ts';
import type { JsonObject } from '../core/badge/json.ts';
import { isDrawn } from './certificate-art.ts';
import { runsWith } from './certificate-fonts.ts';
import { certificatePdf } from './certificate-pdf.ts';
import { rasterise } from './rasterise.ts';
import { sfntOf } from './woff.ts';

const said = facts((await signedBadge()) as unknown as JsonObject);
const plain = certificateOf({ ...said, results: said.results.slice(0, 2) });
const art = { svg: badgeArt(release).svg, alt: 'A wreath.', png: null } as const;
const text = ({ pdf }: { readonly pdf: Uint8Array }): string => Buffer.from(pdf).toString('latin1');
const pages = (pdf: string): number => pdf.split(/\/Type \/Page[^s]/).length - 1;

describe('the PDF of a certificate', () => {
  it('is the same bytes each time, whatever was printed before', async () => {
    const first = await certificatePdf(plain, art);
    await certificatePdf(certificateOf({ ...said, name: 'Ελληνικά' }), null, 'letter');
    expect(Buffer.from((await certificatePdf(plain, art)).pdf).equals(first.pdf)).toBe(true);
    expect(first.lacks).toBe(false);
  });

  it.each([
    ['lines', async () => ({ svg: art.svg, alt: 'x', png: null })],
    ['pixels that let the paper through', async () => ({ svg: null, alt: 'x', png: await rasterise('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#123456"/></svg>', 30) })],
    ['pixels that cover it', async () => ({ svg: null, alt: 'x', png: await rasterise('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#123456"/></svg>', 30) })],
  ] as const)('is the same bytes for the hundredth badge of a picture as for the first: %s', async (_, made) => {
    const first = await made();
    const whole = await certificatePdf(plain, first);
    await certificatePdf(certificateOf({ ...said, name: 'Another' }), first, 'letter');
    for (const each of [first, await made()]) expect(Buffer.from((await certificatePdf(plain, each)).pdf).equals(whole.pdf)).toBe(true);
  });

  it('has a title, a language, the day of the award, a structure, words for its pictures, and says every line', async () => {
    const pdf = text(await certificatePdf(plain, art));
    for (const part of ['/Title ', '(Checking for understanding, Marlow Valley School District)', '/Lang (en)', '(D:20261122093000Z)', '/DisplayDocTitle true', '/S /H1', '/S /Document', '/Alt (A wreath.)', `/Alt (A code that leads to ${plain.address})`, `/URI (${plain.address})`]) expect(pdf, part).toContain(part);
    for (const { name, text: line } of plain.lines) expect(pdf).toContain(`(${name}: ${line}`);
    expect(pdf).not.toContain('Helvetica');
  });

  it('is one page of either paper, however much there is to say', async () => {
    const much: Certificate = { ...plain, title: 'A title of many words '.repeat(5).trim(), statement: 'A statement of many words. '.repeat(11), reached: Array.from({ length: 8 }, (_, nth) => ({ criterion: `${nth} ${'words that go on '.repeat(4)}`, level: 'Proficient, and more' })), more: 3 };
    for (const paper of ['a4', 'letter'] as const) for (const each of [plain, much]) expect(pages(text(await certificatePdf(each, art, paper)))).toBe(1);
    expect(text(await certificatePdf(plain, null, 'letter'))).toContain('/MediaBox [0 0 612 792]');
  });

  it.each([
    ['accents, joined or not', 'Überprüfung, Žlutý kůň, cafe\u0301', false],
    ['Greek, Cyrillic and Vietnamese', 'Ελληνικά кириллица Tiếng Việt', false],
    ['letters from right to left', 'يتحقق من الفهم', true],
    ['letters of many strokes', '理解度の確認', true],
    ['pictures', '🌿 👩‍🏫', true],
    ['nothing', '', false],
    ['a word that is wider than the page', 'w'.repeat(110), false],
    ['brackets and strokes that PDF has a meaning for', '(a\\) <b> %c', false],
  ])('takes %s, and says where letters have no font', async (_, words, lacks) => {
    const printed = await certificatePdf({ ...plain, title: words, statement: words, issuer: words, reached: [{ criterion: words, level: words }] }, null);
    expect([pages(text(printed)), printed.lacks, text(printed).includes('An empty box stands')]).toEqual([1, lacks, lacks]);
  });
});

describe('the picture in it', () => {
  it('is lines where we drew it, and only there', () => {
    expect(isDrawn(art.svg)).toBe(true);
    for (const [from, to] of [['<circle', '<rect/><circle'], ['fill="#f7f2e4"', 'fill="url(#a)"'], ['fill="#f7f2e4"', 'fill="fern"'], ['0 0 600 600', '0 0 1 1'], ['scale(-1 1)', 'scale(2)']] as const) expect(isDrawn(art.svg.replace(from, to)), to).toBe(false);
  });
});

describe('fonts', () => {
  const { resolve } = createRequire(import.meta.url);
  it('come out of their wrapping whole', () => {
    const woff = readFileSync(resolve('@fontsource/alegreya/files/alegreya-latin-500-normal.woff'));
    const sfnt = Buffer.from(sfntOf(woff));
    expect([sfnt.readUInt32BE(0), sfnt.length]).toEqual([woff.readUInt32BE(4), woff.readUInt32BE(16)]);
    const sum = (bytes: Buffer): number => Array.from({ length: Math.ceil(bytes.length / 4) }, (_, at) => Buffer.concat([bytes, Buffer.alloc(3)]).readUInt32BE(at * 4)).reduce((all, word) => (all + word) >>> 0, 0);
    for (let entry = 0; entry < sfnt.readUInt16BE(4); entry += 1) {
      const at = 12 + entry * 16;
      const [tag, expected, offset, length] = [sfnt.toString('latin1', at, at + 4), sfnt.readUInt32BE(at + 4), sfnt.readUInt32BE(at + 8), sfnt.readUInt32BE(at + 12)];
      if (tag !== 'head') expect(sum(sfnt.subarray(offset, offset + length)), tag).toBe(expected);
    }
    expect(sfntOf(sfnt)).toBe(sfnt);
  });

  it('are asked in turn, letter by letter, and a letter stays with its accents', () => {
    const runs = runsWith((name) => (point) => (name.includes('greek-400') ? point > 0x370 && point < 0x400 : name.includes('latin-400') && point < 0x100));
    expect(runs('aβ\u2603\u2603e\u0301', 'plain')).toEqual([{ font: expect.stringContaining('next-latin'), text: 'a' }, { font: expect.stringContaining('greek'), text: 'β' }, { font: null, letters: 2 }, { font: expect.stringContaining('next-latin'), text: 'é' }]);
  });
});
