import { CAUTION, type Certificate } from '../core/badge/certificate.ts';
import { qrOf } from '../core/badge/qr.ts';
import { drawArt, placeArt } from './certificate-art.ts';
import { openDocument, type CertificateDocument, type Paper } from './certificate-document.ts';
import { sheetOf, type Block, type Setting, type Sheet } from './certificate-sheet.ts';

/** The badge's picture as a drawing of ours, or else as pixels; null where none is at hand. */
export type CertificateArt = ({ readonly alt: string } & ({ readonly svg: string; readonly png: null } | { readonly svg: null; readonly png: Uint8Array })) | null;

export interface PrintedCertificate {
  readonly pdf: Uint8Array;
  /** True where letters had no font and stand as empty boxes. */
  readonly lacks: boolean;
}

const DEEP = '#1d3a29';
const INK = '#1b2620';
const SOFT = '#4b584f';
const LINE = '#b9b39f';
const setting = (style: Setting['style'], size: number, color = INK): Setting => ({ style, size, color });
/** How much smaller the letters get until all has room on one page, and how small the picture may become. */
const SMALLER = [0.94, 0.88, 0.82, 0.76, 0.7, 0.64];
const LEAST = 84;
const NOTE = 'An empty box stands for a letter that this sheet\'s fonts do not have; the badge itself has it.';

/**
 * A certificate as a PDF of one page, made without a browser: with a title, a language and a structure that screen readers follow. The
 * same certificate gives the same bytes on one version of Node.
 */
export async function certificatePdf(certificate: Certificate, art: CertificateArt, paper: Paper = 'a4'): Promise<PrintedCertificate> {
  const { doc, bytes } = await openDocument(certificate, paper);
  const sheet = sheetOf(doc);
  compose(doc, sheet, certificate, art);
  return { pdf: await bytes(), lacks: sheet.lacked() };
}

function compose(doc: CertificateDocument, sheet: Sheet, certificate: Certificate, art: CertificateArt): void {
  const { width, height } = doc.page;
  const [left, right, middle, frame] = [62, width - 62, width / 2, 28];
  const inside = right - left;
  const qrSize = 98;
  const foot = height - frame - 26 - qrSize;
  const above = frame + 26;
  const { heading, rows, room } = fitting((scale) => {
    const [heading, rows] = [headingOf(sheet, certificate, inside, scale), factRows(sheet, certificate, inside, scale)];
    return { heading, rows, room: foot - above - heading.height - rows.height - 28 };
  }, art === null ? 0 : LEAST);
  const picture = art === null ? 0 : Math.max(40, Math.min(210, room));
  const whole = doc.struct('Document', {});
  doc.addStructure(whole);
  const add: Add = (tag, options, draw) => void whole.add(doc.struct(tag, options, draw));
  let y = above + Math.max(0, (room - picture) / 2.4);

  doc.markContent('Artifact', { type: 'Layout' });
  doc.rect(frame, frame, width - frame * 2, height - frame * 2).lineWidth(1.4).stroke(DEEP);
  doc.rect(frame + 5, frame + 5, width - frame * 2 - 10, height - frame * 2 - 10).lineWidth(0.5).stroke(DEEP);
  doc.endMarkedContent();

  if (art !== null) {
    const at = y;
    add('Figure', { alt: art.alt }, () => {
      if (art.svg !== null) drawArt(doc, art, middle - picture / 2, at, picture);
      else placeArt(doc, art, middle - picture / 2, at, picture);
    });
    y += picture + 14;
  }
  for (const { tag, block, gap, text, lang } of heading.parts) {
    const top = y;
    add(tag, { actual: text, ...(lang === undefined ? {} : { lang }) }, () => sheet.draw(block, left, top, { center: middle }));
    y += block.height + gap;
  }
  for (const row of rows.rows) {
    const top = y;
    doc.markContent('Artifact', { type: 'Layout' });
    doc.moveTo(left, top).lineTo(right, top).lineWidth(0.5).stroke(LINE);
    doc.endMarkedContent();
    add('P', { actual: row.text }, () => row.draw(left, top));
    y += row.height;
  }
  drawFoot(doc, sheet, certificate, add, { left, right, top: foot, size: qrSize });
  whole.end();
}

function fitting<Laid extends { readonly room: number }>(lay: (scale: number) => Laid, least: number): Laid {
  let laid = lay(1);
  for (const scale of SMALLER) {
    if (laid.room >= least) break;
    laid = lay(scale);
  }
  return laid;
}

/** Draws something that screen readers are told of. */
type Add = (tag: string, options: { readonly alt?: string; readonly actual?: string; readonly lang?: string }, draw: () => void) => void;

