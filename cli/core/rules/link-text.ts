import { textOf } from '../markdown.ts';
import { atBody, type Rule } from '../rule.ts';
import { bodyOf, offsetOf } from './bodies.ts';
import { pages } from './written.ts';

const EMPTY_WORDS = new Set(['here', 'click here', 'click', 'link', 'this link', 'this', 'this page', 'more', 'read more', 'learn more', 'see here', 'website', 'page']);
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;

export default {
  id: 'link-text',
  severity: 'warning',
  summary: 'The words of a link say where it leads.',
  why: 'People who listen to a page, or only look over it, meet the links without the words around them.',
  remedy: 'Put the name of what stands there between the brackets.',
  path: 'credentials/wait-time.md',
  good: '[how to begin](#method)',
  bad: '[here](#method)',
  *find(catalog) {
    for (const { document } of pages(catalog)) {
      for (const node of bodyOf(document).nodes) {
        if (node.type !== 'link' && node.type !== 'linkReference') continue;
        const text = textOf(node).trim();
        const words = text.toLowerCase().replace(/[.…:!›»>→]+$/u, '').trim();
        if (words === '') yield atBody(document, offsetOf(node), 'Unexpected link without words, expected what it leads to');
        else if (EMPTY_WORDS.has(words)) yield atBody(document, offsetOf(node), `Unexpected words "${text}" for a link, expected what it leads to`);
        else if (ADDRESS.test(text)) yield atBody(document, offsetOf(node), 'Unexpected bare address, expected words that say what it leads to');
      }
    }
  },
} satisfies Rule as Rule;
