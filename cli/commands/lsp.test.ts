import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { World } from '../effects/world.ts';
import lsp from './lsp.ts';
import manifest from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);
const folder = join(root, '.vscode', 'extensions', 'laurel');
const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly main: string; readonly engines: { readonly vscode: string }; readonly activationEvents: readonly string[]; readonly publisher: string; readonly dependencies?: unknown; readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: boolean } } };
const docs = readFileSync(join(root, 'docs', 'editors.md'), 'utf8');
const blocks = (language: string): readonly string[] => [...docs.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text]) => text!);

describe('the extension for Visual Studio Code', () => {
  it('is one that the editor takes as it lies there', () => {
    expect(existsSync(join(folder, own.main))).toBe(true);
    expect(own).toMatchObject({ publisher: expect.stringMatching(/^[a-z-]+$/), activationEvents: ['workspaceContains:catalog/issuer.yaml'], capabilities: { untrustedWorkspaces: { supported: false } } });
    expect(own.dependencies).toBeUndefined();
    // Its only library is the repository's, for the editors that the library is for.
    expect(manifest.devDependencies['vscode-languageclient']).toMatch(/^[0-9.]+$/);
    const client = JSON.parse(readFileSync(join(root, 'node_modules', 'vscode-languageclient', 'package.json'), 'utf8')) as { readonly engines: { readonly vscode: string } };
    expect(own.engines.vscode).toBe(client.engines.vscode);
  });

  it('starts the command line of this repository', () => {
    const extension = require(join(folder, own.main)) as { readonly server: (root: string) => unknown; readonly activate: unknown; readonly deactivate: () => unknown };
    expect(extension.server(root)).toEqual({ command: 'node', args: [join(root, 'cli', 'laurel.mjs'), 'lsp', '--stdio'], options: { cwd: root } });
    expect(extension.activate).toBeTypeOf('function');
    expect(extension.deactivate()).toBeUndefined();
  });
});

describe('laurel lsp', () => {
  it('sends a person at a terminal to the page about editors', async () => {
    const terminal = { input: process.stdin, output: process.stdout };
    await expect(lsp.run({ arguments: [], options: {} }, { terminal } as Partial<World> as World)).rejects.toThrow('docs/editors.md');
  });

  it('takes what editors add to its command line', () => expect(lsp.options!.map(({ flags }) => flags.split(' ')[0])).toEqual(['--catalog', '--stdio', '--clientProcessId']));
});

describe('the page about editors', () => {
  it('has lines that start it, in the form of each editor', () => {
    const [onSave, zed] = blocks('json').map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>);
    expect(onSave!['editor.codeActionsOnSave']).toEqual({ 'source.fixAll.laurel': 'explicit' });
    const started = { binary: { path: 'node', arguments: ['cli/laurel.mjs', 'lsp', '--stdio'] } };
    expect(zed!['lsp']).toEqual({ 'yaml-language-server': started, marksman: started });
    expect(blocks('toml')).toEqual([expect.stringContaining('command = "node"\nargs = ["cli/laurel.mjs", "lsp", "--stdio"]')]);
    expect(blocks('lua')).toEqual([expect.stringContaining("cmd = { 'node', programme .. '/cli/laurel.mjs', 'lsp', '--stdio' }")]);
  });
});
