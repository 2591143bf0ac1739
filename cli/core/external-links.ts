import type { Catalog } from './catalog.ts';
import type { Position } from './diagnostic.ts';
import { textsIn } from './rules/authored.ts';
import { bodyOf, offsetOf } from './rules/bodies.ts';

/** An address outside the site, and where the catalog names it. */
export interface ExternalLink {
  /** Without its fragment: that is not asked for. */
  readonly url: string;
  readonly path: string;
  readonly at: Position;
}

/** Every https address that authors wrote, in the order of files and places. What teachers hand in is left out: to ask for it would tell who reads it. */
export function* externalLinks({ frameworks, rubrics, evidence, credentials }: Catalog): Generator<ExternalLink> {
  for (const shelf of [frameworks, rubrics, evidence, credentials]) {
    for (const { document, value } of shelf.values()) {
      for (const [pointer, text] of textsIn(value)) if (/^https:\/\/\S+$/i.test(text)) yield { url: bare(text), path: document.path, at: document.place(pointer) };
      if (document.body === '') continue;
      for (const node of bodyOf(document).nodes) {
        if ((node.type === 'link' || node.type === 'definition') && /^https:\/\//i.test(node.url)) yield { url: bare(node.url), path: document.path, at: document.placeAt(document.bodyOffset + offsetOf(node)) };
      }
    }
  }
}

const bare = (url: string): string => url.split('#')[0]!;
