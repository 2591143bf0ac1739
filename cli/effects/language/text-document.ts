import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Stretch } from '../../core/language/written.ts';

/** A place as editors count: lines and UTF-16 units from 0. */
export interface EditorPosition {
  readonly line: number;
  readonly character: number;
}

export interface EditorRange {
  readonly start: EditorPosition;
  readonly end: EditorPosition;
}

/** A change that an editor tells of: a part of the text, or all of it. */
export type EditorChange = { readonly range: EditorRange; readonly text: string } | { readonly text: string };

/** A text that is open in an editor, saved or not. */
export interface OpenText {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly offsetAt: (position: EditorPosition) => number;
  readonly rangeOf: (stretch: Stretch) => EditorRange;
  readonly changed: (changes: readonly EditorChange[], version: number) => OpenText;
}

/** Takes up a text as an editor opens it. */
export const openText = (uri: string, version: number, text: string): OpenText => reading(TextDocument.create(uri, 'plaintext', version, text));

/** The parts of a text as ranges; lines end where an editor ends them, also at a lone carriage return. */
export function rangesIn(text: string): (stretch: Stretch) => EditorRange {
  const document = TextDocument.create('', 'plaintext', 0, text);
  return ({ start, end }) => ({ start: document.positionAt(start), end: document.positionAt(end) });
}

function reading(document: TextDocument): OpenText {
  const { uri, version } = document;
  const text = document.getText();
  return {
    uri,
    version,
    text,
    offsetAt: (position) => document.offsetAt(position),
    rangeOf: rangesIn(text),
    // The library changes a document in its place; what was read of the earlier one stays as it was.
    changed: (changes, next) => reading(TextDocument.update(TextDocument.create(uri, 'plaintext', version, text), [...changes] as never, next)),
  };
}
