/** Opens a will: whether it is whole, and a network that it stands for. */
import { addresses, pathBelow, paths } from '../badge/addresses.ts';
import { signingKeys } from '../badge/log-check.ts';
import { quote, parseJson } from '../badge/json.ts';
import type { Resolve } from '../badge/lookup.ts';
import type { Result } from '../badge/result.ts';
import type { Verification } from '../badge/verify.ts';
import { sha256 } from '../canonical.ts';
import { willPaths } from './contents.ts';
import { parseWillNote, willSigner, type WillHead } from './note.ts';

/** A will that was opened. */
export interface Will {
  readonly head: WillHead;
  /** What verifying it came to, as one more result of each badge that is verified with it. */
  readonly result: Result;
  /** Files that the list vouches for, by path; none of a will that is not whole. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}
export type OpenedWill = { readonly ok: true; readonly will: Will } | { readonly ok: false; readonly reason: string };

const LINE = /^([0-9a-f]{64}) [ *]([^\n]+)$/;

/** What is wrong with the files, in words that follow "the archive is not whole:"; an empty list where nothing is. */
function faultsOf(files: ReadonlyMap<string, Uint8Array>, { list }: WillHead): readonly string[] {
  const bytes = files.get(willPaths.list);
  if (bytes === undefined) return [`${willPaths.list} is missing`];
  if (sha256(bytes) !== list) return [`${willPaths.list} is not the list that ${willPaths.head} names`];
  return listed(bytes).flatMap(([path, hash]) => {
    const file = files.get(path);
    return file === undefined ? [`${quote(path)} is missing`] : sha256(file) === hash ? [] : [`${quote(path)} was changed`];
  });
}

const listed = (bytes: Uint8Array): readonly (readonly [path: string, hash: string])[] =>
  new TextDecoder().decode(bytes).split('\n').flatMap((line) => {
    const [, hash, path] = LINE.exec(line) ?? [];
    return path === undefined ? [] : [[path, hash!] as const];
  });

/**
 * Opens a will from its files. One that was changed opens too, holds nothing, and its result says what was changed; what is no will
 * at all does not open, with words that follow "because".
 */
export async function openWill(files: ReadonlyMap<string, Uint8Array>, now: Date): Promise<OpenedWill> {
  const note = new TextDecoder().decode(files.get(willPaths.head));
  const head = parseWillNote(note);
  if (head === null) return { ok: false, reason: `it holds no ${willPaths.head} as \`laurel will\` writes it` };
  const broken = (why: string): OpenedWill => ({ ok: true, will: { head, files: new Map(), result: { name: 'archive', outcome: 'fail', detail: `The archive of ${head.day} is not as it was made: ${why}. Nothing of it is used; get another copy.` } } });
  const faults = faultsOf(files, head);
  if (faults.length > 0) return broken(`${faults.slice(0, 3).join(', ')}${faults.length > 3 ? `, and ${faults.length - 3} more` : ''}`);
  const whole = new Map(listed(files.get(willPaths.list)!).map(([path]) => [path, files.get(path)!]));
  const { did, didDocument } = addresses(head.origin);
  const document = parseJson(new TextDecoder().decode(whole.get(willPaths.site(paths.didDocument(head.origin)))));
  const key = document.ok && head.isSigned ? await willSigner(note, head, signingKeys(document.value, did, now)) : null;
  if (!document.ok) return broken(`it holds no document of ${didDocument}`);
  if (head.isSigned && key === null) return broken(`its signature is not by a key that ${didDocument} lists`);
  const known = `What happened after that day it cannot know, and whether it is ${quote(head.origin)}'s own you know from where you had it.`;
  const result: Result = key === null
    // Whoever changes a file can take a signature away too.
    ? { name: 'archive', outcome: 'unknown', detail: `Every file of the archive of ${head.day} is as its list says, but nobody signed the list, so both could have been changed; compare it with another copy. ${known}` }
    : { name: 'archive', outcome: 'pass', detail: `Every file of the archive of ${head.day} is as its list says, and the list is signed with ${quote(key)}, which is a key of the issuer by the document in it. ${known}` };
  return { ok: true, will: { head, files: whole, result } };
}

/** Answers for a will's site from its files, and says of which day; asks `otherwise` for the rest. */
export const willResolver = ({ head, files, result }: Will, otherwise: Resolve): Resolve => async (url) => {
  const below = URL.canParse(url) ? pathBelow(head.origin, url) : null;
  if (below === null) return otherwise(url);
  if (result.outcome === 'fail') return { ok: false, reason: 'the archive is not as it was made', remedy: 'get another copy of the archive' };
  const bytes = files.get(willPaths.site(below));
  return bytes === undefined ? { ok: false, reason: `the archive of ${head.day} has no ${below}`, remedy: 'look for a later archive' } : { ok: true, bytes, isNear: true, note: `from the archive of ${head.day}` };
};

/** A verification with what its archive came to, where it was made with one. */
export const withArchive = (verification: Verification, will: Will | undefined): Verification => (will === undefined ? verification : { ...verification, results: [...verification.results, will.result] });
