import type { Document } from '../document.ts';
import { sectionsOf } from '../markdown.ts';
import type { ReleaseFile, Submission } from '../model.generated.ts';
import { wrap } from '../words.ts';

type Release = ReleaseFile['release'];

/** One requirement as it was handed in, for an assessor to read. */
export interface HandedPart {
  readonly id: string;
  readonly title: string;
  /** The chosen form's title where there was a choice. */
  readonly option: string | null;
  /** Ids of the criteria that it feeds; none where it is only sufficient or not. */
  readonly feeds: readonly string[];
  /** The written text; null where it is not written. */
  readonly text: string | null;
  readonly pieces: readonly HandedPiece[];
}

/** A link, or a file beside the submission; a small text can be read at once. */
export interface HandedPiece {
  readonly place: string;
  readonly media: string;
  readonly bytes: number | null;
  readonly text: string | null;
}

/** Largest attached text that is shown inside the form, in bytes. */
const READABLE = 64 * 1024;

/**
 * What a submission hands in, requirement by requirement, in the order of its release.
 * @param files what lies beside submission.md, by name.
 */
export function handedParts(document: Document, submission: Submission, release: Release, files: ReadonlyMap<string, Uint8Array>): readonly HandedPart[] {
  const sections = new Map(sectionsOf(document.body).map(({ title, text }) => [title.trim(), text.replace(/<!--[\s\S]*?-->/g, '').trim()]));
  return release.evidence.requirements.map(({ id, title, feeds = [], form, oneOf }) => {
    const chosen = oneOf?.find((option) => option.id === submission.choices?.[id]);
    const isWritten = (chosen?.form ?? form) === 'written';
    return { id, title, option: chosen?.title ?? null, feeds, text: isWritten ? (sections.get(title) ?? sections.get(chosen?.title ?? '') ?? '') : null, pieces: (submission.evidence[id] ?? []).map((piece) => pieceOf(piece, files)) };
  });
}

function pieceOf({ link, file, media, bytes }: NonNullable<Submission['evidence'][string]>[number], files: ReadonlyMap<string, Uint8Array>): HandedPiece {
  const content = file === undefined ? undefined : files.get(file);
  const text = content !== undefined && /^text\//.test(media) && content.length <= READABLE ? new TextDecoder().decode(content) : null;
  return { place: link ?? file ?? '', media, bytes: content?.length ?? bytes ?? null, text };
}

/** What feeds a criterion; for a part that no criterion scores, the part itself. */
export const partsFor = (parts: readonly HandedPart[], item: string): readonly HandedPart[] => parts.filter(({ id, feeds }) => feeds.includes(item) || (id === item && feeds.length === 0));

/** A size for people: `48 KB`. */
export const sizeOf = (bytes: number): string => (bytes < 1000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

/** A part in one line: its title, and what it is made of. */
export function partLine({ title, option, text, pieces }: HandedPart): string {
  const words = text === null ? '' : `${text.match(/\S+/g)?.length ?? 0} words`;
  const made = pieces.map(({ media, bytes }) => [media, bytes === null ? '' : sizeOf(bytes)].filter(Boolean).join(', '));
  return `${title}${option === null ? '' : ` (${option})`}: ${[words, ...made].filter(Boolean).join('; ') || 'nothing handed in'}`;
}

/** A part to be read: its text as it was written, its links, and the texts that lie beside it. Not yet safe to print. */
export function readPart(part: HandedPart, columns: number): string {
  const blocks = [part.option === null ? part.title : `${part.title}: ${part.option}`];
  if (part.text !== null) blocks.push(part.text === '' ? '(Nothing is written here.)' : folded(part.text, columns));
  for (const { place, media, bytes, text } of part.pieces) {
    blocks.push(`${place}\n${media}${bytes === null ? '' : `, ${sizeOf(bytes)}`}`);
    if (text !== null) blocks.push(folded(text, columns));
  }
  if (part.text === null && part.pieces.length === 0) blocks.push('(Nothing is handed in here.)');
  return blocks.join('\n\n');
}

// Paragraphs are broken between words; lists, tables and code keep their lines.
function folded(text: string, columns: number): string {
  const fits = (line: string): boolean => line.length <= columns || /^\s*\|/.test(line);
  return paragraphs(text.replace(/\r\n?/g, '\n').split('\n'))
    .map((lines) => (lines.every(fits) ? lines : [lines.map((line, at) => (at === 0 ? line : line.trimStart())).join(' ')]))
    .map((lines) => lines.map((line) => (fits(line) ? line : wrap(line, columns, /^\s*(?:[-*+]|[0-9]+\.)\s+/.exec(line)?.[0].replace(/\S/g, ' ') ?? ''))).join('\n'))
    .join('\n');
}

// Lines that go on with the sentence of the line before them, together: those that its writer broke by hand.
function paragraphs(lines: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = [];
  let inCode = false;
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1] ?? '';
    const goesOn = !inCode && line.trim() !== '' && before.trim() !== '' && !/^\s*(?:[-*+>|#]|[0-9]+\.\s|```|~~~)/.test(line) && !/^\s*(?:[|#]|```|~~~)|(?: {2}|\\)$/.test(before);
    if (/^\s*(?:```|~~~)/.test(line)) inCode = !inCode;
    if (goesOn) all.at(-1)!.push(line);
    else all.push([line]);
  }
  return all;
}
