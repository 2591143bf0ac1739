import { explainable } from '../rules/index.ts';
import { plain } from './about.ts';
import { cursorAt } from './cursor.ts';
import { aboutField, choicesOf, fieldOf } from './field.ts';
import { anchorAt, headingsOf } from './headings.ts';
import { meant, mentionsOf } from './meaning.ts';
import { BEGINNING, type Sheet, type Sheets } from './sheet.ts';
import type { Thing } from './thing.ts';
import type { Stretch } from './written.ts';

/** A place in a file of the catalog. */
export interface Place {
  readonly path: string;
  readonly stretch: Stretch;
}

interface Pointed {
  readonly thing: Thing;
  readonly stretch: Stretch;
}

/** What the id means at which an author points. */
export function pointedAt(sheets: Sheets, sheet: Sheet, offset: number): Pointed | null {
  const cursor = cursorAt(sheet.text, sheet.parts.yaml, sheet.outline, offset);
  if (cursor === null || cursor.reads === '') return null;
  const thing = meant({ sheets, sheet, path: cursor.path }, cursor.at === 'key' ? 'key' : 'value', cursor.reads);
  return thing === null ? null : { thing, stretch: cursor.stretch };
}

/** What there is to say where an author points, as Markdown: of what an id means, or of a field. */
export function aboutAt(sheets: Sheets, sheet: Sheet, offset: number): { readonly stretch: Stretch; readonly markdown: string } | null {
  const pointed = pointedAt(sheets, sheet, offset);
  if (pointed !== null) return { stretch: pointed.stretch, markdown: pointed.thing.about() };
  const cursor = cursorAt(sheet.text, sheet.parts.yaml, sheet.outline, offset);
  if (cursor === null || cursor.reads === '') return null;
  const field = fieldOf(sheet.kind, cursor.path);
  if (cursor.at !== 'key' && choicesOf(field).length === 0) return null;
  const markdown = aboutField(field, cursor.path.filter((key) => !/^[0-9]+$/.test(key)).at(-1) ?? '');
  return markdown === '' ? null : { stretch: cursor.stretch, markdown };
}

/** Why a rule is there, in a paragraph of Markdown. */
export function whyOf(rule: string): string {
  const explained = explainable.find(({ id }) => id === rule);
  return explained === undefined ? '' : `\`${rule}\`: ${plain(explained.why)}`;
}

/** Where that is defined at which an author points: what an id means, or the heading that a link leads to. */
export function definitionAt(sheets: Sheets, sheet: Sheet, offset: number): Place | null {
  const anchor = anchorAt(sheet, offset);
  if (anchor !== null) {
    const heading = headingsOf(sheet).find((candidate) => candidate.anchor === anchor.anchor);
    return heading === undefined ? null : { path: sheet.path, stretch: heading.stretch };
  }
  const pointed = pointedAt(sheets, sheet, offset);
  return pointed === null || pointed.thing.path === null ? null : { path: pointed.thing.path, stretch: pointed.thing.stretch };
}

/** Everywhere that names what an author points at, with its definition if that is asked for. */
export function mentionsAt(sheets: Sheets, sheet: Sheet, offset: number, withDefinition: boolean): readonly Place[] {
  const pointed = pointedAt(sheets, sheet, offset);
  if (pointed === null) return [];
  const { thing } = pointed;
  const mentions = [...mentionsOf(sheets, thing)].map(({ path, written, at }) => ({ path, stretch: (at === 'key' ? written.key : written.value) ?? BEGINNING }));
  return withDefinition && thing.path !== null ? [{ path: thing.path, stretch: thing.stretch }, ...mentions] : mentions;
}
