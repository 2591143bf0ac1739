import type { Root } from 'mdast';
import { positionsIn, type Position } from './diagnostic.ts';
import { splitFrontMatter } from './front-matter.ts';
import { excessIn } from './markdown-limits.ts';
import { sizeLimit } from './size-limit.ts';
import { MOST_NODES, parseYaml, type Json, type Span } from './yaml.ts';

/** A file as read: a path relative to the catalog's folder, and its bytes. A symbolic link, which is not followed, has no bytes and a `/` at the end of its path. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Parses Markdown, as GitHub writes it, to a tree with places. */
export type ParseMarkdown = (text: string) => Root;

/** A fault of the text itself, before any schema. */
export interface TextFault {
  readonly offset: number;
  readonly rule: 'encoding' | 'size' | 'yaml' | 'front-matter' | 'markdown' | 'json';
  readonly message: string;
  readonly remedy: string;
}

/** A parsed file: its data, its Markdown body where it has one, its faults, and the way from data to places. */
export interface Document {
  readonly path: string;
  readonly text: string;
  readonly value: Json;
  readonly body: string;
  readonly bodyOffset: number;
  /** What parses the body, where another parser than remark was asked for. */
  readonly parse?: ParseMarkdown;
  readonly faults: readonly TextFault[];
  /** Place of the node at a JSON pointer (or of its nearest ancestor that is there); `key` asks for its key's. */
  readonly place: (pointer: string, at?: 'key' | 'value') => Position;
  /** Place of an offset of the whole text. */
  readonly placeAt: (offset: number) => Position;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

const lossy = new TextDecoder('utf-8');

// The first byte that belongs to no character: the longest beginning that can still go on as UTF-8 ends there, or in the character that it begins.
function undecoded(bytes: Uint8Array): TextFault {
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (beginning(bytes.subarray(0, middle)) !== null) good = middle;
    else bad = middle;
  }
  const before = beginning(bytes.subarray(0, good))!;
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const byte = bytes[mark + new TextEncoder().encode(before).length];
  return { offset: before.length, rule: 'encoding', message: `Unexpected byte ${byte === undefined ? 'at the end' : `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`}, expected text in UTF-8`, remedy: 'Save the file as UTF-8.' };
}

function beginning(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** Parses a file by its ending: `.md` (front matter and body), `.json`, and YAML for all else. Never throws. A body is parsed by whoever looks at it, with `parse`. */
export function parseDocument(file: SourceFile, parse?: ParseMarkdown): Document {
  const limit = sizeLimit(file.path);
  if (file.bytes.length > limit) {
    return failed(file.path, '', { offset: 0, rule: 'size', message: `Unexpected size of ${file.bytes.length} bytes, expected at most ${limit}`, remedy: 'Shorten the file, or keep large things elsewhere and link to them.' });
  }
  let text: string;
  try {
    text = decoder.decode(file.bytes);
  } catch {
    return failed(file.path, lossy.decode(file.bytes), undecoded(file.bytes));
  }
  if (file.path.endsWith('.json')) return parseJson(file.path, text);
  if (!file.path.endsWith('.md')) return fromYaml(file.path, text, text, 0, '', text.length);
  const split = splitFrontMatter(text);
  if ('message' in split) return failed(file.path, text, { ...split, rule: 'front-matter' });
  const document = fromYaml(file.path, text, split.yaml, split.yamlOffset, split.body, split.bodyOffset);
  return parse === undefined ? document : { ...document, parse };
}

function fromYaml(path: string, text: string, yaml: string, offset: number, body: string, bodyOffset: number): Document {
  const parsed = parseYaml(yaml);
  const excess = excessIn(body);
  const positionAt = positionsIn(text);
  return {
    path,
    text,
    value: parsed.value,
    body,
    bodyOffset,
    faults: [...parsed.faults.map((fault) => ({ ...fault, offset: fault.offset + offset, rule: 'yaml' as const })), ...(excess === null ? [] : [{ ...excess, offset: excess.offset + bodyOffset, rule: 'markdown' as const }])],
    place: (pointer, at = 'value') => positionAt(offset + spanOffset(parsed.spans(), pointer, at)),
    placeAt: positionAt,
  };
}

function spanOffset(spans: ReadonlyMap<string, Span>, pointer: string, at: 'key' | 'value'): number {
  for (let here = pointer; ; here = here.slice(0, here.lastIndexOf('/'))) {
    const span = spans.get(here);
    if (span !== undefined) return (at === 'key' || here !== pointer ? span.key : null) ?? span.value;
    if (here === '') return 0;
  }
}

// Releases and endorsements are machine-written JSON: a fault in one is about the whole file.
function parseJson(path: string, text: string): Document {
  try {
    const value = JSON.parse(text, isPlain(path, text) ? undefined : withoutReserved()) as Json;
    return { path, text, value, body: '', bodyOffset: text.length, faults: [], place: () => ({ line: 1, column: 1 }), placeAt: positionsIn(text) };
  } catch (error) {
    return failed(path, text, { offset: 0, rule: 'json', message: `Unexpected JSON: ${error instanceof RangeError ? 'nested too deeply' : (error as Error).message}`, remedy: `Restore the file from git; it is written by \`laurel ${path.startsWith('endorsements/') ? 'endorse add' : 'release'}\`.` });
  }
}

// To be asked about every key takes JSON.parse five times as long. A text of too many values is at least twice as long as they are many,
// and of a release a schema says at once how deep it may be.
const isPlain = (path: string, text: string): boolean => path.startsWith('releases/') && text.length < 2 * MOST_NODES && !['proto', 'constructor', '\\u'].some((part) => text.includes(part));

function withoutReserved(): (key: string, entry: unknown) => unknown {
  let nodes = 0;
  return (key, entry) => {
    nodes += 1;
    if (nodes > MOST_NODES) throw new Error(`more than ${MOST_NODES} values`);
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') throw new Error(`reserved key "${key}"`);
    return entry;
  };
}

function failed(path: string, text: string, fault: TextFault): Document {
  return { path, text, value: null, body: '', bodyOffset: text.length, faults: [fault], place: () => ({ line: 1, column: 1 }), placeAt: positionsIn(text) };
}
