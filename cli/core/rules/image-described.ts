import { atBody, type Rule } from '../rule.ts';
import { bodyOf, offsetOf, withBodies } from './bodies.ts';

const FILE_NAME = /\.(?:png|jpe?g|gif|webp|svg|heic)$/i;

export default {
  id: 'image-described',
  severity: 'error',
  summary: 'Every image has a text in its place and lies beside the text; the page of a credential has none.',
  why: 'Some readers cannot see it; and an image from elsewhere can change or vanish, and tells its host who reads. Pages of credentials show no images at all, so that a release is whole without them.',
  remedy: 'In a credential say in words what the image shows, or lead to it by a link. In a submission write what matters in it between the brackets: `![A clock at three seconds](clock.png)`, and keep the file beside submission.md.',
  path: 'credentials/wait-time.md',
  good: 'Count silently to three.',
  bad: 'Count silently to three. ![](clock.png)',
  *find(catalog) {
    for (const { document, ...entry } of withBodies(catalog)) {
      const beside = 'attachments' in entry ? new Set(entry.attachments.map(({ name }) => name)) : null;
      const { nodes } = bodyOf(document);
      const definitions = new Map(nodes.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : [])));
      for (const node of nodes) {
        if (node.type !== 'image' && node.type !== 'imageReference') continue;
        const url = node.type === 'image' ? node.url : (definitions.get(node.identifier) ?? '');
        const words = (node.alt ?? '').trim();
        const amiss = words === '' ? 'Unexpected image without a text in its place, expected one' : FILE_NAME.test(words) ? `Unexpected file name "${words.slice(0, 60)}" in place of an image, expected what the image shows` : null;
        if (amiss !== null) yield atBody(document, offsetOf(node), amiss);
        if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) yield atBody(document, offsetOf(node), `Unexpected image from "${url.slice(0, 60)}", expected a file of the repository`);
        else if (beside !== null && !beside.has(url.replace(/^\.\//, ''))) yield atBody(document, offsetOf(node), `Unexpected image "${url.slice(0, 60)}" without its file, expected it beside submission.md`);
        else if (beside === null && amiss === null) yield atBody(document, offsetOf(node), `Unexpected image "${url.slice(0, 60)}", which the page does not show, expected words or a link`);
      }
    }
  },
} satisfies Rule as Rule;
