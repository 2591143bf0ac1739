import { domainToASCII } from 'node:url';
import { expect, it } from 'vitest';
import { lettersOf } from './punycode.ts';

it.each(['p\u0430ypal', 'münchen', 'пример', '日本語', 'ünïcødé-naïve', '\u{1F600}a', 'ab12-é'])('the letters of %s are read from ASCII as the platform writes them', (label) => {
  expect(domainToASCII(label)).toMatch(/^xn--/);
  expect(lettersOf(domainToASCII(label))).toBe(label);
});

it.each(['example', 'xn--', 'xn--a-', 'xn--99999999999', `xn--${'a'.repeat(80)}`])('%s is left as it is, or read without harm', (label) => {
  expect(['a', label]).toContain(lettersOf(label));
});
