import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { commitment, fromBase64Url } from '../cli/core/submission/commitment.ts';
import { FINGERPRINT_COMMANDS } from './fingerprint-by-hand.ts';

test('the commands for the fingerprint give what the form and `laurel attach` give', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-'));
  try {
    const file = new TextEncoder().encode('A plan.\n');
    await writeFile(join(folder, 'plan.pdf'), file);
    const { stdout } = await promisify(execFile)('bash', ['-c', FINGERPRINT_COMMANDS], { cwd: folder });
    const [salt = '', bytes = '', digest = ''] = stdout.split('\n').map((line) => line.trim());
    expect(salt).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(bytes).toBe(String(file.length));
    const whole = commitment(fromBase64Url(salt));
    whole.add(file);
    expect(digest.split(' ')[0]).toBe(whole.digest());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
