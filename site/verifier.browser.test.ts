import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { outcomes } from './testing/outcomes.ts';
import { visits } from './testing/visit.ts';

const world = visits();
const ASKED = { structure: 'pass', 'safe-mode': 'pass', proof: 'pass', issuer: 'pass', key: 'pass', validity: 'pass', status: 'pass' };
const PASSED = { ...ASKED, registry: 'skipped', endorsements: 'skipped', definition: 'pass', recipient: 'skipped', log: 'pass' };
const ORIGIN = 'credentials.marlow-valley.example';

/** Lets a file fall on the page, as the browser itself hands on what is dragged from the desktop. */
async function drop(page: Page, path: string, at: string): Promise<void> {
  const box = (await page.locator(at).boundingBox())!;
  const session = await page.context().newCDPSession(page);
  const place = { x: box.x + box.width / 2, y: box.y + 20, data: { items: [], files: [path], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, ...place });
}

describe('the page of a badge', () => {
  test('verifies it on the spot, question by question, and says where the programme’s own addresses were read', async () => {
    const page = await world.visit(`/badges/${world.site.serial}/`);
    expect(await page.getByRole('complementary', { name: 'Note' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Verify now' }).click();
    expect(await outcomes(page)).toEqual(PASSED);
    const here = new URL(world.site.url).host;
    for (const name of ['issuer', 'status']) expect(await page.locator(`[data-result=${name}]`).textContent()).toContain(`from ${here}, which serves this page in place of ${ORIGIN}`);
    expect(await page.locator('.claims').textContent()).toContain('Checking for understanding');
    expect(await page.locator('#reached .reached').count()).toBeGreaterThan(2);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('What we found');
  });

  test('offers the badge’s own files, byte for byte', async () => {
    const page = await world.visit(`/badges/${world.site.serial}/`);
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the badge as JSON' }).click();
    expect(await readFile(await (await waiting).path(), 'utf8')).toBe(world.site.badge);
  });

  test('says revoked of a revoked badge, without JavaScript too, and again when it is verified', async () => {
    const path = `/badges/${world.site.revokedSerial}/`;
    const still = await world.visit(path, { javaScriptEnabled: false });
    expect(await still.getByRole('complementary', { name: 'Note' }).textContent()).toMatch(/^\s*Revoked\./);
    expect(await still.getByRole('complementary', { name: 'Note' }).textContent()).toContain('The reason it gives: “It was made for a test.”');
    expect(await still.title()).toMatch(/^Revoked badge/);
    const page = await world.visit(path);
    await page.getByRole('button', { name: 'Verify now' }).click();
    expect(await outcomes(page)).toEqual({ ...PASSED, status: 'fail', log: 'fail' });
    expect(await page.locator('.summary').textContent()).toContain('Is it still in force? No.');
    expect(await page.locator('[data-result=status]').textContent()).toMatch(/revoked.* The issuer's site says why: "It was made for a test"\./);
  });
});

describe('the page that verifies', () => {
  test('has loaded at most 80 KB of scripts, gzipped, before the first badge is dropped on it', async () => {
    const page = await world.visit('/verify/');
    await page.waitForLoadState('networkidle');
    const inPage = await page.locator('script').evaluateAll((scripts) => scripts.map((script) => script.textContent));
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith('.js')));
    const texts = [inPage.join(''), ...(await Promise.all(loaded.map((path) => readFile(join(world.site.folder, path), 'utf8'))))];
    expect(texts.join('')).not.toBe('');
    expect(texts.reduce((sum, text) => sum + gzipSync(text).length, 0)).toBeLessThanOrEqual(80_000);
  });

  test('takes a badge’s JSON that is dropped on it from the desktop', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'laurel-drop-'));
    try {
      await writeFile(join(folder, 'badge.json'), world.site.badge);
      const page = await world.visit('/verify/');
      await drop(page, join(folder, 'badge.json'), '[data-zone]');
      expect(await outcomes(page)).toEqual(PASSED);
      expect(await page.locator('.summary').textContent()).toBe('Every answer is yes.');
      expect(await page.locator('.claims').textContent()).toContain('Marlow Valley School District');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('takes a picture with the badge inside, wherever on the page it falls', async () => {
    const page = await world.visit('/verify/');
    await drop(page, join(world.site.folder, 'badges', world.site.serial, 'badge.png'), 'h1');
    expect(await outcomes(page)).toEqual(PASSED);
    expect(new URL(page.url()).pathname).toBe('/verify/');
  });

  test('takes the same from the file chooser, and the same file twice', async () => {
    const page = await world.visit('/verify/');
    const field = page.getByLabel('Choose a file');
    for (let round = 0; round < 2; round += 1) {
      await field.setInputFiles(join(world.site.folder, 'badges', world.site.serial, 'badge.png'));
      expect(await outcomes(page)).toEqual(PASSED);
      await page.locator('[data-output]').evaluate((output) => output.replaceChildren());
    }
  });

  test('takes a serial, the address of a badge’s page, and a link from it', async () => {
    const { serial } = world.site;
    const page = await world.visit('/verify/');
    for (const named of [serial, `https://${ORIGIN}/badges/${serial}/`, `${world.site.url}/badges/${serial}/badge.json`]) {
      await page.goto(`${world.site.url}/verify/?badge=${encodeURIComponent(named)}`);
      expect(await outcomes(page), named).toEqual(PASSED);
    }
  });

  test('shows the answer for the last of two files, however long the first one takes', async () => {
    const page = await world.visit('/verify/');
    await page.route('**/did.json', async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.continue();
    }, { times: 1 });
    const field = page.getByLabel('Choose a file');
    await field.setInputFiles({ name: 'slow.json', mimeType: 'application/json', buffer: Buffer.from(world.site.badge) });
    await page.waitForRequest('**/did.json');
    await field.setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a shopping list') });
    await page.locator('.fault').waitFor();
    await page.waitForTimeout(700);
    expect(await page.locator('[data-result]').count()).toBe(0);
    expect(await page.locator('.fault').textContent()).toContain('not a badge');
  });

  test('takes many files at once, shows a table, and gives it as CSV', async () => {
    const page = await world.visit('/verify/');
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
    const bent = world.site.badge.replace('"name": "', '"name": "x');
    await page.getByLabel('Choose a file').setInputFiles([
      { name: 'good.json', mimeType: 'application/json', buffer: Buffer.from(world.site.badge) },
      { name: 'again.json', mimeType: 'application/json', buffer: Buffer.from(world.site.badge) },
      { name: 'bent.json', mimeType: 'application/json', buffer: Buffer.from(bent) },
      { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a shopping list') },
    ]);
    await page.locator('[data-verdict]').nth(3).waitFor();
    expect(await page.locator('[data-verdict]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['verdict']))).toEqual(['pass', 'pass', 'fail', 'fail']);
    expect(await page.locator('.summary').textContent()).toBe('4 badges: 2 good, 2 not, 0 unknown.');
    expect(asked.filter((path) => path.endsWith('did.json'))).toHaveLength(1);
    await page.getByText('bent.json', { exact: true }).click();
    expect(await page.locator('[data-result=proof]').getAttribute('data-outcome')).toBe('fail');
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Keep this table as CSV' }).click();
    const csv = await readFile(await (await waiting).path(), 'utf8');
    expect(csv.trim().split('\r\n').map((line) => line.split(',').slice(0, 2).join(','))).toEqual(['"file","verdict"', '"good.json","pass"', '"again.json","pass"', '"bent.json","fail"', '"note.txt","fail"']);
  });

  test('takes a CSV table, and another site’s address, and asks that site only when somebody says so', async () => {
    const page = await world.visit('/verify/');
    const asked: string[] = [];
    page.on('request', (request) => void (new URL(request.url()).origin !== world.site.url && request.url().startsWith('http') && asked.push(request.url())));
    await page.route('https://other.example/**', (route) => route.fulfill({ body: world.site.badge, headers: { 'access-control-allow-origin': '*' } }));
    await page.route('https://closed.example/**', (route) => route.abort('failed'));
    const rows = [`"${world.site.badge.replaceAll('"', '""')}"`, `https://${ORIGIN}/badges/${world.site.revokedSerial}/badge.json`, 'https://other.example/badge.json', 'https://closed.example/badge.json', 'http://10.0.0.1/badge.json', 'maya.json', 'gone.json'];
    const given = [{ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(`badge\n${rows.join('\n')}\n`) }, { name: 'maya.json', mimeType: 'application/json', buffer: Buffer.from(world.site.badge) }];
    const verdicts = (): Promise<readonly (string | undefined)[]> => page.locator('[data-verdict]').evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset['verdict']));
    for (const [choice, third] of [['Verify the rest', 'unknown'], ['Fetch and verify', 'pass']] as const) {
      await page.getByLabel('Choose a file').setInputFiles(given);
      await page.getByText('The table names 2 badges on 2 other sites').waitFor();
      expect(asked).toEqual([]);
      await page.getByRole('button', { name: choice }).click();
      await page.locator('[data-verdict]').nth(6).waitFor();
      expect(await verdicts()).toEqual(['pass', 'fail', third, 'unknown', 'unknown', 'pass', 'unknown']);
    }
    const said = await page.locator('.batch').textContent();
    for (const sentence of ['people.csv, row 2', 'closed.example gave no answer, or does not let pages of other sites read it. Open that address yourself, download', 'is not https', 'There is no file gone.json among what you gave']) expect(said).toContain(sentence);
    expect(asked).toEqual(['https://other.example/badge.json', 'https://closed.example/badge.json']);
    await page.getByLabel('Or paste').fill('https://other.example/badge.json');
    await page.getByRole('button', { name: 'Verify what I pasted' }).click();
    expect(await outcomes(page)).toEqual(PASSED);
    await page.getByLabel('Or paste').fill('https://closed.example/badge.json');
    await page.getByRole('button', { name: 'Verify what I pasted' }).click();
    expect(await page.locator('.fault').textContent()).toContain('download the badge’s file, and drop it here');
    await page.getByLabel('Or paste').fill('https://other.example/badge.json\nhttps://closed.example/badge.json');
    await page.getByRole('button', { name: 'Verify what I pasted' }).click();
    await page.getByText('The table names 2 badges on 2 other sites').waitFor();
    // Two sites were asked, as the person said.
    world.forgive();
  });

  test('compares the badge with the person that somebody names', async () => {
    const page = await world.visit('/verify/');
    await page.getByLabel('Whose should it be?').fill('nobody@example.org');
    await page.getByLabel('Choose a file').setInputFiles({ name: 'badge.json', mimeType: 'application/json', buffer: Buffer.from(world.site.badge) });
    expect(await outcomes(page)).toMatchObject({ ...ASKED, recipient: 'unknown' });
  });

  test('is unsure, and says so, where the issuer’s keys cannot be had', async () => {
    const page = await world.visit('/verify/');
    await page.route('**/did.json', (route) => route.fulfill({ status: 503 }));
    await page.getByLabel('Choose a file').setInputFiles(join(world.site.folder, 'badges', world.site.serial, 'badge.json'));
    expect(await outcomes(page)).toMatchObject({ structure: 'pass', proof: 'unknown', issuer: 'unknown', status: 'unknown' });
    expect(await page.locator('.claims').count()).toBe(0);
  });
});
