/**
 * The outline of a document: what JSON-LD decides by (its contexts, terms, types, lists, numbers), apart from the values that
 * JSON-LD only carries along. Documents of one outline have one RDF dataset but for those values.
 */
import { isObject } from './json.ts';

/** What documents of one outline have in common, as one text, and the values in which they may differ, in the order of the document. */
export interface Outline {
  readonly key: string;
  readonly values: readonly string[];
  /** The document walked through from its top. */
  readonly steps: readonly Step[];
}
/** The terms of an object, the length of a list, the place of a value with what an address there begins with (null for a text), or what is part of the outline itself. */
type Step = { readonly names: readonly string[] } | { readonly items: number } | { readonly nth: number; readonly beginning: string | null } | string | number | boolean;

/** Terms whose text becomes a literal, letter by letter. A term that is missing here is not wrong: its text is part of the outline. */
const texts = new Set([
  'name', 'description', 'narrative', 'caption', 'tag', 'version', 'inLanguage', 'url', 'email', 'phone', 'humanCode', 'fieldOfStudy', 'specialization',
  'targetName', 'targetUrl', 'targetCode', 'targetDescription', 'targetFramework', 'resultDescription', 'achievedLevel', 'requiredLevel', 'requiredValue', 'value', 'level', 'points',
  'identityHash', 'salt', 'licenseNumber', 'role', 'term', 'endorsementComment', 'validFrom', 'validUntil', 'awardedDate', 'created', 'statusListIndex', 'encodedList', 'genre', 'audience', 'digestSRI',
]);
/** Terms whose text becomes the address of a node. */
const nodes = new Set(['id', 'issuer', 'statusListCredential', 'verificationMethod']);

// What comes before the first colon decides whether JSON-LD takes an address as it stands, so that it is part of the outline. Addresses
// with any other beginning, or with a letter that N-Quads escapes or that RFC 3986 does not have, are left to the general path.
const ADDRESS = /^(https:\/\/|http:\/\/|urn:[A-Za-z0-9]|did:[A-Za-z0-9])[A-Za-z0-9!#$%&'()*+,\-./:;=?@[\]_~]*$/;
const deepest = 32;
const longest = 1_000;

const beginningOf = (address: string): string | null => ADDRESS.exec(address)?.[1] ?? null;

/** In the place of a value while a mould is made: a text that nothing else holds. */
export const mark = 'laurel-slot-';

/** The outline of a document; null for one that this does not cover, such as one with JSON-LD keywords inside. */
export function outlineOf(document: object): Outline | null {
  const values: string[] = [];
  const steps: Step[] = [];
  let key = '';
  const slot = (value: string, beginning: string | null): true => {
    key += beginning ?? 't';
    steps.push({ nth: values.length, beginning });
    values.push(value);
    return true;
  };
  const walk = (value: unknown, term: string, depth: number): boolean => {
    if (typeof value === 'string') {
      if (texts.has(term)) return slot(value, null);
      if (nodes.has(term)) {
        const beginning = beginningOf(value);
        return beginning !== null && slot(value, beginning);
      }
      // With its length, so that no text can look like two.
      key += `"${value.length}:${value}`;
      steps.push(value);
      return true;
    }
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0))) {
      key += String(value);
      steps.push(value);
      return true;
    }
    if (depth > deepest) return false;
    if (Array.isArray(value)) {
      key += '[';
      steps.push({ items: value.length });
      for (let at = 0; at < value.length; at += 1) {
        if (!walk(value[at], term, depth + 1)) return false;
        key += ',';
      }
      key += ']';
      return true;
    }
    if (!isObject(value) || !isPlain(value)) return false;
    key += '{';
    const names = Object.keys(value);
    steps.push({ names });
    for (const name of names) {
      if (depth === 0 && name === '@context' ? !isContexts(value[name]) : name.startsWith('@') || name.includes(':')) return false;
      key += `${name.length}:${name}`;
      if (!walk(value[name], name, depth + 1)) return false;
      key += ',';
    }
    key += '}';
    return true;
  };
  return isObject(document) && walk(document, '', 0) && values.length <= longest && !key.includes(mark) ? { key, values, steps } : null;
}

// It inherits nothing, or from something that inherits nothing: what JSON and our YAML make, and no instance of a class.
const isPlain = (value: object): boolean => (Object.getPrototypeOf(Object.getPrototypeOf(value) ?? Object.prototype) as unknown) === null;
// Contexts by address only: one that is written out could change what any term means.
const isContexts = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === 'string');

/**
 * The values of another document if it has an outline's steps, else null. The same as a comparison of the two outlines, in a
 * quarter of the time. `known` are values of that outline: what is equal to them is not looked at again.
 */
export function valuesAlong({ steps }: Outline, known: readonly string[], document: object): readonly string[] | null {
  const values = [...known];
  let at = 0;
  const walk = (value: unknown): boolean => {
    const step = steps[at++];
    if (typeof step !== 'object') return Object.is(value, step);
    if ('nth' in step) {
      if (value === values[step.nth]) return true;
      if (typeof value !== 'string') return false;
      values[step.nth] = value;
      return step.beginning === null || step.beginning === beginningOf(value);
    }
    if ('items' in step) {
      if (!Array.isArray(value) || value.length !== step.items) return false;
      for (let item = 0; item < step.items; item += 1) if (!walk(value[item])) return false;
      return true;
    }
    if (!isObject(value) || !isPlain(value)) return false;
    const names = Object.keys(value);
    if (names.length !== step.names.length) return false;
    for (let name = 0; name < names.length; name += 1) if (names[name] !== step.names[name] || !walk(value[names[name]!])) return false;
    return true;
  };
  return walk(document) ? values : null;
}

/**
 * The document with a mark in the place of each value, and the marks in the order of its outline. The mark of an address begins as
 * the address does; that of a text is no address, so that a term which takes it for one is found out.
 */
export function marked(document: object): { readonly document: object; readonly marks: readonly string[] } {
  const marks: string[] = [];
  const markOf = (value: string, term: string): string => `${nodes.has(term) ? beginningOf(value)! : ''}${mark}${marks.length}.`;
  const walk = (value: unknown, term: string): unknown => {
    if (typeof value === 'string') return texts.has(term) || nodes.has(term) ? marks[marks.push(markOf(value, term)) - 1] : value;
    if (Array.isArray(value)) return value.map((each) => walk(each, term));
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name)])) : value;
  };
  return { document: walk(document, '') as object, marks };
}
