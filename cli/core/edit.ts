import { isMap, isSeq, parseDocument } from 'yaml';
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
