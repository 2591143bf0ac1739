import { atBody, type Rule } from '../rule.ts';
import { PLACE } from './nothing-left-to-write.ts';
import { bodyOf, offsetOf, withBodies } from './bodies.ts';

export default {
  id: 'no-raw-html',
  severity: 'error',
  summary: 'Texts hold no HTML, apart from comments.',
  why: 'HTML is taken out before a text is shown, so readers would miss what stands in it; after a comment without an end they would miss everything.',
  remedy: 'Write it in Markdown. To show a `<`, put it in backticks or write `\\<`. End a comment with `-->`.',
  path: 'credentials/wait-time.md',
  good: 'Count silently to three.',
  bad: 'Count <b>silently</b> to three.',
  *find(catalog) {
    for (const { document } of withBodies(catalog)) {
      for (const node of bodyOf(document).nodes) {
        if (node.type !== 'html') continue;
        const rest = node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => (comment.endsWith('-->') ? '' : '<!--')).trim();
        // A place left by `laurel new` is another rule's.
        if (PLACE.test(rest)) continue;
        if (rest.startsWith('<!--')) yield atBody(document, offsetOf(node), 'Unexpected comment without an end, expected `-->`');
        // The tag that closes is taken out together with the one that opens.
        else if (rest !== '' && !rest.startsWith('</')) yield atBody(document, offsetOf(node), `Unexpected HTML ${rest.slice(0, 40)}, expected Markdown`);
      }
    }
  },
} satisfies Rule as Rule;
