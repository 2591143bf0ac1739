import { describe, expect, it } from 'vitest';
import { besideTable, headFault, readTable } from './table.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJpZCI6IngifQ.c2ln';

describe('a table of badges', () => {
  it.each([
    ['a bare list', 'a.json\nb.png\n', [{ name: 'a.json' }, { name: 'b.png' }]],
    ['heads in any order', 'Email,Name,Badge\r\nm@x.example,"O""K, Maya",a.json\r\n,,\r\n,Zoe,b.json', [{ name: 'a.json', recipient: 'm@x.example' }, { name: 'b.json' }]],
    ['semicolons', '\uFEFFfile;recipient\na,1.json;did:key:z\n', [{ name: 'a,1.json', recipient: 'did:key:z' }]],
    ['lines inside quotes', 'file\n"a\nb.json"\n', [{ name: 'a\nb.json' }]],
    ['badges in its cells', `badge,email\n"{""id"": ""urn:x:1"",\n""name"": ""A, b""}",m@x.example\n\n${token},\neyes.badge.json,`, [{ name: 'row 2', text: '{"id": "urn:x:1",\n"name": "A, b"}', recipient: 'm@x.example' }, { name: 'row 4', text: token }, { name: 'eyes.badge.json' }]],
    ['two columns, each filled in where it fits', `file,address\na.json,\n,https://a.example/b.json`, [{ name: 'a.json' }, { name: 'https://a.example/b.json' }]],
    ['a cell whose quotes do not end', 'file\n"a.json\nb', [{ name: 'a.json\nb' }]],
    ['nothing', '', []],
  ])('is read from %s', (_, text, expected) => {
    expect(readTable(text)).toEqual(expected);
  });

  it('is read in one go however long a cell is', () => {
    const long = `{"a": "${'x"'.repeat(1_000_000)}"}`;
    const [row] = readTable(`json\n"${long.replaceAll('"', '""')}"\n`);
    expect([row?.name, row?.text === long]).toEqual(['row 2', true]);
  });

  it('whose heads are other words names no badges, and says which column is missing', () => {
    expect(headFault('serial,who\nk3v9q2mx7tda,Maya\n')).toBe('It has no column `badge`, `file` or `address`: its first row is "serial", "who". Name the column with the badges so.');
    for (const text of ['who,Badge\n', 'a.json\n', 'https://a.example/badges/1,x\n', 'Maya,folder/one\n', `${token}\n`, '"{""id"": 1}"\n', '']) expect([text, headFault(text)]).toEqual([text, null]);
  });

  it('names files beside itself', () => {
    expect(['a.json', './sub\\a.json', '../b.json', '../../../c.json', 'x//d.json'].map((name) => besideTable('badges/2026/table.csv', name))).toEqual(['badges/2026/a.json', 'badges/2026/sub/a.json', 'badges/b.json', 'c.json', 'badges/2026/x/d.json']);
    expect(besideTable('table.csv', 'a.json')).toBe('a.json');
  });
});
