import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { bundleAction, bundleFile } from './bundle-action.ts';

const root = join(import.meta.dirname, '..');
// A folder without node_modules anywhere above it.
const away = mkdtempSync(join(tmpdir(), 'laurel-action-'));
const file = join(away, 'laurel.mjs');

beforeAll(() => copyFileSync(join(root, bundleFile), file));
afterAll(() => rmSync(away, { recursive: true, force: true }));

function run(args: readonly string[], { cwd = away, command }: { readonly cwd?: string; readonly command?: string } = {}): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { INPUT_COMMAND: _command, NODE_PATH: _path, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd, encoding: 'utf8', env: { ...env, NO_COLOR: '1', ...(command === undefined ? {} : { INPUT_COMMAND: command }) } });
  return { code: status, out: stdout, err: stderr };
}

describe('the single file of the command line', () => {
  it('is what the sources make, to the byte', async () => {
    for (const [path, text] of await bundleAction()) expect(readFileSync(join(root, path), 'utf8') === text, `${path} differs from what cli/ makes; run \`npm run generate\``).toBe(true);
  });

  it('names no folder of the machine that made it', () => expect(readFileSync(file, 'utf8')).not.toContain(root));

  it('says its version without anything installed', () => expect(run(['--version'])).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' }));

  it('lints a catalog without anything installed', () => {
    const { code, out, err } = run(['lint', '--json'], { cwd: root });
    expect(code, err).toBe(0);
    expect((JSON.parse(out) as { readonly summary: { readonly files: number } }).summary.files).toBeGreaterThan(50);
  });

  it.each(['issue', 'audit', 'verify', 'owners', 'publish'])('loads the command %s without anything installed', (command) => {
    const { code, out, err } = run([command, '--help']);
    expect(code, err).toBe(0);
    expect(out).toContain(`Usage: laurel ${command}`);
  });

  it('says where rehearsals are', () => expect(run(['practice'])).toMatchObject({ code: 2, err: expect.stringContaining('node cli/laurel.mjs practice') }));

  it('says where editors find the language server, and carries none of it', () => {
    expect(run(['lsp'])).toMatchObject({ code: 2, err: expect.stringContaining('node cli/laurel.mjs lsp --stdio') });
    expect(readFileSync(file, 'utf8')).not.toContain('textDocument/publishDiagnostics');
  });

  it('takes its command from the action, and lets nothing that it prints command the runner', () => {
    const { code, out } = run([], { command: 'lint --catalog there-is-none' });
    expect(code).toBe(2);
    const [, token = ''] = /^::stop-commands::([0-9a-f-]{36})\n/.exec(out) ?? [];
    expect(token).not.toBe('');
    expect(out.endsWith(`::${token}::\n`)).toBe(true);
  });

  it('refuses a command that is no line of plain words', () => expect(run([], { command: 'lint; touch here' })).toMatchObject({ code: 2, err: expect.stringContaining('Unexpected "lint;"') }));
});
