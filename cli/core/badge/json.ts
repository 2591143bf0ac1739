/** Untrusted JSON: guards, limits, and how to quote it. */

export type JsonObject = { readonly [key: string]: unknown };

/** True for an object that is no array and not null. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON-LD lets one value stand for a list of one: nothing, one or many become a list. */
export const many = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** True if the node carries the type, alone or among others. */
export const hasType = (node: unknown, type: string): boolean => isObject(node) && many(node['type']).includes(type);

/** Untrusted text for a sentence: in quotes, at most 80 characters, control and direction marks made visible. */
export function quote(value: unknown, longest = 80): string {
  const text = typeof value === 'string' ? value : typeof value === 'object' ? (value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object') : String(value);
  const short = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return `"${short.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`)}"`;
}

export const limits = { depth: 64, nodes: 10_000 } as const;
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Why a value is not safe to work on, as a sentence; null if it is. Works without recursion, so that no depth of nesting
 * can exhaust the stack. Text with half a surrogate pair is refused because it has no UTF-8 form of its own: two
 * documents that differ in it would have one signature.
 */
export function shapeFault(value: unknown, most: number = limits.nodes): string | null {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  let nodes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (++nodes > most) return `It holds more than ${most} values.`;
    const { value: node, depth } = next;
    if (typeof node === 'string' && !node.isWellFormed()) return 'It holds text that is not well-formed Unicode.';
    if (typeof node === 'number' && !Number.isFinite(node)) return 'It holds a number that is too large.';
    if (node === null || typeof node !== 'object') {
      if (!['string', 'number', 'boolean', 'object'].includes(typeof node)) return 'It holds something that is not JSON.';
      continue;
    }
    if (depth >= limits.depth) return `It is nested deeper than ${limits.depth} levels.`;
    // What JSON and our YAML make inherits nothing, or from something that inherits nothing.
    const prototype = Object.getPrototypeOf(node) as object | null;
    if (!Array.isArray(node) && prototype !== null && Object.getPrototypeOf(prototype) !== null) return 'It holds something that is not JSON.';
    for (const key of Object.keys(node)) {
      if (refusedKeys.has(key)) return `It has a key ${quote(key)}, which is refused.`;
      if (!key.isWellFormed()) return 'It has a key that is not well-formed Unicode.';
      open.push({ value: (node as Record<string, unknown>)[key], depth: depth + 1 });
      if (open.length > most) return `It holds more than ${most} values.`;
    }
  }
  return null;
}

/** Counts brackets in JSON text before it is parsed: a sentence if it is nested too deep or holds too many values, else null. */
export function textFault(text: string, most: number = limits.nodes): string | null {
  let depth = 0;
  let nodes = 0;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index];
    if (letter === '"') {
      for (index++; index < text.length && text[index] !== '"'; index++) if (text[index] === '\\') index++;
    } else if (letter === '{' || letter === '[') {
      nodes++;
      if (++depth > limits.depth) return `It is nested deeper than ${limits.depth} levels.`;
    } else if (letter === '}' || letter === ']') depth--;
    else if (letter === ',') nodes++;
    if (nodes > most) return `It holds more than ${most} values.`;
  }
  return null;
}

/** A key of an object in a JSON text: what it says, and from where to where it is spelt. */
interface Key {
  readonly key: string;
  readonly begin: number;
  readonly end: number;
  /** The keys of the same object that came before it. */
  readonly before: Set<string>;
}

/** The keys of a sound JSON text, in order. */
function* keysOf(text: string): Generator<Key> {
  const open: Set<string>[] = [];
  for (let at = 0, begin = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '{' || letter === '[') open.push(new Set());
    else if (letter === '}' || letter === ']') open.pop();
    if (letter !== '"') continue;
    for (begin = at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
    const end = at + 1;
    while (/\s/.test(text[at + 1] ?? '')) at++;
    if (text[at + 1] !== ':') continue;
    // The same key may be spelled with escapes.
    const key = JSON.parse(text.slice(begin, end)) as string;
    yield { key, begin, end, before: open.at(-1)! };
    open.at(-1)!.add(key);
  }
}

/**
 * A sound JSON text with every key spelt in letters; or why it is none to work on, as a sentence. A parser keeps one of two values
 * with one key and says nothing, and not every parser keeps the same one: two people could read two badges in one file. And V8 takes
 * some keys with escapes for a backslash, by what it has parsed before (https://github.com/nodejs/node/issues/63785).
 */
function spelt(text: string): { readonly text: string } | { readonly fault: string } {
  const parts: string[] = [];
  let from = 0;
  for (const { key, begin, end, before } of keysOf(text)) {
    if (before.has(key)) return { fault: `It gives ${quote(key)} twice in one place, so it says two things.` };
    if (!text.slice(begin, end).includes('\\')) continue;
    if (/["\\\0-\x1f]/.test(key)) return { fault: `It has a key ${quote(key)}, which is refused.` };
    parts.push(text.slice(from, begin), `"${key}"`);
    from = end;
  }
  return { text: from === 0 ? text : parts.join('') + text.slice(from) };
}

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

/** The value of a JSON text, or a sentence why it is none to work on: not sound, too deep, too much in it (`most` values), a key given twice. Never throws. */
export function parseJson(text: string, most: number = limits.nodes): Parsed {
  const fault = textFault(text, most);
  if (fault !== null) return { ok: false, reason: fault };
  try {
    const sound: unknown = JSON.parse(text);
    const read = spelt(text);
    if ('fault' in read) return { ok: false, reason: read.fault };
    const value = read.text === text ? sound : (JSON.parse(read.text) as unknown);
    const reason = shapeFault(value, most);
    return reason === null ? { ok: true, value } : { ok: false, reason };
  } catch {
    return { ok: false, reason: 'It is not sound JSON.' };
  }
}
