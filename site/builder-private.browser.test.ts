import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realWorld } from '../cli/effects/world.ts';
import { main } from '../cli/main.ts';
import { serveSite } from '../cli/practice/serve-site.ts';
import { chromiumArguments, findChromium } from '../cli/testing/chromium.ts';
import { fillBuilder, openedBy } from './testing/fill-builder.ts';
import { DEFINITIONS } from './testing/practice-site.ts';

const ID = 'checking-for-understanding';
const SERVER = 'https://git.marlow-valley.example';
let home: string;
let served: Awaited<ReturnType<typeof serveSite>>;
let browser: Browser;

async function laurel(...args: readonly string[]): Promise<void> {
  let said = '';
  const hear = { isTerminal: false, columns: 80, write: (text: string): void => void (said += text) };
  const env = { PATH: process.env['PATH'], HOME: home, NO_COLOR: '1', LAUREL_GITHUB: `${SERVER}/` };
  if ((await main(args, { ...realWorld(process), cwd: home, env, out: hear, err: hear, random: (bytes) => randomBytes(bytes) })) !== 0) throw new Error(`laurel ${args.join(' ')}: ${said}`);
}

const change = async (path: string, edit: (text: string) => string): Promise<void> => writeFile(join(home, path), edit(await readFile(join(home, path), 'utf8')));

// The sample programme, with a private repository for each teacher and a second release of one credential.
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'laurel-private-'));
  for (const path of DEFINITIONS) await cp(join(import.meta.dirname, '..', 'catalog', path), join(home, 'catalog', path), { recursive: true });
  await change('catalog/issuer.yaml', (text) => text.replace('mode: one-repository', 'mode: private-per-teacher').replace('\nkeys:', '\nsubmissions:\n  owner: marlow-valley\n  prefix: portfolio-\nkeys:'));
  await change(`catalog/credentials/${ID}.md`, (text) => text.replace('version: 1.0.0', 'version: 1.1.0').replace(/\nchanges:\n/, `\nchanges:\n  - version: 1.1.0\n    date: ${new Date().toISOString().slice(0, 10)}\n    note: The setting may be shorter.\n`));
  await change(`catalog/evidence/${ID}.yaml`, (text) => text.replace('- 200', '- 100'));
  await laurel('release', ID);
  await laurel('build', '--out', join(home, 'dist'));
  served = await serveSite(join(home, 'dist'));
  browser = await chromium.launch({ executablePath: findChromium()!, args: [...chromiumArguments] });
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await rm(home, { recursive: true, force: true });
});

const visit = async (path: string): Promise<Page> => {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  await page.goto(served.url + path);
  return page;
};

describe('the builder of a programme with private submissions', () => {
  test('says that they are private, and leads to the teacher’s own repository on the programme’s GitHub', async () => {
    const page = await visit(`/credentials/${ID}/submit/`);
    const opened = await openedBy(page);
    const said = await page.locator('main').textContent();
    expect(said).toContain('goes to a private repository of your own');
    expect(said).not.toMatch(/anyone can read|Fork this repository/i);
    expect(await page.getByRole('radio', { name: /^Private:/ }).isChecked()).toBe(true);
    await fillBuilder(page);
    expect(await page.getByLabel('Your private repository').inputValue()).toBe('marlow-valley/portfolio-maya-okafor');
    await page.getByRole('button', { name: 'Open GitHub with your submission' }).click();
    await page.getByText('GitHub opens in a new tab').waitFor();
    const address = new URL((await opened())[0]!);
    expect(address.origin + address.pathname).toBe(`${SERVER}/marlow-valley/portfolio-maya-okafor/new/main`);
    expect(address.searchParams.get('filename')).toBe(`submissions/${ID}/maya-okafor/1/submission.md`);
    expect(address.searchParams.get('value')).toContain('\nvisibility: private\n');
    expect(address.searchParams.get('value')).not.toContain('public-consent');
  });

  test('takes another repository where the teacher types one', async () => {
    const page = await visit(`/credentials/${ID}/submit/`);
    await page.getByLabel('Your private repository').fill('maya-okafor/credentials');
    await page.getByLabel('Your GitHub name').fill('maya-okafor');
    expect(await page.getByLabel('Your private repository').inputValue()).toBe('maya-okafor/credentials');
    await page.getByText('in maya-okafor/credentials').waitFor();
  });

  test('keeps its words on the credential’s page and in the template', async () => {
    const page = await visit(`/credentials/${ID}/`);
    expect(await page.locator('#start').textContent()).toContain('goes to a private repository');
    await page.goto(`${served.url}/credentials/${ID}/submit/`);
    const template = await page.locator('#by-hand [data-template] pre').textContent();
    expect(template).toContain('visibility: private');
    expect(template).not.toContain('public-consent');
  });
});

describe('a draft under an older release', () => {
  test('is offered with what has changed, and goes on under its release or is taken over', async () => {
    const page = await visit(`/credentials/${ID}/submit/1.0.0/`);
    expect(await page.getByRole('complementary', { name: 'Note' }).textContent()).toContain('Version 1.0.0 is not the newest.');
    await page.getByLabel('Your text: Your setting').fill('Under the old version.');
    await page.getByText(/^Saved on this device/).waitFor();
    await page.goto(`${served.url}/credentials/${ID}/submit/`);
    const offer = page.locator('[data-notice^=older]');
    expect(await offer.textContent()).toContain('1.1.0: The setting may be shorter.');
    expect(await page.getByLabel('Your text: Your setting').inputValue()).toBe('');
    await offer.getByRole('button', { name: 'Take its text over to version 1.1.0' }).click();
    expect(await page.getByLabel('Your text: Your setting').inputValue()).toBe('Under the old version.');
    expect(await page.locator('#written-setting-count').textContent()).toContain('100 to 400');
    await page.reload();
    await page.locator('[data-notice^=older]').getByRole('link', { name: 'Go on with version 1.0.0' }).click();
    await page.waitForURL('**/submit/1.0.0/');
    expect(await page.getByLabel('Your text: Your setting').inputValue()).toBe('Under the old version.');
    expect(await page.locator('#written-setting-count').textContent()).toContain('200 to 400');
  });
});
