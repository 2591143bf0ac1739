import { mediaTypeOf } from '../../../cli/core/submission/media-type.ts';
import { changed } from './drafting.ts';
import { fingerprint, isSameFile, largestFile, type Fingerprint } from './fingerprint.ts';
import { findingsIn } from './privacy.ts';
import { roster } from './roster.ts';
import { one } from './settings.ts';

const LARGEST_BESIDE = 2 * 1024 * 1024;
// One that is too large to be attached is told so by the linter.
const LARGEST_READ = 16 * 1024 * 1024;
const size = new Intl.NumberFormat(document.documentElement.lang, { maximumSignificantDigits: 3 });

/** A number of bytes for people. */
export const sizeText = (bytes: number): string => (bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${size.format(bytes / 1e3)} kB` : bytes < 1e9 ? `${size.format(bytes / 1e6)} MB` : `${size.format(bytes / 1e9)} GB`);

const control = (row: HTMLElement, name: string): HTMLInputElement => one<HTMLInputElement>(`[name="${CSS.escape(`${row.dataset['piece']!}-${name}`)}"]`, row);
const isBeside = (row: HTMLElement): boolean => row.querySelector<HTMLInputElement>('[value=beside]')?.checked === true;
const state = (row: HTMLElement, text: string): void => void (one('[data-file-state]', row).textContent = text);

// Read again only when the form is looked over; a draft that is opened later has none.
const atHand = new Map<string, File>();

/** The chosen files that will lie beside the submission, as far as they were chosen since the page was opened. */
export async function filesBeside(names: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = names.flatMap((name) => (atHand.has(name) ? [[name, atHand.get(name)!] as const] : [])).filter(([, { size }]) => size <= LARGEST_READ);
  return new Map(await Promise.all(files.map(async ([name, file]) => [name, new Uint8Array(await file.arrayBuffer())] as const)));
}

/** Shows what a row's values say. */
export function refresh(row: HTMLElement): void {
  const [bytes, digest, file] = ['bytes', 'sha256', 'file'].map((name) => control(row, name).value) as [string, string, string];
  one('[data-link]', row).hidden = isBeside(row);
  one('[data-file-answer]', row).hidden = true;
  // Asked only where the file does not tell.
  one('[data-media]', row).hidden = digest === '' || control(row, 'media').value !== '';
  if (digest !== '') state(row, `The fingerprint of a file of ${sizeText(Number(bytes))} is taken. If you change the file, choose it again.`);
  else state(row, isBeside(row) && file !== '' ? `You upload ${file} yourself, after the button at the end.` : '');
}

function showFindings(row: HTMLElement, sentences: readonly string[]): void {
  const list = one('[data-file-findings]', row);
  list.hidden = sentences.length === 0;
  list.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement('li'), { textContent: sentence })));
}

function take(row: HTMLElement, file: File, { bytes, salt, sha256 }: Fingerprint): void {
  const set = (name: string, value: string): void => void (control(row, name).value = value);
  set('bytes', String(bytes));
  set('salt', salt);
  set('sha256', sha256);
  set('file', file.name);
  atHand.set(file.name, file);
  set('media', mediaOf(file));
  refresh(row);
  state(row, `${file.name}, ${sizeText(bytes)}: its fingerprint is taken. The file stays on this device.${isBeside(row) ? ' Upload it yourself, after the button at the end.' : ''}`);
  if (isBeside(row) && bytes > LARGEST_BESIDE) state(row, `${file.name} has ${sizeText(bytes)}. Files beside a submission have 2 MiB at most: share it by a link instead.`);
  changed();
}

const mediaOf = (file: File): string => (/^[a-z]+\/[a-z0-9.+-]+$/.test(file.type) ? file.type : (mediaTypeOf(file.name) ?? ''));

// Who chooses a second file before the first is read wants the second.
const turns = new WeakMap<HTMLElement, symbol>();

/** Takes a chosen file: reads it, inspects it, and commits to it, or asks where another was committed to before. */
export async function choose(row: HTMLElement, file: File): Promise<void> {
  const turn = Symbol('turn');
  turns.set(row, turn);
  const current = (): boolean => turns.get(row) === turn;
  showFindings(row, []);
  one('[data-file-answer]', row).hidden = true;
  if (file.size === 0) return state(row, `${file.name} is empty. Choose the file that assessors will open.`);
  if (file.size > largestFile) return state(row, `${file.name} has ${sizeText(file.size)}; this page reads files up to ${sizeText(largestFile)}. Share a shorter or smaller one.`);
  const progress = (share: number): void => void (current() && state(row, `Reading ${file.name}: ${Math.round(share * 100)} percent…`));
  try {
    const before = { salt: control(row, 'salt').value, sha256: control(row, 'sha256').value };
    const same = before.sha256 !== '' && (await isSameFile(file, before, progress));
    if (!current()) return;
    if (same) return state(row, `${file.name} is the file whose fingerprint was taken: nothing has changed.`);
    const taken = await fingerprint(file, progress);
    const found = await findingsIn(file, roster());
    if (!current()) return;
    showFindings(row, found);
    if (before.sha256 === '') return take(row, file, taken);
    state(row, `${file.name} is not the file whose fingerprint was taken before (${sizeText(Number(control(row, 'bytes').value))}).`);
    const answer = one('[data-file-answer]', row);
    answer.hidden = false;
    one('[data-take]', row).onclick = () => take(row, file, taken);
    one('[data-leave]', row).onclick = () => {
      showFindings(row, []);
      refresh(row);
    };
  } catch {
    if (current()) state(row, `${file.name} could not be read. If it has been changed or moved, choose it again.`);
  }
}

/** Looks again into the file of a row, as far as it is at hand: what it is searched for has changed. */
export async function lookAgain(row: HTMLElement): Promise<void> {
  const file = atHand.get(control(row, 'file').value);
  if (file !== undefined) showFindings(row, await findingsIn(file, roster()).catch(() => []));
}

const NAMES = ['link', 'media', 'bytes', 'salt', 'sha256', 'file'] as const;
/** Whether nothing of a row is filled in. */
export const isEmpty = (row: HTMLElement): boolean => NAMES.every((name) => control(row, name).value === '');

/** Makes a row hold what another does, or nothing. */
export function copy(from: HTMLElement | null, to: HTMLElement): void {
  for (const name of NAMES) control(to, name).value = from === null ? '' : control(from, name).value;
  const beside = to.querySelector<HTMLInputElement>('[value=beside]');
  if (beside !== null) {
    beside.checked = from !== null && isBeside(from);
    one<HTMLInputElement>('[value=link]', to).checked = !beside.checked;
  }
  one<HTMLInputElement>('[data-file]', to).value = '';
  showFindings(to, []);
  refresh(to);
}
