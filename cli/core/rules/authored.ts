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
export function textsIn(value: unknown, pointer = ''): readonly (readonly [pointer: string, text: string])[] {
  const texts: [string, string][] = [];
  const waiting: { readonly pointer: string; readonly node: unknown }[] = [{ pointer, node: value }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { pointer: here, node } = next;
    if (typeof node === 'string') texts.push([here, node]);
    else if (node !== null && typeof node === 'object') {
      const keys = Object.keys(node);
      for (let at = keys.length - 1; at >= 0; at -= 1) waiting.push({ pointer: `${here}/${escapePointer(keys[at]!)}`, node: (node as Readonly<Record<string, Json>>)[keys[at]!] });
    }
  }
  return texts;
}
