import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';

const ended = (act: string): { readonly status: number | null; readonly stderr: string } =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', `import { running } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'running.ts')).href)}; void running(process, ${act});`], { encoding: 'utf8' });

it('ends with the code of the command, and with 2 and a sentence where the command fails or waits for what never comes', () => {
  expect(ended('async () => 0')).toMatchObject({ status: 0, stderr: '' });
  expect(ended('async () => 1')).toMatchObject({ status: 1, stderr: '' });
  expect(ended('() => new Promise(() => {})')).toMatchObject({ status: 2, stderr: expect.stringContaining('stopped before its end') });
  expect(ended('async () => { throw new Error("x"); }')).toMatchObject({ status: 2, stderr: expect.stringContaining('laurel: ') });
});
