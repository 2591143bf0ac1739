import { readZip, writeZip } from '../privacy/zip.ts';

/**
 * A copy of an office document without people, with all its text and what stands hidden in it (values of attributes, names
 * of parts), or why there is none.
 */
export type OfficeCopy =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly texts: readonly string[]; readonly hidden: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** Draws a picture anew without its properties; null where it cannot be read. */
export type Redraw = (bytes: Uint8Array, kind: 'png' | 'jpeg') => Promise<Uint8Array | null>;

const LIMITS = { entries: 4_000, each: 32 * 1024 * 1024, all: 128 * 1024 * 1024 };
const RELATIONS = 'xmlns="http://schemas.openxmlformats.org';
const EMPTY: Readonly<Record<string, string>> = {
  'docProps/core.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`,
  'docProps/app.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties ${RELATIONS}/officeDocument/2006/extended-properties"/>`,
  'docProps/custom.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties ${RELATIONS}/officeDocument/2006/custom-properties"/>`,
};
const XML = /\.(?:xml|rels|vml)$|^\[Content_Types\]\.xml$/i;
const PICTURE = /^(?:(?:word|ppt|xl)\/media\/[^/]+|docProps\/thumbnail)\.(png|jpe?g)$/i;

/**
 * Makes a copy of a docx, pptx or xlsx without properties, names of commenters, addresses of links and what pictures say
 * of themselves. A document with parts that cannot be looked into (macros, embedded files, videos) gets no copy.
 */
export async function officeCopy(bytes: Uint8Array, redraw: Redraw): Promise<OfficeCopy> {
  const read = readZip(bytes, () => true, LIMITS);
  if (!read.ok) return { ok: false, reason: read.reason };
  if (!read.names.includes('[Content_Types].xml')) return { ok: false, reason: 'it is no docx, pptx or xlsx' };
  const files = new Map<string, Uint8Array>();
  const texts: string[] = [];
  const hidden: string[] = [...read.names];
  for (const [name, content] of read.files) {
    if (name.endsWith('/')) continue;
    const picture = PICTURE.exec(name);
    if (EMPTY[name] !== undefined) files.set(name, new TextEncoder().encode(EMPTY[name]));
    else if (picture !== null) {
      const drawn = await redraw(content, picture[1]!.toLowerCase() === 'png' ? 'png' : 'jpeg');
      if (drawn === null) return { ok: false, reason: 'a picture in it cannot be read' };
      files.set(name, drawn);
    } else if (XML.test(name)) {
      const xml = new TextDecoder().decode(content);
      texts.push(...textsOf(name, xml));
      const copied = nameless(name, xml);
      for (const { 1: value } of copied.matchAll(/(?<!xmlns(?::\w{1,20})?)="([^"]*)"/g)) hidden.push(plain(value!));
      files.set(name, new TextEncoder().encode(copied));
    } else return { ok: false, reason: `it has a part that cannot be looked into (${name.split('/').at(-1)!.replace(/^.*\./, '.')})` };
  }
  return { ok: true, bytes: writeZip(files), texts, hidden };
}

// Commenters and editors, and where links lead.
function nameless(name: string, xml: string): string {
  if (name.endsWith('.rels')) return xml.replace(/<Relationship\b[^>]*>/g, (tag) => (/TargetMode="External"/.test(tag) ? tag.replace(/Target="[^"]*"/, 'Target="https://link-left-out.invalid/"') : tag));
  let next = xml.replace(/(HYPERLINK\s{1,5}(?:&quot;|"))[^"&<]*/g, '$1https://link-left-out.invalid/');
  if (name.startsWith('word/')) next = next.replace(/\b(w(?:15)?:(?:author|initials|userId|providerId))="[^"]*"/g, '$1="Someone"');
  if (/^ppt\/(?:commentAuthors|authors)/.test(name)) next = next.replace(/\b(name|initials|userId|providerId)="[^"]*"/g, '$1="Someone"');
  if (name.startsWith('xl/persons')) next = next.replace(/\b(displayName|userId|providerId)="[^"]*"/g, '$1="Someone"');
  if (/^xl\/comments/.test(name)) next = next.replace(/<author>[^<]*<\/author>/g, '<author>Someone</author>');
  return next;
}

const ENTITY: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };
const plain = (text: string): string => text.replace(/&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi, (_, hex: string | undefined, decimal: string | undefined) => letter(Number.parseInt(hex ?? decimal!, hex === undefined ? 10 : 16))).replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITY[entity]!);
const letter = (code: number): string => (code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ');

// What a reader could come upon: the text, paragraph by paragraph (a word may be cut into runs), descriptions of pictures, and addresses.
function* textsOf(name: string, xml: string): Generator<string> {
  if (name.endsWith('.rels')) {
    for (const [tag] of xml.matchAll(/<Relationship\b[^>]*>/g)) if (/TargetMode="External"/.test(tag)) yield plain(/Target="([^"]*)"/.exec(tag)?.[1] ?? '');
    return;
  }
  yield plain(xml.replace(/<\/(?:w:p|a:p|si|is|c|row|comment)>|<w:(?:br|tab)\/>/g, '\n').replace(/<[^<>]*>/g, ''));
  for (const { 1: value } of xml.matchAll(/\s(?:descr|title|alt)="([^"]*)"/g)) yield plain(value!);
}
