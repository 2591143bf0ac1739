import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../core/canonical.ts';
import { FORM_LABELS } from '../core/desk/issue-form.ts';
import { work } from './rehearse.ts';

const PARTS = { setting: 'Your setting', 'reflection-practice': 'What changed in your teaching', 'reflection-learners': 'What changed for learners' } as const;
const FILES = { plan: ['first', 'plan.md'], checks: ['second', 'answers.md'], 'decision-record': ['second', 'decision-record.md'] } as const;

// The text of a part in the attempt that has it.
const part = (id: string): Promise<string> => readFile(join(work, 'second', `${id}.md`), 'utf8').catch(() => readFile(join(work, 'first', `${id}.md`), 'utf8'));

/** What the sample teacher types into the issue form, by its labels: the work that deserves the badge. */
export async function formFields(): Promise<Readonly<Record<string, string>>> {
  const parts = await Promise.all(Object.entries(PARTS).map(async ([id, title]) => `## ${title}\n\n${(await part(id)).trim()}\n`));
  const links = await Promise.all(Object.entries(FILES).map(async ([id, [attempt, name]]) => {
    const bytes = await readFile(join(work, attempt, name));
    const salt = Buffer.alloc(18, id.length);
    return `${id} https://files.marlow-valley.example/maya/${name} text/markdown ${bytes.length} ${salt.toString('base64url')} ${sha256(Buffer.concat([salt, bytes]))}`;
  }));
  return { [FORM_LABELS.credential]: 'Checking for Understanding', [FORM_LABELS.claim]: '1', [FORM_LABELS.choices]: 'checks: answers', [FORM_LABELS.parts]: parts.join('\n'), [FORM_LABELS.links]: links.join('\n') };
}

/** The text of an issue that GitHub makes of what was typed into the form, with all its boxes ticked. */
export async function formText(given: Readonly<Record<string, string>>, template: string): Promise<string> {
  const statements = [...(await readFile(template, 'utf8')).matchAll(/^ {8}- label: (.+)$/gm)].map(([, text]) => text!);
  const labels = [FORM_LABELS.credential, FORM_LABELS.claim, FORM_LABELS.school, FORM_LABELS.team, FORM_LABELS.choices, FORM_LABELS.parts, FORM_LABELS.links];
  return [...labels.map((label) => `### ${label}\n\n${given[label] ?? '_No response_'}\n`), `### ${FORM_LABELS.attestations}\n\n${statements.map((text) => `- [x] ${text}`).join('\n')}\n`].join('\n');
}
