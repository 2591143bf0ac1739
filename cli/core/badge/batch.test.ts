import { describe, expect, it } from 'vitest';
import { batchCsv } from './batch.ts';
import { unreadable } from './verify.ts';

describe('a table of answers', () => {
  it('is written so that no spreadsheet takes a cell for a formula', () => {
    const csv = batchCsv([{ name: '=HYPERLINK("https://x.example")', verification: unreadable('+1 "quoted"') }]);
    expect(csv.split('\r\n')[1]).toContain('"\'=HYPERLINK(""https://x.example"")","fail"');
    expect(csv).toContain('"structure: +1 ""quoted"""');
  });
});
