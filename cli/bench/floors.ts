import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../setup.mjs';

/** The programs that commands are measured against, bundled as the command line is. Gives the path of one. */
export async function floor(name: 'floor-parse' | 'floor-read' | 'floor-write' | 'ledger-run' | 'publish-run' | 'verify-run'): Promise<string> {
  const outfile = join(root, 'node_modules', '.cache', 'laurel', 'bench', `${name}.js`);
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node22', logLevel: 'error', external: ['@bruits/*', '*.node'],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  return outfile;
}
