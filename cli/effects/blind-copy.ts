import { withoutLinks } from '../core/blind/without-links.ts';
import { positionsIn } from '../core/diagnostic.ts';
import { splitFrontMatter } from '../core/front-matter.ts';
import { committedIn, compareWith, type Committed } from '../core/evidence/committed.ts';
import { endingOf } from '../core/privacy/file-kind.ts';
import { identifyingWords, revealedIn, type Identifier, type IdentifyingWord } from '../core/privacy/own-names.ts';
import { blindFile } from './blind-file.ts';
import type { OpenClaim } from './open-claim.ts';
import { typedName } from './place.ts';
import { Obstacle } from './programme.ts';
import { readFolder } from './tree.ts';

/** A place that tells whose work it is. */
export interface Telling {
  /** What it stands in: "submission.md" or the neutral name of a file. */
  readonly where: string;
  /** Line and column, where there is one. */
  readonly place: string;
  readonly whose: string;
}

/** A copy of a claim without its author; `files` is empty where something tells. */
export interface BlindCopy {
  readonly id: string;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Pieces that are not in the copy, and why. */
  readonly leftOut: readonly { readonly piece: string; readonly reason: string }[];
  readonly tellings: readonly Telling[];
}

/** What is given beside the claim itself. */
export interface BlindRequest {
  /** The copy's name. */
  readonly id: string;
  /** Names that must not be found. */
  readonly identifiers: readonly Identifier[];
  /** Words that may stand although a name holds them. */
  readonly allowed: readonly string[];
  /** Downloaded evidence. */
  readonly downloads: readonly { readonly file: string; readonly bytes: Uint8Array }[];
}

/**
 * Makes a copy of a claim that says nothing of its author: the written parts, what is attached, and what was downloaded,
 * under neutral names, without links and properties. It fails closed: while any word of the names is found, there are no files.
 * @throws Obstacle for a download that is none of the pieces that were handed in.
 */
export async function blindCopy({ place, pull, claim, submission, submissionText, release }: OpenClaim, { id, identifiers, allowed, downloads }: BlindRequest): Promise<BlindCopy> {
  const words = identifyingWords(identifiers, allowed);
  const pieces = committedIn(submission, release);
  const attached = new Map((await readFolder(place.git, pull.headSha, claim.path)).map(({ path, bytes }) => [path, bytes]));
  const contents = contentsOf(pieces, attached, downloads);
  const files = new Map<string, string | Uint8Array>();
  const renamed = new Map<string, string>();
  const leftOut: { readonly piece: string; readonly reason: string }[] = [];
  const tellings: Telling[] = [];
  const lines: string[] = [];
  for (const piece of pieces) {
    const label = `${piece.requirement} ${piece.number} (${piece.title})`;
    const bytes = contents.get(piece);
    const made = bytes === undefined ? ({ ok: false, reason: piece.link === null ? 'it is not beside submission.md' : `it is behind a link: download it, or ask the programme lead for the file, and run: laurel blind ${typedName(place, pull.number)} <file>` } as const) : await blindFile(bytes, { markdown: piece.media === 'text/markdown' || endingOf(piece.file ?? '') === '.md' });
    if (!made.ok) {
      leftOut.push({ piece: label, reason: made.reason });
      lines.push(`- ${label}: not in this copy. Ask the programme lead for it.`);
      continue;
    }
    const name = `${piece.requirement}-${piece.number}${made.ending}`;
    files.set(name, made.bytes);
    if (piece.file !== null) renamed.set(piece.file, name);
    lines.push(`- ${label}: ${name}`);
    for (const text of made.texts) tellings.push(...tellingsIn(name, text, words));
    for (const text of made.hidden) tellings.push(...tellingsIn(name, text, words.filter(({ word }) => word.length >= 5)));
    if (made.links > 0) leftOut.push({ piece: label, reason: `${made.links} of its links: ask the programme lead` });
  }
  const split = splitFrontMatter(submissionText);
  const body = 'message' in split ? submissionText : split.body;
  const start = submissionText.length - body.length;
  const positionAt = positionsIn(submissionText);
  for (const { offset, whose } of revealedIn(body, words)) tellings.push({ where: 'submission.md', place: placeOf(positionAt(start + offset)), whose });
  const { text, links } = withoutLinks(body, renamed);
  if (links > 0) leftOut.push({ piece: 'the written parts', reason: `${links} of their links: ask the programme lead` });
  const { credential, id: name } = release.release;
  files.set('claim.md', `# ${id}\n\n${credential.title} ${credential.version} (${name})\n\n${text.trim()}\n\n# Evidence\n\n${lines.length === 0 ? 'Everything is written above.' : lines.join('\n')}\n`);
  return { id, files: tellings.length === 0 ? files : new Map(), leftOut, tellings };
}

const placeOf = ({ line, column }: { readonly line: number; readonly column: number }): string => `${line}:${column}`;

function tellingsIn(where: string, text: string, words: readonly IdentifyingWord[]): readonly Telling[] {
  const positionAt = positionsIn(text);
  return [...revealedIn(text, words)].map(({ offset, whose }) => ({ where, place: text.includes('\n') ? placeOf(positionAt(offset)) : '', whose }));
}

function contentsOf(pieces: readonly Committed[], attached: ReadonlyMap<string, Uint8Array>, downloads: BlindRequest['downloads']): ReadonlyMap<Committed, Uint8Array> {
  const contents = new Map<Committed, Uint8Array>();
  for (const piece of pieces) {
    const bytes = piece.file === null ? undefined : attached.get(piece.file);
    if (bytes !== undefined) contents.set(piece, bytes);
  }
  for (const { file, bytes } of downloads) {
    const { outcome, piece } = compareWith(pieces, bytes, attached);
    if (outcome !== 'match') throw new Obstacle(`${file} is none of the pieces that were handed in. Compare it with: laurel evidence <pull-request> ${file}`);
    contents.set(piece, bytes);
  }
  return contents;
}
