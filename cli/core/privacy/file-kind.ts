/** What the first bytes of a file say that it is. */
export type FileKind = 'png' | 'jpeg' | 'webp' | 'other-image' | 'pdf' | 'zip' | 'text' | 'other';

/** A type of file that may lie beside submission.md. */
export interface Attachable {
  readonly kind: FileKind;
  readonly media: string;
}

/** What may be attached, by the ending of the file's name in lower case. Everything else is linked. */
export const ATTACHABLE: Readonly<Record<string, Attachable>> = {
  '.txt': { kind: 'text', media: 'text/plain' },
  '.md': { kind: 'text', media: 'text/markdown' },
  '.csv': { kind: 'text', media: 'text/csv' },
  '.png': { kind: 'png', media: 'image/png' },
  '.jpg': { kind: 'jpeg', media: 'image/jpeg' },
  '.jpeg': { kind: 'jpeg', media: 'image/jpeg' },
  '.webp': { kind: 'webp', media: 'image/webp' },
  '.pdf': { kind: 'pdf', media: 'application/pdf' },
};

/** The ending of a file's name, with its dot and in lower case; empty where there is none. */
export const endingOf = (name: string): string => /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0].toLowerCase() ?? '';

const latin = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** What a file is by its content; names are not asked. Text is UTF-8 without control characters. */
export function kindOf(bytes: Uint8Array): FileKind {
  const head = latin(bytes, 0, 16);
  if (head.startsWith('\u0089PNG\r\n\u001A\n')) return 'png';
  if (head.startsWith('\u00FF\u00D8\u00FF')) return 'jpeg';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.startsWith('GIF8') || head.startsWith('II*\0') || head.startsWith('MM\0*') || /^....ftyp(?:heic|heix|mif1|msf1|avif|avis)/s.test(head)) return 'other-image';
  // Readers accept a PDF's first line anywhere in the first KiB.
  if (latin(bytes, 0, 1024).includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return 'zip';
  return textOf(bytes) === null ? 'other' : 'text';
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of a file, or null where it is none: UTF-8 without control characters but tabs and line breaks. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    const text = decoder.decode(bytes);
    return /[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
