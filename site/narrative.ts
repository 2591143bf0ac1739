import { parseMarkdown, renderMarkdown, textOf } from '../cli/core/markdown.ts';

/** A headed part of a credential's narrative, as sanitised HTML. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

const slug = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Splits a narrative at its second-level headings. Text before the first has an empty title. */
export function partsOf(narrative: string): readonly Part[] {
  const headings = parseMarkdown(narrative).children.filter((node) => node.type === 'heading' && node.depth === 2);
  const starts = headings.map((node) => ({ title: textOf(node), from: node.position!.start.offset!, after: node.position!.end.offset! }));
  const parts = [{ title: '', from: 0, after: 0 }, ...starts].map(({ title, after }, index) => ({
    id: slug(title),
    title,
    html: renderMarkdown(narrative.slice(after, starts[index]?.from ?? narrative.length)),
  }));
  return parts.filter(({ html }) => html.trim() !== '');
}
