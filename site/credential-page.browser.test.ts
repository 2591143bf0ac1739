import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { ReleaseFile } from '../cli/core/model.generated.ts';
import { visits } from './testing/visit.ts';

const world = visits();
const IDS = ['checking-for-understanding', 'task-redesign-with-samr', 'peer-coaching-cycle'];

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
const section = async (page: Page, id: string): Promise<string> => plain((await page.locator(`#${id}`).textContent()) ?? '');

async function releaseOf(id: string): Promise<ReleaseFile> {
  return JSON.parse(await readFile(join(world.site.folder, 'releases', id, '1.0.0', 'release.json'), 'utf8')) as ReleaseFile;
}

describe('the page of a credential', () => {
  for (const id of IDS) {
    test(`of ${id} shows all that an earner needs before beginning`, async () => {
      const { release, digest } = await releaseOf(id);
      const { credential, competency, rubric, evidence } = release;
      const page = await world.visit(`/credentials/${id}/`);
      const says = async (part: string, ...texts: readonly (string | undefined)[]): Promise<void> => {
        const shown = await section(page, part);
        for (const text of texts) if (text !== undefined) expect(shown, part).toContain(plain(text));
      };
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(credential.title);
      expect(await page.locator('main').textContent()).toContain(competency.statement);
      await says('monday', credential.monday);
      await says('method', credential.method);
      for (const { title, prompt, sufficient, alternative, oneOf, feeds } of evidence.requirements) {
        await says('evidence', title, prompt, sufficient, alternative, ...(oneOf ?? []).flatMap((option) => [option.title, option.prompt, option.alternative]));
        await says('evidence', ...(feeds ?? []).map((criterion) => rubric.criteria.find((one) => one.id === criterion)!.title));
      }
      for (const { title, levels } of rubric.criteria) await says('rubric', title, ...Object.values(levels));
      await says('rubric', ...rubric.levels.map(({ title }) => title));
      expect(await page.locator('#rubric .tag:visible').count()).toBe(rubric.criteria.length);
      await says('limits', ...credential.limits);
      await says('research', ...credential.research.flatMap(({ citation, relevance }) => [citation, relevance]));
      await says('resources', ...credential.resources.map(({ title }) => title));
      for (const { url } of [...credential.research, ...credential.resources]) expect(await page.locator(`a[href="${url}"]`).count(), url).toBeGreaterThan(0);
      await says('versions', digest, credential.version);
      await says('start', `laurel start ${id}`);
    });
  }

  test('leads to each of its parts, and back to its contents from anywhere', async () => {
    const page = await world.visit('/credentials/checking-for-understanding/');
    const links = page.locator('nav[aria-labelledby=contents-title] a, nav[aria-label="Around this plate"] a, #evidence a[href^="#"]');
    const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
    expect(targets).toEqual(expect.arrayContaining(['#evidence', '#rubric', '#limits', '#research', '#resources', '#versions', '#start', '#contents']));
    for (const target of targets) expect(await page.locator(target).count(), target).toBe(1);
    await page.locator('#research').scrollIntoViewIfNeeded();
    await page.getByRole('navigation', { name: 'Around this plate' }).getByRole('link', { name: 'Contents' }).click();
    expect(await page.locator('#contents').evaluate((nav) => Math.abs(nav.getBoundingClientRect().top) < 100)).toBe(true);
  });

  test('has a fixed page for each version, which says what it is and never offers another text', async () => {
    const page = await world.visit('/credentials/checking-for-understanding/1.0.0/');
    expect(await page.getByRole('complementary', { name: 'Note' }).textContent()).toContain('Version 1.0.0, as it was released.');
    expect(await section(page, 'versions')).toContain((await releaseOf('checking-for-understanding')).digest);
  });

  test('has one title, one main heading and a picture for links, and names its own address', async () => {
    const page = await world.visit('/');
    for (const path of ['/', '/credentials/', `/credentials/${IDS[0]}/`, '/frameworks/teaching/', '/assessment/', '/verify/', `/badges/${world.site.serial}/`]) {
      await page.goto(world.site.url + path);
      expect(await page.locator('h1').count(), path).toBe(1);
      const address = `https://credentials.marlow-valley.example${path}`;
      expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(address);
      expect(await page.locator('meta[property="og:url"]').getAttribute('content')).toBe(address);
      const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
      const answer = await page.request.get(picture!.replace('https://credentials.marlow-valley.example', world.site.url));
      expect([answer.status(), answer.headers()['content-type']], path).toEqual([200, 'image/png']);
    }
  });

  test('prints as a page of the guide: no navigation, links with their addresses, ink on white', async () => {
    const page = await world.visit('/credentials/checking-for-understanding/', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('nav:visible, body > header:visible, body > footer:visible, .button:visible').count()).toBe(0);
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('#research a').first().evaluate((link) => getComputedStyle(link, '::after').content)).toContain('https://doi.org/');
    expect(await page.getByText('Read the current version at').isVisible()).toBe(true);
  });
});
