import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { desk, phone, visits } from './testing/visit.ts';

const world = visits();

/** One page of each kind, by name; `after` brings it to the state that is looked at. */
const KINDS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  '/': async () => {},
  '/credentials/': async () => {},
  '/credentials/?q=nothing+like+this': async () => {},
  '/credentials/checking-for-understanding/': async () => {},
  '/credentials/checking-for-understanding/1.0.0/': async () => {},
  '/frameworks/teaching/': async () => {},
  '/assessment/': async () => {},
  '/rules/': async () => {},
  '/rules/level-order/': async () => {},
  '/rules/no-hidden-text/': async () => {},
  '/credentials/checking-for-understanding/quality/': async () => {},
  '/badges/<serial>/': async (page) => {
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.locator('[data-result=status]').waitFor();
  },
  '/badges/<revoked>/': async () => {},
  '/badges/<serial>/certificate/': async () => {},
  '/verify/': (page) => page.getByText('Registries of issuers that you trust').click(),
  '/laurel-verify.html': async (page) => {
    await page.locator('#file').setInputFiles(['.well-known/did.json', 'status/1.json', `badges/${world.site.serial}/badge.json`].map((path) => join(world.site.folder, path)));
    await page.locator('[data-result=status]').waitFor();
  },
  '/verify/?badge=<serial>': (page) => page.locator('[data-result=status]').waitFor(),
  '/verify/?badge=<revoked>': (page) => page.locator('[data-result=status]').waitFor(),
  '/verify/?badge=https://elsewhere.example/badge': async (page) => {
    await page.locator('.ask').waitFor();
    await page.locator('#file').setInputFiles({ name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(`json\n"${world.site.badge.replaceAll('"', '""')}"\nhttp://10.0.0.1/a-very-long-name-of-a-badge-in-a-table-that-somebody-sent.json\n`) });
    await page.locator('.batch').waitFor();
  },
  '/no-such-page/': async () => {},
};
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Night changes colors alone, so colors alone are looked at again.
const BY_NIGHT = ['color-contrast', 'link-in-text-block'];

async function violations(page: Page, runOnly: axe.RunOnly): Promise<readonly string[]> {
  return page.evaluate(async (only) => {
    const { violations: found } = await (window as unknown as { readonly axe: typeof axe }).axe.run({ runOnly: only, resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  }, runOnly);
}

describe('every kind of page', () => {
  for (const [path, after] of Object.entries(KINDS)) {
    test(`${path} has no violation by day or night, on a phone or a desk, and never scrolls sideways`, async () => {
      const page = await world.visit(path.replace('<serial>', world.site.serial).replace('<revoked>', world.site.revokedSerial), { viewport: phone });
      await after(page);
      await page.evaluate(axe.source);
      for (const viewport of [phone, desk]) {
        await page.setViewportSize(viewport);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
        await page.emulateMedia({ colorScheme: 'light' });
        expect(await violations(page, { type: 'tag', values: RULES }), `by day at ${viewport.width}`).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await violations(page, { type: 'rule', values: BY_NIGHT }), `by night at ${viewport.width}`).toEqual([]);
      }
    });
  }
});

describe('someone who uses the keyboard alone', () => {
  test('jumps over the head of the page to its text', async () => {
    const page = await world.visit('/credentials/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the text');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  test('reaches everything that can be pressed, always sees where they are, and is never behind the running foot', async () => {
    const page = await world.visit('/credentials/checking-for-understanding/');
    const expected = await page.locator('a[href], button:not([hidden]), input, textarea').count();
    const seen = new Set<number>();
    for (let step = 0; step < expected; step += 1) {
      await page.keyboard.press('Tab');
      const place = await page.evaluate(() => {
        const focused = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(focused);
        const { left, top, right, bottom } = focused.getBoundingClientRect();
        const onTop = document.elementFromPoint((left + right) / 2, Math.min((top + bottom) / 2, bottom - 2));
        const lines = [...focused.getClientRects()];
        const bare = lines.some((line) => focused.contains(document.elementFromPoint(line.left + 2, (line.top + line.bottom) / 2)));
        return { at: [...document.querySelectorAll('a[href], button, input, textarea')].indexOf(focused), marked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, bare: bare || focused.contains(onTop), text: focused.textContent };
      });
      expect(place, `stop ${step}`).toMatchObject({ marked: true, bare: true });
      seen.add(place.at);
    }
    expect(seen.size).toBe(expected);
  });

  test('verifies what they pasted, and is brought to the results', async () => {
    const page = await world.visit('/verify/');
    await page.getByLabel(/paste the badge/).focus();
    await page.keyboard.insertText(world.site.badge);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('[data-result=status][data-outcome=pass]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('What we found');
  });
});
