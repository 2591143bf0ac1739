import { describe, expect, test } from 'vitest';
import { visits } from './testing/visit.ts';

const world = visits();

describe('day and night', () => {
  test('follow the system until someone chooses, and the choice is remembered from page to page', async () => {
    const page = await world.visit('/', { colorScheme: 'light' });
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const day = await paper();
    await page.emulateMedia({ colorScheme: 'dark' });
    const night = await paper();
    expect(night).not.toBe(day);
    await page.getByRole('button', { name: 'Switch to day colors' }).press('Enter');
    expect(await paper()).toBe(day);
    await page.goto(`${world.site.url}/credentials/`);
    expect(await paper()).toBe(day);
    await page.getByRole('button', { name: 'Switch to night colors' }).click();
    await page.reload();
    expect(await paper()).toBe(night);
  });

  test('work where the browser keeps nothing', async () => {
    const page = await world.visit('/');
    await page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } }));
    await page.reload();
    await page.getByRole('button', { name: 'Switch to night colors' }).click();
    expect(await page.getByRole('button', { name: 'Switch to day colors' }).isVisible()).toBe(true);
  });
});

describe('motion', () => {
  test('is nothing for those who asked for none, and otherwise only where a link leads', async () => {
    const moving = (page: Awaited<ReturnType<typeof world.visit>>): Promise<readonly string[]> =>
      page.evaluate(() => [getComputedStyle(document.documentElement).scrollBehavior, ...new Set([...document.querySelectorAll('*')].flatMap((node) => {
        const { transitionDuration, animationName } = getComputedStyle(node);
        return [transitionDuration, animationName];
      }))]);
    expect(await moving(await world.visit('/credentials/checking-for-understanding/', { reducedMotion: 'reduce' }))).toEqual(['auto', '0s', 'none']);
    expect((await moving(await world.visit('/credentials/checking-for-understanding/', { reducedMotion: 'no-preference' })))[0]).toBe('smooth');
  });
});
