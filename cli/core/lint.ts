import type { SourceFile } from './document.ts';
import { lintWith, type LintReport } from './lint-with.ts';
import type { Circumstances } from './rule.ts';
import { validate } from './schema.ts';

/** Loads a catalog and runs every rule over what is valid in it. */
export const lint = (files: Iterable<SourceFile>, circumstances: Circumstances): LintReport => lintWith(validate, files, circumstances);
