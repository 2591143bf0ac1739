import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outcomes } from './testing/outcomes.ts';
import { visits } from './testing/visit.ts';

const world = visits();

describe('what others vouch for', () => {
  test('stands on the page of the credential and of a badge of it, leads to its verification, and is nowhere else', async () => {
    const page = await world.visit('/credentials/checking-for-understanding/');
    expect(await page.locator('#endorsed').textContent()).toContain('State Agency');
    const badge = await world.visit(`/badges/${world.site.serial}/`);
    expect(await badge.locator('#endorsed').textContent()).toContain('Counts for the renewal of a licence.');
    expect(await (await world.visit('/credentials/peer-coaching-cycle/')).locator('#endorsed').count()).toBe(0);
    await badge.getByRole('link', { name: 'Verify it' }).click();
    await badge.getByRole('heading', { name: 'What we found' }).waitFor();
    expect(await outcomes(badge)).toMatchObject({ structure: 'pass', proof: 'pass', issuer: 'pass', key: 'pass', validity: 'pass' });
    expect(await badge.locator('dl.claims').textContent()).toMatch(/Saying\s*Counts for the renewal/);
    const achievement = JSON.parse(await readFile(join(world.site.folder, 'releases', 'checking-for-understanding', '1.0.0', 'achievement.json'), 'utf8')) as { readonly endorsement: readonly object[] };
    expect(achievement.endorsement).toEqual([JSON.parse(await readFile(join(world.site.folder, 'releases', 'checking-for-understanding', '1.0.0', 'endorsements', 'state-agency.json'), 'utf8'))]);
  });
});
