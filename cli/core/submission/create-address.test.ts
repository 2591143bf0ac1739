import { describe, expect, test } from 'vitest';
import { ADDRESS_BUDGET, createAddress, filledAddress } from './create-address.ts';

const place = { server: 'https://github.com/', repository: 'marlow-valley/credentials', branch: 'main', path: 'catalog/submissions/wait-time/ana/1/submission.md' };

describe('the address of GitHub’s create-file page', () => {
  test('brings name and text back whole, whatever the text is', () => {
    const text = '---\na: "x & y = z + 1 % 2 # 3"\n---\n\n# Grüße 🌿 \ud800 end\n';
    const address = new URL(filledAddress(place, text)!);
    expect(address.origin + address.pathname).toBe('https://github.com/marlow-valley/credentials/new/main');
    expect(Object.fromEntries(address.searchParams)).toEqual({ filename: place.path, value: text.toWellFormed() });
  });

  test('is filled up to its budget and not beyond', () => {
    const room = ADDRESS_BUDGET - filledAddress(place, '')!.length;
    expect(filledAddress(place, 'a'.repeat(room))).toHaveLength(ADDRESS_BUDGET);
    expect(filledAddress(place, 'a'.repeat(room + 1))).toBeNull();
    // Each of these takes nine bytes of an address.
    expect(filledAddress(place, '語'.repeat(Math.floor(room / 9) + 1))).toBeNull();
    expect(createAddress(place)).not.toContain('value=');
  });
});
