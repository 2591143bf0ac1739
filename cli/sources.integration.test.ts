import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const run = (...args: readonly string[]): { readonly code: number | null; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', ASTRO_TELEMETRY_DISABLED: '1' } });
  return { code: status, said: `${stdout}${stderr}` };
};

describe('the sources', () => {
  it('have no type error, in the pages of the site and everywhere else', () => {
    // It looks at all that tsconfig.json includes, as `tsc` does, and at the pages besides.
    const { code, said } = run('node_modules/astro/bin/astro.mjs', 'check', '--minimumFailingSeverity', 'error');
    expect(code, said).toBe(0);
    expect(Number(/Result \((\d+) files\)/.exec(said)?.[1]), said).toBeGreaterThan(1000);
  }, 300_000);

  it('hold a sample catalog without a lint error', () => {
    const { code, said } = run(process.env['LAUREL_BIN'] ?? 'cli/laurel.mjs', 'lint', '--json');
    expect(code, said).toBe(0);
    expect((JSON.parse(said) as { readonly summary: { readonly files: number } }).summary.files).toBeGreaterThan(50);
  });
});
