import { stewardsIn } from '../../core/codeowners.ts';
import { compare } from '../../core/diagnostic.ts';
import type { SourceFile } from '../../core/document.ts';
import { loadWith } from '../../core/load-with.ts';
import { examine, type Reading } from '../../core/parts/examine.ts';
import { lintParts } from '../../core/parts/lint-parts.ts';
import { definitionAt, type Part } from '../../core/parts/part.ts';
import type { Circumstances } from '../../core/rule.ts';
import { validate } from '../../core/schema.ts';
import { swiftMarkdown } from '../swift-markdown.ts';
import type { FolderReport } from './known.ts';

/** The files of a folder: which there are, which of them are to be read, and how. */
export interface FilesToRead {
  readonly paths: readonly string[];
  readonly changed: readonly string[];
  readonly read: (path: string) => Uint8Array;
  /** Reads a file that may have been read before. Throws where it is not what it was then. */
  readonly again: (path: string) => Uint8Array;
  readonly circumstances: Circumstances;
}

// Few enough to let memory go soon, and enough to ask each rule not too often.
const AT_ONCE = 64;

const reading = async (): Promise<Reading> => ({ validate, parse: await swiftMarkdown() });
const fileAt = (read: (path: string) => Uint8Array) => (path: string): SourceFile => ({ path, bytes: read(path) });

/** Whether a file is looked at by itself. */
export const isDefinition = (path: string): boolean => definitionAt(path) !== null;

/** Examines every definition among the changed files. */
export async function examineFiles({ paths, changed, read, circumstances }: FilesToRead): Promise<readonly Part[]> {
  const how = await reading();
  const { issuer } = loadWith(validate, paths.includes('issuer.yaml') ? [fileAt(read)('issuer.yaml')] : []).catalog;
  const definitions = changed.filter(isDefinition);
  const parts: Part[] = [];
  for (let at = 0; at < definitions.length; at += AT_ONCE) parts.push(...examine(how, definitions.slice(at, at + AT_ONCE).map(fileAt(read)), issuer, circumstances));
  return parts;
}

/** Reports on all files: the definitions as they were examined, and everything else as it is. */
export async function report({ paths, read, again, circumstances }: FilesToRead, parts: ReadonlyMap<string, Part>): Promise<FolderReport> {
  const rest = paths.filter((path) => !isDefinition(path)).map(fileAt(read));
  const { diagnostics, letStand, catalog } = lintParts(await reading(), { definitions: [...parts.values()], rest, again: fileAt(again) }, circumstances);
  return { diagnostics, letStand, paths: [...paths].sort(compare), site: catalog.issuer?.value.url ?? null, stewards: stewardsIn(catalog) };
}
