import { expect, test } from 'vitest';
import { document, escape, prose } from './html.ts';

test('whatever somebody wrote is shown as text', () => {
  const evil = `<script>alert("1")</script><img src=x onerror='x'>&amp;`;
  expect(escape(evil)).not.toMatch(/[<>"']/);
  expect(prose(evil)).toContain('&lt;script&gt;');
  expect(document(evil, '')).not.toContain('<script>');
});

test('marks that turn text round are made visible', () => {
  expect(escape('a\u202egpj.exe')).toBe('a\ufffdgpj.exe');
});
