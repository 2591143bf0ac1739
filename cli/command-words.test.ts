import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandWords } from './command-words.ts';

describe('the command of the action', () => {
  it('is split at spaces and line ends', () => {
    expect(commandWords('  issue --dispatch  publish.yml\n')).toEqual({ ok: true, words: ['issue', '--dispatch', 'publish.yml'] });
    expect(commandWords('lint --base HEAD~1')).toEqual({ ok: true, words: ['lint', '--base', 'HEAD~1'] });
    expect(commandWords('lint --catalog proposal/catalog --submissions .')).toEqual({ ok: true, words: ['lint', '--catalog', 'proposal/catalog', '--submissions', '.'] });
  });

  it.each(['', '   ', 'lint; rm -rf .', 'lint $(id)', 'lint `id`', 'lint "a b"', 'lint --catalog=../x', 'lint ../x', 'lint a\u0000b', 'lint \u202Ex', 'lint -x', 'issue ::set-output::x'])('holds no quoting, no shell and no way out of the folder: %j', (line) => {
    expect(commandWords(line)).toMatchObject({ ok: false, fault: expect.stringMatching(/^Unexpected .+, expected .+/) });
  });

  it('never throws, and gives words that are in the line', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (line) => {
      const read = commandWords(line);
      if (read.ok) for (const word of read.words) expect(line).toContain(word);
      else expect(read.fault.length).toBeLessThan(400);
    }));
  });
});
