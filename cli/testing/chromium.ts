import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', 'C:/Program Files/Google/Chrome/Application/chrome.exe'];

/** A Chromium that is installed: the one of LAUREL_CHROMIUM, one on the PATH, one where systems put it, or the test tool's own. */
export function findChromium(): string | null {
  const own = process.env['LAUREL_CHROMIUM'];
  if (own !== undefined && own !== '') return existsSync(own) ? own : null;
  const onPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES, chromium.executablePath()].find((path) => path !== '' && existsSync(path)) ?? null;
}

/**
 * Finds a Chromium or installs one: root on Debian takes the distribution's package, everybody else the test tool's download.
 * @returns its path, or a sentence that says what to do.
 */
export function ensureChromium(say: (text: string) => void): { readonly path: string } | { readonly sentence: string } {
  const found = findChromium();
  if (found !== null) return { path: found };
  const quiet = { stdio: 'ignore', timeout: 600_000 } as const;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say('Installing Chromium from Debian (once)...');
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { ...quiet, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  if (findChromium() === null) {
    say('Downloading a Chromium for the browser tests (once)...');
    spawnSync(process.execPath, [join(import.meta.dirname, '..', '..', 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium', '--only-shell'], quiet);
  }
  const path = findChromium();
  return path === null ? { sentence: 'There is no Chromium for the browser tests, and none could be installed. Install Chromium or Chrome, or set LAUREL_CHROMIUM to its path, then run `npm test` again.' } : { path };
}

/** How Chromium is started in tests: nothing but loopback is asked. */
export const chromiumArguments: readonly string[] = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
