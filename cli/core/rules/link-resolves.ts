import type { Definition, Link } from 'mdast';
import type { Catalog } from '../catalog.ts';
import type { Fix } from '../diagnostic.ts';
import type { Document } from '../document.ts';
import { didYouMean } from '../nearest.ts';
import { atBody, atText, type Finding, type Rule } from '../rule.ts';
import { anchorsIn, slugOf } from './anchors.ts';
import { textsIn } from './authored.ts';
import { bodyOf, offsetOf, withBodies } from './bodies.ts';
import { definitions } from './written.ts';

const ATTACHED = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export default {
  id: 'link-resolves',
  severity: 'error',
  summary: 'Links and addresses lead to https or mailto addresses, or to a heading of the same text.',
  why: 'Other links break where the text is shown (on the site, in a badge, in print), or lead where nobody can look over your shoulder safely.',
  remedy: 'Write a full address that begins with https://, or # and the heading in lower case with hyphens for blanks.',
  path: 'credentials/wait-time.md',
  good: '[how to begin](#method)',
  bad: '[how to begin](#methods)',
  *find(catalog) {
    yield* inFields(catalog);
    for (const entry of withBodies(catalog)) {
      const { nodes } = bodyOf(entry.document);
      const anchors = anchorsIn(nodes);
      for (const node of nodes) {
        if (node.type !== 'link' && node.type !== 'definition') continue;
        const { url } = node;
        if (/^(?:https:\/\/|mailto:)./i.test(url) || ('folder' in entry && ATTACHED.test(url))) continue;
        const shown = url.length > 60 ? `${url.slice(0, 57)}...` : url;
        if (url.startsWith('#')) {
          if (!anchors.has(anchorOf(url))) yield { ...atBody(entry.document, offsetOf(node), `Unexpected link to "${shown}", expected a heading of this text.${didYouMean(url.slice(1), anchors)}`), ...asAnchor(entry.document, node, anchors) };
        } else yield atBody(entry.document, offsetOf(node), `Unexpected link to "${shown}", expected an address that begins with https:// or mailto:, or an #anchor`);
      }
    }
  },
} satisfies Rule as Rule;

// An address in a prompt or a description is shown as it stands, and people copy it; whoever makes a link of it would make one of these too.
const ADDRESS = /(?<![\p{L}\p{N}+./=?&%-])(?:(?:http|ftp|file|wss?):\/\/|(?:javascript|vbscript):(?=\S)|data:[a-z]+\/)[^\s<>"]*/iu;
const MAY_HOLD = /(?:http|ftp|file|wss?):\/\/|(?:javascript|vbscript|data):\S|\\/i;

function* inFields(catalog: Catalog): Generator<Finding> {
  for (const { document } of definitions(catalog)) {
    if (!MAY_HOLD.test(document.text)) continue;
    for (const [pointer, text] of textsIn(document.value)) {
      const [address, at] = [ADDRESS.exec(text)?.[0], text.search(ADDRESS)];
      if (address !== undefined) yield atText(document, pointer, text, at, `Unexpected address "${address.length > 60 ? `${address.slice(0, 57)}...` : address}" in a text, expected one that begins with https://`);
    }
  }
}

function anchorOf(url: string): string {
  try {
    return decodeURIComponent(url.slice(1));
  } catch {
    return url.slice(1);
  }
}

// A heading that was written into the link as it reads: its anchor is known.
function asAnchor(document: Document, node: Link | Definition, anchors: ReadonlySet<string>): { readonly fix?: Fix } {
  const better = slugOf(anchorOf(node.url));
  const [from, to] = [document.bodyOffset + offsetOf(node), document.bodyOffset + (node.position?.end.offset ?? 0)];
  const at = document.text.slice(from, to).lastIndexOf(node.url);
  return at === -1 || !anchors.has(better) ? {} : { fix: { title: `Link to #${better}`, edits: [{ start: from + at, end: from + at + node.url.length, text: `#${better}` }] } };
}
