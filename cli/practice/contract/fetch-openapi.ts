import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The package that carries GitHub's own REST description, and the file in it. It unpacks to 400 MB, so it is not a dependency. */
export const OPENAPI = {
  package: '@octokit/openapi',
  version: '23.0.2',
  file: 'package/generated/api.github.com.json',
  integrity: 'sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==',
} as const;

const run = promisify(execFile);

/** Where the description lies once it has been fetched. */
export function openapiPath(cacheDir: string): string {
  return join(cacheDir, `github-openapi-${OPENAPI.version}.json`);
}

/** Fetches the description into a cache folder, unless it is there, and gives its path. */
export async function fetchOpenapi(cacheDir: string): Promise<string> {
  const target = openapiPath(cacheDir);
  if (existsSync(target)) return target;
  await mkdir(cacheDir, { recursive: true });
  const work = await mkdtemp(join(cacheDir, 'openapi-'));
  try {
    await npm(['pack', `${OPENAPI.package}@${OPENAPI.version}`, '--pack-destination', work, '--silent']);
    const tarball = join(work, `octokit-openapi-${OPENAPI.version}.tgz`);
    const digest = createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64');
    if (`sha512-${digest}` !== OPENAPI.integrity)
      throw new Error(`Unexpected contents of ${OPENAPI.package} ${OPENAPI.version}, expected ${OPENAPI.integrity}.`);
    await run('tar', ['-xzf', tarball, '-C', work, OPENAPI.file]);
    await rename(join(work, OPENAPI.file), target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return target;
}

// Inside an npm script npm says where it is, which works on every system; elsewhere it is on the path.
async function npm(args: readonly string[]): Promise<void> {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('.js') === true) await run(process.execPath, [script, ...args]);
  else await run('npm', args, { shell: process.platform === 'win32' });
}
