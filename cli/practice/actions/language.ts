import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** GitHub's own parser of workflows and actions, and its own evaluator of expressions. */
export interface Language {
  readonly parser: typeof import('@actions/workflow-parser');
  readonly actions: typeof import('@actions/workflow-parser/actions/index');
  readonly expressions: typeof import('@actions/expressions');
}

const ENTRY = `
export * as parser from '@actions/workflow-parser';
export * as actions from '@actions/workflow-parser/actions/index';
export * as expressions from '@actions/expressions';
`;

let loaded: Promise<Language> | undefined;

/**
 * Loads GitHub's language packages, which are there for tests and rehearsals only. Node cannot import them as they are (their
 * JSON imports have no attributes), so they are bundled once for each version. Throws a sentence if they are not installed.
 */
export function loadLanguage(): Promise<Language> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Language> {
  const require = createRequire(import.meta.url);
  const modules = (require.resolve.paths('@actions/workflow-parser') ?? []).find((folder) => existsSync(join(folder, '@actions', 'workflow-parser', 'package.json')));
  if (modules === undefined) throw new Error('Unexpected installation without @actions/workflow-parser, expected the development dependencies. Run: npm ci --ignore-scripts');
  const versionOf = (name: string): string => (JSON.parse(readFileSync(join(modules, '@actions', name, 'package.json'), 'utf8')) as { readonly version: string }).version;
  const folder = join(modules, '.cache', 'laurel');
  const file = join(folder, `actions-language-${versionOf('workflow-parser')}-${versionOf('expressions')}.cjs`);
  if (!existsSync(file)) {
    const { build } = await import('esbuild');
    const draft = `${file}.${process.pid}`;
    mkdirSync(folder, { recursive: true });
    await build({ stdin: { contents: ENTRY, resolveDir: join(modules, '..'), loader: 'js' }, outfile: draft, bundle: true, format: 'cjs', platform: 'node', logLevel: 'error' });
    renameSync(draft, file);
  }
  return require(file) as Language;
}
