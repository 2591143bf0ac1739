import { expect, test } from 'vitest';
import { issueBody, missingIn } from './issue-body.ts';
import { parseIssueForm, type IssueForm } from './issue-form.ts';

const form = (body: string): IssueForm | string => parseIssueForm('f.yml', `name: N\ndescription: D\nbody:\n${body}`);
const sound = (body: string): IssueForm => {
  const read = form(body);
  if (typeof read === 'string') throw new Error(read);
  return read;
};

test('a file that is no form says what is unexpected in it', () => {
  expect(parseIssueForm('f.yml', 'name: N')).toContain('expected a list under "body"');
  expect(parseIssueForm('f.yml', 'body: [{ type: input, attributes: { label: A } }]')).toContain('without a name or description');
  expect(form('  - type: slider')).toContain('Unexpected type "slider" in part 1');
  expect(form('  - type: input')).toContain('without a label');
  expect(form('  - { type: dropdown, attributes: { label: A } }')).toContain('without options');
  expect(form('  - { type: markdown, attributes: { value: A } }')).toContain('at least one field');
  expect(form('  - { type: input, id: a, attributes: { label: A } }\n  - { type: input, id: a, attributes: { label: B } }')).toContain('Unexpected second "B"');
  expect(form('  - &x { type: input }')).toMatch(/^Unexpected/);
});

test('an option that was not offered is not taken', () => {
  const read = sound('  - { type: dropdown, id: a, attributes: { label: A, options: [One, Two] } }\n  - { type: checkboxes, id: b, attributes: { label: B, options: [{ label: Yes }] } }');
  expect(issueBody(read, new URLSearchParams({ a: 'Three\n\n### B', b: 'No' }))).toBe('### A\n\n_No response_\n\n### B\n\n- [ ] Yes');
});

test('a dropdown begins with its default, and blank text counts as nothing', () => {
  const read = sound('  - { type: dropdown, id: a, attributes: { label: A, options: [One, Two], default: 1 } }\n  - { type: textarea, id: b, attributes: { label: B }, validations: { required: true } }');
  expect(read.parts[0]?.value).toBe('Two');
  expect(missingIn(read, new URLSearchParams({ b: ' \n' }))).toEqual(['B']);
});

test('a field whose id is a field of every form gets another name', () => {
  expect(sound('  - { type: input, id: title, attributes: { label: A } }').parts[0]?.name).toBe('part-1');
});
