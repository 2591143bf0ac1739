import type PDFDocument from 'pdfkit';
import type { Certificate } from '../core/badge/certificate.ts';
import { Obstacle } from './programme.ts';

export type CertificateDocument = PDFDocument;
export type Paper = 'a4' | 'letter';

/** A font as the PDF library reads it. */
export type Font = CertificateDocument['_font']['font'];

/** How words are laid out in a font, by the word: the same in every document. */
export type Words = CertificateDocument['_font']['layoutCache'];

/** Opens a font's file for its letters' shapes. */
export async function openFont(name: string, file: Uint8Array): Promise<Font> {
  const { default: Document } = await import('pdfkit');
  return new Document({ font: null }).registerFont(name, file).font(name)._font.font;
}

/** Opens a PDF with a certificate's title, author and day; `bytes` ends it. */
export async function openDocument({ title, issuer, statement, awarded }: Certificate, paper: Paper): Promise<{ readonly doc: CertificateDocument; readonly bytes: () => Promise<Uint8Array> }> {
  // Loaded when a certificate is made: the command line that needs no installation has no PDF library beside it.
  const { default: Document } = await import('pdfkit').catch(() => {
    throw new Obstacle('This copy of the command line is one file for workflows and prints nothing. In a clone of the programme\'s repository, run: node cli/laurel.mjs certificate');
  });
  const doc = new Document({
    size: paper === 'letter' ? 'LETTER' : 'A4', margin: 0, font: null, pdfVersion: '1.7', lang: 'en', tagged: true, displayTitle: true,
    // The day of the award, and not the clock's: the file's own id is made from it too.
    info: { Title: `${title}, ${issuer}`, Author: issuer, Subject: statement, Creator: 'Laurel', Producer: 'Laurel', CreationDate: new Date(awarded) },
  });
  const chunks: Uint8Array[] = [];
  const done = new Promise<void>((resolve, reject) => doc.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve()).on('error', (error) => reject(error as unknown as Error)));
  return {
    doc,
    bytes: async () => {
      doc.end();
      await done;
      return Buffer.concat(chunks);
    },
  };
}
