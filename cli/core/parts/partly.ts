/** Which fields of a value are kept: whole, or in part; a list with one shape is a list of such. */
export type Shape = true | { readonly [key: string]: Shape } | readonly [Shape];

/** The kept fields of a value, as plain data; what is not there is left out. */
export function keep(shape: Shape, value: unknown): unknown {
  if (shape === true || value === null || typeof value !== 'object') return value;
  if (isList(shape)) return (value as readonly unknown[]).map((entry) => keep(shape[0], entry));
  return Object.fromEntries(Object.entries(shape).flatMap(([key, own]) => ((value as Readonly<Record<string, unknown>>)[key] === undefined ? [] : [[key, keep(own, (value as Readonly<Record<string, unknown>>)[key])]])));
}

/**
 * A value of which the kept fields are at hand; whoever asks for another one causes `whole` to be called. So it is never wrong, only
 * slower where more is asked for than was kept.
 */
export function partly<Value>(shape: Shape, kept: unknown, whole: () => Value): Value {
  if (shape === true || kept === null || typeof kept !== 'object') return kept as Value;
  if (isList(shape)) return (kept as readonly unknown[]).map((entry, at) => partly(shape[0], entry, () => (whole() as readonly unknown[])[at])) as Value;
  const all = (): object => whole() as object;
  const inner = new Map<string, unknown>();
  // Thousands of these are asked by every rule: what is kept whole is given at once, and what is kept in part is made once.
  const get = (key: string): unknown => {
    const own = shape[key]!;
    const value = (kept as Readonly<Record<string, unknown>>)[key];
    if (own === true) return value;
    if (!inner.has(key)) inner.set(key, partly(own, value, () => (all() as Readonly<Record<string, unknown>>)[key]));
    return inner.get(key);
  };
  return new Proxy({}, {
    get: (_, key) => (typeof key === 'string' && Object.hasOwn(shape, key) ? get(key) : Reflect.get(all(), key)),
    has: (_, key) => Reflect.has(all(), key),
    ownKeys: () => Reflect.ownKeys(all()),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(all(), key),
  }) as Value;
}

const isList = (shape: Exclude<Shape, true>): shape is readonly [Shape] => Array.isArray(shape);
