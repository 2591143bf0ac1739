import type { Values } from './values.ts';

/** A draft as this device keeps it. */
export interface Draft {
  readonly format: 'laurel-draft-1';
  readonly credential: string;
  readonly version: string;
  /** The digest of the release that it is written for. */
  readonly release: string;
  readonly saved: string;
  /** New with every change, so that two tabs notice each other. */
  readonly edit: string;
  readonly values: Values;
}

/** How saving ended. */
export type Saved = 'saved' | 'full' | 'forbidden';

const isText = (value: unknown): value is string => typeof value === 'string';

/** Reads a draft's text. Null for what is none. */
export function parseDraft(text: string): Draft | null {
  try {
    const draft = JSON.parse(text) as Partial<Draft> | null;
    if (draft?.format !== 'laurel-draft-1' || ![draft.credential, draft.version, draft.release, draft.saved, draft.edit].every(isText)) return null;
    if (typeof draft.values !== 'object' || draft.values === null || Number.isNaN(Date.parse(draft.saved!))) return null;
    return { ...(draft as Draft), values: Object.fromEntries(Object.entries(draft.values).filter(([, value]) => isText(value))) };
  } catch {
    return null;
  }
}

const PREFIX = 'laurel-draft';
const start = (root: string, credential: string): string => `${PREFIX} ${root} ${credential} `;

/** The name under which a draft is kept: sites on one host do not see each other's. */
export const draftKey = (root: string, credential: string, release: string): string => start(root, credential) + release;

// Asking for the storage itself can throw.
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** The draft under a key, or null; also where nothing may be kept. */
export function readDraft(key: string): Draft | null {
  try {
    return parseDraft(storage()?.getItem(key) ?? '');
  } catch {
    return null;
  }
}

/** Keeps a draft. */
export function keepDraft(key: string, draft: Draft): Saved {
  const store = storage();
  if (store === null) return 'forbidden';
  try {
    store.setItem(key, JSON.stringify(draft));
    return 'saved';
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' && store.length > 0 ? 'full' : 'forbidden';
  }
}

/** Forgets a draft. */
export function dropDraft(key: string): void {
  try {
    storage()?.removeItem(key);
  } catch {
    // Where nothing may be kept there is nothing to forget.
  }
}

/** The drafts of one credential under other releases, newest first, with their keys. */
export function otherDrafts(root: string, credential: string, release: string): readonly { readonly key: string; readonly draft: Draft }[] {
  try {
    const keys = Object.keys(storage() ?? {}).filter((key) => key.startsWith(start(root, credential)) && key !== draftKey(root, credential, release));
    return keys.flatMap((key) => [readDraft(key)].flatMap((draft) => (draft === null ? [] : [{ key, draft }]))).sort((a, b) => b.draft.saved.localeCompare(a.draft.saved));
  } catch {
    return [];
  }
}

/** When a draft was saved, for people. */
export const when = ({ saved }: Draft): string => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(saved));
