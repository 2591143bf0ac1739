import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { badgeText, secureBadge, unsignedBadge } from '../cli/core/badge/credential.ts';
import { award, release } from '../cli/core/badge/fixture.ts';
import { createProof } from '../cli/core/badge/proof.ts';
import { throwAwayKey } from '../cli/effects/keys.ts';
import { visits } from './testing/visit.ts';

const world = visits();
const SCRIPT = '<img src=x onerror="alert(1)"><script>alert(2)</script>';

/** Gives the page a file; the text of what it answers. */
async function give(page: Page, content: string | Uint8Array, name = 'badge.json'): Promise<string> {
  await page.locator('[data-output]').evaluate((output) => output.replaceChildren());
  await page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content as string) });
  await page.locator('.fault, [data-result=status]').first().waitFor();
  return (await page.locator('[data-output]').textContent())!;
}

const made = (page: Page): Promise<number> => page.locator('[data-output] :is(img, script, iframe, style, svg)').count();

describe('a badge that was tampered with', () => {
  test('is told as such, and nothing that it claims is shown as a fact', async () => {
    const page = await world.visit('/verify/');
    for (const [what, from, to] of [
      ['its name', '"name": "Checking for understanding"', '"name": "Doctor of everything"'],
      ['a level reached', /("achievedLevel": "[^"]+)proficient"/, '$1developing"'],
      ['its end', /"validUntil": "[^"]+"/, '"validUntil": "2999-01-01T00:00:00Z"'],
      ['its holder', /"id": "urn:uuid:[^"]+"/, '"id": "urn:uuid:00000000-0000-8000-8000-000000000000"'],
    ] as const) {
      const text = world.site.badge.replace(from, to);
      expect(text, what).not.toBe(world.site.badge);
      const said = await give(page, text);
      expect(said, what).toContain('Is it as it was signed? No');
      expect(said, what).toContain('What this file claims is not shown, because it is not proven.');
      expect(said, what).not.toMatch(/Doctor of everything|2999|00000000|Developing|What it says|It is valid|Every answer is yes/);
      expect(await page.locator('.claims').count(), what).toBe(0);
      expect(await page.locator('[data-result=validity]').getAttribute('data-outcome'), what).toBe('unknown');
    }
  });
});

describe('a badge that a stranger signed', () => {
  test('shows markup as the letters that it is, and the stranger’s address beside the name that they took', async () => {
    const { publicKeyMultibase, sign } = throwAwayKey();
    const did = `did:key:${publicKeyMultibase}`;
    const { credentialStatus: _, ...plain } = unsignedBadge(award, { ...release, credential: { ...release.credential, title: SCRIPT, summary: SCRIPT } });
    const unsigned = { ...plain, issuer: { ...plain.issuer, id: did, name: 'Marlow Valley School District', url: 'https://elsewhere.example' } } as typeof plain;
    const proof = await createProof(unsigned, { verificationMethod: `${did}#${publicKeyMultibase}`, created: award.signed, sign });
    const page = await world.visit('/verify/');
    const said = await give(page, badgeText(secureBadge(unsigned, proof)));
    expect(said).toContain('Is it as it was signed? Yes');
    expect(said).toContain('It gives itself this name. What is proven is its address: ' + did);
    expect(said).toContain(SCRIPT);
    expect(await made(page)).toBe(0);
  });
});

describe('a file that is no badge', () => {
  const cases: Readonly<Record<string, readonly [content: () => Promise<string | Uint8Array>, sentence: string]>> = {
    'a text': [async () => 'a shopping list', 'The file is not a badge'],
    'nothing': [async () => '', 'The file is empty.'],
    'a film': [async () => new Uint8Array(8 * 1024 * 1024 + 10), 'The file is larger than 8 MiB'],
    'a plain picture': [() => readFile(join(world.site.folder, 'releases', 'checking-for-understanding', '1.0.0', 'badge.png')), 'no badge'],
    'a web page': [async () => `<!doctype html><title>x</title>${SCRIPT}`, 'This is a web page'],
    'half a badge': [async () => world.site.badge.slice(0, 900), 'it may have been cut off'],
    'JSON of something else': [async () => JSON.stringify({ hello: SCRIPT }), 'Is it an Open Badge? No'],
    'a badge with script in its fields and its errors': [async () => world.site.badge.replaceAll('"OpenBadgeCredential"', JSON.stringify(SCRIPT)).replace('"Marlow Valley School District"', JSON.stringify(SCRIPT)), 'Is it an Open Badge? No'],
    'a name that is a prototype': [async () => world.site.badge.replace('"name"', '"__proto__": { "x": 1 }, "name"'), 'which is refused'],
    'very deep JSON': [async () => `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 'No badge needs that.'],
  };
  test('gets a sentence that says what it is, and nothing of it runs', async () => {
    const page = await world.visit('/verify/');
    for (const [what, [content, sentence]] of Object.entries(cases)) {
      const said = await give(page, await content());
      expect(said, what).toContain(sentence);
      expect(said, what).not.toMatch(/did not load|Every answer is yes/);
      expect(await made(page), what).toBe(0);
      expect(await page.locator('.claims').count(), what).toBe(0);
    }
  });

  test('gets its answer also in a link, for which nobody is asked', async () => {
    const page = await world.visit('/verify/');
    for (const named of ['https://elsewhere.example/badge.json', 'javascript:alert(1)', '../../etc/passwd', SCRIPT]) {
      await page.goto(`${world.site.url}/verify/?badge=${encodeURIComponent(named)}`);
      await page.locator('.fault, .ask').waitFor();
      expect(await made(page)).toBe(0);
    }
  });
});
