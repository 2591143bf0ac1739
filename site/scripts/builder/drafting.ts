import { draftKey, dropDraft, keepDraft, parseDraft, readDraft, when, type Draft } from './draft.ts';
import { notice, unnotice } from './notices.ts';
import { offerOlder } from './older-drafts.ts';
import { form, one, settings } from './settings.ts';
import { fillValues, readValues, type Values } from './values.ts';

const { release: { digest, release }, root } = settings;
const key = draftKey(root, release.id, digest);
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });

// The last edit that this tab has seen; null where there is no draft.
let seen: string | null = null;
let pending: ReturnType<typeof setTimeout> | undefined;

const say = (text: string): void => void (one('[data-saved]').textContent = text);

/** A draft of what stands in the form now. */
export const draftNow = (): Draft => ({ format: 'laurel-draft-1', credential: release.id, version: release.credential.version, release: digest, saved: new Date().toISOString(), edit: crypto.getRandomValues(new Uint32Array(2)).join('-'), values: readValues() });

function keep(): void {
  const draft = draftNow();
  const ended = keepDraft(key, draft);
  if (ended === 'saved') {
    seen = draft.edit;
    say(`Saved on this device at ${clock.format(new Date())}`);
    return unnotice('storage');
  }
  say('Not saved');
  const why = ended === 'full' ? 'This browser has no room left for your draft.' : 'This browser does not let this page keep anything.';
  notice('storage', `${why} Your text is lost when you close the page. Save the draft as a file before you go: the button is at the end of the form.`);
}

/** Saves what has been typed, unless another tab has changed the draft since: then somebody has to choose. */
function save(): void {
  clearTimeout(pending);
  pending = undefined;
  const stored = readDraft(key);
  if (stored === null || stored.edit === seen) keep();
  else conflict(stored);
}

function conflict(stored: Draft): void {
  say('Not saved: the draft was changed in another tab');
  notice('conflict', `This draft was changed in another tab or window (${when(stored)}), and it was changed here. Nothing is lost yet: choose the text to go on with.`, [
    { text: 'Keep what stands here', act: keep },
    { text: 'Take the other text', act: () => take(readDraft(key) ?? stored) },
  ]);
}

function take(draft: Draft): void {
  clearTimeout(pending);
  pending = undefined;
  seen = draft.edit;
  fillValues(draft.values);
  say(`Saved on this device, ${when(draft)}`);
}

/** Puts other values into the form and keeps them, as if they had been typed. */
export function replaceValues(values: Values): void {
  fillValues(values);
  save();
}

/** Something changed: it is kept in a moment. */
export function changed(): void {
  clearTimeout(pending);
  pending = setTimeout(save, 300);
}

// What another tab saves comes here at once, unless something was typed here that is not saved yet.
function listen(): void {
  addEventListener('storage', (event) => {
    if (event.key !== key) return;
    const stored = readDraft(key);
    if (stored === null) seen = null;
    else if (pending !== undefined || one('[data-notices]').querySelector('[data-notice=conflict]') !== null) conflict(stored);
    else take(stored);
  });
  const flush = (): void => void (pending !== undefined && save());
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
}

function forget(): void {
  const gone = draftNow();
  clearTimeout(pending);
  pending = undefined;
  dropDraft(key);
  seen = null;
  fillValues({});
  say('Nothing is kept on this device');
  notice('deleted', 'The draft is deleted from this device.', [{ text: 'Bring it back', act: () => replaceValues(gone.values) }]);
  one('[data-notice=deleted] button').focus();
}

/** Takes up the draft that is kept, and keeps every change from now on. */
export function startDrafting(): void {
  const stored = readDraft(key);
  if (stored === null) say('Nothing is kept on this device yet');
  else take(stored);
  offerOlder((draft) => replaceValues({ ...draft.values, ...readValues() }));
  listen();
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  one('[data-delete]').addEventListener('click', forget);
}

/** The values of a draft's file; a sentence where it is none, or of another credential. */
export function importedDraft(text: string): Values | string {
  const draft = parseDraft(text);
  if (draft === null) return 'This file is no draft of a submission. Choose one that this page saved, or a submission.md.';
  return draft.credential === release.id ? draft.values : `This draft is for “${draft.credential}”. Open it on the page of that credential.`;
}
