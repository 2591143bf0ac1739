import { Unzip, UnzipInflate, Unzlib, unzipSync, zipSync } from 'fflate';

/** What of an archive may be read: how many entries, and how many bytes they may grow to, each and together. */
export interface ZipLimits {
  readonly entries: number;
  readonly each: number;
  readonly all: number;
}

/** The entries that were asked for by name, or why the archive is not read. */
export type Unzipped = { readonly ok: true; readonly names: readonly string[]; readonly files: ReadonlyMap<string, Uint8Array> } | { readonly ok: false; readonly reason: string };

class Refused extends Error {}
const SLICE = 16 * 1024;

/**
 * Reads entries of a zip archive within limits that hold whatever the archive claims: what comes out is counted as it comes
 * out. The list at the archive's end and the entries themselves must agree, so that no reader sees another file than we do.
 */
export function readZip(bytes: Uint8Array, wanted: (name: string) => boolean, limits: ZipLimits): Unzipped {
  try {
    const names = namesOf(bytes, limits);
    const { seen, files } = entriesOf(bytes, wanted, limits);
    if (seen.length !== names.length || [...names].sort().join('\n') !== [...seen].sort().join('\n') || new Set(names).size !== names.length) return { ok: false, reason: 'its list of files and its files differ' };
    return { ok: true, names, files };
  } catch (error) {
    return { ok: false, reason: error instanceof Refused ? error.message : 'it is damaged' };
  }
}

function namesOf(bytes: Uint8Array, limits: ZipLimits): readonly string[] {
  const names: string[] = [];
  unzipSync(bytes, {
    filter: ({ name, compression }) => {
      names.push(name);
      if (names.length > limits.entries) throw new Refused(`it holds more than ${limits.entries} files`);
      if (compression !== 0 && compression !== 8) throw new Refused('it is encrypted or packed in an unusual way');
      return false;
    },
  });
  return names;
}

function entriesOf(bytes: Uint8Array, wanted: (name: string) => boolean, limits: ZipLimits): { readonly seen: readonly string[]; readonly files: ReadonlyMap<string, Uint8Array> } {
  const seen: string[] = [];
  const files = new Map<string, Uint8Array>();
  let all = 0;
  const unzip = new Unzip((file) => {
    seen.push(file.name);
    if (seen.length > limits.entries) throw new Refused(`it holds more than ${limits.entries} files`);
    if (!wanted(file.name)) return;
    const chunks: Uint8Array[] = [];
    let size = 0;
    file.ondata = (error, chunk, final) => {
      if (error !== null) throw error;
      size += chunk.length;
      all += chunk.length;
      if (size > limits.each || all > limits.all) throw new Refused(`its files grow beyond ${limits.all} bytes`);
      chunks.push(new Uint8Array(chunk));
      if (final) files.set(file.name, joined(chunks, size));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += SLICE) unzip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
  return { seen, files };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** What a zlib stream holds, or null where it is damaged or grows beyond `limit` bytes. Never throws. */
export function inflated(bytes: Uint8Array, limit: number): Uint8Array | null {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Unzlib((chunk) => {
      size += chunk.length;
      if (size > limit) throw new Refused('it grows too large');
      chunks.push(new Uint8Array(chunk));
    });
    for (let at = 0; at < bytes.length; at += SLICE) stream.push(bytes.subarray(at, at + SLICE), false);
  } catch {
    // What follows a stream, such as a line break before `endstream`, is no reason to lose what came before.
    if (size > limit || size === 0) return null;
  }
  return joined(chunks, size);
}

/** Makes a zip archive of files by name, each as old as zip can say, so that it tells nothing of when it was made. */
export const writeZip = (files: ReadonlyMap<string, Uint8Array>): Uint8Array => zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 2), level: 6 });
