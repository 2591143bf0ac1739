import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readZip } from '../cli/core/privacy/zip.ts';
import { laurelIn } from '../cli/testing/built-site.ts';
import { outcomes } from './testing/outcomes.ts';
import { visits } from './testing/visit.ts';

const world = visits();
const badge = (): string => join(world.site.folder, 'badges', world.site.serial, 'badge.json');
const published = (path: string): string => join(world.site.folder, path);
const PASSED = { structure: 'pass', 'safe-mode': 'pass', proof: 'pass', issuer: 'pass', key: 'pass', validity: 'pass', status: 'pass', registry: 'skipped', endorsements: 'skipped', definition: 'skipped', recipient: 'skipped', log: 'pass' };

let folder: string;
let will: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-alone-'));
  will = join(folder, 'will.zip');
  await laurelIn(world.site, 'will', '--out', will);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Opens the single file as somebody does who has it on a memory stick, with the network off; what it asks of anything but itself is written down. */
async function open(): Promise<{ readonly page: Page; readonly asked: readonly string[] }> {
  const page = await world.visit('/404.html');
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  const asked: string[] = [];
  const own = pathToFileURL(published('laurel-verify.html')).href;
  page.on('request', (request) => request.url() !== own && asked.push(request.url()));
  await page.goto(own);
  return { page, asked };
}
const give = (page: Page, ...files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0][]): Promise<void> => page.locator('#file').setInputFiles(files.flat() as never);
const said = async (page: Page, name: string): Promise<string> => (await page.locator(`[data-result=${name}]`).textContent()) ?? '';

describe('the verifier as one file', () => {
  test('is one file, forbids itself the network, and says of a badge alone what it cannot know', async () => {
    const { page, asked } = await open();
    const html = await readFile(published('laurel-verify.html'), 'utf8');
    expect(/http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1]).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; font-src data:; base-uri 'none'; form-action 'none'$/);
    await give(page, badge());
    expect(await outcomes(page)).toMatchObject({ structure: 'pass', 'safe-mode': 'pass', proof: 'unknown', issuer: 'unknown', status: 'unknown', log: 'unknown' });
    expect(await said(page, 'issuer')).toContain('did.json, because this page asks no network; give it here too');
    expect(await page.locator('.basis').textContent()).toContain('No network was asked, and nothing that can be used lies at hand');
    await give(page, [{ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('badge\nhttps://other.example/badge.json\nbadge.json\n') }, { name: 'badge.json', mimeType: 'application/json', buffer: Buffer.from(world.site.badge) }] as never);
    await page.getByText('2 badges: 0 good, 0 not, 2 unknown.').waitFor();
    expect(await page.locator('.batch').textContent()).toContain('could not be fetched: this page asks no network. Open that address yourself');
    await page.getByLabel('Or paste').fill('https://other.example/badge.json');
    await page.getByRole('button', { name: 'Verify what I pasted' }).click();
    expect(await page.locator('.fault').textContent()).toContain('could not be fetched: this page asks no network');
    expect(await page.evaluate(() => fetch('https://credentials.marlow-valley.example/').then(() => 'answered', () => 'refused'))).toBe('refused');
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([]);
    // The refused request is the test's own.
    await page.context().close();
    world.forgive();
  });

  test('verifies a badge with the issuer’s document, its status list and the log’s proof as files beside it', async () => {
    const { page } = await open();
    await give(page, [published('.well-known/did.json'), published('status/1.json'), join(dirname(badge()), 'badge.tlog-proof'), badge()]);
    expect(await outcomes(page)).toEqual(PASSED);
    expect(await said(page, 'issuer')).toContain('from the file "did.json" that you gave');
    expect(await said(page, 'status')).toMatch(/by its list of \d{4}-\d\d-\d\d \(from the file "1.json" that you gave\)/);
    expect(await page.locator('.basis').textContent()).toContain('The answers rest on what you gave: did.json, 1.json, badge.tlog-proof.');
    await give(page, join(world.site.folder, 'badges', world.site.revokedSerial, 'badge.json'));
    await page.locator('[data-result=status][data-outcome=fail]').waitFor();
  });

  test('verifies with the archive that the programme left, zipped or unpacked, and finds one that was changed', async () => {
    const { page, asked } = await open();
    await give(page, will);
    await page.getByText('Next, give the badge').waitFor();
    await give(page, join(world.site.folder, 'badges', world.site.serial, 'badge.png'));
    const day = new Date().toISOString().slice(0, 10);
    expect(await outcomes(page)).toEqual({ ...PASSED, definition: 'pass', archive: 'pass' });
    for (const name of ['issuer', 'status', 'log', 'archive']) expect(await said(page, name)).toContain(`archive of ${day}`);
    const unzipped = readZip(await readFile(will), () => true, { entries: 1_000, each: 1e8, all: 1e8 });
    for (const [path, bytes] of unzipped.ok ? unzipped.files : []) {
      await mkdir(dirname(join(folder, 'left', path)), { recursive: true });
      await writeFile(join(folder, 'left', path), path === 'site/status/1.json' ? `${new TextDecoder().decode(bytes)} ` : bytes);
    }
    await page.locator('#folder').setInputFiles(join(folder, 'left'));
    await page.getByText('which is not as it was made').waitFor();
    await give(page, badge());
    expect(await outcomes(page)).toMatchObject({ proof: 'unknown', issuer: 'unknown', archive: 'fail' });
    expect(await page.locator('.claims').count()).toBe(0);
    expect(asked.filter((url) => !/^(data|blob):/.test(url))).toEqual([]);
  });
});

describe('the page that verifies, on the site', () => {
  test('offers the single file', async () => {
    const page = await world.visit('/verify/');
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Take it with you' }).click();
    expect((await waiting).suggestedFilename()).toBe('laurel-verify.html');
  });

  test('asks the registries that somebody chose, keeps them in the browser, and says which could not be read', async () => {
    const page = await world.visit('/verify/');
    await page.getByText('Registries of issuers that you trust').click();
    await page.locator('#registry').setInputFiles({ name: 'known.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ registry: { 'did:web:credentials.marlow-valley.example': { name: 'Marlow Valley' } } })) });
    await page.getByRole('button', { name: 'Forget known.json' }).waitFor();
    await page.reload();
    await give(page, badge());
    expect(await outcomes(page)).toEqual({ ...PASSED, definition: 'pass', registry: 'pass' });
    expect(await said(page, 'registry')).toContain('known in "known.json" (as "Marlow Valley")');
    await page.getByText('Registries of issuers that you trust (1)').click();
    await page.getByRole('button', { name: 'Forget known.json' }).click();
    for (const [address, fault] of [['http://a.example/x', 'is not https'], ['https://localhost/x', 'no public host name']] as const) {
      await page.getByLabel('Or its https address').fill(address);
      await page.getByRole('button', { name: 'Add this registry' }).click();
      await page.locator('[data-registry-fault]').getByText(fault).waitFor();
    }
    await page.getByLabel('Or its https address').fill('https://credentials.marlow-valley.example/issuers.json');
    await page.getByRole('button', { name: 'Add this registry' }).click();
    await give(page, badge());
    await page.locator('[data-result=registry][data-outcome=unknown]').waitFor();
    expect(await said(page, 'registry')).toContain('could not be read, because');
  });
});
