import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalFields, canonicalJson, joined } from './canonical.ts';

describe('one spelling of JSON', () => {
  it('has keys by code units, also where they look like numbers, and no white space', () => {
    expect(canonicalJson({ b: 1, a: [null, 'x', { d: true, 10: 'ten', 9: 'nine' }], 'é': '"', Z: undefined as never })).toBe('{"a":[null,"x",{"10":"ten","9":"nine","d":true}],"b":1,"é":"\\""}');
    expect(canonicalJson([])).toBe('[]');
    expect(canonicalJson({})).toBe('{}');
  });

  it('is the same whatever the order of keys, reads back, and is the same field by field', () => {
    // Without what has to be escaped: V8 takes some such keys for others (https://github.com/nodejs/node/issues/63785).
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }).filter((value) => !/__proto__|\\/.test(JSON.stringify(value))), (value) => {
      const text = canonicalJson(value as object);
      const turned = (node: unknown): unknown => (Array.isArray(node) ? node.map(turned) : node !== null && typeof node === 'object' ? Object.fromEntries(Object.entries(node).reverse().map(([key, entry]) => [key, turned(entry)])) : node);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(turned(value) as object)).toBe(text);
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) expect(joined(canonicalFields(value))).toBe(text);
    }));
  });
});
