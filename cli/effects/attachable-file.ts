import { basename } from 'node:path';
import { ATTACHMENT_LIMIT } from '../core/size-limit.ts';
import { ATTACHABLE, endingOf, kindOf } from '../core/privacy/file-kind.ts';
import type { Known, PrivacyFinding } from '../core/privacy/finding.ts';
import { inspectFile } from '../core/privacy/inspect-file.ts';
import { Obstacle } from './programme.ts';
import { redraw } from './rasterise.ts';

/** A file made ready to lie beside submission.md. */
export interface Ready {
  readonly bytes: Uint8Array;
  readonly ending: string;
  readonly media: string;
  /** What was taken out of it. */
  readonly removed: readonly PrivacyFinding[];
  /** What may be personal and is still in it. */
  readonly doubts: readonly PrivacyFinding[];
}

const KIB = 1024;

/**
 * Makes a file ready to be attached: its type and size must be ones that may be, pictures are drawn anew without their
 * properties, and what is certainly personal and cannot be taken out is refused.
 * @throws Obstacle with what to do instead.
 */
export async function readyToAttach(path: string, bytes: Uint8Array, known: Known): Promise<Ready> {
  const name = basename(path);
  const ending = endingOf(name);
  const type = ATTACHABLE[ending];
  const instead = 'Share it where assessors can open it, and say where with --link.';
  if (type === undefined) throw new Obstacle(`${name} cannot lie beside submission.md: only ${Object.keys(ATTACHABLE).join(', ')} can. ${instead}`);
  if (bytes.length > ATTACHMENT_LIMIT) throw new Obstacle(`${name} has ${Math.ceil(bytes.length / KIB)} KiB; a file beside submission.md has at most ${ATTACHMENT_LIMIT / KIB} KiB. ${instead}`);
  if (kindOf(bytes) !== type.kind) throw new Obstacle(`${name} is not what its name says: expected ${type.kind === 'text' ? 'text in UTF-8' : type.media}. Save it anew in that type.`);
  // Its own name is left behind, so only the content counts.
  const before = inspectFile({ name: 'file', bytes }, known);
  if (type.kind !== 'png' && type.kind !== 'jpeg' && type.kind !== 'webp') return { bytes, ending, media: type.media, removed: [], doubts: doubtsIn(name, before) };
  const drawn = await redraw(bytes, type.kind);
  if (drawn === null) throw new Obstacle(`${name} cannot be read as a picture. Open it in a viewer and save it anew.`);
  if (drawn.length > ATTACHMENT_LIMIT) throw new Obstacle(`${name} has ${Math.ceil(drawn.length / KIB)} KiB when it is drawn without its properties; at most ${ATTACHMENT_LIMIT / KIB} KiB can be attached. Make it smaller, or: ${instead}`);
  return { bytes: drawn, ending, media: type.media, removed: before, doubts: doubtsIn(name, inspectFile({ name: 'file', bytes: drawn }, known)) };
}

function doubtsIn(name: string, findings: readonly PrivacyFinding[]): readonly PrivacyFinding[] {
  const certain = findings.filter(({ confidence }) => confidence === 'high');
  if (certain.length > 0) throw new Obstacle(`${name} was not attached:\n${certain.map(({ message, remedy }) => `  - ${message}. ${remedy}`).join('\n')}`);
  return findings;
}
