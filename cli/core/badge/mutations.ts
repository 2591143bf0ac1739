/** Every change of one thing in a document, for tests of what a signature covers. */
type Path = readonly (string | number)[];
export interface Mutation {
  readonly name: string;
  readonly document: unknown;
}

function* places(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly value: unknown }> {
  if (path.length > 0) yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* places(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

type Edit = (parent: Record<string | number, unknown>, key: string | number) => void;

function edited(document: unknown, path: Path, edit: Edit): unknown {
  const copy = structuredClone(document);
  const parent = path.slice(0, -1).reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], copy);
  edit(parent as Record<string | number, unknown>, path.at(-1)!);
  return copy;
}

const set = (change: (value: unknown) => unknown): Edit => (parent, key) => void (parent[key] = change(parent[key]));
const remove: Edit = (parent, key) => void (Array.isArray(parent) ? parent.splice(Number(key), 1) : delete parent[key]);
const rename = (to: string): Edit => (parent, key) => {
  const value = parent[key];
  delete parent[key];
  parent[to] = value;
};

function* editsOf(value: unknown, path: Path): Generator<readonly [string, Edit]> {
  const key = path.at(-1)!;
  yield ['taken away', remove];
  yield ['null', set(() => null)];
  if (typeof key === 'string') {
    yield ['its key with one more letter', rename(`${key}x`)];
    yield ['in a list of its own', set((one) => [one])];
  }
  if (typeof value === 'string') {
    yield ['one more letter', set((text) => `${String(text)}x`)];
    yield ['another last letter', set((text) => String(text).slice(0, -1) + (String(text).endsWith('7') ? '8' : '7'))];
    yield ['a blank before it', set((text) => ` ${String(text)}`)];
    yield ['nothing in it', set(() => '')];
    yield ['as an object with its text as id', set((text) => ({ id: text }))];
  }
  if (typeof value === 'number') yield ['one more', set((number) => Number(number) + 1)];
  if (typeof value === 'boolean') yield ['the opposite', set((flag) => flag !== true)];
  if (Array.isArray(value)) {
    yield ['backwards', set((list) => [...(list as unknown[])].reverse())];
    yield ['its first entry twice', set((list) => [...(list as unknown[]), (list as unknown[])[0]])];
    yield ['out of its list', set((list) => (list as unknown[])[0])];
    yield ['with one entry more', set((list) => [...(list as unknown[]), typeof (list as unknown[])[0] === 'object' ? { id: 'urn:x:y', type: ['Evidence'] } : 'urn:x:y'])];
  } else if (typeof value === 'object' && value !== null) {
    yield ['nothing in it', set(() => ({}))];
    const twice = (change: (node: object) => object): Edit => (parent, at) => {
      const node = change(parent[at] as object);
      if (Array.isArray(parent)) parent.splice(Number(at), 1, node, structuredClone(node));
      else parent[at] = [node, structuredClone(node)];
    };
    if ('id' in value) yield ['written twice', twice((node) => node)];
    else yield ['given the id `_:x` and written twice', twice((node) => ({ ...node, id: '_:x' }))];
    if ('id' in value) yield ['as its id alone', set((node) => (node as { readonly id: unknown }).id)];
    for (const [term, more] of [['name', 'Another'], ['id', 'urn:x:y'], ['description', 'Another'], ['image', { id: 'https://x.example/i.png', type: 'Image' }], ['unheardOf', 1], ['@type', 'https://x.example/T'], ['endorsementComment', 'x']] as const) {
      if (!(term in value)) yield [`${term} added to it`, set((node) => ({ ...(node as object), [term]: more }))];
    }
  }
}

/** Every field moved to every other object with the same id. */
function* moves(document: unknown): Generator<Mutation> {
  const all = [...places(document)].filter(({ value, path }) => typeof value === 'object' && value !== null && 'id' in value && path[0] !== 'proof') as readonly { readonly path: Path; readonly value: { readonly id: unknown } }[];
  for (const from of all) {
    for (const to of all.filter((other) => other !== from && other.value.id === from.value.id)) {
      for (const term of Object.keys(from.value).filter((each) => each !== 'id' && each !== 'type')) {
        const copy = structuredClone(document);
        const at = (path: Path): Record<string, unknown> => path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], copy) as Record<string, unknown>;
        const [source, target] = [at(from.path), at(to.path)];
        target[term] = source[term];
        delete source[term];
        yield { name: `${from.path.join('.')}.${term} moved to ${to.path.join('.')}`, document: copy };
      }
    }
  }
}

/** Every change of one thing in a document, each with its name; `only` picks the places, as paths with dots. Moves are made everywhere. */
export function* mutationsOf(document: object, only = /^/): Generator<Mutation> {
  for (const { path, value } of places(document)) if (only.test(path.join('.'))) for (const [name, edit] of editsOf(value, path)) yield { name: `${path.join('.')}: ${name}`, document: edited(document, path, edit) };
  yield* moves(document);
}
