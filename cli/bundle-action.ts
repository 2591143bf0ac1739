import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const folder = '.github/actions/laurel';

/** Where the single file and the licences of what is in it stand, below the repository's root. */
export const bundleFile = `${folder}/laurel.mjs`;
export const licencesFile = `${folder}/LICENCES.txt`;

/**
 * The command line as one file that needs no installation, for the repository's own action. It is left readable, so that a review
 * can follow it. Pages are built by Astro, rehearsals need a whole GitHub, and no editor runs in a workflow: none of them is in it. The same sources and packages give the same bytes anywhere.
 * @returns contents by path below the repository's root.
 */
export async function bundleAction(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, 'cli', 'action.ts')], absWorkingDir: root, outfile: join(root, bundleFile), write: false, metafile: true,
    bundle: true, splitting: false, format: 'esm', platform: 'node', target: 'node20', minify: false, charset: 'ascii', legalComments: 'none', logLevel: 'error',
    external: ['astro', 'esbuild', 'satteri'], plugins: [leaveOut],
    banner: { js: "// Made from cli/ by `npm run generate`; a test rebuilds it. Do not edit.\nimport { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  return new Map([[bundleFile, outputFiles[0]!.text], [licencesFile, licences(metafile)]]);
}

const leaveOut: Plugin = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/practice\.ts$/ }, () => ({ path: join(root, 'cli', 'without-rehearsals.ts') }));
    onResolve({ filter: /^\.\/lsp\.ts$/ }, () => ({ path: join(root, 'cli', 'without-editors.ts') }));
    // Only what draws pictures needs sharp, and only certificates need pdfkit. Each is found where it is installed; nothing else may fail for the lack of it.
    onResolve({ filter: /^(sharp|pdfkit)$/ }, ({ path, namespace }) => (namespace === 'late' ? { path, external: true } : { path, namespace: 'late' }));
    onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({ contents: `module.exports = require(${JSON.stringify(path)});`, loader: 'js' }));
    // jsonld brings an HTTP client of its own. Contexts come from packages and nothing is fetched through it, so it is taken as a browser takes it.
    onResolve({ filter: /^jsonld$/ }, () => ({ path: join(root, 'node_modules', 'jsonld', 'lib', 'jsonld.js') }));
    onResolve({ filter: /^\.\/platform(\.js)?$/ }, ({ resolveDir }) => (/[\\/]jsonld[\\/]lib$/.test(resolveDir) ? { path: join(resolveDir, 'platform-browser.js') } : null));
  },
};

const PACKAGE = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/;

// Their licences ask that a copy carries them.
function licences(metafile: Metafile): string {
  const [output] = Object.values(metafile.outputs);
  const used = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => PACKAGE.exec(path)?.[0]);
  // Made from a font, whose licence asks the same.
  if (Object.keys(output!.inputs).includes('cli/core/badge/outlines.generated.ts')) used.push('node_modules/@fontsource/alegreya-sc');
  const packages = [...new Set(used.filter((path) => path !== undefined))].sort();
  const texts = packages.map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string; readonly license?: string };
    const file = readdirSync(join(root, path)).sort().find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry));
    const text = file === undefined || !existsSync(join(root, path, file)) ? '(The package names its licence and holds no text of it.)' : readFileSync(join(root, path, file), 'utf8').replace(/\r\n/g, '\n').trim();
    return `## ${name} ${version} (${license ?? 'licence not named'})\n\n${text}\n`;
  });
  return `Packages whose code is in laurel.mjs, with their licences. Made by \`npm run generate\`.\n\n${texts.join('\n')}`;
}
