import type { Known, PrivacyFinding } from './finding.ts';
import { propertyFindings, type Property } from './properties.ts';
import { readZip } from './zip.ts';

const LIMITS = { entries: 4_000, each: 4 * 1024 * 1024, all: 16 * 1024 * 1024 };
const REMEDY = 'Take it out where the document was made (File, Info, Inspect document), or export it as PDF without properties.';
const READ = /^(?:docProps\/(?:core|app|custom)\.xml|meta\.xml|word\/(?:comments|people)\.xml|ppt\/commentAuthors\.xml|ppt\/authors\.xml|xl\/persons\/[^/]+\.xml|xl\/comments[^/]*\.xml)$/;

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };
const unescaped = (xml: string): string => xml.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]!);

/** The texts of every element of this name. */
export function* elementsOf(xml: string, name: string): Generator<string> {
  for (let at = xml.indexOf(`<${name}`); at !== -1; at = xml.indexOf(`<${name}`, at + 1)) {
    const open = xml.indexOf('>', at);
    if (open === -1 || /[\w.-]/.test(xml[at + name.length + 1]!)) continue;
    if (xml[open - 1] === '/') continue;
    const close = xml.indexOf(`</${name}>`, open);
    if (close !== -1) yield unescaped(xml.slice(open + 1, Math.min(close, open + 10_000)).replace(/<[^<>]{0,1000}>/g, ' ')).trim();
  }
}

/** The values of every attribute of this name. */
export function* attributesOf(xml: string, name: string): Generator<string> {
  for (const { 1: value } of xml.matchAll(new RegExp(`\\s${name}="([^"]{0,1000})"`, 'g'))) yield unescaped(value!).trim();
}

function* propertiesOf(files: ReadonlyMap<string, Uint8Array>): Generator<Property> {
  for (const [path, bytes] of files) {
    const xml = decode(bytes);
    const texts = function* (kind: Property['kind'], values: Iterable<string>, name: string): Generator<Property> {
      for (const text of values) yield { kind, name, text };
    };
    for (const name of ['dc:creator', 'cp:lastModifiedBy', 'meta:initial-creator']) yield* texts('author', elementsOf(xml, name), name);
    for (const name of ['Manager', 'Company']) yield* texts(name === 'Manager' ? 'author' : 'description', elementsOf(xml, name), name);
    for (const name of ['dc:title', 'dc:subject', 'dc:description', 'cp:keywords', 'cp:category']) yield* texts('description', elementsOf(xml, name), name);
    if (path.startsWith('docProps/custom')) yield* texts('description', elementsOf(xml, 'vt:lpwstr'), 'custom property');
    if (path.startsWith('word/')) yield* texts('author', attributesOf(xml, 'w(?:15)?:author'), 'author of a comment');
    if (path.startsWith('ppt/')) yield* texts('author', attributesOf(xml, 'name'), 'author of a comment');
    if (path.startsWith('xl/persons')) yield* texts('author', attributesOf(xml, 'displayName'), 'author of a comment');
    if (path.startsWith('xl/comments')) yield* texts('author', elementsOf(xml, 'author'), 'author of a comment');
  }
}

/** What the properties of an office document (docx, xlsx, pptx, odt) tell of people. Never throws; bombs are refused, not opened. */
export function officeFindings(bytes: Uint8Array, known: Known = {}): readonly PrivacyFinding[] {
  const read = readZip(bytes, (name) => READ.test(name), LIMITS);
  if (!read.ok) return [{ kind: 'unreadable', confidence: 'low', message: `Unexpected archive, expected a document that can be looked into: ${read.reason}`, remedy: 'Save the document anew, or export it as PDF.' }];
  return [...propertyFindings(propertiesOf(read.files), REMEDY, known)];
}
