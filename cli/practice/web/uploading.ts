import { baseOf, crumbs } from '../pages/crumbs.ts';
import { form, trouble } from '../pages/fields.ts';
import { escape } from '../pages/html.ts';
import { bytes as sized } from '../pages/repository.ts';
import { refusal } from '../refusal.ts';
import { commitTo } from './destination.ts';
import { messageAndButtons, messageOf } from './editing.ts';
import { filePath } from './file-path.ts';
import { href } from './href.ts';
import { placeOf } from './place-of.ts';
import { signedIn, type Outcome, type Page, type Visit } from './visit.ts';

const LARGEST = 25 * 1024 * 1024;
const MOST = 100;

/** Uploading files to a folder, all in one commit; a file of the same name is replaced, as on GitHub. */
export const uploadingPages: readonly Page[] = [{ path: '/{owner}/{repo}/upload/{path}', show, act: upload }];

async function show(visit: Visit, problem: string | null): Promise<Outcome> {
  const place = await placeOf(visit);
  const folder = place.path === '' ? 'the top of the repository' : `<code>${escape(place.path)}/</code>`;
  const inner =
    `<div class="field"><label for="f-files">Files</label><div class="hint" id="h-files">They go to ${folder}. At most ${MOST}, each of ${sized(LARGEST)} at most. A file of the same name is replaced.</div><input type="file" id="f-files" name="files" multiple required aria-describedby="h-files"></div>` +
    (await messageAndButtons(visit, place, 'Add files via upload', { direct: 'Commit changes', propose: 'Propose changes' }));
  return { title: 'Upload files', above: crumbs(visit.host, place.repository), main: `${trouble(problem)}${form(visit.address.split('?')[0] ?? '', inner, { files: true })}` };
}

async function upload(visit: Visit): Promise<Outcome> {
  const place = await placeOf(visit);
  const { files } = visit.filled;
  if (files.length === 0) throw refusal(422, 'Choose at least one file.');
  if (files.length > MOST) throw refusal(422, `Choose at most ${MOST} files at once.`);
  const large = files.find(({ bytes }) => bytes.length > LARGEST);
  if (large !== undefined) throw refusal(422, `${large.name} has ${sized(large.bytes.length)}, expected ${sized(LARGEST)} at most.`);
  // A browser that sends a path means the file at its end.
  const written = files.map(({ name, bytes }) => ({ path: filePath(place.path, name.split(/[\\/]/).at(-1) ?? ''), bytes, over: 'anything' as const }));
  return commitTo(visit, signedIn(visit), place, written, messageOf(visit, 'Add files via upload'), `${baseOf(visit.host, place.repository)}/tree${href`/${place.branch}/${place.path}`}`);
}
