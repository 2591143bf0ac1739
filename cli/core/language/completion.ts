import { NEVER_ALLOWED } from '../allow/never-allowed.ts';
import { rules } from '../rules/index.ts';
import { plain } from './about.ts';
import { cursorAt, type Cursor } from './cursor.ts';
import { aboutField, choicesOf, fieldOf, isNested } from './field.ts';
import { anchorAt, headingsOf } from './headings.ts';
import { halfAYearOn } from './later.ts';
import { namedAt } from './meaning.ts';
import { entriesAt, type Sheet, type Sheets } from './sheet.ts';
import { thingsOf } from './things.ts';
import { endOfLine, skipBlanks, startOfLine, type Stretch } from './written.ts';

/** Something that could be written where an author points. */
export interface Suggestion {
  readonly sort: 'id' | 'field' | 'choice' | 'rule' | 'heading';
  readonly label: string;
  /** What people call it; shown beside the label. */
  readonly title: string;
  /** More about it, as Markdown. */
  readonly about: string;
  /** What it takes the place of, and what is then there. */
  readonly stretch: Stretch;
  readonly text: string;
}

/** What could be written at a place: all of it, or the first so many of those that fit what is there. */
export interface Suggestions {
  readonly list: readonly Suggestion[];
  readonly isWhole: boolean;
}

const MOST = 200;

/** What could be written where an author points in a file. */
export function suggestionsAt(sheets: Sheets, sheet: Sheet, offset: number, today: string): Suggestions {
  const allowance = inAllowance(sheet, offset, today);
  if (allowance !== null) return { list: allowance, isWhole: true };
  const anchor = anchorAt(sheet, offset);
  if (anchor !== null) return { list: headingsOf(sheet).map(({ title, anchor: text }) => ({ sort: 'heading', label: `#${text}`, title, about: '', stretch: anchor, text })), isWhole: true };
  const cursor = cursorAt(sheet.text, sheet.parts.yaml, sheet.outline, offset);
  if (cursor === null) return { list: [], isWhole: true };
  const all = [...(cursor.at === 'key' ? [] : values(sheets, sheet, cursor)), ...(cursor.at === 'value' ? [] : keys(sheets, sheet, cursor))];
  if (all.length <= MOST) return { list: all.map((suggest) => suggest()), isWhole: true };
  // Of very many, those that have in them what is written so far.
  const typed = sheet.text.slice(cursor.stretch.start, offset).replace(/^["']/, '').toLowerCase();
  const fitting = all.filter((suggest) => suggest.search.includes(typed));
  return { list: fitting.slice(0, MOST).map((suggest) => suggest()), isWhole: false };
}

/** A suggestion whose description is written when it is shown. */
type Offered = (() => Suggestion) & { readonly search: string };

const offered = (search: string, suggest: () => Suggestion): Offered => Object.assign(suggest, { search: search.toLowerCase() });

function values(sheets: Sheets, sheet: Sheet, { path, stretch }: Cursor): readonly Offered[] {
  // A value stands behind a blank.
  const before = sheet.text[stretch.start - 1];
  const lead = before === ':' || before === '-' ? ' ' : '';
  // What was begun in quotes stays in them.
  const quote = /^["']/.exec(sheet.text.slice(stretch.start, stretch.end))?.[0] ?? '';
  const taken = new Set(isNumber(path.at(-1)) ? entriesAt(sheet.top, ...path.slice(0, -1)).flatMap(({ written }) => (written?.text == null || written.value?.start === stretch.start ? [] : [written.text])) : []);
  const things = namedAt(sheet, path, 'value').flatMap((noun) => thingsOf(noun, { sheets, sheet, path })).filter(({ id, noun, path: own }) => !taken.has(id) && !(noun === 'credential' && own === sheet.path));
  const field = fieldOf(sheet.kind, path);
  return [
    ...things.map(({ id, title, about }) => offered(`${id} ${title}`, () => ({ sort: 'id', label: id, title, about: about(), stretch, text: `${lead}${quote}${id}${quote}` }))),
    ...choicesOf(field).filter((choice) => !taken.has(choice)).map((choice) => offered(choice, () => ({ sort: 'choice', label: choice, title: '', about: field.description ?? '', stretch, text: `${lead}${quote}${choice}${quote}` }))),
  ];
}

function keys(sheets: Sheets, sheet: Sheet, { path, at, stretch, siblings }: Cursor): readonly Offered[] {
  const group = at === 'either' ? path : path.slice(0, -1);
  const named = namedAt(sheet, [...group, ''], 'key').flatMap((noun) => thingsOf(noun, { sheets, sheet, path: [...group, ''] }));
  const colon = sheet.text[skipBlanks(sheet.text, stretch.end, endOfLine(sheet.text, stretch.end))] === ':' ? '' : ':';
  const lead = sheet.text[stretch.start - 1] === '-' ? ' ' : '';
  const fields = Object.keys(fieldOf(sheet.kind, group).properties ?? {});
  return [
    ...named.filter(({ id }) => !siblings.has(id)).map(({ id, title, about }) => offered(`${id} ${title}`, () => ({ sort: 'id', label: id, title, about: about(), stretch, text: `${lead}${id}${colon === '' ? '' : ': '}` }))),
    ...fields.filter((name) => !siblings.has(name)).map((name) => {
      const field = fieldOf(sheet.kind, [...group, name]);
      return offered(name, () => ({ sort: 'field', label: name, title: field.title ?? '', about: aboutField(field, name), stretch, text: `${lead}${name}${colon === '' || isNested(field) ? colon : ': '}` }));
    }),
  ];
}

const isNumber = (key: string | undefined): boolean => key !== undefined && /^[0-9]+$/.test(key);

// The rules whose faults may stand, in a comment that begins to let one stand.
function inAllowance({ text, path, parts: { yaml } }: Sheet, offset: number, today: string): readonly Suggestion[] | null {
  const line = startOfLine(text, offset);
  const mark = offset <= yaml.end ? /#[ \t]{0,9}laurel-allow[ \t]{1,9}([a-z0-9-]{0,60})$/ : /<!--[ \t]{0,9}laurel-allow[ \t]{1,9}([a-z0-9-]{0,60})$/;
  const begun = mark.exec(text.slice(Math.max(line, offset - 1000), offset));
  if (begun === null) return null;
  if (/^(?:submissions|anchors)\//.test(path)) return [];
  const rest = /^[a-z0-9-]*/.exec(text.slice(offset, offset + 60))![0];
  const stretch = { start: offset - begun[1]!.length, end: offset + rest.length };
  const isAlone = text.slice(stretch.end, endOfLine(text, offset)).replace('-->', '').trim() === '';
  return rules.filter(({ id }) => !NEVER_ALLOWED.has(id)).map(({ id, summary, why }) => ({ sort: 'rule', label: id, title: summary, about: plain(why), stretch, text: isAlone ? `${id} until ${halfAYearOn(today)}: ` : id }));
}

