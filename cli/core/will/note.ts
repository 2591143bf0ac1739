/** The head of a will: whose it is, of which day, and the digest of its list of files, as a signed note (C2SP signed-note). */
import { siteRoot } from '../badge/addresses.ts';
import { parseNote, signerOf, signNote, type Signer } from '../log/note.ts';

/** What the head of a will says. */
export interface WillHead {
  /** The site that the will answers for, without a slash at its end. */
  readonly origin: string;
  /** The day that it was made, such as 2026-11-22. */
  readonly day: string;
  /** The ledger commit that is in it; null where there was no ledger. */
  readonly ledger: string | null;
  /** SHA-256 of its list of files, in hexadecimal. */
  readonly list: string;
}

const FORMAT = 'laurel-will-1';
const FORM = /^([^\n]+)\nlaurel-will-1\n([0-9]{4}-[0-9]{2}-[0-9]{2})\nledger ([0-9a-f]{40}|[0-9a-f]{64}|none)\nlist ([0-9a-f]{64})\n$/;

/** The name under which a site's will is signed: its address without the scheme, and `/will`. */
const willName = (origin: string): string => `${siteRoot(origin).slice('https://'.length).replaceAll('+', '%2B')}/will`;

const headText = ({ origin, day, ledger, list }: WillHead): string => `${siteRoot(origin)}\n${FORMAT}\n${day}\nledger ${ledger ?? 'none'}\nlist ${list}\n`;

/** The text of the head: signed where there is a signer, and bare where there is none any more. */
export const willNote = async (head: WillHead, signer: Omit<Signer, 'name'> | null): Promise<string> => (signer === null ? headText(head) : signNote(headText(head), { ...signer, name: willName(head.origin) }));

/** What a head says, whoever wrote it; null for anything that is none. Never throws. */
export function parseWillNote(note: string): WillHead & { readonly isSigned: boolean } | null {
  const signed = parseNote(note);
  const [, origin = '', day = '', ledger = '', list = ''] = FORM.exec(signed?.text ?? note) ?? [];
  if (list === '' || !URL.canParse(origin)) return null;
  try {
    return siteRoot(origin) === origin ? { origin, day, ledger: ledger === 'none' ? null : ledger, list, isSigned: signed !== null } : null;
  } catch {
    return null;
  }
}

/** Which of these keys (Multikeys) signed the head; null where none did. Never throws. */
export async function willSigner(note: string, { origin }: WillHead, keys: readonly string[]): Promise<string | null> {
  const signed = parseNote(note);
  return signed === null ? null : signerOf(signed, willName(origin), keys);
}
