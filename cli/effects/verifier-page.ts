import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { Obstacle } from './programme.ts';
import { programFolder } from './site.ts';

const policyOf = (script: string, style: string): string => {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  // No source for anything but what is in the file: whatever it was made to want, it could not ask anybody.
  return ["default-src 'none'", `script-src ${hash(script)}`, `style-src ${hash(style)}`, 'font-src data:', "base-uri 'none'", "form-action 'none'"].join('; ');
};

// The single file carries faces of its own choice; those of the site, cut by script, would make it four times as long.
const fewerFaces: Plugin = {
  name: 'fewer-faces',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/fonts\.css$/ }, () => ({ path: 'none', namespace: 'faces' }));
    onLoad({ filter: /.*/, namespace: 'faces' }, () => ({ contents: '', loader: 'css' }));
  },
};

/**
 * The verifier as one HTML file, from the same code and the same controls as the site's page; it works from a folder, and its own
 * policy lets it ask no network. The same sources and packages give the same bytes.
 */
export async function verifierPage(): Promise<string> {
  // A command line that makes no page needs no bundler beside it.
  const { build } = await import('esbuild').catch(() => {
    throw new Obstacle('The verifier\'s page cannot be made by this command line alone. Run it in a copy of the repository, where its packages are installed.');
  });
  const root = programFolder();
  const { outputFiles } = await build({
    entryPoints: { script: join(root, 'site/scripts/alone-page.ts'), style: join(root, 'site/styles/alone.css') }, absWorkingDir: root, outdir: root, write: false,
    bundle: true, minify: true, format: 'iife', platform: 'browser', charset: 'utf8', legalComments: 'eof', logLevel: 'error', loader: { '.woff2': 'dataurl' }, plugins: [fewerFaces],
    // A package of contexts works out where its files are, and is never asked for them.
    define: { 'import.meta.url': '"https://page.invalid/"' },
  });
  const made = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))!.text.trim();
  const [script, style] = [made('.js'), made('.css')];
  const [frame, controls] = await Promise.all(['alone.html', 'controls.html'].map((name) => readFile(join(root, 'site', 'verifier', name), 'utf8')));
  const parts: Readonly<Record<string, string>> = { policy: policyOf(script, style), style, script, controls: controls!.trim() };
  return frame!.replace(/\{\{([a-z]+)\}\}/g, (_, name: string) => parts[name]!);
}
