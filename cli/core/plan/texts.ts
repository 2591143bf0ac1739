/** A text that a store holds and that is not held here: most of a large store is never looked at by a run. */
export interface Later {
  /** What git calls it: the same bytes have the same name in every repository. */
  readonly object: string;
  /** SHA-256 of its bytes, where somebody has worked it out. */
  readonly sha256?: string;
  readonly read: () => string;
}

/** Texts by name. Asked for one, or gone through, those that are not held are read; their names and their number cost nothing. */
export interface Texts extends ReadonlyMap<string, string> {
  /** Texts of many names, which are read together. */
  readonly pick?: (names: readonly string[]) => Iterable<readonly [string, string]>;
}

/** How many texts are read together, so that few processes read them and few are in memory. */
const TOGETHER = 500;

/**
 * Texts of which some are read when they are asked for, each time anew.
 * @param prepare hears which of them come next.
 */
export function textsByName(texts: ReadonlyMap<string, string | Later>, prepare: (next: readonly Later[]) => void = () => {}): Texts {
  const read = (text: string | Later): string => (typeof text === 'string' ? text : text.read());
  function* pick(names: readonly string[]): Generator<[string, string]> {
    for (let from = 0; from < names.length; from += TOGETHER) {
      const some = names.slice(from, from + TOGETHER).flatMap((name): (readonly [string, string | Later])[] => (texts.has(name) ? [[name, texts.get(name)!]] : []));
      prepare(some.flatMap(([, text]) => (typeof text === 'string' ? [] : [text])));
      for (const [name, text] of some) yield [name, read(text)];
    }
  }
  return over(texts, (name) => read(texts.get(name)!), pick);
}

// A map whose texts are read as they are asked for.
function over(names: Pick<ReadonlySet<string>, 'size' | 'has' | 'keys'>, read: (name: string) => string, pick: (names: readonly string[]) => Iterable<readonly [string, string]>): Texts {
  const entries = (): MapIterator<[string, string]> => (pick([...names.keys()])[Symbol.iterator]() as MapIterator<[string, string]>);
  const texts: Texts = {
    size: names.size,
    has: (name) => names.has(name),
    get: (name) => (names.has(name) ? read(name) : undefined),
    keys: () => names.keys() as MapIterator<string>,
    values: () => entries().map(([, text]) => text) as MapIterator<string>,
    entries,
    forEach: (act) => {
      for (const [name, text] of entries()) act(text, name, texts);
    },
    [Symbol.iterator]: entries,
    pick,
  };
  return texts;
}

/** Some of the texts, in the order of the names; what has no such name is left out. */
export const pickTexts = (texts: Texts, names: readonly string[]): Iterable<readonly [string, string]> => texts.pick?.(names) ?? names.flatMap((name) => (texts.has(name) ? [[name, texts.get(name)!] as const] : []));

/** Texts of two stores as one; what both name is the second's. */
export function textsTogether(first: Texts, second: ReadonlyMap<string, string>): Texts {
  const names = new Set([...first.keys(), ...second.keys()]);
  function* pick(some: readonly string[]): Generator<readonly [string, string]> {
    yield* some.flatMap((name) => (second.has(name) ? [[name, second.get(name)!] as const] : []));
    yield* pickTexts(first, some.filter((name) => !second.has(name)));
  }
  return over(names, (name) => second.get(name) ?? first.get(name)!, pick);
}
