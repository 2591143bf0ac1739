import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { consentFor } from '../cli/core/plan/naming-choice.ts';
import { readRequest } from '../cli/core/plan/naming-request.ts';
import { identityHash } from '../cli/core/badge/recipient.ts';
import { visits } from './testing/visit.ts';

const world = visits();

/** The page, on which what would be opened is kept instead: nothing may be asked of another origin. */
async function collectPage(): Promise<{ readonly page: Page; readonly opened: () => Promise<string | undefined>; readonly send: () => Promise<void> }> {
  const page = await world.visit('/collect/');
  await page.evaluate(() => {
    const kept: string[] = [];
    Object.assign(window, { kept, open: (address: string) => void kept.push(address) });
  });
  await page.getByLabel('The badge’s serial').fill(world.site.serial.toUpperCase());
  return { page, opened: () => page.evaluate(() => (window as unknown as { readonly kept: readonly string[] }).kept.at(-1)), send: () => page.getByRole('button', { name: 'Open GitHub with my request' }).click() };
}

const requestIn = (address: string | undefined) => {
  const { origin, pathname, searchParams } = new URL(address!);
  return { place: origin + pathname, read: readRequest(searchParams.get('body')!, { isPublic: true }) };
};

describe('the page on which a badge is collected', () => {
  test('asks for a badge named by a hash that was made here, and only with consent; the address itself goes nowhere', async () => {
    const { page, opened, send } = await collectPage();
    await page.getByRole('radio', { name: /By your e-mail address/ }).check();
    const address = page.getByLabel('Your e-mail address', { exact: true });
    await address.fill('Maya.Okafor@mail.example');
    await send();
    await page.getByText('It is done only if you agree').waitFor();
    expect(await opened()).toBeUndefined();
    await page.getByLabel(consentFor({ by: 'address', value: '' })!).check();
    await send();
    await page.getByText('Submit the page that opened').waitFor();
    const { place, read } = requestIn(await opened());
    expect(place).toMatch(/\/marlow-valley\/credentials\/issues\/new$/);
    expect(read).toMatchObject({ ok: true, request: { serial: world.site.serial, naming: { by: 'address' } } });
    const { value, salt } = (read as unknown as { readonly request: { readonly naming: { readonly value: string; readonly salt: string } } }).request.naming;
    expect(await identityHash('maya.okafor@mail.example', salt)).toBe(value);
    expect(decodeURIComponent((await opened())!)).not.toMatch(/okafor/i);
  });

  test('says what is wrong before anything opens, and takes a DID, or the code, without consent', async () => {
    const { page, opened, send } = await collectPage();
    await page.getByRole('radio', { name: /By a DID/ }).check();
    await page.getByLabel('Your DID', { exact: true }).fill('maya.example');
    await send();
    await page.getByText('A DID begins with did:').waitFor();
    expect(await opened()).toBeUndefined();
    await page.getByLabel('Your DID', { exact: true }).fill('did:web:maya.example');
    await send();
    await page.getByText('Submit the page that opened').waitFor();
    expect(requestIn(await opened()).read).toMatchObject({ ok: true, request: { naming: { by: 'did', value: 'did:web:maya.example' } } });
    await page.getByRole('radio', { name: /By a code alone/ }).check();
    await send();
    await page.waitForFunction(() => (window as unknown as { readonly kept: readonly string[] }).kept.length === 2);
    expect(requestIn(await opened()).read).toMatchObject({ ok: true, request: { naming: null } });
  });
});
