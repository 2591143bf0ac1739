import { textOf } from '../markdown.ts';
import { atBody, type Rule } from '../rule.ts';
import { bodyOf, offsetOf, withBodies } from './bodies.ts';

const SHOWN = /^(?:(?:https?:)?\/\/)?(?:[^\s/@]{1,100}@)?((?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24})(?::\d+)?(?:[/?#]\S*)?$/iu;
// Names of files look like hosts.
const FILE = /\.(?:pdf|docx?|pptx?|xlsx?|odt|md|txt|csv|png|jpe?g|webp|gif|mp[34]|mov|webm|m4a|wav|zip|html?)$/i;

export default {
  id: 'link-hides-address',
  severity: 'error',
  summary: 'A link whose words are an address leads to that address.',
  why: 'A reader who sees an address trusts it. Words that show one host while the link leads to another, or an address that puts a well-known name before an @, send people where they did not mean to go.',
  remedy: 'Write what stands there between the brackets, in words.',
  path: 'credentials/wait-time.md',
  good: '[how to begin](#method)',
  bad: '[www.example.org](https://www.example.net/page)',
  *find(catalog) {
    for (const { document } of withBodies(catalog)) {
      const { nodes } = bodyOf(document);
      const definitions = new Map(nodes.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : [])));
      for (const node of nodes) {
        if (node.type !== 'link' && node.type !== 'linkReference') continue;
        const url = node.type === 'link' ? node.url : definitions.get(node.identifier);
        if (url === undefined || !/^https?:/i.test(url) || !URL.canParse(url)) continue;
        const { hostname, username, password } = new URL(url);
        const words = textOf(node).trim();
        const shown = FILE.test(words) ? undefined : SHOWN.exec(words)?.[1];
        if (username !== '' || password !== '') yield atBody(document, offsetOf(node), 'Unexpected name before an @ in the address of a link, expected the host alone', 'Take out what stands before the @.');
        else if (shown !== undefined && plain(shown) !== plain(hostname)) yield atBody(document, offsetOf(node), `Unexpected link to ${hostname} under the words "${shown}", expected the address that the words show`);
      }
    }
  },
} satisfies Rule as Rule;

const plain = (host: string): string => (URL.canParse(`https://${host}`) ? new URL(`https://${host}`).hostname : host).toLowerCase().replace(/^www\./, '');
