import type { Catalog } from './catalog.ts';
import { offsetAt, type Diagnostic, type Fix, type Position, type Severity } from './diagnostic.ts';
import type { Document } from './document.ts';

/** What a rule reports; the rule's own remedy is used where the finding has none. */
export interface Finding {
  readonly path: string;
  readonly at: Position;
  /** "Unexpected X, expected Y". */
  readonly message: string;
  readonly remedy?: string;
  /** Where one finding weighs less or more than the rule at large. */
  readonly severity?: Severity;
  /** How it is mended without anybody's judgement, where that can be. */
  readonly fix?: Fix;
}

/** What a rule may ask besides the catalog. */
export interface Circumstances {
  /** Today, as year-month-day in UTC. */
  readonly today: string;
  /** Names of pupils, from a local file that is never committed; nobody is looked for without it. */
  readonly roster?: readonly string[];
  /** A swifter SHA-256 of a text than the one in JavaScript, in hexadecimal. */
  readonly sha256?: (text: string) => string;
}

/**
 * One thing that should hold and that JSON Schema cannot say. Its examples are its tests and its page:
 * `good` stands word for word in the smallest valid catalog at `path`; with `bad` in its place the rule reports.
 */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly remedy: string;
  readonly path: string;
  readonly good: string;
  readonly bad: string;
  /** Whether it is about English wording: what it finds in a file of another language does not count. */
  readonly english?: true;
  /** What shows in a file by itself, or in a claim's folder, with the issuer at hand: the same, whatever else the catalog holds. */
  readonly find?: Look;
  /** What shows only where files are seen beside one another. */
  readonly across?: Look;
}

type Look = (catalog: Catalog, circumstances: Circumstances) => Iterable<Finding>;

/** Everything that a rule finds in a whole catalog. */
export function* findAll({ find, across }: Rule, catalog: Catalog, circumstances: Circumstances): Generator<Finding> {
  if (find !== undefined) yield* find(catalog, circumstances);
  if (across !== undefined) yield* across(catalog, circumstances);
}

/** A rule's finding as reports have it. */
export const diagnosticOf = (rule: Rule, { path, at, message, remedy, severity, fix }: Finding): Diagnostic => ({ path, ...at, rule: rule.id, severity: severity ?? rule.severity, message, remedy: remedy ?? rule.remedy, ...(fix === undefined ? {} : { fix }) });

/** A finding at a JSON pointer of a document's data. */
export const atPointer = (document: Document, pointer: string, message: string, remedy?: string): Finding => ({ path: document.path, at: document.place(pointer), message, ...(remedy === undefined ? {} : { remedy }) });

/** A finding at a character of the text at a JSON pointer; where the text begins if it is not written as it reads. */
export function atText(document: Document, pointer: string, text: string, index: number, message: string): Finding {
  const finding = atPointer(document, pointer, message);
  const source = document.text;
  let here = offsetAt(source, finding.at);
  // Lines are folded and indented: only what is not blank must be the same.
  for (let at = 0; at <= index && at < text.length; at += 1) {
    if (/\s/.test(text.charAt(at))) continue;
    while (/\s/.test(source.charAt(here))) here += 1;
    if (source.charAt(here) !== text.charAt(at)) return finding;
    if (at === index) return { ...finding, at: document.placeAt(here) };
    here += 1;
  }
  return finding;
}

/** A finding at the key of a JSON pointer: for what is wrong with the name and not with what stands under it. */
export const atKey = (document: Document, pointer: string, message: string, remedy?: string): Finding => ({ path: document.path, at: document.place(pointer, 'key'), message, ...(remedy === undefined ? {} : { remedy }) });

/** A finding at an offset of a document's Markdown body. */
export const atBody = (document: Document, offset: number, message: string, remedy?: string): Finding => ({ path: document.path, at: document.placeAt(document.bodyOffset + offset), message, ...(remedy === undefined ? {} : { remedy }) });

/** The mend that puts `better` for `worse` where the value at a JSON pointer begins; none where it is not written there as it reads. */
export function replacing(document: Document, pointer: string, worse: string, better: string, title: string): { readonly fix?: Fix } {
  const at = offsetAt(document.text, document.place(pointer));
  const start = /["']/.test(document.text.charAt(at)) ? at + 1 : at;
  return document.text.startsWith(worse, start) ? { fix: { title, edits: [{ start, end: start + worse.length, text: better }] } } : {};
}

/** The address of a rule's page on a programme's site. */
export const rulePage = (site: string, id: string): string => `${site.replace(/\/+$/, '')}/rules/${id}/`;
