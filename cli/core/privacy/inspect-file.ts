import { fileNameFindings } from './file-names.ts';
import { kindOf, textOf } from './file-kind.ts';
import type { Known, PrivacyFinding } from './finding.ts';
import { imageFindings } from './image-metadata.ts';
import { inspectText } from './inspect-text.ts';
import { officeFindings } from './office-properties.ts';
import { pdfFindings } from './pdf-properties.ts';

/** A file as it was handed in: its name without folders, and its bytes. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Largest file that is looked into, in bytes. */
export const FILE_LIMIT = 64 * 1024 * 1024;
const MOST = 100;

/**
 * Everything personal that can be told from a file: its name, its text, and the properties that cameras and programs
 * write into pictures, PDFs and office documents. Total: any bytes are fine.
 *
 * It finds no face, no voice, no handwriting, no name that is part of a picture, and does not read the pages of a PDF or an
 * office document. No scanner takes the place of looking at the file before it is handed in.
 */
export function inspectFile({ name, bytes }: NamedFile, known: Known = {}): readonly PrivacyFinding[] {
  return [...fileNameFindings(name, known), ...contentFindings(bytes, known)].slice(0, MOST);
}

function contentFindings(bytes: Uint8Array, known: Known): Iterable<PrivacyFinding> {
  if (bytes.length > FILE_LIMIT) return [{ kind: 'unreadable', confidence: 'low', message: `Unexpected size of ${bytes.length} bytes, expected at most ${FILE_LIMIT} for what is looked into`, remedy: 'Look through the file yourself.' }];
  switch (kindOf(bytes)) {
    case 'png': case 'jpeg': case 'webp': case 'other-image': return imageFindings(bytes, known);
    case 'pdf': return pdfFindings(bytes, known);
    case 'zip': return officeFindings(bytes, known);
    case 'text': return inspectText(textOf(bytes)!, known);
    default: return [];
  }
}
