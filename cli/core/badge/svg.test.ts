import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bakedText } from './baking.ts';
import { badgeText } from './credential.ts';
import { signedBadge } from './fixture.ts';
import { readInput } from './input.ts';
import { unbakeSvg } from './svg.ts';

const space = 'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"';
const carrying = (text: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<!-- > made by "a program' -->\n<svg ${space} viewBox="0 0 1 1"><openbadges:credential><![CDATA[${text}]]></openbadges:credential><path d="M0 0"/></svg>`;
const read = (svg: string) => readInput(new TextEncoder().encode(svg));

describe('a badge inside an SVG image', () => {
  it('is read from its CDATA section, whatever its strings hold', async () => {
    const badge = await signedBadge();
    expect(await read(carrying(bakedText(badgeText(badge))))).toMatchObject({ ok: true, badge, form: 'svg' });
  });

  it('is read from plain text with entities, and from the attribute of a token', () => {
    expect(unbakeSvg(`<svg ${space}><openbadges:credential>{&quot;a&quot;:"&#x3c;&#60;&lt;"}</openbadges:credential></svg>`)).toEqual({ ok: true, text: '{"a":"<<<"}' });
    expect(unbakeSvg(`<svg ${space}><openbadges:credential verify='aa.bb.cc'/></svg>`)).toEqual({ ok: true, text: 'aa.bb.cc' });
    expect(unbakeSvg(`<svg ${space}><openbadges:credential verify="aa.bb.cc"></openbadges:credential></svg>`)).toEqual({ ok: true, text: 'aa.bb.cc' });
  });

  it('is found under any prefix that is bound to its namespace, and under no other', () => {
    expect(unbakeSvg('<svg xmlns:b="https://purl.imsglobal.org/ob/v3p0"><b:credential>{}</b:credential></svg>')).toEqual({ ok: true, text: '{}' });
    expect(unbakeSvg('<svg><g><credential xmlns="https://purl.imsglobal.org/ob/v3p0">{}</credential></g></svg>')).toEqual({ ok: true, text: '{}' });
    expect(unbakeSvg('<svg xmlns:openbadges="https://elsewhere.example"><openbadges:credential>{}</openbadges:credential></svg>')).toMatchObject({ ok: false });
  });

  it('is read beside a script, which is text like everything else', async () => {
    const badge = await signedBadge();
    const svg = carrying(bakedText(badgeText(badge))).replace('<path', '<script><![CDATA[throw new Error("run")]]></script><path onload="alert(1)"');
    expect(await read(svg)).toMatchObject({ ok: true, form: 'svg' });
  });

  it.each([
    ['two badges', carrying('{}').replace('<path', '<openbadges:credential>{}</openbadges:credential><path'), 'two badges'],
    ['a token and JSON', `<svg ${space}><openbadges:credential verify="a.b.c">{}</openbadges:credential></svg>`, 'two badges'],
    ['no badge', `<svg ${space}></svg>`, 'no badge'],
    ['an empty badge', `<svg ${space}><openbadges:credential/></svg>`, 'no badge'],
    ['an Open Badge 2', '<svg xmlns:openbadges="http://openbadges.org"><openbadges:assertion verify="x"/></svg>', 'Open Badge 2'],
    ['a learner record', '<svg xmlns:clr="https://purl.imsglobal.org/clr/v2p0"><clr:credential/></svg>', 'Learner Record'],
    ['entities of its own', `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${carrying('{}')}`, 'DOCTYPE'],
    ['a tag inside the badge', `<svg ${space}><openbadges:credential>{<b/>}</openbadges:credential></svg>`, 'CDATA'],
    ['an end in the middle of its badge', carrying('{}').slice(0, 220), 'cut off'],
    ['an end in the middle of a tag', `<svg ${space}><openbadges:credential verify="a.b`, 'cut off'],
    ['an attribute given twice', `<svg ${space}><openbadges:credential verify="a.b.c" verify="d.e.f"/></svg>`, 'damaged'],
    ['more parts than any image', `<svg ${space}>${'<g/>'.repeat(60_000)}</svg>`, 'parts'],
  ])('is refused with a sentence for an image with %s', (_, svg, word) => {
    expect(unbakeSvg(svg)).toMatchObject({ ok: false, reason: expect.stringContaining(word) });
  });

  it('is looked for in one pass over a tag of any length', () => {
    const begun = performance.now();
    for (const filler of ['a'.repeat(4_000_000), ' '.repeat(4_000_000), 'a '.repeat(2_000_000), 'a="" '.repeat(800_000), '<'.repeat(4_000_000), '&#'.repeat(2_000_000)]) expect(unbakeSvg(`<svg ${filler}`).ok).toBe(false);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });

  it('throws for no text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('<svg', ' xmlns:o="https://purl.imsglobal.org/ob/v3p0"', '>', '<o:credential', '</o:credential>', '<![CDATA[', ']]>', '"', "'", '=', '/', '{}', '<!--', '-->', '&lt;', 'verify="a.b.c"', '<')), (parts) => {
      const found = unbakeSvg(parts.join(''));
      expect(found.ok || /\.$/.test(found.reason)).toBe(true);
    }), { numRuns: 2000 });
  });
});
