import type { Known, PrivacyFinding } from './finding.ts';
import { pdfEntry } from './pdf-strings.ts';
import { propertyFindings, type Property } from './properties.ts';
import { packetsIn, personalXmp } from './xmp.ts';
import { inflated } from './zip.ts';

const REMEDY = 'Take it out where the document was made, or print it anew as PDF without properties.';
/** Bytes that streams may grow to, together. */
const GROWTH = 24 * 1024 * 1024;
const MOST = 500;
const COMMENT = /\/Subtype\s{0,5}\/(?:Text|FreeText|Highlight|Underline|StrikeOut|Squiggly|Ink|Stamp|Popup|Line|Square|Circle|Caret|FileAttachment)\b/g;

/** A PDF's objects, as far as they can be read without its reader: those in plain, and those in object streams. */
interface Objects {
  readonly latin: string;
  /** Texts of the object streams and metadata streams that could be read. */
  readonly streams: readonly string[];
  readonly all: (number: number) => readonly string[];
  /** Some stream could not be read, so that something may have been missed. */
  readonly missed: boolean;
}

/** What the properties of a PDF (Info, XMP, comments' authors) tell of people. Never throws; the pages themselves are not read. */
export function pdfFindings(bytes: Uint8Array, known: Known = {}): readonly PrivacyFinding[] {
  let latin = '';
  for (let at = 0; at < bytes.length; at += 8192) latin += String.fromCharCode(...bytes.subarray(at, at + 8192));
  if (/\/Encrypt\s{0,20}(?:<<|[0-9]{1,10}\s)/.test(latin)) return [unreadable('it is encrypted')];
  const objects = objectsOf(latin, bytes);
  const findings = [...propertyFindings(propertiesOf(objects), REMEDY, known)];
  return objects.missed ? [...findings, unreadable('some of its parts are packed in an unusual way')] : findings;
}

const unreadable = (why: string): PrivacyFinding => ({ kind: 'unreadable', confidence: 'low', message: `Unexpected PDF, expected one whose properties can be read: ${why}`, remedy: 'Print it anew as PDF, without a password.' });

function* propertiesOf({ latin, streams, all }: Objects): Generator<Property> {
  const one = (number: number): string => all(number)[0] ?? '';
  const numbers = new Set([...latin.matchAll(/\/Info\s{1,20}([0-9]{1,10})\s{1,5}[0-9]{1,5}\s{1,5}R/g)].slice(0, MOST).map(([, number]) => Number(number)));
  for (const dictionary of [...numbers].flatMap(all)) {
    yield { kind: 'author', name: 'Author', text: pdfEntry(dictionary, 'Author', one) };
    for (const name of ['Title', 'Subject', 'Keywords']) yield { kind: 'description', name, text: pdfEntry(dictionary, name, one) };
  }
  for (const text of [latin, ...streams]) {
    for (const packet of packetsIn(text)) yield* personalXmp(packet);
    let count = 0;
    for (const { index } of text.matchAll(COMMENT)) {
      if ((count += 1) > MOST) break;
      const from = Math.max(text.lastIndexOf('obj', index), index - 2_000, 0);
      const end = text.indexOf('endobj', index);
      yield { kind: 'author', name: 'author of a comment', text: pdfEntry(text.slice(from, Math.min(end === -1 ? index + 2_000 : end, index + 2_000)), 'T', one) };
    }
  }
}

function objectsOf(latin: string, bytes: Uint8Array): Objects {
  const packed = new Map<number, string[]>();
  const streams: string[] = [];
  let missed = false;
  let room = GROWTH;
  let count = 0;
  for (const { index, 1: type } of latin.matchAll(/\/Type\s{0,5}\/(ObjStm|Metadata)\b/g)) {
    if ((count += 1) > MOST) break;
    const open = Math.max(latin.lastIndexOf(' obj', index), index - 4_000, 0);
    const start = latin.indexOf('stream', index);
    const end = start === -1 ? -1 : latin.indexOf('endstream', start + 6);
    if (start === -1 || end === -1 || start - index > 4_000) continue;
    const dictionary = latin.slice(open, start);
    const from = start + 6 + (latin.startsWith('\r\n', start + 6) ? 2 : 1);
    const text = streamText(dictionary, bytes.subarray(from, end), room);
    if (text === null) {
      missed = true;
      continue;
    }
    room -= text.length;
    streams.push(text);
    if (type === 'ObjStm') unpack(dictionary, text, packed);
  }
  const all = (number: number): readonly string[] => [...(packed.get(number) ?? []), ...plain(latin, number)];
  return { latin, streams, all, missed };
}

function streamText(dictionary: string, bytes: Uint8Array, room: number): string | null {
  if (!dictionary.includes('/Filter')) return text(bytes);
  if (!/\/Filter\s{0,5}\[?\s{0,5}\/(?:FlateDecode|Fl)\b/.test(dictionary) || /\/Predictor\s{1,5}[2-9]|\/Predictor\s{1,5}1[0-9]/.test(dictionary)) return null;
  const grown = inflated(bytes, room);
  return grown === null ? null : text(grown);
}

function text(bytes: Uint8Array): string {
  let latin = '';
  for (let at = 0; at < bytes.length; at += 8192) latin += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return latin;
}

// An object stream begins with pairs of object number and offset (ISO 32000-1, 7.5.7).
function unpack(dictionary: string, stream: string, packed: Map<number, string[]>): void {
  const first = Number(/\/First\s{1,5}([0-9]{1,8})/.exec(dictionary)?.[1] ?? 0);
  const numbers = stream.slice(0, first).trim().split(/\s+/).map(Number);
  for (let at = 0; at + 1 < numbers.length && at < 20_000; at += 2) {
    const [number, offset, next] = [numbers[at]!, numbers[at + 1]!, numbers[at + 3]];
    const found = packed.get(number) ?? [];
    if (found.length < 10) packed.set(number, [...found, stream.slice(first + offset, next === undefined ? first + offset + 20_000 : first + next)]);
  }
}

function plain(latin: string, number: number): readonly string[] {
  const found: string[] = [];
  for (const { index, 0: head } of latin.matchAll(new RegExp(`(?<![0-9])${number}\\s{1,5}[0-9]{1,5}\\s{1,5}obj\\b`, 'g'))) {
    if (found.length === 20) break;
    const end = latin.indexOf('endobj', index);
    found.push(latin.slice(index + head.length, Math.min(end === -1 ? Infinity : end, index + 20_000)));
  }
  return found;
}
