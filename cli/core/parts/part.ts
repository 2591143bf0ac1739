import type { PlacedAllowance } from '../allow/allowance.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { kindAt } from '../load-with.ts';
import type { Kind } from '../schema.ts';
import type { Shape } from './partly.ts';

/**
 * A definition as far as it can be judged by itself, in plain data: a large catalog is looked at a few files at a time, and what stays
 * of each is this.
 */
export interface Part {
  readonly path: string;
  /** What is wrong with its text or its shape. Then nothing more is known of it than what rules find in its text. */
  readonly faults: readonly Diagnostic[];
  /** What the rules find in it by itself. */
  readonly found: readonly Diagnostic[];
  readonly allowances: readonly PlacedAllowance[];
  /** Those of its fields that are asked for across files; null where it has faults. */
  readonly kept: unknown;
  readonly sums: Readonly<Record<string, string>>;
}

/** The shelves of a catalog that hold definitions, each with what rules that look across files ask of all of them. */
export const DEFINITIONS = {
  framework: { shelf: 'frameworks', folder: 'competencies', ending: 'yaml', shape: { competencies: [{ id: true }] } },
  rubric: { shelf: 'rubrics', folder: 'rubrics', ending: 'yaml', shape: { criteria: [{ id: true }] } },
  evidence: { shelf: 'evidence', folder: 'evidence', ending: 'yaml', shape: { requirements: [{ feeds: true }] } },
  credential: { shelf: 'credentials', folder: 'credentials', ending: 'md', shape: { title: true, version: true, status: true, language: true, competency: true, rubric: true, evidence: true, successor: true, aliases: true, translations: true, art: true, changes: true } },
  release: { shelf: 'releases', folder: 'releases', ending: 'json', shape: { digest: true, release: { id: true, issuer: { url: true }, credential: { version: true } } } },
} as const satisfies Partial<Record<Kind, { readonly shelf: string; readonly folder: string; readonly ending: string; readonly shape: Shape }>>;

/** Kinds of file that are looked at by themselves; the issuer, the assessors and what is handed in are always read whole. */
export type DefinitionKind = keyof typeof DEFINITIONS;

/** The kind of the definition at a path, or null for everything else. */
export function definitionAt(path: string): DefinitionKind | null {
  const kind = kindAt(path);
  return kind !== null && Object.hasOwn(DEFINITIONS, kind) ? (kind as DefinitionKind) : null;
}

/** A definition's id, as its shelf has it. */
export const idOf = (kind: DefinitionKind, path: string): string => path.slice(DEFINITIONS[kind].folder.length + 1, -DEFINITIONS[kind].ending.length - 1);
