import { describe, expect, it } from 'vitest';
import { award } from '../badge/fixture.ts';
import { BUNDLED, bundledAwards, bundleNumber, bundlePath, bundlesDue, bundleText } from './award-bundle.ts';
import { readRegister, recordText, registerPaths } from './register.ts';

const awards = Array.from({ length: 2 * BUNDLED + 3 }, (_, at) => ({ ...award, serial: at.toString(36).padStart(12, '0') }));
const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
const records = awards.slice(0, 2).map((one) => file(registerPaths.award(one.serial), recordText(one)));
const readBeside = (text: string) => readRegister([...records, file(bundlePath(1), text)]).awards.size;

describe('a bundle of award records', () => {
  it('comes when there are as many as fill one, and the rest waits', () => {
    expect(bundlesDue(awards.slice(0, BUNDLED - 1)).size).toBe(0);
    const loose = new Map(awards.slice(0, 5).map((one) => [one.serial, { award: one, object: '' }]));
    const due = [...bundlesDue(awards.slice(5), { last: 7, loose })];
    expect(due.map(([path]) => path)).toEqual(['bundles/8.json', 'bundles/9.json']);
    expect(due.flatMap(([, text]) => bundledAwards(text)!)).toEqual(awards.slice(0, 2 * BUNDLED));
  });

  it('is named in one way', () => {
    expect(['bundles/12.json', 'bundles/0.json', 'bundles/012.json', 'bundles/x.json', 'badges/12.json'].map(bundleNumber)).toEqual([12, null, null, null, null]);
  });

  it.each(['', '[]', '{"format":"laurel-awards-2","awards":[]}', '{"format":"laurel-awards-1","awards":[null]}'])('is not %s', (text) => {
    expect(bundledAwards(text)).toBeNull();
    expect(() => readBeside(text)).toThrow('it is no bundle of award records');
  });

  it('is sound in a register while it says what the records say', () => {
    expect(readBeside(bundleText(awards.slice(0, 2)))).toBe(2);
  });

  it.each([
    ['says another thing of an award', { ...awards[1]!, earner: 'urn:uuid:0' }],
    ['says what a record says in another order', Object.fromEntries(Object.entries(awards[1]!).reverse()) as unknown as typeof award],
    ['holds an award that is not there', awards[2]!],
  ])('is damaged where it %s', (_, other) => {
    expect(() => readBeside(bundleText([awards[0]!, other]))).toThrow(/bundles\/1\.json: what it says of the award 0{11}[12] is not what that award's record says/);
  });
});
