import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, expect, test } from 'vitest';
import { wholeCommands } from './whole-commands.ts';

const scratch = mkdtempSync(join(tmpdir(), 'laurel-whole-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const means = { cwd: scratch, env: process.env, limit: 60_000, scratch };
const node = (code: string): readonly string[] => [process.execPath, '-e', code];

// A program of a program, as many command lines are.
const SPAWNS = `require('node:child_process').spawnSync(process.execPath, ['-e', 'for (const end = process.cpuUsage().user + 300000; process.cpuUsage().user < end;);'])`;

test('commands are timed with all that they start, heard out, and stopped when they take too long', async () => {
  const took = (await wholeCommands([node(SPAWNS), node('console.log("out"); console.error("err"); process.exitCode = 3')], means))!;
  expect(took.cpu).toBeGreaterThanOrEqual(300);
  expect(took.ms).toBeGreaterThanOrEqual(300);
  expect(took.output).toBe('out\nerr\n');
  const start = performance.now();
  expect(await wholeCommands([node(`require('node:child_process').spawnSync('sleep', ['60'])`)], { ...means, limit: 500 })).toBeNull();
  expect(performance.now() - start).toBeLessThan(30_000);
});
