import type { Attachment, Catalog } from '../catalog.ts';
import type { Document } from '../document.ts';
import type { Kind } from '../schema.ts';
import { authored } from './authored.ts';
import { handedIn } from './submission-texts.ts';

/** A file that a person wrote, for rules that look at its text and at nothing else: its fields may be of any shape. */
export interface Written {
  readonly document: Document;
}

/** A submission or an anchor, as far as its texts go. */
export interface WrittenSubmission extends Written {
  readonly folder: string;
  readonly attachments: readonly Attachment[];
}

/** Every file that a person wrote and that can be read, whether or not its fields are as they should. */
export function* written(catalog: Catalog): Generator<Written> {
  yield* authored(catalog);
  yield* catalog.unfit;
}

/** The pages of credentials, likewise. */
export function* pages(catalog: Catalog): Generator<Written> {
  yield* catalog.credentials.values();
  yield* unfitOf(catalog, 'credential');
}

/** What authors define, likewise. */
export function* definitions(catalog: Catalog): Generator<Written> {
  for (const shelf of [catalog.frameworks, catalog.rubrics, catalog.evidence, catalog.credentials]) yield* shelf.values();
  yield* unfitOf(catalog, 'framework', 'rubric', 'evidence', 'credential');
}

/** What is handed in, likewise. */
export function* writtenIn(catalog: Catalog): Generator<WrittenSubmission> {
  yield* handedIn(catalog);
  for (const one of catalog.unfit) if ('folder' in one) yield one;
}

const unfitOf = ({ unfit }: Catalog, ...kinds: readonly Kind[]): readonly Written[] => unfit.filter(({ kind }) => kinds.includes(kind));
