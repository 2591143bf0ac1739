import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import lint from './commands/lint.ts';
import { diskFiles } from './effects/files.ts';
import type { World } from './effects/world.ts';
import { main } from './main.ts';
import { plainLint } from './plain-lint.ts';

async function said(act: (world: World) => Promise<number>): Promise<readonly [code: number, out: string, err: string]> {
  const texts = { out: '', err: '' };
  const output = (name: 'out' | 'err'): World['out'] => ({ isTerminal: false, columns: 80, write: (text) => void (texts[name] += text) });
  const none = (): never => {
    throw new Error('a lint asks for nothing but files');
  };
  const code = await act({ cwd: join(import.meta.dirname, '..'), env: {}, out: output('out'), err: output('err'), input: none, now: () => new Date('2026-11-22T09:00:00Z'), random: none, files: diskFiles, git: none, github: none, fetch: none });
  return [code, texts.out, texts.err];
}

describe('a lint of paths alone', () => {
  it.each([[], ['catalog/rubrics'], ['catalog/credentials', 'catalog/issuer.yaml'], ['--catalog', 'cli/core/rules/golden/planted'], ['--catalog', 'cli/core/rules/golden/planted', 'cli/core/rules/golden/planted/rubrics']].map((args) => [args]))('says what the whole command line says: %j', { timeout: 30_000 }, async (args) => {
    const given = plainLint(args);
    expect(given).not.toBeNull();
    expect(await said((world) => lint.run(given!, world))).toEqual(await said((world) => main(['lint', ...args], world)));
  });

  it.each([['--json'], ['--format', 'json'], ['--catalog'], ['--catalog', '--json'], ['--catalog=catalog'], ['--fix'], ['--watch'], ['--help'], ['-h'], ['--', 'catalog'], ['--no-cache'], ['catalog', '--roster', 'names.txt']].map((args) => [args]))('leaves to the whole command line: %j', (args) => {
    expect(plainLint(args)).toBeNull();
  });
});
