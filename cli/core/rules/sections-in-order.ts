import type { Heading, RootContent } from 'mdast';
import { textOf } from '../markdown.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { atBody, type Rule } from '../rule.ts';
import { beginningOf, bodyOf, offsetOf } from './bodies.ts';
import { pages } from './written.ts';

const REQUIRED = ['Overview', 'Method'];
const SECTIONS = [...REQUIRED, 'In practice'];

interface Part {
  readonly heading: Heading | null;
  readonly content: RootContent[];
}

export default {
  id: 'sections-in-order',
  severity: 'error',
  summary: 'The text has the sections Overview and Method, and may end with In practice.',
  why: 'The page of every credential is built from these sections, and readers find the same thing in the same place.',
  remedy: 'Give the text the headings `## Overview`, `## Method` and, if you like, `## In practice`, each with text below it.',
  path: 'credentials/wait-time.md',
  good: '## Overview',
  bad: '## Introduction',
  *find(catalog) {
    for (const { document } of pages(catalog)) {
      const body = bodyOf(document);
      const [preface, ...parts] = partsOf(body.root.children);
      const stray = preface!.content.find(hasText);
      if (stray !== undefined) yield atBody(document, offsetOf(stray), 'Unexpected text before the first section, expected `## Overview` first');
      const titles = parts.map(({ heading }) => textOf(heading!).trim());
      const missing = new Set(REQUIRED.filter((title) => !titles.includes(title)));
      let latest = -1;
      for (const [at, { heading, content }] of parts.entries()) {
        const title = titles[at]!;
        const place = SECTIONS.indexOf(title);
        const meant = place === -1 ? nearest(title, SECTIONS) : null;
        if (meant !== null) missing.delete(meant);
        if (place === -1) yield atBody(document, offsetOf(heading!), `Unexpected section "${title}", expected only ${SECTIONS.join(', ')}.${didYouMean(title, SECTIONS)}`, 'Make it a heading of the third level (###) inside one of the sections, or rename it.');
        else if (place <= latest) yield atBody(document, offsetOf(heading!), `Unexpected section "${title}" here, expected ${SECTIONS.join(', ')}, each once and in this order`);
        latest = Math.max(latest, place);
        if (!content.some(hasText)) yield atBody(document, offsetOf(heading!), `Unexpected empty section "${title}", expected text`);
      }
      for (const title of missing) yield atBody(document, beginningOf(body), `Unexpected absence of "## ${title}", expected the sections ${REQUIRED.join(' and ')}`);
    }
  },
} satisfies Rule as Rule;

function partsOf(children: readonly RootContent[]): readonly Part[] {
  const parts: Part[] = [{ heading: null, content: [] }];
  for (const node of children) {
    if (node.type === 'heading' && node.depth === 2) parts.push({ heading: node, content: [] });
    else parts.at(-1)!.content.push(node);
  }
  return parts;
}

const hasText = (node: RootContent): boolean => node.type !== 'heading' && node.type !== 'html' && textOf(node).trim() !== '';
