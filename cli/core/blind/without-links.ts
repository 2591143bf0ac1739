import type { Nodes } from 'mdast';
import { nodesOf, parseMarkdown, textOf } from '../markdown.ts';

/** A text without addresses, and how many were left out. */
export interface WithoutLinks {
  readonly text: string;
  readonly links: number;
}

const BARE = /\b(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s<>"'`)\]]+/gi;
const LEFT_OUT = '(link left out)';

/** Leaves every address out of a plain text. */
export function withoutAddresses(text: string): WithoutLinks {
  let links = 0;
  return {
    text: text.replace(BARE, () => {
      links += 1;
      return LEFT_OUT;
    }),
    get links() {
      return links;
    },
  };
}

/**
 * Leaves links, pictures and comments out of a Markdown text; the words of a link stay, and a link to an attached file
 * names it by its neutral name.
 * @param renamed neutral names of attached files by their own.
 */
export function withoutLinks(markdown: string, renamed: ReadonlyMap<string, string> = new Map()): WithoutLinks {
  const cuts: { readonly from: number; readonly to: number; readonly instead: string }[] = [];
  let links = 0;
  for (const node of nodesOf(parseMarkdown(markdown))) {
    const instead = insteadOf(node, renamed);
    const from = node.position?.start.offset;
    const to = node.position?.end.offset;
    if (instead === null || from === undefined || to === undefined || cuts.some((cut) => from >= cut.from && to <= cut.to)) continue;
    if (node.type !== 'html') links += 1;
    cuts.push({ from, to, instead });
  }
  let text = '';
  let at = 0;
  for (const { from, to, instead } of cuts.sort((a, b) => a.from - b.from)) {
    text += markdown.slice(at, from) + instead;
    at = to;
  }
  const rest = withoutAddresses(text + markdown.slice(at));
  return { text: rest.text, links: links + rest.links };
}

function insteadOf(node: Nodes, renamed: ReadonlyMap<string, string>): string | null {
  if (node.type === 'html') return '';
  if (node.type === 'definition') return '';
  if (node.type === 'image' || node.type === 'imageReference') return `(picture left out${node.alt ? `: ${withoutAddresses(node.alt).text}` : ''})`;
  if (node.type !== 'link' && node.type !== 'linkReference') return null;
  const words = withoutAddresses(textOf(node)).text.trim();
  const file = node.type === 'link' ? renamed.get(node.url) : undefined;
  if (file !== undefined) return `${words} (${file})`;
  return words === '' || words === LEFT_OUT ? LEFT_OUT : `${words} ${LEFT_OUT}`;
}
