import { atBody, type Rule } from '../rule.ts';
import { bodyOf, offsetOf, withBodies } from './bodies.ts';

export default {
  id: 'image-described',
  severity: 'error',
  summary: 'Every image has a text in its place and comes from the repository.',
  why: 'Some readers cannot see it; and an image from elsewhere can change or vanish, and tells its host who reads the page.',
  remedy: 'Write what matters in the image between the brackets: `![A clock at three seconds](clock.png)`, and keep the file beside the text.',
  path: 'credentials/wait-time.md',
  good: 'Count silently to three.',
  bad: 'Count silently to three. ![](clock.png)',
  *find(catalog) {
    for (const { document } of withBodies(catalog)) {
      const { nodes } = bodyOf(document);
      const definitions = new Map(nodes.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : [])));
      for (const node of nodes) {
        if (node.type !== 'image' && node.type !== 'imageReference') continue;
        const url = node.type === 'image' ? node.url : (definitions.get(node.identifier) ?? '');
        const words = (node.alt ?? '').trim();
        if (words === '') yield atBody(document, offsetOf(node), 'Unexpected image without a text in its place, expected one');
        else if (/\.(?:png|jpe?g|gif|webp|svg|heic)$/i.test(words)) yield atBody(document, offsetOf(node), `Unexpected file name "${words.slice(0, 60)}" in place of an image, expected what the image shows`);
        if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) yield atBody(document, offsetOf(node), `Unexpected image from "${url.slice(0, 60)}", expected a file of the repository`);
      }
    }
  },
} satisfies Rule as Rule;
