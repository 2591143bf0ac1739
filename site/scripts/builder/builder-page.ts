import { draftNow, importedDraft, replaceValues, startDrafting } from './drafting.ts';
import { valuesOf } from './form-of.ts';
import { give, linter, showPlace, startHandingIn } from './hand-in.ts';
import { notice } from './notices.ts';
import { startPieces } from './pieces.ts';
import { startRoster } from './roster.ts';
import { form, one, settings } from './settings.ts';
import { readValues, type Values } from './values.ts';
import { startCounting } from './word-counts.ts';

const LARGEST = 1024 ** 2;

/** The values in a file that somebody opens: a draft that this page saved, or a submission.md. A sentence where it is neither. */
async function valuesIn(file: File): Promise<Values | string> {
  if (file.size > LARGEST) return 'This file is too large to be a draft or a submission.md.';
  const text = await file.text();
  if (!text.startsWith('---')) return importedDraft(text);
  const read = (await linter()).decomposeSubmission(text, settings.release);
  if (typeof read === 'string') return read;
  if (read.credential !== settings.release.release.id) return `This submission is for “${read.credential}”. Open it on the page of that credential.`;
  const { login = '', claim = '1', repository = '' } = readValues();
  return { login, claim, repository, ...valuesOf(read.form, settings.release) };
}

async function open(file: File): Promise<void> {
  const before = readValues();
  const values = await valuesIn(file).catch(() => 'This file could not be read.');
  if (typeof values === 'string') return notice('import', values);
  replaceValues(values);
  notice('import', `${file.name} stands in the form now.`, [{ text: 'Bring back what stood there before', act: () => replaceValues(before) }]);
  one('[data-notices]').scrollIntoView({ block: 'center' });
}

const chosen = one<HTMLInputElement>('[data-import]');
chosen.addEventListener('change', () => {
  if (chosen.files?.[0] !== undefined) void open(chosen.files[0]);
  chosen.value = '';
});
one('[data-export]').addEventListener('click', () => {
  const draft = draftNow();
  give(`draft-${draft.credential}.json`, `${JSON.stringify(draft, null, 2)}\n`, 'application/json');
});

form.hidden = false;
document.querySelector('[data-without-script]')!.remove();
document.querySelector<HTMLDetailsElement>('[data-template]')!.open = false;
startPieces();
startRoster();
startCounting();
startHandingIn();
startDrafting();
showPlace();
