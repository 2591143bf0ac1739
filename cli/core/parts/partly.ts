/** Which fields of a value are kept: whole, or in part; a list with one shape is a list of such. */
export type Shape = true | { readonly [key: string]: Shape } | readonly [Shape];

/** The kept fields of a value, as plain data; what is not there is left out. */
export function keep(shape: Shape, value: unknown): unknown {
  if (shape === true || value === null || typeof value !== 'object') return value;
  if (isList(shape)) return (value as readonly unknown[]).map((entry) => keep(shape[0], entry));
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(shape)) {
    const field = (value as Readonly<Record<string, unknown>>)[key];
    if (field !== undefined) kept[key] = keep(shape[key]!, field);
  }
  return kept;
}

/**
 * A value of which the kept fields are at hand; whoever asks for another one causes `whole` to be called. So it is never wrong, only
 * slower where more is asked for than was kept.
 */
export function partly<Value>(shape: Shape, kept: unknown, whole: () => Value): Value {
  if (shape === true || kept === null || typeof kept !== 'object') return kept as Value;
  if (isList(shape)) return (kept as readonly unknown[]).map((entry, at) => partly(shape[0], entry, () => (whole() as readonly unknown[])[at])) as Value;
  return new Proxy<Partial>({ shape, kept: kept as Partial['kept'], whole: whole as () => object, inner: null }, asked) as Value;
}

// What stands behind such a value. There are thousands of them, so each holds no more than this and all are asked in one way.
interface Partial {
  readonly shape: { readonly [key: string]: Shape };
  readonly kept: Readonly<Record<string, unknown>>;
  readonly whole: () => object;
  /** Fields that are kept in part, made when somebody asks for them. */
  inner: Record<string, unknown> | null;
}

const asked: ProxyHandler<Partial> = {
  get(partial, key) {
    const { shape, kept, whole } = partial;
    if (typeof key !== 'string' || !Object.hasOwn(shape, key)) return Reflect.get(whole(), key) as unknown;
    const own = shape[key]!;
    if (own === true) return kept[key];
    const inner = (partial.inner ??= {});
    if (!Object.hasOwn(inner, key)) inner[key] = partly(own, kept[key], () => (whole() as Readonly<Record<string, unknown>>)[key]);
    return inner[key];
  },
  has: ({ whole }, key) => Reflect.has(whole(), key),
  ownKeys: ({ whole }) => Reflect.ownKeys(whole()),
  getOwnPropertyDescriptor: ({ whole }, key) => Reflect.getOwnPropertyDescriptor(whole(), key),
};

const isList = (shape: Exclude<Shape, true>): shape is readonly [Shape] => Array.isArray(shape);
