import { describe, expect, it } from 'vitest';
import { smallestCatalog } from '../testing/smallest.ts';
import { loadCatalog } from './catalog.ts';
import { codeowners, codeownersFault, stewardsIn } from './codeowners.ts';

const stewards = ['@marlow-valley/credential-stewards', '@priya-nair'];
const issuerText = new TextDecoder().decode(smallestCatalog().find(({ path }) => path === 'issuer.yaml')!.bytes);
const catalogWith = (more: string) => loadCatalog(smallestCatalog({ 'issuer.yaml': issuerText + more })).catalog;

describe('CODEOWNERS', () => {
  const text = codeowners(stewards, 'catalog');
  const rows = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(/ +/));

  it('gives every policy file to all stewards', () => {
    expect(rows.map(([path]) => path)).toEqual(['/catalog/issuer.yaml', '/catalog/assessors.yaml', '/catalog/calibrations/', '/.github/', '/schemas/', '/cli/', '/site/', '/astro.config.mjs', '/package.json', '/package-lock.json', '/.npmrc', '/.vscode/']);
    for (const [, ...owners] of rows) expect(owners).toEqual(stewards);
  });

  it('gives nobody what teachers hand in, nor everything', () => {
    for (const [path = ''] of rows) {
      expect('/catalog/submissions/x/y/1/submission.md'.startsWith(path)).toBe(false);
      expect(path).toMatch(/^\//);
      expect(path).not.toContain('*');
    }
  });

  it('follows the catalog to another folder', () => {
    expect(codeowners(stewards, 'programmes/north')).toContain('\n/programmes/north/issuer.yaml ');
    expect(codeowners(stewards, '')).toContain('\n/issuer.yaml ');
  });

  const named = catalogWith(`stewards: ['${stewards.join("', '")}']\n`);
  it('has no fault when it is what the stewards come to, whatever its line ends', () => {
    expect(codeownersFault(stewardsIn(named), 'catalog', text)).toBeNull();
    expect(codeownersFault(stewardsIn(named), 'catalog', text.replaceAll('\n', '\r\n'))).toBeNull();
  });

  it.each([['absence', null], ['content', text.replace('@priya-nair', '@maya-okafor')], ['content', text + '* @maya-okafor\n'], ['content', codeowners(stewards, 'other')]])('has a fault for an unexpected %s, at the stewards', (what, present) => {
    const fault = codeownersFault(stewardsIn(named), 'catalog', present);
    expect(fault).toMatchObject({ path: 'issuer.yaml', rule: 'owners-current', severity: 'error', message: expect.stringContaining(what) });
    expect(issuerText.split('\n').length).toBe(fault!.line);
  });

  it('is not asked for where no steward is named', () => expect(codeownersFault(stewardsIn(catalogWith('')), 'catalog', null)).toBeNull());
});
