import type { Page } from 'playwright-core';

/** Outcomes by name, once the verifier has answered. */
export async function outcomes(page: Page): Promise<Readonly<Record<string, string>>> {
  await page.locator('[data-result=status]').waitFor();
  return Object.fromEntries(await page.locator('[data-result]').evaluateAll((all) => all.map((one) => [(one as HTMLElement).dataset['result'], (one as HTMLElement).dataset['outcome']])));
}
