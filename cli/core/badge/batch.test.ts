import { describe, expect, it } from 'vitest';
import { batchCsv, readBatch } from './batch.ts';
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

  it('is written so that no spreadsheet takes a cell for a formula', () => {
    const csv = batchCsv([{ name: '=HYPERLINK("https://x.example")', verification: unreadable('+1 "quoted"') }]);
    expect(csv.split('\r\n')[1]).toContain('"\'=HYPERLINK(""https://x.example"")","fail"');
    expect(csv).toContain('"structure: +1 ""quoted"""');
  });
});
