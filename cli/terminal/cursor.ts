/** A text with the place of the cursor in it, in UTF-16 units. */
export interface Field {
  readonly text: string;
  readonly cursor: number;
}

/** A key of a field by name; any other is a unit of text that is put in. */
export type FieldKey = 'up' | 'down' | 'left' | 'right' | 'backspace' | 'delete';

const isLow = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));

/** Where a key of the prompts' field leaves text and cursor. The field counts units, not characters. */
export function press({ text, cursor }: Field, key: FieldKey): Field {
  if (key === 'left') return { text, cursor: Math.max(0, cursor - 1) };
  if (key === 'right') return { text, cursor: Math.min(text.length, cursor + 1) };
  if (key === 'backspace') return cursor === 0 ? { text, cursor } : { text: text.slice(0, cursor - 1) + text.slice(cursor), cursor: cursor - 1 };
  if (key === 'delete') return { text: text.slice(0, cursor) + text.slice(cursor + 1), cursor };
  const lines = text.split('\n');
  const at = text.slice(0, cursor).split('\n').length - 1;
  const column = cursor - (text.lastIndexOf('\n', cursor - 1) + 1);
  const to = Math.max(0, Math.min(lines.length - 1, at + (key === 'up' ? -1 : 1)));
  return { text, cursor: lines.slice(0, to).reduce((sum, line) => sum + line.length + 1, 0) + Math.min(column, lines[to]!.length) };
}

/** The keys that do to whole characters what one key does to units: a character of two is never cut in half. */
export function wholeKeys(field: Field, key: FieldKey): readonly FieldKey[] {
  if (key === 'delete') return isLow(field.text, field.cursor + 1) ? [key, key] : [key];
  const after = press(field, key);
  if (key === 'backspace') return isLow(field.text, field.cursor - 1) ? [key, key] : [key];
  return isLow(after.text, after.cursor) ? [key, key === 'right' ? 'right' : 'left'] : [key];
}
