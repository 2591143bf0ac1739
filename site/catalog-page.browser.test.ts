import { describe, expect, test } from 'vitest';
import { visits } from './testing/visit.ts';

const world = visits();
const plates = 'li[data-search]:visible';

describe('the catalog', () => {
  test('is narrowed by typing, says how many are left, and can be sent to someone as it is', async () => {
    const page = await world.visit('/credentials/');
    const all = await page.locator(plates).count();
    expect(all).toBeGreaterThanOrEqual(12);
    await page.getByLabel('Find a credential').focus();
    await page.keyboard.type('Families multilingual');
    expect(await page.locator(plates).count()).toBeLessThan(all);
    const status = page.getByRole('status');
    expect(await status.textContent()).toBe(`${await page.locator(plates).count()} of ${all} credentials`);
    expect(await page.getByRole('heading', { level: 3, name: 'Families as partners' }).isVisible()).toBe(true);

    const again = await world.visit(new URL(page.url()).pathname + new URL(page.url()).search);
    expect(await again.getByLabel('Find a credential').inputValue()).toBe('Families multilingual');
    expect(await again.locator(plates).allTextContents()).toEqual(await page.locator(plates).allTextContents());
  });

  test('shows everything again at the press of a key, and hands the field back', async () => {
    const page = await world.visit('/credentials/?q=samr');
    await page.getByLabel('Find a credential').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator(plates).count()).toBe(await page.locator('li[data-search]').count());
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    expect(new URL(page.url()).search).toBe('');
  });

  test('hides a framework of which nothing matches, and says what to do where nothing matches at all', async () => {
    const page = await world.visit('/credentials/?q=samr');
    expect(await page.locator('h2:visible').allTextContents()).toEqual(['Digital and data practice']);
    await page.getByLabel('Find a credential').fill('no such thing');
    expect(await page.locator('h2:visible').count()).toBe(0);
    expect(await page.getByText('Nothing here matches.').isVisible()).toBe(true);
  });

  test('takes what is typed as words and never as code', async () => {
    const page = await world.visit(`/credentials/?q=${encodeURIComponent('"><img src=x onerror=alert(1)> [ .* ')}`);
    expect(await page.locator('main img[src=x]').count()).toBe(0);
    expect(await page.getByText('Nothing here matches.').isVisible()).toBe(true);
  });

  test('is whole without JavaScript, and offers no field that would do nothing', async () => {
    const page = await world.visit('/credentials/?q=samr', { javaScriptEnabled: false });
    expect(await page.locator(plates).count()).toBe(await page.locator('li[data-search]').count());
    expect(await page.locator('input:visible').count()).toBe(0);
    const verify = await world.visit('/verify/', { javaScriptEnabled: false });
    expect(await verify.locator('noscript code').isVisible()).toBe(true);
    expect(await verify.locator('input:visible, textarea:visible, button:visible').count()).toBe(0);
  });
});
