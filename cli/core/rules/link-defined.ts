import { didYouMean } from '../nearest.ts';
import { atBody, type Rule } from '../rule.ts';
import { bodyOf, offsetOf, withBodies } from './bodies.ts';

const REFERENCE = /\[[^\][\n]{1,200}\]\[([^\][\n]{1,100})\]/g;

export default {
  id: 'link-defined',
  severity: 'error',
  summary: 'A link that names its address elsewhere in the text finds it there.',
  why: 'Without its definition the link is shown as brackets and leads nowhere.',
  remedy: 'Add a line `[name]: https://…` at the end of the text, or write the address after the words in round brackets.',
  path: 'credentials/wait-time.md',
  good: '[how to begin](#method)',
  bad: '[how to begin][beginning]',
  *find(catalog) {
    for (const { document } of withBodies(catalog)) {
      if (!document.body.includes('][')) continue;
      const { nodes } = bodyOf(document);
      const defined = nodes.flatMap((node) => (node.type === 'definition' ? [node.identifier] : []));
      // What was understood as a link is no text any more; what is left over was not.
      for (const node of nodes) {
        if (node.type !== 'text') continue;
        const raw = document.body.slice(offsetOf(node), node.position?.end.offset);
        for (const { 1: name = '', index } of raw.matchAll(REFERENCE)) if (raw.charAt(index - 1) !== '\\') yield atBody(document, offsetOf(node) + index, `Unexpected link to "${name}", which is defined nowhere in this text, expected its definition.${didYouMean(name.toLowerCase(), defined)}`);
      }
    }
  },
} satisfies Rule as Rule;
