import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

describe('laurel in a pipe', () => {
  it('ends in silence when the reader stops early, as head does', { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'laurel.mjs'), 'explain'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const ended = new Promise<number | null>((done) => void child.once('close', done));
    expect(await text(child.stderr)).toBe('');
    expect(await ended).toBe(0);
  });
});
