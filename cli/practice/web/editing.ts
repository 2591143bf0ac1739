import { entryAt, readBlob } from '../git/files.ts';
import { gitDir } from '../host.ts';
import { baseOf, crumbs } from '../pages/crumbs.ts';
import { area, form, hidden, line, source, trouble } from '../pages/fields.ts';
import { escape } from '../pages/html.ts';
import { notFound, refusal } from '../refusal.ts';
import { commitTo, whereTo, type Place } from './destination.ts';
import { filePath } from './file-path.ts';
import { href } from './href.ts';
import { placeOf } from './place-of.ts';
import { textOf } from './text-of.ts';
import { signedIn, type Outcome, type Page, type Visit } from './visit.ts';

/** Writing one file in the browser: a new one, or one that is there. */
export const editingPages: readonly Page[] = [
  { path: '/{owner}/{repo}/new/{path}', show: showNew, act: create },
  { path: '/{owner}/{repo}/edit/{path}', show: showEdit, act: change },
];

const fieldOf = ({ filled }: Visit, name: string): string => filled.fields.get(name) ?? '';

async function showNew(visit: Visit, problem: string | null): Promise<Outcome> {
  const place = await placeOf(visit);
  const folder = place.path === '' ? 'the top of the repository' : `<code>${escape(place.path)}/</code>`;
  const inner =
    line({ label: 'File name', name: 'filename', value: fieldOf(visit, 'filename'), required: true, hint: `Below ${folder}. A slash makes a folder: <code>folder/file.md</code>` }) +
    source({ label: 'Content', name: 'value', value: fieldOf(visit, 'value') }) +
    (await messageAndButtons(visit, place, 'Create the file', { direct: 'Commit changes', propose: 'Propose new file' }));
  return { title: 'A new file', above: crumbs(visit.host, place.repository), main: `${trouble(problem)}${form(plainAddress(visit), inner)}` };
}

async function create(visit: Visit): Promise<Outcome> {
  const place = await placeOf(visit);
  const path = filePath(place.path, fieldOf(visit, 'filename').trim());
  const bytes = Buffer.from(fieldOf(visit, 'value'));
  return commitTo(visit, signedIn(visit), place, [{ path, bytes, over: null }], messageOf(visit, `Create ${path.split('/').at(-1)}`), `${baseOf(visit.host, place.repository)}/blob${href`/${place.branch}/${path}`}`);
}

async function showEdit(visit: Visit, problem: string | null): Promise<Outcome> {
  const place = await placeOf(visit);
  const { sha, text } = await editable(visit, place);
  const inner =
    // The blob that was shown: who saves over another one must not undo what somebody else wrote in between.
    hidden('blob', visit.filled.fields.get('blob') ?? sha) +
    source({ label: place.path, name: 'value', value: visit.filled.fields.get('value') ?? text }) +
    (await messageAndButtons(visit, place, 'Change the file', { direct: 'Commit changes', propose: 'Propose changes' }));
  return { title: `Edit ${place.path.split('/').at(-1)}`, above: crumbs(visit.host, place.repository), main: `${trouble(problem)}${form(plainAddress(visit), inner)}` };
}

async function change(visit: Visit): Promise<Outcome> {
  const place = await placeOf(visit);
  await editable(visit, place);
  const bytes = Buffer.from(fieldOf(visit, 'value'));
  return commitTo(visit, signedIn(visit), place, [{ path: place.path, bytes, over: fieldOf(visit, 'blob') }], messageOf(visit, `Update ${place.path.split('/').at(-1)}`), `${baseOf(visit.host, place.repository)}/blob${href`/${place.branch}/${place.path}`}`);
}

async function editable({ host }: Visit, place: Place & { readonly path: string }): Promise<{ readonly sha: string; readonly text: string }> {
  const dir = gitDir(host, place.repository);
  const entry = place.commit === null ? null : await entryAt(dir, place.commit, place.path);
  if (entry?.type !== 'blob') throw notFound();
  const text = textOf(await readBlob(dir, entry.sha));
  if (text === null) throw refusal(422, 'This file is not a text, so it cannot be edited here. Upload another one in its place.');
  return { sha: entry.sha, text };
}

/** The message of the commit, where it goes, and the button. */
export async function messageAndButtons(visit: Visit, place: Place, hint: string, buttons: { readonly direct: string; readonly propose: string }): Promise<string> {
  const back = visit.filled.fields.get('pr');
  return (
    line({ label: 'Commit message', name: 'message', value: fieldOf(visit, 'message'), placeholder: hint }) +
    area({ label: 'Extended description', name: 'description', value: fieldOf(visit, 'description') }, 2) +
    (back === null ? '' : hidden('pr', back)) +
    (await whereTo(visit, signedIn(visit), place, buttons))
  );
}

/** The message as it was typed, or what GitHub says for an empty one. */
export function messageOf(visit: Visit, otherwise: string): string {
  const [subject, body] = [fieldOf(visit, 'message').trim(), fieldOf(visit, 'description').trim()];
  return `${subject === '' ? otherwise : subject}${body === '' ? '' : `\n\n${body}`}\n`;
}

// A form is sent to the address without its query: what that held is in the form.
const plainAddress = ({ address }: Visit): string => address.split('?')[0] ?? address;
