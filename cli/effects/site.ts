import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Obstacle } from './programme.ts';
import { readFolder, resolveObject } from './tree.ts';
import type { World } from './world.ts';

/** What a site is built from and to. */
export interface SiteOptions {
  readonly catalog: string;
  readonly out: string;
  /** The ledger commit to publish; null: no badges. */
  readonly ledger: string | null;
}

/** The folder of this program: where `site/` and `astro.config.mjs` stand. */
export function programFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (dirname(folder) !== folder) {
    try {
      if ((createRequire(join(folder, 'x.js'))('./package.json') as { readonly name?: string }).name === 'laurel-credentials') return folder;
    } catch {
      // No manifest here: look further up.
    }
    folder = dirname(folder);
  }
  throw new Obstacle('The folder of this program cannot be found. Install it again.');
}

/** The ledger's newest commit that this clone knows, or null. */
export async function knownLedger(world: World, catalog: string): Promise<string | null> {
  const git = world.git(resolve(world.cwd, catalog));
  for (const name of ['refs/laurel/heads/ledger', 'refs/remotes/origin/ledger', 'refs/heads/ledger']) {
    const commit = await resolveObject(git, name);
    if (commit !== null) return commit;
  }
  return null;
}

/** Runs Astro's `build` or `dev` over a catalog and a ledger commit; resolves when it ends. What it says goes to `say`. */
export async function runAstro(world: World, verb: 'build' | 'dev', options: SiteOptions, say: (text: string) => void, more: readonly string[] = []): Promise<number> {
  const root = programFolder();
  const ledger = resolve(root, 'node_modules', '.cache', 'laurel', `ledger-${process.pid}`);
  await world.files.remove(ledger);
  if (options.ledger !== null) {
    for (const { path, bytes } of await readFolder(world.git(resolve(world.cwd, options.catalog)), options.ledger, '')) await world.files.write(join(ledger, path), bytes);
  }
  // What builds pages needs no secret.
  const { LAUREL_KEY: _key, LAUREL_KEY_FILE: _file, GITHUB_TOKEN: _token, GH_TOKEN: _other, ...rest } = world.env;
  const env = { ...rest, LAUREL_CATALOG: resolve(world.cwd, options.catalog), LAUREL_OUT: resolve(world.cwd, options.out), LAUREL_LEDGER: options.ledger === null ? '' : ledger, LAUREL_LEDGER_COMMIT: options.ledger ?? '', ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: verb === 'build' ? 'production' : 'development' };
  const astro = join(dirname(createRequire(join(root, 'package.json')).resolve('astro/package.json')), 'bin', 'astro.mjs');
  try {
    return await new Promise<number>((done, fail) => {
      const child = spawn(process.execPath, [astro, verb, '--root', root, ...more], { cwd: root, env: env as NodeJS.ProcessEnv, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', say);
      const stop = (): void => void child.kill('SIGTERM');
      process.once('SIGINT', stop).once('SIGTERM', stop);
      child.on('error', fail);
      child.on('close', (code) => {
        process.off('SIGINT', stop).off('SIGTERM', stop);
        done(code ?? 0);
      });
    });
  } finally {
    await world.files.remove(ledger);
  }
}
