import type { Nodes, Root } from 'mdast';
import type { Catalog } from '../catalog.ts';
import type { Document } from '../document.ts';
import { nodesOf, parseMarkdown } from '../markdown.ts';
import { pages, writtenIn, type Written, type WrittenSubmission } from './written.ts';

/** A parsed Markdown body: its tree, and all of its nodes in the order of the text. */
export interface Body {
  readonly root: Root;
  readonly nodes: readonly Nodes[];
}

// Several rules read the same body; it is parsed once.
const parsed = new WeakMap<Document, Body>();

/** The body of a document, parsed. */
export function bodyOf(document: Document): Body {
  let body = parsed.get(document);
  if (body === undefined) {
    const root = (document.parse ?? parseMarkdown)(document.body);
    body = { root, nodes: [...nodesOf(root)] };
    parsed.set(document, body);
  }
  return body;
}

/** Everything that has a body: credentials, then all that is handed in. */
export function* withBodies(catalog: Catalog): Generator<Written | WrittenSubmission> {
  yield* pages(catalog);
  yield* writtenIn(catalog);
}

/** Where a body's first block begins: the place for what is missing from it. */
export const beginningOf = ({ root }: Body): number => (root.children[0] === undefined ? 0 : offsetOf(root.children[0]));

/** Where a node begins in its body. */
export const offsetOf = (node: Nodes): number => node.position?.start.offset ?? 0;
