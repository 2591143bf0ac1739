import type { Catalog, Entry } from '../catalog.ts';
import { escapePointer, type Json } from '../yaml.ts';

/** Every valid file that a person wrote; releases are left out: nobody may edit them. */
export function* authored({ issuer, assessors, frameworks, rubrics, evidence, credentials, submissions, anchors, calibrations }: Catalog): Generator<Entry<unknown>> {
  if (issuer !== null) yield issuer;
  if (assessors !== null) yield assessors;
  for (const shelf of [frameworks, rubrics, evidence, credentials, submissions, anchors, calibrations]) yield* shelf.values();
  for (const { agreed } of anchors.values()) if (agreed !== null) yield agreed;
}

/** Every text in a value with its JSON pointer, in the order of the value. */
export function* textsIn(value: unknown, pointer = ''): Generator<readonly [pointer: string, text: string]> {
  if (typeof value === 'string') yield [pointer, value];
  else if (value !== null && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value as Record<string, Json>)) yield* textsIn(entry, `${pointer}/${escapePointer(key)}`);
  }
}
