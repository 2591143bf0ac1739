import { officeCopy } from '../core/blind/office-copy.ts';
import { withoutAddresses, withoutLinks } from '../core/blind/without-links.ts';
import { kindOf, textOf } from '../core/privacy/file-kind.ts';
import { inspectFile } from '../core/privacy/inspect-file.ts';
import { redraw } from './rasterise.ts';

/** A file made ready for a blind copy, with what must be searched for names; or why it is left out. */
export type BlindFile =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly ending: string; readonly texts: readonly string[]; readonly hidden: readonly string[]; readonly links: number }
  | { readonly ok: false; readonly reason: string };

const OFFICE: Readonly<Record<string, string>> = { 'word/document.xml': '.docx', 'ppt/presentation.xml': '.pptx', 'xl/workbook.xml': '.xlsx' };

/** Takes out of one file what tells who made it. What cannot be taken out surely is left out. */
export async function blindFile(bytes: Uint8Array, { markdown }: { readonly markdown: boolean }): Promise<BlindFile> {
  const kind = kindOf(bytes);
  const whole = { texts: [], hidden: [], links: 0 };
  switch (kind) {
    case 'png': case 'jpeg': case 'webp': {
      const drawn = await redraw(bytes, kind);
      if (drawn === null) return { ok: false, reason: 'it cannot be read as a picture' };
      return { ok: true, bytes: drawn, ending: kind === 'jpeg' ? '.jpg' : `.${kind}`, ...whole };
    }
    case 'text': {
      const text = textOf(bytes)!;
      const plain = markdown ? withoutLinks(text) : withoutAddresses(text);
      return { ok: true, bytes: new TextEncoder().encode(plain.text), ending: markdown ? '.md' : '.txt', texts: [text], hidden: [], links: plain.links };
    }
    case 'zip': {
      const copy = await officeCopy(bytes, redraw);
      if (!copy.ok) return copy;
      const ending = OFFICE[Object.keys(OFFICE).find((part) => copy.hidden.includes(part)) ?? ''];
      if (ending === undefined) return { ok: false, reason: 'it is no docx, pptx or xlsx' };
      const left = inspectFile({ name: 'file', bytes: copy.bytes }).find(({ kind: found, confidence }) => confidence === 'high' && (found === 'author' || found === 'location'));
      return left === undefined ? { ok: true, bytes: copy.bytes, ending, texts: copy.texts, hidden: copy.hidden, links: 0 } : { ok: false, reason: 'its properties could not be taken out' };
    }
    case 'pdf': return { ok: false, reason: 'names cannot be taken out of a PDF surely' };
    default: return { ok: false, reason: 'names cannot be taken out of this type of file (sound and film tell who speaks)' };
  }
}
