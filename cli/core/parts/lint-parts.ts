import { placedAllowances } from '../allow/allowance.ts';
import { allowed, reachOf } from '../allow/allowed.ts';
import type { Catalog, Entry, Folder } from '../catalog.ts';
import { byPlace, compare } from '../diagnostic.ts';
import type { Document, SourceFile } from '../document.ts';
import { missing, type LintReport } from '../lint-with.ts';
import { loadWith } from '../load-with.ts';
import { diagnosticOf, type Circumstances } from '../rule.ts';
import { inItsLanguage } from '../rules/in-english.ts';
import { rules } from '../rules/index.ts';
import { written } from '../rules/written.ts';
import type { Reading } from './examine.ts';
import { DEFINITIONS, definitionAt, idOf, type DefinitionKind, type Part } from './part.ts';
import { partly } from './partly.ts';

/** What a lint in parts goes by: definitions as they were found to be, and everything else as it is. */
export interface Parts {
  readonly definitions: readonly Part[];
  readonly rest: readonly SourceFile[];
  /** A definition's file once more, for the few of which more is asked than was kept. */
  readonly again: (path: string) => SourceFile;
}

/** Reports on a catalog whose definitions have been examined before: the same, to the letter, as `lintWith` of all its files. */
export function lintParts(reading: Reading, { definitions, rest, again }: Parts, circumstances: Circumstances): LintReport {
  const loaded = loadWith(reading.validate, rest, reading.parse);
  const sorted = [...definitions].sort((a, b) => compare(a.path, b.path));
  const catalog = withDefinitions(loaded.catalog, sorted, (path) => entryAt(reading, again(path)));
  const paths = new Set([...loaded.paths, ...sorted.map(({ path }) => path)]);
  const faults = [...loaded.diagnostics, ...sorted.flatMap((part) => part.faults)];
  const found = [
    ...rules.flatMap((rule) => [...(rule.find?.(loaded.catalog, circumstances) ?? []), ...(rule.across?.(catalog, circumstances) ?? [])].map((finding) => diagnosticOf(rule, finding))),
    ...sorted.flatMap((part) => part.found),
  ].filter(inItsLanguage(catalog));
  const allowances = [...[...written(loaded.catalog)].flatMap(({ document }) => placedAllowances(document)), ...sorted.flatMap((part) => part.allowances)];
  const judged = allowed(allowances, faults.length === 0, found, reachOf(loaded.catalog, circumstances.today));
  return { catalog, paths, files: loaded.files + sorted.length, diagnostics: [...faults, ...missing({ paths }), ...judged.diagnostics].sort(byPlace), letStand: judged.letStand };
}

// The catalog with its shelves of definitions filled: each entry holds what was kept, and reads its file again for all else.
function withDefinitions(catalog: Catalog, parts: readonly Part[], whole: (path: string) => Entry<unknown>): Catalog {
  const shelves = new Map<DefinitionKind, Map<string, Entry<unknown>>>((Object.keys(DEFINITIONS) as DefinitionKind[]).map((kind) => [kind, new Map()]));
  const names: Record<Folder, ReadonlySet<string>> = { ...catalog.names };
  const ids = new Map<Folder, Set<string>>();
  for (const part of parts) {
    const kind = definitionAt(part.path)!;
    const { folder, shape } = DEFINITIONS[kind];
    const id = idOf(kind, part.path);
    (ids.get(folder) ?? ids.set(folder, new Set()).get(folder)!).add(id);
    if (part.kept === null) continue;
    const document = new Unread(part.path, whole);
    shelves.get(kind)!.set(id, { id, value: partly(shape, part.kept, () => document.entry().value as object), document, sums: part.sums });
  }
  for (const [folder, own] of ids) names[folder] = own;
  return { ...catalog, ...(Object.fromEntries([...shelves].map(([kind, shelf]) => [DEFINITIONS[kind].shelf, shelf])) as object), names };
}

// A document of which only the path is at hand; for all else its file is read. There are thousands of them, and nothing makes them as quickly as a class.
class Unread implements Document {
  readonly path: string;
  readonly #whole: (path: string) => Entry<unknown>;
  #read: Entry<unknown> | undefined = undefined;
  constructor(path: string, whole: (path: string) => Entry<unknown>) {
    this.path = path;
    this.#whole = whole;
  }
  entry(): Entry<unknown> { return (this.#read ??= this.#whole(this.path)); }
  get faults() { return NONE; }
  get text() { return this.entry().document.text; }
  get value() { return this.entry().document.value; }
  get body() { return this.entry().document.body; }
  get bodyOffset() { return this.entry().document.bodyOffset; }
  get place() { return this.entry().document.place; }
  get placeAt() { return this.entry().document.placeAt; }
}
const NONE: Document['faults'] = [];

function entryAt({ validate, parse }: Reading, file: SourceFile): Entry<unknown> {
  const kind = definitionAt(file.path)!;
  const entry = loadWith(validate, [file], parse).catalog[DEFINITIONS[kind].shelf].get(idOf(kind, file.path));
  if (entry === undefined) throw new Error(`${file.path} was changed while it was read`);
  return entry;
}
