/**
 * A badge as the graph that was signed. Its signature covers statements, not JSON: what is said of one id may stand in one
 * object or be spread over several, and nobody can tell from the signature which. So whoever shows a badge reads what is
 * said of an id from all places together.
 */
import { canonicalJson } from '../canonical.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';

export interface Nodes {
  /** Follows an id, or an object with one, to all that is said of it; an object without an id stands for itself. */
  readonly follow: (value: unknown) => JsonObject;
  /** Where two objects with one id say different things, as words. */
  readonly disagreements: readonly string[];
  /** The same where nothing is relied upon that they say: of it all is gathered as a list, which is no text and so is not shown. */
  readonly twofold: readonly string[];
}

// Of an organisation nothing counts but its id: what it calls itself is shown, or not. Captions and comments stand for themselves.
const described = new Set(['Profile', 'EndorsementSubject']);
const unshown = new Set(['caption', 'endorsementComment']);
const isHarmless = (term: string, node: JsonObject): boolean => unshown.has(term) || (many(node['type']).length > 0 && many(node['type']).every((type) => described.has(String(type))));

// Two endorsements are two, however each is written.
const added = new Set(['endorsement', 'endorsementJwt']);
const own = new Set(['id', 'type', '@context', 'proof']);
// An object with an id stands for the id: what else it says is gathered under it.
const meant = (value: unknown): string => (isObject(value) && typeof value['id'] === 'string' ? JSON.stringify(value['id']) : canonicalJson(value as object));

/** All that is said under one term of one id: as it was written last, or, where it was said in several ways, each way once. */
interface Said {
  latest: unknown;
  isMerged: boolean;
  /** By its spelling; null while it was said once only. */
  ways: Map<string, unknown> | null;
}

// Each value is spelled once, however often its id is spoken of: what a stranger's file costs grows with its length alone.
const waysOf = (value: unknown): Map<string, unknown> => new Map(many(value).map((each) => [meant(each), each]));
const isSame = (ways: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): boolean => ways.size === others.size && [...others.keys()].every((way) => ways.has(way));

/** Gathers what a badge of known size and depth says, id by id. Proofs are apart: they are no part of what was signed, and contexts say nothing. */
export function nodesOf(badge: JsonObject): Nodes {
  const saidOf = new Map<string, Map<string, Said>>();
  const disagreements: { readonly id: string; readonly term: string }[] = [];
  const gather = (node: JsonObject, id: string): void => {
    const known = saidOf.get(id);
    if (known === undefined) return void saidOf.set(id, new Map(Object.entries(node).map(([term, value]) => [term, { latest: value, isMerged: false, ways: null }])));
    for (const [term, value] of Object.entries(node)) {
      const isType = term === 'type';
      if (own.has(term) && !isType) continue;
      const before = known.get(term);
      if (before === undefined || (before.latest === undefined && !before.isMerged)) {
        known.set(term, { latest: value, isMerged: false, ways: null });
        continue;
      }
      const [old, ways] = [(before.ways ??= waysOf(before.latest)), waysOf(value)];
      if (!isType && isSame(old, ways)) {
        known.set(term, { latest: many(value).length === ways.size ? value : [...ways.values()], isMerged: false, ways });
        continue;
      }
      if (!isType && !before.isMerged && !Array.isArray(before.latest) && !Array.isArray(value) && !added.has(term)) disagreements.push({ id, term });
      for (const [way, each] of ways) old.set(way, each);
      before.isMerged = true;
    }
  };
  const open: unknown[] = [badge];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isObject(next) && typeof next['id'] === 'string') gather(next, next['id']);
    if (typeof next === 'object' && next !== null) for (const [term, value] of Object.entries(next)) if (term !== 'proof' && term !== '@context') open.push(value);
  }
  const nodes = new Map([...saidOf].map(([id, known]) => [id, Object.fromEntries([...known].map(([term, { latest, isMerged, ways }]) => [term, isMerged ? [...ways!.values()] : latest])) as JsonObject]));
  const [harmless, faults] = [true, false].map((wanted) => disagreements.filter(({ id, term }) => isHarmless(term, nodes.get(id)!) === wanted));
  return {
    disagreements: faults!.map(({ id, term }) => `two descriptions of ${quote(id)} disagree about its ${term}`),
    twofold: harmless!.map(({ id, term }) => `the ${term} of ${quote(id)}`),
    follow: (value) => {
      const id = isObject(value) ? value['id'] : value;
      return (typeof id === 'string' ? nodes.get(id) : undefined) ?? (isObject(value) ? value : {});
    },
  };
}
