import { describe, expect, it } from 'vitest';
import { inMarkdown } from '../core/words.ts';
import { actingIn } from './attack.ts';

const ODD = '@somebody-else <img src=x> [x](https://evil.example) www.evil.example';

describe('what would act in a comment', () => {
  it('is found: mentions of strangers, HTML, links and addresses', () => {
    expect(actingIn(`<!-- laurel:desk -->\n\n@maya-okafor ${ODD}`, ['maya-okafor'])).toEqual(['@somebody-else', '<img src=x>', '](https://evil.example)', 'www.evil.example']);
  });

  it('is not found in what the desk makes of it', () => {
    expect(actingIn(inMarkdown(ODD), [])).toEqual([]);
  });
});
