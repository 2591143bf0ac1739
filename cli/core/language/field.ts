import { fieldAt, type Kind } from '../schema.ts';
import type { Field } from '../validation.ts';
import { escapePointer } from '../yaml.ts';
import { plain } from './about.ts';

/** What the schema says of the field at a path. */
export const fieldOf = (kind: Kind, path: readonly string[]): Field => fieldAt(kind, path.map((key) => `/${escapePointer(key)}`).join(''));

/** What a field may be, where there are only so many ways. */
export function choicesOf({ enum: values, type }: Field): readonly string[] {
  if (values !== undefined) return values.map(String);
  return [type].flat().includes('boolean') ? ['true', 'false', ...([type].flat().includes('null') ? ['null'] : [])] : [];
}

/** Whether what stands under a field begins on the next line. */
export const isNested = ({ type }: Field): boolean => type === 'object' || type === 'array';

/** A field in the schema's words, as Markdown. */
export function aboutField(field: Field, name: string): string {
  if (field.description === undefined) return '';
  const choices = choicesOf(field);
  const [example] = field.examples ?? [];
  const shown = choices.length > 0 ? `One of ${choices.map(coded).join(', ')}.` : example === undefined || typeof example === 'object' ? '' : `For example: ${coded(String(example))}`;
  // The description is ours and may have code in it.
  return [`**${plain(field.title ?? name)}** (${coded(name)})`, field.description, shown].filter(Boolean).join('\n\n');
}

const coded = (text: string): string => `\`${text.replaceAll('`', "'")}\``;
