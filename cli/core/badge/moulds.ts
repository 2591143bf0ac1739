import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { mouldOf } from './mould.ts';
import { outlineOf, valuesAlong, type Outline } from './outline.ts';
import { pouring, type Cast } from './pour.ts';
import { datasetOf, generalPath, type Way } from './proof.ts';

/** A mould, and what the general path has confirmed of it. */
interface Known {
  readonly pour: ReturnType<typeof pouring>;
  /** Which of its lines may become one; null before the first confirmation. */
  readonly merges: ReadonlySet<string> | null;
}

const own = (text: string): Uint8Array => sha256(utf8ToBytes(text));

/** The most outlines that are remembered: many more than a programme has, few enough for any memory. */
const most = 64;

/**
 * The general path with a memory: JSON-LD is expanded once for each outline, not once for each document, and every answer is
 * the one that the general path gives. A mould is learned from that path, and used only after it has given the very text that
 * the path gave; so is every set of lines that equal values make into one. What is not covered goes the general path. A
 * memory is for many documents; whoever is to judge another's work has a memory of their own.
 */
export function withMoulds({ sha256: digest = own, verify = generalPath.verify, general = generalPath }: {
  readonly sha256?: (text: string) => Uint8Array;
  readonly verify?: Way['verify'];
  readonly general?: Pick<Way, 'canonicalize'>;
} = {}): Way {
  const known = new Map<string, Known | null>();
  // What was poured last, by the terms at its top: the next document is mostly of the same outline.
  const latest = new Map<string, Outline>();
  const hash = (text: string): string => bytesToHex(digest(text));
  return {
    sha256: digest,
    verify,
    canonicalize: async (document) => {
      const top = Object.keys(document).join();
      const last = latest.get(top);
      const along = last === undefined ? null : valuesAlong(last, last.values, document);
      const outline = along === null ? outlineOf(document) : { ...last!, values: along };
      if (outline === null) return general.canonicalize(document);
      const { key, values } = outline;
      const found = known.get(key);
      const cast = found ? found.pour(values) : null;
      if (cast !== null && isConfirmed(found!, cast)) {
        latest.set(top, outline);
        return { ok: true, text: cast.text };
      }
      const canonical = await general.canonicalize(document);
      if (!canonical.ok || found === null || (found === undefined && known.size >= most)) return canonical;
      if (found !== undefined) known.set(key, confirmed(found, cast, canonical.text));
      else {
        const mould = await mouldOf(document, datasetOf);
        const pour = mould === null ? null : pouring(mould, hash);
        known.set(key, pour === null ? null : confirmed({ pour, merges: null }, pour(values), canonical.text));
      }
      return canonical;
    },
  };
}

const isConfirmed = ({ merges }: Known, { merged }: Cast): boolean => merges !== null && merged.every((merge) => merges.has(merge));

// A mould that is wrong once is never used again.
function confirmed(known: Known, cast: Cast | null, text: string): Known | null {
  if (cast === null) return known;
  return cast.text === text ? { ...known, merges: new Set([...(known.merges ?? []), ...cast.merged]) } : null;
}
