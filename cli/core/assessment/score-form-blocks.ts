import type { Heading, ListItem, RootContent } from 'mdast';
import { nodesOf, parseMarkdown, textOf } from '../markdown.ts';
import { nearest } from '../nearest.ts';

/** A ticked box: what it is called, and its line (1-based). */
export interface Tick {
  readonly name: string;
  readonly line: number;
}

/** What stands below one heading of a form. */
export interface FormBlock {
  readonly id: string;
  readonly line: number;
  readonly ticks: readonly Tick[];
  /** The feedback as Markdown, without comments; empty where there is none. */
  readonly feedback: string;
  readonly feedbackLine: number;
  /** The commit at which the answer was given, where the form says so. */
  readonly at: string | null;
  /** Whether the form says that somebody was interrupted while they wrote. */
  readonly unfinished: boolean;
}

const QUOTES = '["\'`‘’‚“”„´]?';
const NAMED = new RegExp(`\\(\\s*${QUOTES}([\\w-]{1,64})${QUOTES}\\s*\\)\\s*$`);
const FIRST_WORD = new RegExp(`^${QUOTES}([a-z0-9-]{1,64})${QUOTES}(?![\\w-])`, 'i');
const LOOSE_TICK = /^(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[\s?[xX✓✔]\s?\](?=\s)/;
const BOX = /^(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[\s?[xX✓✔]?\s?\]/;
const LABEL = /^[ \t]{0,3}(?:\*\*|__)?feedback[ \t]*:(?:\*\*|__)?/i;
const LABEL_LINE = /^[ \t]{0,3}(?:\*\*|__)?feedback[ \t]*:/im;
const AT = /^<!--\s*at ([0-9a-f]{40}|[0-9a-f]{64})\s*-->$/;

/** The comment that says so. */
export const UNFINISHED = '<!-- unfinished -->';

const startOf = (node: RootContent): number => node.position!.start.offset!;
const endOf = (node: RootContent): number => node.position!.end.offset!;
const lineOf = (node: RootContent): number => node.position!.start.line;
const isComment = (node: { readonly type: string; readonly value?: string }): boolean => node.type === 'html' && node.value!.startsWith('<!--');

/**
 * Cuts a form at its headings and finds in each block the ticked boxes and the feedback. An assessor's own headings,
 * lists and boxes below "Feedback:" belong to the feedback; whatever stands in a quotation or in code is no answer.
 * @param known ids of the headings that a form may have; one that is only like them is given back, to be refused.
 */
export function readBlocks(text: string, known: readonly string[]): readonly FormBlock[] {
  const found: { readonly heading: Heading; readonly id: string; readonly content: RootContent[] }[] = [];
  for (const node of parseMarkdown(text).children) {
    const id = node.type === 'heading' && node.depth === 3 ? idIn(node, known) : null;
    if (id !== null) found.push({ heading: node as Heading, id, content: [] });
    else found.at(-1)?.content.push(node);
  }
  return found.map(({ heading, id, content }, at) => {
    const next = found[at + 1];
    return { id, line: lineOf(heading), ...answersIn(text, content, next === undefined ? text.length : startOf(next.heading)) };
  });
}

// A heading of the form ends in its id. One in backticks that is not known is a slip; other headings are the assessor's own.
function idIn(heading: Heading, known: readonly string[]): string | null {
  const code = heading.children.filter((child) => child.type === 'inlineCode').at(-1)?.value;
  const name = NAMED.exec(textOf(heading))?.[1];
  if (name !== undefined && known.includes(name)) return name;
  if (code !== undefined && known.includes(code)) return code;
  if (name !== undefined && (name === code || nearest(name, known) !== null)) return name;
  return null;
}

function answersIn(text: string, content: readonly RootContent[], end: number): Omit<FormBlock, 'id' | 'line'> {
  const ticks: Tick[] = [];
  let hasBoxes = false;
  let begin: number | null = null;
  let at: string | null = null;
  let unfinished = false;
  for (const node of content) {
    if (isComment(node as { type: string })) {
      const comment = (node as { readonly value: string }).value.trim();
      at ??= AT.exec(comment)?.[1] ?? null;
      unfinished ||= comment === UNFINISHED;
      continue;
    }
    const source = text.slice(startOf(node), endOf(node));
    if (node.type === 'list' && node.children.some((item) => isBox(item, text))) {
      // Without an empty line before it, the word "Feedback:" becomes part of the last box.
      const label = LABEL_LINE.exec(source);
      begin = label === null ? null : startOf(node) + label.index;
      hasBoxes = true;
      for (const item of node.children) if (isTicked(item, text)) ticks.push({ name: nameOf(item, text), line: lineOf(item) });
    } else if ((node.type === 'paragraph' && LABEL.test(source)) || hasBoxes) begin = startOf(node);
    if (begin !== null) break;
  }
  if (begin === null) return { ticks, feedback: '', feedbackLine: 0, at, unfinished };
  const own = content.filter((node) => endOf(node) > begin);
  return { ticks, feedback: feedbackIn(text, own, begin, end), feedbackLine: text.slice(0, begin).split('\n').length, at, unfinished };
}

const isBox = (item: ListItem, text: string): boolean => item.checked != null || BOX.test(text.slice(startOf(item), endOf(item)));
const isTicked = (item: ListItem, text: string): boolean => item.checked === true || (item.checked == null && LOOSE_TICK.test(text.slice(startOf(item), endOf(item))));

function nameOf(item: ListItem, text: string): string {
  const code = item.children[0]?.type === 'paragraph' ? item.children[0].children.find(({ type }) => type === 'inlineCode') : undefined;
  if (code !== undefined) return (code as { readonly value: string }).value;
  const words = text.slice(startOf(item), endOf(item)).replace(BOX, '').trim();
  return FIRST_WORD.exec(words)?.[1] ?? words.slice(0, 40);
}

function feedbackIn(text: string, nodes: readonly RootContent[], begin: number, end: number): string {
  const words = nodes.filter((node) => !isComment(node as { type: string }) && !(node.type === 'paragraph' && LABEL.exec(text.slice(startOf(node), endOf(node)))?.[0].length === endOf(node) - startOf(node)));
  const [only] = words;
  // What the form itself quotes, so that nothing in it can be taken for an answer.
  if (words.length === 1 && only?.type === 'blockquote') return unquoted(text.slice(startOf(only), endOf(only)));
  let source = '';
  let from = begin;
  for (const node of nodes) {
    for (const inner of nodesOf(node)) {
      if (!isComment(inner) || inner.position!.start.offset! < from) continue;
      source += text.slice(from, inner.position!.start.offset!);
      from = inner.position!.end.offset!;
    }
  }
  return normalFeedback((source + text.slice(from, end)).replace(LABEL, ''));
}

const unquoted = (source: string): string => normalFeedback(source.split(/\r\n|\r|\n/).map((line) => line.replace(/^ {0,3}> ?/, '')).join('\n'));

/** Feedback as it is kept: line ends as `\n`, nothing blank around it. */
export const normalFeedback = (text: string): string => text.replace(/\r\n?/g, '\n').trim();
