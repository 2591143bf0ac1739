import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../canonical.ts';
import { badgeText } from './credential.ts';
import { signedBadge } from './fixture.ts';
import { longestInput, readInput } from './input.ts';
import { parseJson, quote, shapeFault } from './json.ts';

const read = (text: string) => readInput(new TextEncoder().encode(text));

describe('readInput', () => {
  it('reads a badge, also behind a byte order mark', async () => {
    const badge = await signedBadge();
    expect(await read(badgeText(badge))).toEqual({ ok: true, badge, form: 'json', sha256: sha256(badgeText(badge)) });
    expect(await read(`\uFEFF${badgeText(badge)}`)).toMatchObject({ ok: true });
  });

  it.each([
    ['nothing', '', 'empty'],
    ['a token without a badge', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln', 'JWT) holds no badge'],
    ['a token that is cut off', `${btoa('{"alg":"RS256"}')}.${btoa('{"iss":"x')}.c2ln`.replaceAll('=', ''), 'content of the signed token cannot be read'],
    ['a token whose content gives a key twice', `${btoa('{"alg":"RS256"}')}.${btoa('{"iss":"x","iss":"y"}')}.c2ln`.replaceAll('=', ''), 'twice'],
    ['an SVG', '<?xml version="1.0"?><svg></svg>', 'SVG image holds no badge'],
    ['some other XML', '<?xml version="1.0"?><feed></feed>', 'not an SVG'],
    ['a hosted Open Badge 2', '{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","badge":"https://x.example/b","verification":{"type":"hosted"}}', 'hosted Open Badge 2'],
    ['a hosted Open Badge 1', '{"uid":"1","badge":"https://x.example/b","verify":{"type":"hosted","url":"https://x.example/a"}}', 'hosted Open Badge 2'],
    ['a signed Open Badge 2', '{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","badge":{},"verification":{"type":"SignedBadge"}}', 'Open Badge 2, which'],
    ['a learner record', '{"@context":[],"type":["VerifiableCredential","ClrCredential"]}', 'Comprehensive Learner Record'],
    ['a presentation', '{"@context":[],"type":"VerifiablePresentation"}', 'presentation'],
    ['a status list', '{"@context":[],"type":["VerifiableCredential","BitstringStatusListCredential"]}', 'list of revoked badges'],
    ['a key given twice', '{"name":"a","b":1,"name":"b"}', '"name" twice'],
    ['a key given twice, once with escapes', '{"name":"a","n\\u0061me":"b"}', '"name" twice'],
    ['a key given twice deep inside, far from its colon', `{"a":[{"b":{"c":1,"c"${' '.repeat(500)}:2}}]}`, '"c" twice'],
    ['a key with a quotation mark', '{"a\\"b":1}', 'which is refused'],
    ['a page', '<!DOCTYPE html><html></html>', 'web page'],
    ['a certificate', '%PDF-1.7\n%\u00ff', 'This is a PDF, such as a certificate: a picture of a badge and none itself. Scan the code on it, or open the badge\'s page'],
    ['prose', 'Dear colleague,', 'not a badge'],
    ['a list', '[{}]', 'not a badge'],
    ['half a file', '{"a": ', 'sound JSON'],
    ['an Open Badge 2', '{"@context":"https://w3id.org/openbadges/v2"}', 'Open Badge 2'],
    ['deep nesting', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'deeper'],
    ['many values', `{"a":[${'1,'.repeat(60_000)}1]}`, 'more than'],
    ['a __proto__ key', '{"__proto__":{"admin":true}}', '__proto__'],
    ['an escaped __proto__ key', '{"a":{"\\u005f_proto__":1}}', '__proto__'],
    ['a constructor key', '{"a":[{"constructor":1}]}', 'constructor'],
    ['half a surrogate pair', '{"a":"\\ud83d"}', 'Unicode'],
    ['an endless number', '{"a":1e999}', 'too large'],
  ])('says what %s is', async (_, text, word) => {
    expect(await read(text)).toMatchObject({ ok: false, reason: expect.stringContaining(word) });
  });

  it('does not look into a file that is too large', async () => {
    expect(await readInput(new Uint8Array(longestInput + 1))).toMatchObject({ ok: false, reason: expect.stringContaining('8 MiB') });
  });

  it('reads a key that is spelt with escapes as what it spells, whatever was read before', async () => {
    for (const [first, escaped, key] of [['{"h":[],"\\\\":0}', '{"h":1,"\\u0041":2}', 'A'], ['{"":"","\\\\":""}', '{"":"","\\ufffe":""}', '\uFFFE']] as const) {
      JSON.parse(first);
      const read = parseJson(escaped);
      expect(read.ok && Object.keys(read.value as object)[1]).toBe(key);
    }
  });

  it('takes the same key in two places, and as a value, for no fault', async () => {
    expect(await read('{"a":{"b":1},"c":[{"b":2},{"b":"a"},"b"],"d":"a","e":"x\\":","f":"\\"d\\":"}')).toMatchObject({ ok: true });
  });

  it('ends at once on 10,000 levels and on 50 MB', async () => {
    expect(await read(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)).toMatchObject({ ok: false, reason: expect.stringContaining('deeper than 64') });
    expect(await readInput(new Uint8Array(50_000_000).fill(123))).toMatchObject({ ok: false, reason: expect.stringContaining('8 MiB') });
  });

  it('throws for no bytes and for no JSON', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.json().map((text) => new TextEncoder().encode(text))), async (bytes) => {
      const input = await readInput(bytes);
      expect(input.ok || /\.$/.test(input.reason)).toBe(true);
    }), { numRuns: 500 });
  });
});

describe('shapeFault', () => {
  it('ends on a value that holds itself', () => {
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;
    expect(shapeFault(ring)).toContain('deeper');
  });

  it('finds nothing wrong with any plain JSON', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => {
      expect(/proto|constructor/.test(text) || shapeFault(JSON.parse(text)) === null).toBe(true);
    }));
  });

  it('quotes what is untrusted: short, one line, no hidden direction marks', () => {
    expect(quote('a\n\u202e\u001b[31mb')).toBe('"a\\u{a}\\u{202e}\\u{1b}[31mb"');
    expect(quote('x'.repeat(500))).toHaveLength(82);
  });
});
