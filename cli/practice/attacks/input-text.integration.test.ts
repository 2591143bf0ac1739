import type { Attack } from '../../testing/attack.ts';
import { inFrontMatter, withText, type Bench, type Work } from '../../testing/claim-bench.ts';
import { testAttacks } from '../../testing/test-attacks.ts';

/** A claim of changed work that both assessors pass all the same: nothing but what is handed in speaks against it. */
const passed = (change: (files: Work) => Work) => async (bench: Bench, number: number): Promise<number> => {
  const pull = await bench.claim(number, change(bench.work));
  await bench.pass(pull, 'ines-carvalho', 'daniel-okoye');
  return pull;
};
const written = (words: string) => (files: Work): Work => withText(files, (text) => text.replace('## What changed for learners\n', `## What changed for learners\n\n${words}\n`));

const BOMB = ['a: &a [x, x, x, x, x, x, x, x, x]', ...[...'bcdefghi'].map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[at]!}`).join(', ')}]`)].join('\n');
const keys = (count: number): string => Array.from({ length: count }, (_, at) => `k${at}: ${at}`).join('\n');

testAttacks('texts under attack', [
  {
    name: 'an honest claim among hostile ones: exactly one badge',
    arrange: passed((files) => files),
    merge: null,
    issue: null,
  },
  {
    name: 'an alias bomb: the desk says what is wrong, and no badge',
    arrange: passed((files) => inFrontMatter(files, BOMB)),
    merge: /cannot be read/,
    notice: /anchor|alias/i,
    issue: /anchor|alias/i,
  },
  {
    name: '200,000 keys: the desk says that it is too large, and no badge',
    arrange: passed((files) => inFrontMatter(files, keys(200_000))),
    merge: /cannot be read/,
    notice: /larger than a submission may be/,
    issue: /larger than a submission may be/,
  },
  {
    name: 'as many keys as fit into a submission: the desk says what is wrong, and no badge',
    arrange: passed((files) => inFrontMatter(files, keys(4_000))),
    merge: /cannot be read/,
    notice: /Unexpected/,
    issue: /k0/,
  },
  {
    name: 'deep nesting in the front matter: the desk says what is wrong, and no badge',
    arrange: passed((files) => inFrontMatter(files, `deep: ${'['.repeat(20_000)}`)),
    merge: /cannot be read/,
    notice: /Unexpected depth/,
    issue: /Unexpected depth/,
  },
  {
    name: 'deep nesting in the text: the desk says what is wrong, and no badge',
    arrange: passed(written(`${'> '.repeat(10_000)}deep`)),
    merge: /cannot be read/,
    notice: /nesting/,
    issue: /nesting/,
  },
  {
    name: '50 MB of text: the desk says that it is too large, and no badge',
    arrange: passed((files) => new Map([...files, ['submission.md', new Uint8Array(50 * 1024 * 1024).fill(97)]])),
    merge: /cannot be read/,
    notice: /larger than a submission may be/,
    issue: /larger than a submission may be/,
  },
  {
    name: '50 MB in a file beside the text: the desk says that it is too large, and no badge',
    arrange: passed((files) => new Map([...files, ['film.bin', new Uint8Array(50 * 1024 * 1024)]])),
    merge: /larger than a submission may be/,
    notice: /larger than a submission may be/,
    issue: /larger than a submission may be/,
  },
  {
    name: '`__proto__` as a key: the desk says what is wrong, and no badge',
    arrange: passed((files) => inFrontMatter(files, '__proto__: { visibility: private }\nconstructor: { prototype: { passed: true } }')),
    merge: /cannot be read/,
    notice: /proto/,
    issue: /__proto__/,
  },
  {
    name: 'bidi controls that turn a text round: the desk names the character, and no badge',
    arrange: passed(written('The answer was \u202Eton saw\u202C enough.')),
    merge: /U\+202E/,
    notice: /U\\?\+202E/,
    issue: /U\+202E/,
  },
  {
    name: 'bidi controls spelt as Markdown escapes: the desk names the character, and no badge',
    arrange: passed(written('The answer was &#x202E;ton saw&#x202C; enough.')),
    merge: /U\+202E/,
    notice: /U\\?\+202E/,
    issue: /U\+202E/,
  },
  {
    name: 'a homoglyph in the host of a link: the desk says what it looks like, and no badge',
    arrange: passed(written('See [my plan](https://ex\u0430mple.org/plan).')),
    merge: /looks like example\.org/,
    notice: /looks like example\.org/,
    issue: /looks like example\.org/,
  },
  {
    name: 'Markdown attacks: HTML, and links that run programs: the desk names them as plain words, and no badge',
    arrange: passed(written('<img src=x onerror=alert(1)> and [here](javascript:alert(1)).')),
    merge: /Unexpected HTML/,
    notice: /Unexpected HTML/,
    issue: /Unexpected HTML[\s\S]*javascript|javascript[\s\S]*Unexpected HTML/,
  },
  {
    name: 'a link attack: words that show another address: the desk says where it leads, and no badge',
    arrange: passed(written('See [https://github.com/marlow-valley](https://login.example.net/marlow-valley).')),
    merge: /login\.example\.net/,
    notice: /login\.example\.net/,
    issue: /Unexpected link to login\.example\.net/,
  },
  {
    name: 'markup, mentions and links in a key that is told back: the desk posts them as plain words, and no badge',
    arrange: passed((files) => inFrontMatter(files, '"@somebody-else <img src=x> [x](https://evil.example) ![y](https://evil.example/y.png) www.evil.example #1": 1')),
    merge: /cannot be read/,
    notice: /somebody-else/,
    issue: /somebody-else/,
  },
] satisfies readonly Attack[]);
