import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { root } from '../setup.mjs';
import known from './peers.json' with { type: 'json' };

/** The versions to compare with, by package. */
export const versions: Readonly<Record<string, string>> = known.versions;

const home = join(root, 'node_modules', '.cache', 'laurel-bench-peers');

/** Where their packages are, if they are anywhere. */
export const peerPackages = join(home, 'node_modules');

/** Whether these packages stand in a folder, at the versions to compare with. */
export const areInstalled = (packages: readonly string[], folder = peerPackages): boolean => packages.every((name) => {
  const manifest = join(folder, name, 'package.json');
  return existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version === versions[name];
});

/** A sum of everything that was installed: the same packages give the same, whichever registry they came from. */
export function sumOf(lock: string): string {
  const { packages } = JSON.parse(lock) as { readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>> };
  const lines = Object.entries(packages).map(([path, { version, integrity }]) => `${path} ${version} ${integrity}\n`).sort();
  return `sha256-${createHash('sha256').update(lines.join('')).digest('hex')}`;
}

/**
 * Installs what is missing of the programs to compare with, apart from our own dependencies: they are large, and nothing but this needs
 * them. Says so first; where it does not work, it says so too and goes on.
 */
export async function installPeers(say: (line: string) => void): Promise<void> {
  if (!areInstalled(Object.keys(versions))) {
    say('Installing the linters to compare with into node_modules/.cache/laurel-bench-peers (once, 130 MB; --alone leaves them out)...');
    mkdirSync(home, { recursive: true });
    const npm = process.env['npm_execpath'];
    const [program, before] = npm?.endsWith('.js') === true ? [process.execPath, [npm]] : ['npm', []];
    const args = ['install', '--prefix', home, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1', ...Object.entries(versions).map(([name, version]) => `${name}@${version}`)];
    await promisify(execFile)(program, [...before, ...args], { timeout: 600_000 }).catch((error: Error) => say(`They could not be installed: ${error.message.split('\n').find((line) => line.startsWith('npm error')) ?? error.message.split('\n')[0]}`));
  }
  const lock = join(peerPackages, '.package-lock.json');
  if (existsSync(lock) && sumOf(readFileSync(lock, 'utf8')) !== known.sum) say(`What they lean on is not the same as on ${known.asOf} (the sum in cli/bench/peers.json is of that day).`);
}
