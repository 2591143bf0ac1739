import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { certificateOf } from '../cli/core/badge/certificate.ts';
import { facts } from '../cli/core/badge/facts.ts';
import { readInput } from '../cli/core/badge/input.ts';
import type { JsonObject } from '../cli/core/badge/json.ts';
import { visits } from './testing/visit.ts';

const world = visits();
const certificate = () => certificateOf(facts(JSON.parse(world.site.badge) as JsonObject));
const file = (path: string): Promise<Buffer> => readFile(join(world.site.folder, path));
const pages = (pdf: Uint8Array): number => Buffer.from(pdf).toString('latin1').split(/\/Type \/Page[^s]/).length - 1;

describe('the certificate of a public badge', () => {
  test('says the same on its page and in its PDF, and leads from the badge’s page to both', async () => {
    const { serial } = world.site;
    const page = await world.visit(`/badges/${serial}/`);
    await page.getByRole('link', { name: 'Print a certificate' }).click();
    const { title, statement, issuer, lines, reached, address } = certificate();
    const said = (await page.getByRole('article').innerText()).replace(/\s+/g, ' ');
    const printed = (await file(`badges/${serial}/certificate.pdf`)).toString('latin1');
    const all = [title, statement, `${issuer} certifies`, address, ...lines.flatMap(({ text, below }) => [text, ...(below === null ? [] : [below])]), ...reached.flatMap(({ criterion, level }) => [criterion, level])];
    expect(reached.length).toBeGreaterThan(2);
    for (const text of all) {
      expect(said).toContain(text);
      expect(printed).toContain(text.replace(/[()\\]/g, '\\$&'));
    }
    const link = await page.getByRole('link', { name: 'Download it as PDF' }).getAttribute('href');
    expect((await fetch(world.site.url + link!)).headers.get('content-type')).toBe('application/pdf');
  });

  test('is one page of either paper, also where there is much to say', async () => {
    const page = await world.visit(`/badges/${world.site.serial}/certificate/`);
    for (const format of ['A4', 'Letter']) expect(pages(await page.pdf({ format })), format).toBe(1);
    await page.evaluate(() => {
      const sheet = document.querySelector('.sheet')!;
      sheet.classList.add('many');
      sheet.querySelector('h1')!.textContent = 'A title of many words '.repeat(5);
      sheet.querySelector('.statement')!.textContent = 'A statement of many words. '.repeat(12);
      const levels = [...sheet.querySelectorAll('.level')];
      for (let more = levels.length; more < 8; more += 1) levels.at(-1)!.after(levels.at(-1)!.cloneNode(true));
    });
    expect(await page.locator('.level').count()).toBe(8);
    for (const format of ['A4', 'Letter']) expect(pages(await page.pdf({ format })), format).toBe(1);
  });

  test('is gone with a badge that was revoked', async () => {
    const { revokedSerial } = world.site;
    expect(await (await world.visit(`/badges/${revokedSerial}/certificate/`)).getByRole('main').innerText()).toContain('nothing to print');
    await expect(file(`badges/${revokedSerial}/certificate.pdf`)).rejects.toThrow('ENOENT');
    expect(await (await world.visit(`/badges/${revokedSerial}/`)).getByRole('link', { name: 'Print a certificate' }).count()).toBe(0);
  });
});

test('a badge is published in an SVG image too, which holds it to the letter of its meaning', async () => {
  const { serial, badge } = world.site;
  expect(await readInput(await file(`badges/${serial}/badge.svg`))).toMatchObject({ ok: true, badge: JSON.parse(badge) as object, form: 'svg' });
});
