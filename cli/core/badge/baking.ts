/** Baking (Open Badges 3.0, section 5.3.1): a badge as one uncompressed iTXt chunk `openbadgecredential` of a PNG. */
import { crc32 } from './crc32.ts';
import { inflate } from './gzip.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const keyword = 'openbadgecredential';
/** The longest badge that we take out of a PNG. */
export const longestBaked = 8 * 1024 * 1024;

export type Baked = { readonly ok: true; readonly png: Uint8Array<ArrayBuffer> } | { readonly ok: false; readonly reason: string };
export type Unbaked = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };
interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly data: Uint8Array;
  readonly sound: () => boolean;
}
type Failure = { readonly ok: false; readonly reason: string };
const failure = (reason: string): Failure => ({ ok: false, reason });
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** True for bytes that begin as a PNG does. */
export const isPng = (bytes: Uint8Array): boolean => signature.every((byte, index) => bytes[index] === byte);

function readChunks(png: Uint8Array): readonly Chunk[] | Failure {
  if (!isPng(png)) return failure('The file is not a PNG image.');
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Chunk[] = [];
  for (let start = 8; start < png.length;) {
    if (start + 12 > png.length) break;
    const length = view.getUint32(start);
    const end = start + 12 + length;
    if (end > png.length) break;
    const type = latin1(png.subarray(start + 4, start + 8));
    const body = png.subarray(start + 4, end - 4);
    const sum = view.getUint32(end - 4);
    chunks.push({ type, start, data: body.subarray(4), sound: () => crc32(body) === sum });
    if (chunks.length === 1 && type !== 'IHDR') return failure('The PNG image does not begin with its header.');
    if (type === 'IEND') return chunks;
    start = end;
  }
  return failure('The PNG image is cut off; fetch the whole file again.');
}

/** The size of a PNG in pixels and the kinds of its parts; null for what is no whole PNG with sound parts. */
export function pngParts(png: Uint8Array): { readonly width: number; readonly height: number; readonly types: readonly string[] } | null {
  const chunks = readChunks(png);
  if ('ok' in chunks || chunks[0]!.data.length !== 13 || !chunks.every((chunk) => chunk.sound())) return null;
  const header = new DataView(chunks[0]!.data.buffer, chunks[0]!.data.byteOffset, 13);
  const end = chunks.at(-1)!.start + 12;
  return end !== png.length ? null : { width: header.getUint32(0), height: header.getUint32(4), types: chunks.map(({ type }) => type) };
}

const keywordOf = (chunk: Chunk): string => latin1(chunk.data.subarray(0, Math.min(80, Math.max(0, chunk.data.indexOf(0)))));
const carriers = (chunks: readonly Chunk[], word: string): readonly Chunk[] => chunks.filter((chunk) => ['iTXt', 'tEXt', 'zTXt'].includes(chunk.type) && keywordOf(chunk) === word);

/** What an image without a badge holds in its place, by keyword. */
const instead: readonly (readonly [string, string])[] = [
  ['openbadges', 'The PNG image holds an Open Badge 2, which is not read here; ask for the Open Badge 3.'],
  ['clrcredential', 'The PNG image holds a Comprehensive Learner Record, which is not read here; ask for the Open Badge 3.'],
];

/**
 * Badge JSON as it is baked: the same JSON, with every brace inside a string and the end of a CDATA section spelled as
 * escapes. Wallets find the badge by counting braces, blind to strings; what is signed is the meaning, not the spelling.
 */
export function bakedText(text: string): string {
  const parts: string[] = [];
  let from = 0;
  const spell = (at: number, length: number, escape: string): void => {
    parts.push(text.slice(from, at), escape);
    from = at + length;
  };
  for (let at = 0, inside = false; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') inside = !inside;
    else if (!inside) continue;
    else if (letter === '\\') at++;
    else if (letter === '{') spell(at, 1, '\\u007b');
    else if (letter === '}') spell(at, 1, '\\u007d');
    else if (letter === ']' && text.startsWith(']]>', at)) spell(at, 1, '\\u005d');
  }
  return parts.join('') + text.slice(from);
}

/** Puts a badge's text into a PNG, right behind its header. Refuses what is no whole PNG and what is baked already. Never throws. */
export function bakePng(png: Uint8Array, text: string): Baked {
  const chunks = readChunks(png);
  if ('ok' in chunks) return chunks;
  if (carriers(chunks, keyword).length > 0) return failure('The PNG image holds a badge already; bake into the art without one.');
  if (!text.isWellFormed() || text.includes('\0')) return failure('The badge holds text that a PNG cannot carry.');
  const ascii = (word: string): number[] => [...word].map((letter) => letter.charCodeAt(0));
  // Keyword, end, not compressed, method 0, no language, no translated keyword.
  const head = Uint8Array.from([...ascii('iTXt'), ...ascii(keyword), 0, 0, 0, 0, 0]);
  const content = new TextEncoder().encode(bakedText(text));
  const body = new Uint8Array(head.length + content.length);
  body.set(head);
  body.set(content, head.length);
  const at = chunks[1]!.start;
  const out = new Uint8Array(png.length + body.length + 8);
  const view = new DataView(out.buffer);
  out.set(png.subarray(0, at));
  view.setUint32(at, body.length - 4);
  out.set(body, at + 4);
  view.setUint32(at + 4 + body.length, crc32(body));
  out.set(png.subarray(at), at + 8 + body.length);
  return { ok: true, png: out };
}

/** Takes the badge's text out of a PNG, or says why there is none. Never throws, for any bytes. */
export async function unbakePng(png: Uint8Array): Promise<Unbaked> {
  const chunks = readChunks(png);
  if ('ok' in chunks) return chunks;
  const [chunk, second] = carriers(chunks, keyword);
  if (second !== undefined) return failure('The PNG image holds two badges; ask for a file with one.');
  if (chunk === undefined) return failure(instead.find(([word]) => carriers(chunks, word).length > 0)?.[1] ?? 'The PNG image holds no badge; use the file that the issuer gave, not a copy that a program has converted.');
  if (chunk.type !== 'iTXt') return failure(`The PNG image holds its badge in a part of the kind ${chunk.type}, where Open Badges has none; ask the issuer for a file that is baked as the standard has it (iTXt).`);
  if (!chunk.sound()) return failure('The badge inside the PNG image is damaged; fetch the file again.');
  const compressed = chunk.data[keyword.length + 1];
  const language = chunk.data.indexOf(0, keyword.length + 3);
  const translated = language === -1 ? -1 : chunk.data.indexOf(0, language + 1);
  if (translated === -1) return failure('The badge inside the PNG image is damaged; fetch the file again.');
  const content = Uint8Array.from(chunk.data.subarray(translated + 1));
  const bytes = compressed === 1 ? await inflate(content, 'deflate', longestBaked) : content.length > longestBaked ? null : content;
  if (bytes === null) return failure('The badge inside the PNG image is damaged or too long; fetch the file again, or ask the issuer for the badge as JSON.');
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return failure('The badge inside the PNG image is not UTF-8 text; fetch the file again, or ask the issuer for the badge as JSON.');
  }
}
