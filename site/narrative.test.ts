import { expect, test } from 'vitest';
import { partsOf } from './narrative.ts';

test('a narrative is split at its second-level headings, and nowhere else', () => {
  const parts = partsOf('Before.\n\n## Overview\n\nText.\n\n### Deeper\n\n```\n## not a heading\n```\n\n## In *practice*\n\nMore.\n');
  expect(parts.map(({ id, title }) => [id, title])).toEqual([['', ''], ['overview', 'Overview'], ['in-practice', 'In practice']]);
  expect(parts[1]!.html).toContain('<h3>Deeper</h3>');
  expect(parts[1]!.html).toContain('## not a heading');
});

test('what an author writes reaches the page sanitised', () => {
  const [part] = partsOf('## Overview\n\n<script>alert(1)</script>\n\n<b onclick="alert(1)">Bold</b> [a](javascript:alert(1)) ![b](https://example.org/b.png)\n');
  expect(part!.html).not.toMatch(/<script|onclick|javascript:|src=/);
});
