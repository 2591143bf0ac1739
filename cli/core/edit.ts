import { isMap, isScalar, isSeq, parseDocument, type Pair, type YAMLMap } from 'yaml';
import { splitFrontMatter } from './front-matter.ts';

type Path = readonly (string | number)[];

const options = { lineWidth: 110, flowCollectionPadding: false } as const;

/** Sets one value in a YAML text and leaves comments and the order of everything else as they are. */
export function setInYaml(text: string, path: Path, value: unknown): string {
  const document = parseDocument(text);
  clearFlow(document.getIn(path.slice(0, -1), true));
  document.setIn(path, document.createNode(value));
  return document.toString(options);
}

/** Adds an entry to the end of a list in a YAML text; makes the list where there is none. */
export function addInYaml(text: string, path: Path, value: unknown): string {
  const document = parseDocument(text);
  const list = document.getIn(path, true);
  if (isSeq(list)) {
    clearFlow(list);
    list.add(document.createNode(value));
  } else document.setIn(path, document.createNode([value]));
  return document.toString(options);
}

/** As `setInYaml`, in the front matter of a Markdown file; its body stays byte for byte. */
export function setInFrontMatter(text: string, path: Path, value: unknown): string {
  const split = splitFrontMatter(text);
  if ('message' in split) return text;
  return `---\n${setInYaml(split.yaml, path, value).trimEnd()}\n---\n${text.slice(text.length - split.body.length)}`;
}

// An empty `{}` or `[]` that grows is easier to read over several lines.
function clearFlow(node: unknown): void {
  if ((isMap(node) || isSeq(node)) && node.items.length === 0) node.flow = false;
}

/** The names of the fields that a mapping at a place may have, in the order in which they are written; none where any name may stand. */
export type FieldsAt = (path: Path) => readonly string[];

/**
 * Writes a YAML text that parses with its fields in order, wrapped anew; comments go with the field that they stand above. Scalars stay as
 * they are written: nothing here says what `yes` or `1e3` means.
 */
export function orderedYaml(text: string, fieldsAt: FieldsAt): string {
  // The uniqueness of keys has been seen to, and takes time that grows with the square of their number here.
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: false });
  // What only one of the two parsers reads stays as it is.
  if (document.errors.length > 0) return text;
  orderWithin(document.contents, [], fieldsAt);
  try {
    return document.toString(options);
  } catch {
    // A field without a colon, `? a`, has no value that could be written.
    return text;
  }
}

function orderWithin(node: unknown, path: Path, fieldsAt: FieldsAt): void {
  if (isSeq(node)) node.items.forEach((entry, at) => orderWithin(entry, [...path, at], fieldsAt));
  if (!isMap(node)) return;
  const fields = fieldsAt(path);
  const places = new Map(fields.map((name, at) => [name, at]));
  const place = (pair: Pair): number => places.get(nameOf(pair)) ?? fields.length;
  const ordered = fields.length === 0 ? node.items : [...node.items].sort((a, b) => place(a) - place(b));
  if (ordered[0] !== node.items[0]) giveCommentToFirst(node, path.length === 0);
  node.items = ordered;
  for (const pair of node.items) orderWithin(pair.value, [...path, nameOf(pair)], fieldsAt);
}

const nameOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');

// A comment above the first field is kept as the whole mapping's; it goes with the field when that moves. One at the top of a file
// is about the file, unless it lets a fault of the next line stand.
function giveCommentToFirst(node: YAMLMap, isTop: boolean): void {
  const key = node.items[0]?.key;
  if (!isScalar(key) || node.commentBefore == null || (isTop && !node.commentBefore.includes('laurel-allow'))) return;
  key.commentBefore = node.commentBefore;
  node.commentBefore = null;
}
