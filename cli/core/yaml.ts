import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException, type Event, type ScalarEvent } from 'js-yaml';
import { yamlCause } from './yaml-cause.ts';

/** Plain data as JSON has it; mappings have no prototype. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What is wrong with a YAML text, and at which offset of it. */
export interface YamlFault {
  readonly offset: number;
  readonly message: string;
  readonly remedy: string;
}

/** Offsets of a node: of its key where it has one, and of its value. */
export interface Span {
  readonly key: number | null;
  readonly value: number;
}

/** A parsed text: its value, or its faults; `spans` finds a node by JSON pointer when someone asks. */
export interface YamlText {
  readonly value: Json;
  readonly faults: readonly YamlFault[];
  readonly spans: () => ReadonlyMap<string, Span>;
}

const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);
const NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?$/;
const MAX_DEPTH = 32;
/** Most keys and values of one text; what is held to a schema answers for each of them. */
export const MOST_NODES = 50_000;

/**
 * Parses one YAML document in time linear in its length.
 *
 * Kept small on purpose: no anchors, aliases, tags, directives or second document, no duplicate or reserved
 * key; the only plain scalars that are not text are `true`, `false`, `null`, `~` and decimal numbers.
 * @returns never throws; a text with faults has the value `null` or what could be built.
 */
export function parseYaml(text: string): YamlText {
  const faults: YamlFault[] = [];
  let events: readonly Event[] = [];
  try {
    events = parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    return { value: null, faults: [syntaxFault(text, error)], spans: () => new Map() };
  }
  const excess = nodesBeyond(events);
  if (excess !== null) return { value: null, faults: [{ offset: excess, message: `Unexpected number of keys and values, expected at most ${MOST_NODES} in a file`, remedy: 'Divide the file, or keep long lists elsewhere and link to them.' }], spans: () => new Map() };
  const value = build(text, events, faults, null);
  let spans: Map<string, Span> | null = null;
  return {
    value,
    faults,
    spans: () => {
      if (spans === null) {
        spans = new Map();
        build(text, events, [], spans);
      }
      return spans;
    },
  };
}

function syntaxFault(text: string, error: unknown): YamlFault {
  const mark = error instanceof YAMLException ? (error.mark as { position?: number } | undefined) : undefined;
  return yamlCause(text, error instanceof YAMLException ? error.reason : 'the text could not be read', Math.min(mark?.position ?? 0, text.length));
}

// Where the first node stands that is too many; null where there is none.
function nodesBeyond(events: readonly Event[]): number | null {
  if (events.length <= MOST_NODES) return null;
  const nodes = events.filter(({ type }) => type !== EVENT_ID.POP && type !== EVENT_ID.DOCUMENT);
  const first = nodes[MOST_NODES];
  return first === undefined ? null : Math.max(0, first.type === EVENT_ID.SCALAR ? first.valueStart : first.type === EVENT_ID.ALIAS ? first.anchorStart : (first as { readonly start: number }).start);
}

