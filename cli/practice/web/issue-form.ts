import { parseYaml, type Json } from '../../core/yaml.ts';

/** One element of an issue form. */
export interface FormPart {
  readonly type: 'markdown' | 'input' | 'textarea' | 'dropdown' | 'checkboxes';
  /** The name of the field in the form; an `id` of the file can be filled from the address. */
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly placeholder: string | null;
  readonly value: string;
  readonly render: string | null;
  readonly required: boolean;
  readonly multiple: boolean;
  readonly options: readonly { readonly label: string; readonly required: boolean }[];
}

/** An issue form as a file in `.github/ISSUE_TEMPLATE` describes it. */
export interface IssueForm {
  readonly file: string;
  readonly name: string;
  readonly description: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly parts: readonly FormPart[];
}

type Mapping = { readonly [key: string]: Json };

// Fields that every form has beside those of its file.
const RESERVED = new Set(['', 'title', 'body', 'template']);
const TYPES: readonly string[] = ['markdown', 'input', 'textarea', 'dropdown', 'checkboxes'];

/**
 * Reads an issue form. Source: GitHub docs, "Syntax for GitHub's form schema" and "Syntax for issue forms".
 * @returns a sentence where the file is none: GitHub then does not offer it.
 */
export function parseIssueForm(file: string, text: string): IssueForm | string {
  const { value, faults } = parseYaml(text);
  if (faults[0] !== undefined) return `${faults[0].message}.`;
  const top = mapping(value);
  const body = top === null ? null : list(top['body']);
  if (top === null || body === null || body.length === 0) return 'Unexpected form without a body, expected a list under "body".';
  const [name, description] = [written(top['name']), written(top['description'])];
  if (name === '' || description === '') return 'Unexpected form without a name or description, expected both.';
  const parts: FormPart[] = [];
  for (const [index, one] of body.entries()) {
    const part = partOf(one, index);
    if (typeof part === 'string') return part;
    if (part.type !== 'markdown' && parts.some(({ name, label }) => name === part.name || label === part.label)) return `Unexpected second "${part.label}", expected every id and label once.`;
    parts.push(part);
  }
  if (parts.every(({ type }) => type === 'markdown')) return 'Unexpected form of text only, expected at least one field.';
  return { file, name, description, title: written(top['title']), labels: names(top['labels']), assignees: names(top['assignees']), parts };
}

function partOf(value: Json | undefined, index: number): FormPart | string {
  const part = mapping(value);
  const attributes = mapping(part?.['attributes']) ?? {};
  const type = written(part?.['type']);
  if (!TYPES.includes(type)) return `Unexpected type "${type}" in part ${index + 1}, expected one of ${TYPES.join(', ')}.`;
  const label = written(attributes['label']);
  if (type !== 'markdown' && label === '') return `Unexpected part ${index + 1} without a label, expected one.`;
  const options = (list(attributes['options']) ?? []).map((one) => {
    const option = mapping(one);
    return option === null ? { label: written(one), required: false } : { label: written(option['label']), required: option['required'] === true };
  });
  if ((type === 'dropdown' || type === 'checkboxes') && options.length === 0) return `Unexpected part ${index + 1} without options, expected a list of them.`;
  const preset = attributes['default'];
  const id = written(part?.['id']);
  return {
    type: type as FormPart['type'],
    name: RESERVED.has(id) ? `part-${index + 1}` : id,
    label,
    description: written(attributes['description']) || null,
    placeholder: written(attributes['placeholder']) || null,
    value: type === 'dropdown' && typeof preset === 'number' ? (options[preset]?.label ?? '') : written(attributes['value']),
    render: written(attributes['render']) || null,
    required: mapping(part?.['validations'])?.['required'] === true,
    multiple: attributes['multiple'] === true,
    options,
  };
}

const mapping = (value: Json | undefined): Mapping | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : null);
const list = (value: Json | undefined): readonly Json[] | null => (Array.isArray(value) ? (value as readonly Json[]) : null);
const written = (value: Json | undefined): string => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');
// Labels and assignees are a list, or one text with commas.
const names = (value: Json | undefined): readonly string[] => (list(value)?.map(written) ?? written(value).split(',')).map((one) => one.trim()).filter((one) => one !== '');
