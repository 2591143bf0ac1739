import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Obstacle } from './programme.ts';
import { filesAt, resolveObject } from './tree.ts';
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
    for await (const { path, bytes } of filesAt(world.git(resolve(world.cwd, options.catalog)), options.ledger)) await world.files.write(join(ledger, path), bytes);
  }
  // What builds pages needs no secret.
  const { LAUREL_KEY: _key, LAUREL_KEY_FILE: _file, GITHUB_TOKEN: _token, GH_TOKEN: _other, ...rest } = world.env;
  const env = { ...rest, LAUREL_CATALOG: resolve(world.cwd, options.catalog), LAUREL_OUT: resolve(world.cwd, options.out), LAUREL_LEDGER: options.ledger === null ? '' : ledger, LAUREL_LEDGER_COMMIT: options.ledger ?? '', ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: verb === 'build' ? 'production' : 'development' };
  const astro = join(dirname(createRequire(join(root, 'package.json')).resolve('astro/package.json')), 'bin', 'astro.mjs');
  try {
    return await new Promise<number>((done, fail) => {
      const child = spawn(process.execPath, [astro, verb, '--root', root, ...more], { cwd: root, env: env as NodeJS.ProcessEnv, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', say);
      let stopped = false;
      const stop = (): void => {
        stopped = true;
        child.kill('SIGTERM');
      };
      process.once('SIGINT', stop).once('SIGTERM', stop);
      child.on('error', fail);
      child.on('close', (code) => {
        process.off('SIGINT', stop).off('SIGTERM', stop);
        // No code: it was ended by a signal, ours or somebody else's.
        done(code ?? (stopped ? 0 : 1));
      });
    });
  } finally {
    await world.files.remove(ledger);
  }
}

/**
 * Builds the site into a folder, which is replaced only when the build is whole.
 * @throws Obstacle with what Astro said, where it could not be built; the folder is then as it was.
 */
export async function buildSite(world: World, options: SiteOptions): Promise<void> {
  const out = resolve(world.cwd, options.out);
  for (const kept of [world.cwd, resolve(world.cwd, options.catalog), programFolder()]) if (kept === out || kept.startsWith(`${out}/`)) throw new Obstacle(`The site cannot be built into ${options.out}: that folder holds more than a site, and would be emptied. Name one of its own with --out.`);
  const draft = resolve(programFolder(), 'node_modules', '.cache', 'laurel', `site-${process.pid}`);
  const said: string[] = [];
  try {
    const code = await runAstro(world, 'build', { ...options, out: draft }, (text) => said.push(text));
    if (code !== 0) throw new Obstacle(`The site could not be built:\n${said.join('').trimEnd().split('\n').filter((line) => !/^\s+at /.test(line)).slice(-12).join('\n')}`);
    await world.files.replace(draft, out);
  } finally {
    await world.files.remove(draft);
  }
}
