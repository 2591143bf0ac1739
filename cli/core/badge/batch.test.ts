import { describe, expect, it } from 'vitest';
import { batchCsv, headFault, readBatch } from './batch.ts';
import { unreadable } from './verify.ts';

describe('a table of badges', () => {
  it.each([
    ['a bare list', 'a.json\nb.png\n', [{ name: 'a.json' }, { name: 'b.png' }]],
    ['heads in any order', 'Email,Name,Badge\r\nm@x.example,"O""K, Maya",a.json\r\n,,\r\n,Zoe,b.json', [{ name: 'a.json', recipient: 'm@x.example' }, { name: 'b.json' }]],
    ['semicolons', '\uFEFFfile;recipient\na,1.json;did:key:z\n', [{ name: 'a,1.json', recipient: 'did:key:z' }]],
    ['lines inside quotes', 'file\n"a\nb.json"\n', [{ name: 'a\nb.json' }]],
    ['nothing', '', []],
  ])('is read from %s', (_, text, expected) => {
    expect(readBatch(text)).toEqual(expected);
  });

  it('whose heads are other words names no badges, and says which column is missing', () => {
    expect(headFault('serial,who\nk3v9q2mx7tda,Maya\n')).toBe('It has no column `badge`, `file` or `address`: its first row is "serial", "who". Name the column with the badges so.');
    for (const text of ['who,Badge\n', 'a.json\n', 'https://a.example/badges/1,x\n', 'Maya,folder/one\n', '']) expect([text, headFault(text)]).toEqual([text, null]);
  });

  it('is written so that no spreadsheet takes a cell for a formula', () => {
    const csv = batchCsv([{ name: '=HYPERLINK("https://x.example")', verification: unreadable('+1 "quoted"') }]);
    expect(csv.split('\r\n')[1]).toContain('"\'=HYPERLINK(""https://x.example"")","fail"');
    expect(csv).toContain('"structure: +1 ""quoted"""');
  });
});