/** A key as a JSON pointer has it. */
export const escapePointer = (key: string): string => (/[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key);

const quoted = (name: string): string => JSON.stringify(name.length > 60 ? `${name.slice(0, 57)}...` : name);

interface Open {
  readonly pointer: string;
  readonly list: Json[] | null;
  readonly map: Record<string, Json> | null;
  /** The key that waits for its value, and where it stands. */
  key: string | null;
  keyOffset: number;
}

// A mapping without anything inherited. What `Object.create(null)` makes is kept as a table, which takes longer to read and more room.
const Mapping = function Mapping() {} as unknown as new () => Record<string, Json>;
Mapping.prototype = Object.create(null) as object;

// One pass over the events; with `spans` it also notes where each node stands.
function build(text: string, events: readonly Event[], faults: YamlFault[], spans: Map<string, Span> | null): Json {
  const fault = (offset: number, message: string, remedy: string): void => void faults.push({ offset, message, remedy });
  const stack: Open[] = [];
  let root: Json = null;
  let documents = 0;
  let ignored = 0;

  const place = (offset: number, value: Json): string => {
    const parent = stack[stack.length - 1];
    if (parent === undefined) {
      root = value;
      spans?.set('', { key: null, value: offset });
      return '';
    }
    if (parent.list !== null) {
      parent.list.push(value);
      if (spans === null) return '';
      const pointer = `${parent.pointer}/${parent.list.length - 1}`;
      spans.set(pointer, { key: null, value: offset });
      return pointer;
    }
    const { keyOffset } = parent;
    const name = parent.key!;
    parent.key = null;
    // Pointers are only made for who asks for places.
    const pointer = spans === null ? '' : `${parent.pointer}/${escapePointer(name)}`;
    if (RESERVED.has(name)) fault(keyOffset, `Unexpected key ${quoted(name)}, expected a field's name`, 'Remove it: this name is reserved.');
    else if (name in parent.map!) fault(keyOffset, `Unexpected second ${quoted(name)}, expected each key once`, 'Keep one of the two.');
    else {
      parent.map![name] = value;
      spans?.set(pointer, { key: keyOffset, value: offset });
    }
    return pointer;
  };

  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1;
      if (documents === 2) fault(text.length, 'Unexpected second document, expected one', 'Remove the line `---` inside the file, or split the file in two.');
      if (event.directives.length > 0) fault(0, 'Unexpected directive, expected plain YAML', 'Remove the lines that begin with %.');
      continue;
    }
    if (documents > 1) continue;
    if (event.type === EVENT_ID.POP) {
      if (ignored > 0) ignored -= 1;
      else stack.pop();
      continue;
    }
    if (event.type !== EVENT_ID.ALIAS && event.tagStart >= 0) fault(event.tagStart, `Unexpected tag "${text.slice(event.tagStart, event.tagEnd).slice(0, 40)}", expected plain data`, 'Remove the tag.');
    if (event.anchorStart >= 0) fault(event.anchorStart - 1, event.type === EVENT_ID.ALIAS ? 'Unexpected alias (*), expected the data itself' : 'Unexpected anchor (&), expected plain data', 'Write the data out where it is used.');
    const parent = stack[stack.length - 1];
    const isKey = ignored === 0 && parent?.map != null && parent.key === null;
    if (event.type === EVENT_ID.SCALAR || event.type === EVENT_ID.ALIAS) {
      if (ignored > 0) continue;
      if (isKey) [parent!.key, parent!.keyOffset] = event.type === EVENT_ID.SCALAR ? [getScalarValue(text, event), Math.max(event.valueStart, 0)] : ['', event.anchorStart];
      else if (event.type === EVENT_ID.ALIAS) place(event.anchorStart, null);
      else place(scalarOffset(text, event, parent), scalar(text, event, fault));
      continue;
    }
    if (ignored > 0) ignored += 1;
    else if (isKey) {
      fault(event.start, 'Unexpected key made of a list or mapping, expected text', 'Write a simple word before the colon.');
      [parent!.key, parent!.keyOffset] = ['', event.start];
      ignored = 1;
    } else {
      const list: Json[] | null = event.type === EVENT_ID.SEQUENCE ? [] : null;
      const map: Record<string, Json> | null = list === null ? new Mapping() : null;
      const pointer = place(event.start, (list ?? map)!);
      stack.push({ pointer, list, map, key: null, keyOffset: 0 });
    }
  }
  return root;
}

// An empty value has no place of its own: take its key's. A text on the lines below its key begins after their indentation.
function scalarOffset(text: string, { valueStart, valueEnd, style }: ScalarEvent, parent: Open | undefined): number {
  if (valueStart < 0) return parent?.key != null ? parent.keyOffset : 0;
  if (style !== SCALAR_STYLE.FOLDED_BLOCK && style !== SCALAR_STYLE.LITERAL_BLOCK) return valueStart;
  const indented = text.slice(valueStart, valueEnd).search(/\S/);
  return valueStart + Math.max(0, indented);
}

function scalar(text: string, event: ScalarEvent, fault: (offset: number, message: string, remedy: string) => void): Json {
  const source = event.valueStart < 0 ? '' : getScalarValue(text, event);
  if (event.style !== SCALAR_STYLE.PLAIN) return source;
  if (source === '' || source === 'null' || source === '~') return null;
  if (source === 'true') return true;
  if (source === 'false') return false;
  const first = source.charCodeAt(0);
  if (first !== 0x2d && (first < 0x30 || first > 0x39)) return source;
  if (/^-?[0-9]{16,}$/.test(source)) fault(event.valueStart, 'Unexpected number of more than 15 digits, expected a smaller one or text', 'Put it in quotes.');
  return NUMBER.test(source) ? Number(source) : source;
}

/** A comment of a YAML text, from its `#` to the end of its line. */
export interface YamlComment {
  readonly offset: number;
  readonly text: string;
}

/** The comments of a text that parses; a `#` inside a value is none. */
export function commentsIn(text: string): readonly YamlComment[] {
  let scalars: readonly ScalarEvent[];
  try {
    scalars = parseEvents(text, { maxDepth: MAX_DEPTH }).filter((event): event is ScalarEvent => event.type === EVENT_ID.SCALAR && event.valueStart >= 0);
  } catch {
    return [];
  }
  const comments: YamlComment[] = [];
  const hash = /(?<![^\s])#[^\r\n]*/g;
  let next = 0;
  for (let found = hash.exec(text); found !== null; found = hash.exec(text)) {
    while (next < scalars.length && scalars[next]!.valueEnd <= found.index) next += 1;
    if (next < scalars.length && scalars[next]!.valueStart <= found.index) hash.lastIndex = scalars[next]!.valueEnd;
    else comments.push({ offset: found.index, text: found[0] });
  }
  return comments;
}