interface Part {
  readonly tag: 'P' | 'H1';
  readonly text: string;
  readonly block: Block;
  readonly gap: number;
  readonly lang?: string;
}

function headingOf(sheet: Sheet, { issuer, title, statement, language }: Certificate, width: number, scale: number): { readonly parts: readonly Part[]; readonly height: number } {
  const large = sheet.block(title, setting('title', 34 * scale, DEEP), width, 38 * scale);
  const parts: readonly Part[] = [
    { tag: 'P', text: `${issuer} certifies`, block: sheet.block(`${issuer} certifies`, setting('plain', 11, SOFT), width), gap: 4 },
    { tag: 'H1', text: title, block: large.lines.length <= 2 ? large : sheet.block(title, setting('title', 25 * scale, DEEP), width, 29 * scale), gap: 8, lang: language },
    { tag: 'P', text: statement, block: sheet.block(statement, setting('italic', 13.5 * scale), width - 40, 18 * scale), gap: 18 * scale, lang: language },
  ];
  return { parts, height: parts.reduce((sum, { block, gap }) => sum + block.height + gap, 0) };
}

interface Row {
  readonly text: string;
  readonly height: number;
  readonly draw: (x: number, top: number) => void;
}

function factRows(sheet: Sheet, { lines, reached, more }: Certificate, width: number, scale: number): { readonly rows: readonly Row[]; readonly height: number } {
  const name = 88;
  const facts = lines.map(({ name: label, text, below }): Row => {
    const head = sheet.block(label, setting('plain', 9 * scale, SOFT), name - 8, 13 * scale);
    const said = sheet.block(text, setting('plain', 10 * scale), width - name, 13 * scale);
    const small = below === null ? null : sheet.block(below, setting('plain', 8 * scale, SOFT), width - name, 10.5 * scale);
    return {
      text: `${label}: ${text}${below === null ? '' : `, ${below}`}`,
      height: said.height + (small?.height ?? 0) + 7,
      draw: (x, top) => {
        sheet.draw(head, x, top + 3.5);
        sheet.draw(said, x + name, top + 3.5);
        if (small !== null) sheet.draw(small, x + name, top + 3.5 + said.height);
      },
    };
  });
  const levels = reached.map(({ criterion, level }, nth): Row => {
    const head = sheet.block(nth === 0 ? 'Shown' : '', setting('plain', 9 * scale, SOFT), name - 8, 13 * scale);
    const said = sheet.block(criterion, setting('plain', 10 * scale), width - name - 110, 13 * scale);
    const grade = sheet.block(level, setting('strong', 10 * scale), 104, 13 * scale);
    return {
      text: `${criterion}: ${level}`,
      height: Math.max(said.height, grade.height) + 5,
      draw: (x, top) => {
        if (nth === 0) sheet.draw(head, x, top + 2.5);
        sheet.draw(said, x + name, top + 2.5);
        sheet.draw(grade, x, top + 2.5, { right: x + width });
      },
    };
  });
  const rest = more === 0 ? [] : [plainRow(sheet, `and ${more} more, which the badge names`, name, width, scale)];
  const rows = [...facts, ...levels, ...rest];
  return { rows, height: rows.reduce((sum, { height }) => sum + height, 0) };
}

function plainRow(sheet: Sheet, text: string, x: number, width: number, scale: number): Row {
  const block = sheet.block(text, setting('plain', 9 * scale, SOFT), width - x, 13 * scale);
  return { text, height: block.height + 5, draw: (left, top) => sheet.draw(block, left + x, top + 2.5) };
}

function drawFoot(doc: CertificateDocument, sheet: Sheet, { address }: Certificate, add: Add, { left, right, top, size }: { readonly left: number; readonly right: number; readonly top: number; readonly size: number }): void {
  const qr = qrOf(address);
  const x = left + size + 20;
  add('Figure', { alt: `A code that leads to ${address}` }, () => {
    doc.save().translate(left, top).scale(size / qr.size, size / qr.size).path(qr.path).fill(INK).restore();
  });
  const caution = sheet.block(CAUTION, setting('plain', 9.5), right - x, 13);
  const where = sheet.block(address, setting('strong', 9), right - x, 12.5);
  add('P', { actual: CAUTION }, () => sheet.draw(caution, x, top - 2));
  add('P', { actual: address }, () => sheet.draw(where, x, top + caution.height + 4));
  doc.link(x, top + caution.height + 4, right - x, where.height, address, { Contents: new String('The badge') });
  if (!sheet.lacked()) return;
  const note = sheet.block(NOTE, setting('plain', 8, SOFT), right - x, 10.5);
  add('P', { actual: NOTE }, () => sheet.draw(note, x, top + caution.height + where.height + 8));
}
