import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';

const cli = import.meta.dirname;
const top = dirname(cli);

function* modules(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* modules(path);
    else if (/\.(ts|astro)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name)) yield path;
  }
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;
const importsOf = (path: string): readonly string[] => [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, a, b, c]) => (a ?? b ?? c)!);
const files = [...modules(cli), ...modules(join(top, 'site'))].map((path) => ({ path: relative(top, path), imports: importsOf(path), folder: dirname(path) }));
const room = (path: string): string => (path.startsWith('site/testing/') ? 'testing' : path.startsWith('site/') ? 'site' : path.split('/').length === 2 ? 'main' : path.split('/')[1]!);

// Who may import whom; what is not named here is forbidden.
const LAW: Readonly<Record<string, readonly string[]>> = {
  core: ['core', 'schemas'],
  effects: ['core', 'effects'],
  terminal: ['core', 'effects', 'terminal'],
  commands: ['core', 'effects', 'commands', 'practice', 'terminal', 'main'],
  practice: ['core', 'effects', 'practice'],
  main: ['core', 'effects', 'commands', 'main', 'package.json'],
  site: ['core', 'effects', 'site'],
  testing: ['core', 'effects', 'practice', 'main', 'testing', 'site'],
  bench: ['core', 'effects', 'practice', 'main', 'testing', 'bench'],
};

// Outside libraries that the code leans on have one importing file each.
const ONE_IMPORTER: Readonly<Record<string, string>> = {
  'js-yaml': 'cli/core/yaml.ts',
  yaml: 'cli/core/edit.ts',
  'gray-matter': 'cli/core/front-matter.ts',
  remark: 'cli/core/markdown.ts',
  commander: 'cli/main.ts',
  '@octokit/rest': 'cli/effects/github/github.ts',
  sharp: 'cli/effects/rasterise.ts',
  satteri: 'cli/effects/swift-markdown.ts',
  diff: 'cli/core/change/words.ts',
  exifreader: 'cli/core/privacy/image-metadata.ts',
  fflate: 'cli/core/privacy/zip.ts',
  pdfkit: 'cli/effects/certificate-document.ts',
  qr: 'cli/core/badge/qr.ts',
  'vscode-languageserver/node': 'cli/effects/language/server.ts',
  'vscode-languageserver-textdocument': 'cli/effects/language/text-document.ts',
  '@clack/prompts': 'cli/terminal/prompts.ts',
};

describe('the architecture', () => {
  it.each(files.map((file) => [file.path, file] as const))('lets %s import only what its room may', (path, { imports, folder }) => {
    const own = room(path);
    for (const target of imports.filter((name) => name.startsWith('.'))) {
      const whole = relative(top, resolve(folder, target));
      const other = whole.startsWith('schemas/') ? 'schemas' : whole === 'package.json' ? 'package.json' : whole.endsWith('.css') ? own : room(whole);
      expect(LAW[own], `${path} -> ${whole}`).toContain(other);
    }
  });

  it('keeps node, the clock, chance and the network out of core', () => {
    for (const { path, imports } of files.filter((file) => room(file.path) === 'core')) {
      expect(imports.filter((name) => name.startsWith('node:')), path).toEqual([]);
      const code = readFileSync(join(top, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
      expect(code, path).not.toMatch(/\bDate\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|\bfetch\(|getRandomValues/);
    }
  });

  it('gives each outside library one importing file', () => {
    for (const [library, only] of Object.entries(ONE_IMPORTER)) {
      const importers = files.filter(({ path, imports }) => imports.includes(library) && room(path) !== 'bench' && !path.startsWith('cli/practice/semantics/')).map(({ path }) => path);
      expect(importers, library).toEqual([only]);
    }
  });
});
