import { composeSubmission } from '../../../cli/core/submission/compose.ts';
import { createAddress, filledAddress, type NewFile } from '../../../cli/core/submission/create-address.ts';
import type { FormFault } from '../../../cli/core/submission/form-faults.ts';
import { element } from '../findings.ts';
import { claimFaults, claimOf, fileOf, ownRepository } from './destination.ts';
import { goToFaults, showFaults } from './faults.ts';
import { formOf } from './form-of.ts';
import { showOverview } from './overview.ts';
import { filesBeside } from './piece-row.ts';
import { roster } from './roster.ts';
import { all, form, one, settings } from './settings.ts';
import { readValues } from './values.ts';

/** The linter and all that it stands on; loaded when somebody begins to fill the form in. */
export const linter = (): Promise<typeof import('./linter.ts')> => import('./linter.ts');

interface Work {
  readonly text: string;
  readonly file: NewFile;
  /** Null where the text is too long for an address. */
  readonly address: string | null;
  readonly faults: () => Promise<readonly FormFault[]>;
  readonly rows: ReadonlyMap<string, string>;
  readonly beside: readonly string[];
}

function work(): Work {
  const { release, issuer, mode, schools } = settings;
  const values = readValues();
  const claim = claimOf(values, settings);
  const { form: submission, rows } = formOf(values, release, mode);
  const text = composeSubmission(submission, release);
  const file = fileOf(claim, settings, release.release.id);
  showOverview(submission);
  const beside = Object.values(submission.evidence).flatMap((pieces) => pieces.flatMap((piece) => (piece.file === undefined ? [] : [piece.file])));
  return {
    text, file, rows, beside, address: filledAddress(file, text),
    faults: async () => [...claimFaults(claim), ...(await linter()).formFaults({ attachments: await filesBeside(beside), form: submission, release, issuer, schools, roster: roster(), login: claim.login, claim: claim.number || 1, today: new Date().toISOString().slice(0, 10) })],
  };
}

const link = (address: string, text: string): HTMLAnchorElement => Object.assign(document.createElement('a'), { href: address, textContent: text, target: '_blank', rel: 'noopener noreferrer' });
const tell = (...said: (string | Node)[]): void => one('[data-outcome]').replaceChildren(element('p', '', ...said));

/** Shows what the button will do, and where. */
export function showPlace(): void {
  const { file, address, beside } = work();
  one('[data-place]').textContent = `${file.path.replace('//', '/your-github-name/')} in ${file.repository === '' ? 'your repository' : file.repository}`;
  const filled = address !== null;
  one('[data-open]').textContent = filled ? 'Open GitHub with your submission' : 'Copy the text and open GitHub';
  one('[data-size]').textContent = filled ? '' : 'Your text is too long to travel in an address. The button copies it, and you paste it on GitHub.';
  for (const steps of all('[data-steps]')) steps.hidden = (steps.dataset['steps'] === 'filled') !== filled;
  one('[data-beside]').hidden = beside.length === 0;
  one('[data-beside-names]').textContent = beside.join(', ');
}

/** Copies a text; where the browser does not let us, the text is selected for the reader to copy. */
async function copy(text: string): Promise<boolean> {
  const box = one('[data-by-hand-copy]');
  try {
    await navigator.clipboard.writeText(text);
    box.hidden = true;
    return true;
  } catch {
    const area = one<HTMLTextAreaElement>('textarea', box);
    box.hidden = false;
    area.value = text;
    area.focus();
    area.select();
    return false;
  }
}

let looked = false;

/** Looks the form over and shows what is wrong; afterwards it is looked over again with every change. */
async function look(quietly: boolean): Promise<Work | null> {
  const now = work();
  let faults: readonly FormFault[];
  try {
    faults = await now.faults();
  } catch {
    tell('The part of this page that looks your work over did not load. Your draft is kept: load the page again.');
    return null;
  }
  looked = true;
  showFaults(faults, now.rows);
  if (!faults.some(({ severity }) => severity === 'error')) return now;
  one('[data-outcome]').replaceChildren();
  if (!quietly) goToFaults();
  return null;
}

async function handIn(): Promise<void> {
  const ready = await look(false);
  if (ready === null) return;
  const address = ready.address ?? createAddress(ready.file);
  const open = link(address, 'open it here');
  if (ready.address === null && !(await copy(ready.text))) return tell('Your browser did not let this page copy. The text is selected below: copy it with Ctrl+C (on a Mac ⌘C), then ', link(address, 'open GitHub'), ' and paste it.');
  window.open(address, '_blank', 'noopener');
  tell(ready.address === null ? 'The text is copied, and GitHub opens in a new tab: paste it there. If no tab opened, ' : 'GitHub opens in a new tab with your submission. If no tab opened, ', open, '. Your draft stays on this device.');
}

function download(name: string, text: string, media: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: media }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Gives a file to the reader. */
export const give = download;

/** Sets the buttons to work. */
export function startHandingIn(): void {
  const login = one<HTMLInputElement>('#login');
  const repository = form.querySelector<HTMLInputElement>('#repository');
  let own = '';
  let pause: ReturnType<typeof setTimeout> | undefined;
  const changed = (): void => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      showPlace();
      if (looked) void look(true);
    }, 400);
  };
  login.addEventListener('input', () => {
    if (repository === null || repository.value !== own) return;
    repository.value = own = ownRepository(settings, login.value.trim());
  });
  form.addEventListener('filled', () => {
    own = ownRepository(settings, login.value.trim());
    changed();
  });
  for (const kind of ['input', 'change', 'click', 'roster']) form.addEventListener(kind, changed);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('focusin', () => void linter().catch(() => {}), { once: true });
  one('[data-open]').addEventListener('click', () => void handIn());
  one('[data-copy]').addEventListener('click', () => void copy(work().text).then((copied) => tell(copied ? 'The text is copied.' : 'Your browser did not let this page copy. The text is selected below: copy it with Ctrl+C (on a Mac ⌘C).')));
  one('[data-download]').addEventListener('click', () => download('submission.md', work().text, 'text/markdown'));
}
