/** By what a badge names its earner beside an id: in clear, or hidden behind a hash. */
import { many, type JsonObject } from './json.ts';
import type { Nodes } from './nodes.ts';

/** One identifier of the earner. */
export interface Named {
  /** A kind of Open Badges, such as `name` or `emailAddress`. */
  readonly kind: string;
  /** Untrusted text; null where the badge holds a hash of it alone. */
  readonly value: string | null;
}

/** All that a badge's subject is named by, read as a graph, in an order of its own. */
export function namedIn(subject: JsonObject, { follow }: Pick<Nodes, 'follow'>): readonly Named[] {
  const found = many(subject['identifier']).map(follow).flatMap(({ identityType, identityHash, hashed }): readonly (readonly [string, Named])[] => {
    if (typeof identityType !== 'string' || typeof identityHash !== 'string') return [];
    const named = { kind: identityType, value: hashed === false ? identityHash : null };
    return [[JSON.stringify(named), named]];
  });
  return [...new Map(found)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, named]) => named);
}

/** The names in clear, or null where there is none. */
export function nameOf(named: readonly Named[]): string | null {
  const names = named.flatMap(({ kind, value }) => (kind === 'name' && value !== null ? [value] : []));
  return names.length === 0 ? null : names.join(', ');
}

const KINDS: Readonly<Record<string, string>> = { emailAddress: 'e-mail address', name: 'name' };

/** One identifier in words for people. */
export function namedWords({ kind, value }: Named): string {
  const called = KINDS[kind] ?? kind;
  if (value === null) return `by a hashed ${called}; who knows it can compare`;
  return kind === 'name' ? value : `${called} ${value}`;
}
