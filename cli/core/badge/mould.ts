/**
 * A mould: the RDF dataset of all documents of one outline, with places for their values. It is learned from the general path
 * (JSON-LD expanded once, with a mark in each place); the canonical form of any document of that outline is poured from it.
 */
import { mark, marked } from './outline.ts';
import type { Quad, Term } from './proof.ts';

/** Text, the number of a value, or (as `~number`) a nameless node. */
export type Piece = string | number;
export type Line = readonly Piece[];

export interface Mould {
  readonly lines: readonly Line[];
  /** For each nameless node, the lines that speak of it. */
  readonly nodes: readonly (readonly number[])[];
}

const ESCAPED = /[\u0000-\u001F\u007F"\\]/;
const short = new Map([['\b', '\\b'], ['\t', '\\t'], ['\n', '\\n'], ['\f', '\\f'], ['\r', '\\r'], ['"', '\\"'], ['\\', '\\\\']]);

/** A literal's text as canonical N-Quads write it (RDF 1.2 N-Quads, section 4). */
export const escaped = (text: string): string =>
  ESCAPED.test(text) ? text.replace(/[\u0000-\u001F\u007F"\\]/g, (letter) => short.get(letter) ?? `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`) : text;

const longest = 3_000;
const STRING = 'http://www.w3.org/2001/XMLSchema#string';
// What would have to be escaped in an address is left to the general path.
const UNSAFE = /[\u0000-\u0020<>"{}|^`\\]/;

/**
 * Makes the mould of a document's outline. `datasetOf` is the general path's own expansion.
 * @returns null where a value does not come out as it went in, so that there is no saying what another value would become.
 */
export async function mouldOf(document: object, datasetOf: (document: object) => Promise<readonly Quad[]>): Promise<Mould | null> {
  const { document: copy, marks } = marked(document);
  const places = new Map(marks.map((each, nth) => [each, nth]));
  const used = new Set<Piece>();
  const nodes = new Map<string, number>();
  const nodeOf = (name: string): number => nodes.get(name) ?? (nodes.set(name, nodes.size), nodes.size - 1);
  const pieces = (term: Term): Line => {
    if (term.termType === 'BlankNode') return ['_:', ~nodeOf(term.value)];
    const nth = places.get(term.value);
    if (nth !== undefined) used.add(nth);
    if (nth === undefined && term.value.includes(mark)) throw new Error('not covered');
    if (term.termType === 'NamedNode') return ['<', nth === undefined || !term.value.includes(':') ? address(term.value) : nth, '>'];
    return ['"', nth ?? escaped(term.value), `"${kindOf(term)}`];
  };
  try {
    const lines = (await datasetOf(copy)).map(({ subject, predicate, object, graph }) =>
      joined([...pieces(subject), ` <${address(predicate.value)}> `, ...pieces(object), ...(graph.termType === 'DefaultGraph' ? [] : [' ', ...pieces(graph)]), ' .\n']));
    if (used.size !== marks.length || lines.length > longest) return null;
    return { lines, nodes: [...nodes.values()].map((node) => lines.flatMap((line, at) => (line.includes(~node) ? [at] : []))) };
  } catch {
    return null;
  }
}

const address = (text: string): string => {
  if (UNSAFE.test(text) || text.includes(mark)) throw new Error('not covered');
  return text;
};

function kindOf({ datatype, language }: Term): string {
  // Two texts that differ in their direction alone are one value to the general path.
  if (language !== undefined || datatype!.value.startsWith('https://www.w3.org/ns/i18n#')) throw new Error('not covered');
  return datatype!.value === STRING ? '' : `^^<${address(datatype!.value)}>`;
}

// Texts beside each other become one.
function joined(line: Line): Line {
  const pieces: Piece[] = [];
  for (const piece of line) {
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}
