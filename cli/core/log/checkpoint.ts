/** Checkpoints (C2SP tlog-checkpoint): the head of a log at a size, as a signed note. */
import { siteRoot } from '../badge/addresses.ts';
import { fromBase64, toBase64 } from './base64.ts';
import type { Hash } from './merkle.ts';
import { parseNote, signerOf, signNote, type Signer } from './note.ts';

/** What a checkpoint says. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** The name of a site's log and of the keys that sign it: its address without the scheme ("Note text"; tlog-tiles, "Parameters"). */
export const logOrigin = (site: string): string => `${siteRoot(site).slice('https://'.length).replaceAll('+', '%2B')}/log`;

/** A checkpoint as a signed note. The key's name is the log's. */
export const signCheckpoint = ({ origin, size, root }: Checkpoint, signer: Omit<Signer, 'name'>): Promise<string> => signNote(`${origin}\n${size}\n${toBase64(root)}\n`, { ...signer, name: origin });

/** What a note says as a checkpoint; null for anything that is none. Says nothing about who signed it. Never throws. */
export function parseCheckpoint(note: string): Checkpoint | null {
  const [origin = '', size = '', root = '', ...more] = parseNote(note)?.text.slice(0, -1).split('\n') ?? [];
  const hash = fromBase64(root);
  const sound = origin !== '' && /^(0|[1-9][0-9]{0,15})$/.test(size) && Number.isSafeInteger(Number(size)) && hash?.length === 32 && !more.includes('');
  return sound ? { origin, size: Number(size), root: hash! } : null;
}

export type Opened = { readonly ok: true; readonly checkpoint: Checkpoint; readonly key: string } | { readonly ok: false; readonly reason: string };

/** A checkpoint of this log that one of these keys (Multikeys) signed, or why it is none, as words that follow "it". Never throws. */
export async function openCheckpoint(note: string, origin: string, keys: readonly string[]): Promise<Opened> {
  const checkpoint = parseCheckpoint(note);
  if (checkpoint === null) return { ok: false, reason: 'is no checkpoint' };
  if (checkpoint.origin !== origin) return { ok: false, reason: 'is the checkpoint of another log' };
  const key = await signerOf(parseNote(note)!, origin, keys);
  return key === null ? { ok: false, reason: 'is not signed with a key of the issuer' } : { ok: true, checkpoint, key };
}
