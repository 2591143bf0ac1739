import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import type { SourceFile } from '../../core/document.ts';
import { loadWith } from '../../core/load-with.ts';
import { examine, type Reading } from '../../core/parts/examine.ts';
import type { Part } from '../../core/parts/part.ts';
import type { Circumstances } from '../../core/rule.ts';
import { validate } from '../../core/schema.ts';
import { swiftMarkdown } from '../swift-markdown.ts';

/** Definitions to examine, in plain data, so that another thread can be asked as well. */
export interface Batch {
  readonly definitions: readonly string[];
  /** The bytes of issuer.yaml; null where there is none. */
  readonly issuer: Uint8Array | null;
  readonly circumstances: Pick<Circumstances, 'today' | 'roster'>;
}

// Few enough to let memory go soon, and enough to ask each rule not too often.
const AT_ONCE = 16;
const BREATH = 16 * AT_ONCE;

/** How this program reads texts, as fast as the machine can. */
export const reading = async (): Promise<Reading> => ({ validate, parse: await swiftMarkdown() });

/** Circumstances with the machine's own SHA-256. */
export const withHash = (circumstances: Circumstances): Circumstances => ({ ...circumstances, sha256: (text) => hash('sha256', text) });

// Nearly all that a lint of much reads is let go of at once: the heap need not grow by more than half before that is looked for.
const MANY = 1000;
const keepSmall = (): void => setFlagsFromString('--heap-growing-percent=50');

/** Examines definitions in this thread, a few at a time. */
export async function examineHere({ definitions, issuer, circumstances }: Batch, read: (path: string) => Uint8Array): Promise<readonly Part[]> {
  if (definitions.length > MANY) keepSmall();
  const how = await reading();
  const judging = withHash(circumstances);
  const fileAt = (path: string): SourceFile => ({ path, bytes: read(path) });
  const by = loadWith(validate, issuer === null ? [] : [{ path: 'issuer.yaml', bytes: issuer }]).catalog.issuer;
  const parts: Part[] = [];
  for (let at = 0; at < definitions.length; at += AT_ONCE) {
    parts.push(...examine(how, definitions.slice(at, at + AT_ONCE).map(fileAt), by, judging));
    // What a native parser held is given back only between two turns.
    if (at % BREATH === 0) await setImmediate();
  }
  return parts;
}
