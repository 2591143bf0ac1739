/** A badge baked into an SVG image (Open Badges 3.0, section 5.3.2). The image is only ever read as text: nothing of it runs, and no entity is expanded. */
import { quote } from './json.ts';

const badges = 'https://purl.imsglobal.org/ob/v3p0';
const others: ReadonlyMap<string, string> = new Map([
  ['http://openbadges.org', 'The SVG image holds an Open Badge 2, which is not read here; ask for the Open Badge 3.'],
  ['https://purl.imsglobal.org/clr/v2p0', 'The SVG image holds a Comprehensive Learner Record, which is not read here; ask for the Open Badge 3.'],
]);
/** The most tags that are looked at. */
const mostTags = 50_000;

export type FoundInSvg = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };
type Failure = { readonly ok: false; readonly reason: string };
const failure = (reason: string): Failure => ({ ok: false, reason });
const damaged = failure('The SVG image is damaged or cut off; fetch the file again.');

/** A tag of an SVG. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly kind: 'open' | 'close' | 'alone';
}
/** What an SVG is made of: tags, and the text between them. */
type Piece = Tag | string;

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with the five entities that XML has by itself and with numbers; every other one stays as it is written. */
const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name]!;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

const space = /\s/;

/** One pass from left to right: a pattern over text that a stranger wrote could take the square of its length. */
function readTag(inside: string): Tag | null {
  const close = inside.startsWith('/');
  let at = close ? 1 : 0;
  const word = (stop: string): string => {
    const begin = at;
    while (at < inside.length && !space.test(inside[at]!) && !stop.includes(inside[at]!)) at++;
    return inside.slice(begin, at);
  };
  const blanks = (): void => {
    while (at < inside.length && space.test(inside[at]!)) at++;
  };
  const name = word('/"\'=<');
  if (name === '') return null;
  const attributes = new Map<string, string>();
  for (blanks(); at < inside.length; blanks()) {
    if (inside[at] === '/') {
      at++;
      continue;
    }
    const key = word('/"\'=<');
    blanks();
    const mark = inside[at] === '=' ? (at++, blanks(), inside[at]) : undefined;
    const end = mark === '"' || mark === "'" ? inside.indexOf(mark, at + 1) : -1;
    if (key === '' || end === -1 || attributes.has(key)) return null;
    attributes.set(key, decoded(inside.slice(at + 1, end)));
    at = end + 1;
  }
  return { name, attributes, kind: close ? 'close' : inside.endsWith('/') ? 'alone' : 'open' };
}

/** Where a tag ends: the first `>` outside quotes. */
export function tagEnd(svg: string, from: number): number {
  for (let at = from, mark = ''; at < svg.length; at++) {
    const letter = svg[at]!;
    if (mark !== '') mark = letter === mark ? '' : mark;
    else if (letter === '"' || letter === "'") mark = letter;
    else if (letter === '>') return at;
    else if (letter === '<') return -1;
  }
  return -1;
}

/** The tags and texts of an SVG in their order, or what is wrong with it. */
export function* pieces(svg: string): Generator<Piece | Failure> {
  const skipped: readonly (readonly [string, string])[] = [['<!--', '-->'], ['<?', '?>']];
  for (let at = 0, tags = 0; at < svg.length;) {
    const open = svg.indexOf('<', at);
    if (open !== at) yield decoded(svg.slice(at, open === -1 ? svg.length : open));
    if (open === -1) return;
    const [begin, end] = [['<![CDATA[', ']]>'] as const, ...skipped].find(([mark]) => svg.startsWith(mark, open)) ?? ['<', ''];
    if (svg.startsWith('<!', open) && end === '') {
      // A document type may declare entities; the only one that images need names a standard and holds nothing.
      const declared = /^<!DOCTYPE[^<>[\]]{0,500}>/i.exec(svg.slice(open, open + 600))?.[0];
      if (declared === undefined) return yield failure('The SVG image declares things of its own (a DOCTYPE with content), which is refused; no badge needs that.');
      at = open + declared.length;
      continue;
    }
    const close = end === '' ? tagEnd(svg, open + 1) : svg.indexOf(end, open + begin.length);
    if (close === -1) return yield damaged;
    if (end === ']]>') yield svg.slice(open + begin.length, close);
    else if (end === '') {
      if (++tags > mostTags) return yield failure(`The SVG image has more than ${mostTags} parts; no badge needs that.`);
      const tag = readTag(svg.slice(open + 1, close));
      if (tag === null) return yield damaged;
      yield tag;
    }
    at = close + Math.max(1, end.length);
  }
}

/** Takes the badge's text (JSON, or a signed token) out of an SVG image, or says why there is none. Never throws; nothing in it is recursive. */
export function unbakeSvg(svg: string): FoundInSvg {
  const spaces = new Map<string, string>();
  const found: string[] = [];
  let refusal: string | null = null;
  let inside: { readonly name: string; text: string } | null = null;
  let first = true;
  for (const piece of pieces(svg)) {
    if (typeof piece === 'string') {
      if (inside !== null) inside.text += piece;
      continue;
    }
    if ('ok' in piece) return piece;
    if (first && piece.name !== 'svg' && !piece.name.endsWith(':svg')) return failure('The file is not an SVG image.');
    first = false;
    if (inside !== null) {
      if (piece.kind !== 'close' || piece.name !== inside.name) return failure(`The badge inside the SVG image holds the tag ${quote(piece.name)}; expected JSON in a CDATA section.`);
      found.push(inside.text);
      inside = null;
      continue;
    }
    for (const [key, value] of piece.attributes) if (key.startsWith('xmlns:')) spaces.set(key.slice(6), value);
    const [prefix, local] = piece.name.includes(':') ? piece.name.split(':') as [string, string] : [null, piece.name];
    const where = prefix === null ? piece.attributes.get('xmlns') : spaces.get(prefix);
    if (where === undefined || piece.kind === 'close') continue;
    if (others.has(where)) refusal = others.get(where)!;
    if (where !== badges || local !== 'credential') continue;
    const token = piece.attributes.get('verify')?.trim() ?? '';
    if (token !== '') found.push(token);
    if (piece.kind === 'open') inside = { name: piece.name, text: '' };
  }
  if (inside !== null) return damaged;
  const [text, second] = found.filter((each) => each.trim() !== '');
  if (second !== undefined) return failure('The SVG image holds two badges; ask for a file with one.');
  return text === undefined ? failure(refusal ?? 'The SVG image holds no badge; use the file that the issuer gave, not a copy that a program has converted.') : { ok: true, text };
}
