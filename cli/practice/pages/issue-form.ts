import type { FormPart, IssueForm } from '../web/issue-form.ts';
import { area, choice, group, line, tick } from './fields.ts';
import { escape, markdown } from './html.ts';

/** The fields of an issue form, filled with what was given; `enforced` says whether required fields are. */
export function issueFormFields(form: IssueForm, given: URLSearchParams, enforced: boolean): string {
  return form.parts.map((part) => control(part, given, enforced)).join('');
}

function control(part: FormPart, given: URLSearchParams, enforced: boolean): string {
  if (part.type === 'markdown') return markdown(part.value);
  const values = given.getAll(part.name);
  const hint = part.description === null ? {} : { hint: markdown(part.description) };
  const field = {
    label: part.label,
    name: part.name,
    value: values[0] ?? part.value,
    required: enforced && part.required,
    ...hint,
    ...(part.placeholder === null ? {} : { placeholder: part.placeholder }),
  };
  if (part.type === 'input') return line(field);
  if (part.type === 'textarea') return area(field, 8);
  if (part.type === 'dropdown' && !part.multiple) return choice(field, [...(part.value === '' || values.length > 0 ? [''] : []), ...part.options.map(({ label }) => label)]);
  const boxes = part.options.map(({ label, required }) =>
    tick('checkbox', part.name, label, part.type === 'checkboxes' ? markdown(label) : escape(label), { checked: values.includes(label), required: enforced && required }),
  );
  return group(part.label, boxes.join(''), part.description === null ? '' : markdown(part.description));
}
