import type { FormPart, IssueForm } from './issue-form.ts';

const NOTHING = '_No response_';

/** The body of the issue that GitHub makes of a form: a heading for each field and below it what was given. */
export function issueBody(form: IssueForm, given: URLSearchParams): string {
  return form.parts
    .filter(({ type }) => type !== 'markdown')
    .map((part) => `### ${part.label}\n\n${answer(part, given)}`)
    .join('\n\n');
}

function answer(part: FormPart, given: URLSearchParams): string {
  const values = given.getAll(part.name).filter((value) => value !== '');
  if (part.type === 'checkboxes') return part.options.map(({ label }) => `- [${values.includes(label) ? 'x' : ' '}] ${label}`).join('\n');
  if (part.type === 'dropdown') {
    const known = part.options.map(({ label }) => label).filter((label) => values.includes(label));
    return known.length === 0 ? NOTHING : known.join(', ');
  }
  const text = (values[0] ?? '').trim();
  if (text === '') return NOTHING;
  return part.render === null ? text : `\`\`\`${part.render}\n${text}\n\`\`\``;
}

/** The labels of the fields that are required and empty. */
export function missingIn(form: IssueForm, given: URLSearchParams): readonly string[] {
  return form.parts.flatMap((part) => {
    const values = given.getAll(part.name);
    if (part.type === 'checkboxes') return part.options.filter(({ label, required }) => required && !values.includes(label)).map(({ label }) => label);
    return part.required && part.type !== 'markdown' && values.every((value) => value.trim() === '') ? [part.label] : [];
  });
}
