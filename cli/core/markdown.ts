import type { Nodes, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';

/** The text of a node as a reader sees it, without comments and other HTML. */
export const textOf = (node: Nodes): string => toString(node, { includeHtml: false });

const reader = remark().use(remarkGfm).freeze();
// An empty list of protocols would mean any: images are left out altogether. Made on first use, so that what only reads Markdown can be bundled without it.
const makeRenderer = () => {
  const schema = { ...defaultSchema, tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img'), protocols: { ...defaultSchema.protocols, href: ['https', 'mailto'] } };
  return remark().use(remarkGfm).use(remarkRehype).use(rehypeSanitize, schema).use(rehypeStringify).freeze();
};
let renderer: ReturnType<typeof makeRenderer> | undefined;

/** Parses Markdown (CommonMark with GitHub's tables, lists and links) to mdast, with places. */
export const parseMarkdown = (text: string): Root => reader.parse(text);

/** Renders Markdown to sanitised HTML: no raw HTML, links to https, mailto and the same page only, no images. */
export const renderMarkdown = (text: string): string => String((renderer ??= makeRenderer()).processSync(text));

/** Every node below and including `node`, in the order of the text. */
export function* nodesOf(node: Nodes): Generator<Nodes> {
  const waiting: Nodes[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    if ('children' in next) for (let at = next.children.length - 1; at >= 0; at -= 1) waiting.push(next.children[at]!);
  }
}

/** A second-level section of a body. */
export interface Section {
  readonly title: string;
  readonly offset: number;
  readonly text: string;
}

/** Cuts a body at its second-level headings; what stands before the first is left out. */
export function sectionsOf(body: string, root: Root = parseMarkdown(body)): readonly Section[] {
  const headings = root.children.flatMap((node) => (node.type === 'heading' && node.depth === 2 ? [node] : []));
  return headings.map((heading, at) => ({
    title: textOf(heading).trim(),
    offset: heading.position!.start.offset!,
    text: body.slice(heading.position!.end.offset!, headings[at + 1]?.position!.start.offset ?? body.length).trim(),
  }));
}

export { countWords } from './submission/count-words.ts';
