import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskFiles } from './effects/files.ts';
import { openGit } from './effects/git.ts';
import type { World } from './effects/world.ts';
import { main } from './main.ts';
import { smallestCatalog, smallestTexts } from './testing/smallest.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-main-'));
  for (const { path, bytes } of smallestCatalog()) {
    await mkdir(dirname(join(folder, 'catalog', path)), { recursive: true });
    await writeFile(join(folder, 'catalog', path), bytes);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function laurel(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const silent = { isTerminal: false, columns: 80 };
  const env = { PATH: process.env['PATH'], HOME: folder };
  const world: World = {
    cwd: folder, env, out: { ...silent, write: (text) => void (out += text) }, err: { ...silent, write: (text) => void (err += text) },
    input: async () => '', now: () => new Date('2026-11-22T09:00:00Z'), random: (bytes) => new Uint8Array(bytes), files: diskFiles,
    git: (at) => openGit(at, env), github: () => Promise.reject(new Error('no GitHub in this test')), fetch: () => Promise.reject(new Error('no network in this test')),
  };
  const code = await main(args, world);
  return { code, out, err };
}

const spoil = async (path: string, text: string | Uint8Array, act: () => Promise<void>): Promise<void> => {
  const whole = join(folder, 'catalog', path);
  const before = await diskFiles.read(whole).catch(() => null);
  await diskFiles.write(whole, text);
  try {
    await act();
  } finally {
    if (before === null) await rm(whole, { force: true });
    else await diskFiles.write(whole, before);
  }
};

describe('laurel', () => {
  it('prints help with every command and ends with 0', async () => {
    const { code, out } = await laurel('--help');
    expect(code).toBe(0);
    for (const name of ['lint', 'explain', 'card', 'links', 'lsp', 'new', 'fmt', 'diff', 'replay', 'release', 'dev', 'build', 'publish', 'start', 'submit', 'assess', 'merge', 'issue', 'revoke', 'verify', 'keys', 'practice']) expect(out).toContain(`  ${name} `);
  });
  it.each(['lint', 'explain', 'card', 'links', 'lsp', 'new', 'fmt', 'diff', 'replay', 'release', 'dev', 'build', 'publish', 'start', 'attach', 'submit', 'assess', 'merge', 'issue', 'revoke', 'verify', 'keys', 'practice'])('help %s shows examples', async (name) => {
    const { code, out } = await laurel('help', name);
    expect(code).toBe(0);
    expect(out).toContain(`Examples:\n  $ laurel ${name}`);
  });
  it('ends with 2 for a command that there is not, and guesses', async () => {
    const { code, err } = await laurel('lnit');
    expect(code).toBe(2);
    expect(err).toContain('lint');
  });
  it.each([['lint', '--frob'], ['revoke'], ['new', 'credential'], ['lint', '--format', 'xml']])('ends with 2 when misused: %s %s', async (...args) => {
    const { code, err } = await laurel(...args.filter(Boolean));
    expect(code).toBe(2);
    expect(err).not.toMatch(/\n\s+at /);
  });
  it('prints its version', async () => expect((await laurel('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/));
});

describe('laurel lint', () => {
  it('ends with 0 where nothing is wrong', async () => expect((await laurel('lint')).code).toBe(0));
  it('ends with 1 where something is, and says where in JSON', async () => {
    await spoil('rubrics/broken.yaml', 'levels: [', async () => {
      const { code, out } = await laurel('lint', '--json');
      expect(code).toBe(1);
      const report = JSON.parse(out) as { readonly diagnostics: readonly Record<string, unknown>[]; readonly summary: Record<string, number> };
      expect(Object.keys(report.diagnostics[0]!)).toEqual(['path', 'line', 'column', 'rule', 'severity', 'message', 'remedy']);
      expect(report.diagnostics[0]).toMatchObject({ path: 'catalog/rubrics/broken.yaml', rule: 'yaml', severity: 'error' });
      expect(report.summary['errors']).toBe(1);
    });
  });
  it('ends with 0 where there are warnings alone', async () => {
    await spoil('rubrics/unused.yaml', new TextDecoder().decode(smallestCatalog().find(({ path }) => path === 'rubrics/wait-time.yaml')!.bytes), async () => {
      const { code, out } = await laurel('lint', '--json');
      expect((JSON.parse(out) as { readonly summary: { readonly warnings: number } }).summary.warnings).toBeGreaterThan(0);
      expect(code).toBe(0);
    });
  });
  it('reports on the asked paths only', async () => {
    await spoil('rubrics/broken.yaml', 'levels: [', async () => {
      expect((await laurel('lint', 'catalog/credentials')).code).toBe(0);
      expect((await laurel('lint', 'catalog/rubrics')).code).toBe(1);
    });
  });
  it('mends what needs nobody\'s judgement, says so, and reports what is left', async () => {
    const text = new TextDecoder().decode(smallestCatalog().find(({ path }) => path === 'rubrics/wait-time.yaml')!.bytes);
    await spoil('rubrics/wait-time.yaml', `# laurel-allow link-text until 2027-06-30: agreed with the panel\n${text}`, async () => {
      expect(await laurel('lint', 'catalog/rubrics')).toMatchObject({ code: 1 });
      expect(await laurel('lint', '--fix', 'catalog/rubrics')).toMatchObject({ code: 0, err: 'Mended catalog/rubrics/wait-time.yaml:1:1 (allowance-needed): Remove the allowance\n' });
      expect(new TextDecoder().decode(await diskFiles.read(join(folder, 'catalog/rubrics/wait-time.yaml')))).toBe(text);
    });
  });
  it.each(['github', 'sarif', 'junit', 'markdown'])('reports as %s', async (format) => {
    await spoil('rubrics/broken.yaml', 'levels: [', async () => expect(await laurel('lint', '--format', format)).toMatchObject({ code: 1, out: expect.stringContaining('catalog/rubrics/broken.yaml'), err: '' }));
  });
  it('says in a sentence that a path is not there', async () => {
    const { code, err } = await laurel('lint', 'catalog/nowhere');
    expect(code).toBe(2);
    expect(err).toBe('laurel: There is no file or folder catalog/nowhere.\n');
  });
  it('says in a sentence that there is no catalog', async () => expect((await laurel('lint', '--catalog', 'elsewhere')).err).toContain('There is no catalog at elsewhere.'));
  it.each([
    ['an alias bomb', `a: &a [x,x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n`],
    ['200,000 keys', Array.from({ length: 60_000 }, (_, at) => `k${at}: v`).join('\n')],
    ['deep nesting', `a: ${'['.repeat(5_000)}`],
    ['reserved keys', '__proto__:\n  polluted: true\nconstructor: 1\n'],
    ['several documents', 'a: 1\n---\nb: 2\n'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00])],
    ['a file of more than 1 MiB', 'x'.repeat(1024 * 1024 + 1)],
  ])('turns %s into diagnostics', async (_, text) => {
    await spoil('rubrics/odd.yaml', text, async () => {
      const { code, out, err } = await laurel('lint', '--json');
      expect(code).toBe(1);
      expect(err).toBe('');
      expect((JSON.parse(out) as { readonly diagnostics: readonly { readonly path: string }[] }).diagnostics.some(({ path }) => path === 'catalog/rubrics/odd.yaml')).toBe(true);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    });
  });
  it('says of a link that it is not followed, and shows nothing of what it leads to', async () => {
    await writeFile(join(folder, 'outside.txt'), 'nobody reads this');
    const links = [['rubrics/linked.yaml', '../../outside.txt'], ['credentials/more', '../rubrics'], ['evidence/broken.yaml', 'nowhere'], ['submissions/wait-time/example-teacher/1/.hidden', '../../../../../outside.txt']] as const;
    for (const [path, to] of links) await symlink(to, join(folder, 'catalog', path));
    try {
      for (const args of [[], ['--no-cache'], ['--fix'], []]) {
        const { code, out } = await laurel('lint', '--json', ...args);
        expect(code).toBe(1);
        expect((JSON.parse(out) as { readonly diagnostics: readonly { readonly path: string; readonly rule: string; readonly message: string }[] }).diagnostics.map(({ path, rule, message }) => [path, rule, message])).toEqual([...links].map(([path]) => [`catalog/${path}`, 'file-name', 'Unexpected symbolic link, expected the file or folder itself']).sort());
        expect((await laurel('lint', ...args)).out).not.toContain('nobody reads this');
      }
    } finally {
      for (const path of [...links.map(([one]) => join('catalog', one)), 'outside.txt']) await rm(join(folder, path), { force: true });
    }
  });
  it('takes no roster that git keeps', async () => {
    const git = openGit(folder, { PATH: process.env['PATH'], HOME: folder });
    await writeFile(join(folder, 'names.txt'), 'Jonte Berg\n');
    await git.text(['init', '--quiet']);
    try {
      expect((await laurel('lint', '--roster', 'names.txt')).code).toBe(0);
      await git.text(['add', 'names.txt']);
      expect(await laurel('lint', '--roster', 'names.txt')).toMatchObject({ code: 2, err: expect.stringContaining('The roster names.txt is kept by git') });
    } finally {
      for (const path of ['.git', 'names.txt']) await rm(join(folder, path), { recursive: true });
    }
  });
});

describe('laurel replay and laurel log proof', () => {
  it('look at what was typed before they ask for a token', async () => {
    for (const [args, says] of [[['replay', 'wait-tiem'], 'Did you mean "wait-time"?'], [['replay', 'wait-time', '--release', '7.0.0'], 'There is no release 7.0.0 of wait-time'], [['log', 'proof', 'zzz'], 'There is no file zzz.'], [['log', 'proof'], 'Say which badge']] as const) expect(await laurel(...args)).toMatchObject({ code: 2, err: expect.stringContaining(says) });
    for (const args of [['replay', 'wait-time'], ['log', 'proof', 'k3v9q2mx7tda']] as const) expect((await laurel(...args)).err).toContain('There is no token for GitHub.');
  });
});

describe('laurel card', () => {
  it('says what is met and where, for people and for programs', async () => {
    const { code, out } = await laurel('card', 'wait-time');
    expect(code).toBe(0);
    expect(out).toMatch(/✔ A key method: .*\(NEA and Digital Promise\)\n {4}catalog\/credentials\/wait-time\.md\n +7 {2}The educator records/);
    const card = JSON.parse((await laurel('card', 'wait-time', '--json')).out) as { readonly standards: readonly { readonly met: boolean }[] };
    expect(card.standards.every(({ met }) => met)).toBe(true);
  });
  it('says what is lacking', async () => {
    await spoil('credentials/wait-time.md', smallestTexts['credentials/wait-time.md']!.replace('### Ask, then wait', 'Ask, then wait.'), async () => {
      expect((await laurel('card', 'wait-time')).out).toContain('  → lacking: a heading of the third level in the section Method');
    });
  });
  it('guesses what was meant', async () => {
    const { code, err } = await laurel('card', 'wait-tiem');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "wait-time"?');
  });
});

describe('laurel fmt', () => {
  const untidy = new TextDecoder().decode(smallestCatalog().find(({ path }) => path === 'rubrics/wait-time.yaml')!.bytes).replace('  - id: waits\n    title: Waits after asking', '  - title: Waits after asking   # seen in the clip\n    id: waits');
  it('leaves what is in form as it is', async () => expect(await laurel('fmt', '--check', 'catalog/rubrics')).toMatchObject({ code: 0, err: '' }));
  it('names what would change, writes nothing, and ends with 1 when asked to look only', async () => {
    await spoil('rubrics/wait-time.yaml', untidy, async () => {
      expect(await laurel('fmt', '--check', 'catalog/rubrics')).toMatchObject({ code: 1, out: 'catalog/rubrics/wait-time.yaml\n1 of 1 file would change. Run `laurel fmt`.\n' });
      expect(await laurel('fmt', 'catalog/rubrics')).toMatchObject({ code: 0 });
      expect(new TextDecoder().decode(await diskFiles.read(join(folder, 'catalog/rubrics/wait-time.yaml')))).toContain('  - id: waits\n    title: Waits after asking # seen in the clip\n');
      expect((await laurel('fmt', '--check', 'catalog/rubrics')).code).toBe(0);
    });
  });
  it('says of a file that cannot be read that it is left, and ends with 1', async () => {
    await spoil('rubrics/broken.yaml', 'levels: [', async () => expect(await laurel('fmt', 'catalog/rubrics')).toMatchObject({ code: 1, err: 'catalog/rubrics/broken.yaml is left as it is, because it cannot be read. Run `laurel lint`.\n' }));
  });
});

describe('laurel explain', () => {
  it('gives every rule as JSON', async () => {
    const rules = JSON.parse((await laurel('explain', '--json')).out) as readonly Record<string, string>[];
    expect(rules.length).toBeGreaterThanOrEqual(12);
    for (const rule of rules) expect(Object.keys(rule)).toEqual(['id', 'severity', 'summary', 'why', 'remedy']);
  });
  it('explains one with an example', async () => expect((await laurel('explain', 'criterion-fed')).out).toContain('Not this'));
  it('guesses what was meant', async () => expect((await laurel('explain', 'criterion-feed')).err).toContain('Did you mean "criterion-fed"?'));
});

describe('laurel new', () => {
  it('begins a credential that lints but for what is to be written', async () => {
    const { code } = await laurel('new', 'credential', 'exit-tickets');
    expect(code).toBe(0);
    const { out } = await laurel('lint', '--json', 'catalog/rubrics/exit-tickets.yaml', 'catalog/evidence/exit-tickets.yaml');
    const { diagnostics } = JSON.parse(out) as { readonly diagnostics: readonly { readonly rule: string; readonly severity: string }[] };
    expect(new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ rule }) => rule))).toEqual(new Set(['nothing-left-to-write']));
    expect((await laurel('release', 'exit-tickets')).code).toBe(1);
    for (const path of ['credentials/exit-tickets.md', 'rubrics/exit-tickets.yaml', 'evidence/exit-tickets.yaml']) await rm(join(folder, 'catalog', path));
  });
  it('overwrites nothing', async () => expect((await laurel('new', 'rubric', 'wait-time')).err).toContain('is there already'));
  it('refuses an id that lint would refuse, before it writes', async () => {
    for (const id of ['con', 'constructor', 'all']) expect(await laurel('new', 'credential', id)).toMatchObject({ code: 2, err: expect.stringContaining(`"${id}" cannot be an id: machines or Laurel itself keep that name`) });
    expect(await diskFiles.exists(join(folder, 'catalog/credentials/con.md'))).toBe(false);
  });
  it('offers a good id for a bad one', async () => expect((await laurel('new', 'rubric', 'Exit Tickets!')).err).toContain('such as exit-tickets'));
});

describe('laurel release', () => {
  it('changes nothing where everything is released', async () => expect((await laurel('release')).out).toContain('released at its version'));
  it('refuses other content under a version that exists', async () => {
    const text = new TextDecoder().decode(smallestCatalog().find(({ path }) => path === 'credentials/wait-time.md')!.bytes);
    await spoil('credentials/wait-time.md', text.replace('Count silently', 'Count slowly'), async () => {
      const { code, err } = await laurel('release');
      expect(code).toBe(1);
      expect(err).toContain('Raise `version`');
    });
  });
  it('writes over no release, also over none that cannot be read', async () => {
    const path = 'releases/wait-time/1.0.0.json';
    const text = new TextDecoder().decode(smallestCatalog().find((file) => file.path === path)!.bytes).replace('"wait-time"', '"Wait-Time"');
    await spoil(path, text, async () => {
      const { code, err } = await laurel('release', 'wait-time');
      expect([code, err]).toEqual([1, expect.stringContaining('Restore catalog/releases/wait-time/1.0.0.json from git')]);
      expect(await readFile(join(folder, 'catalog', path), 'utf8')).toBe(text);
    });
  });
  it.each(['2027-11-22', '2026-01-02'])('bears the day on which it is made, and not %s', async (day) => {
    const text = new TextDecoder().decode(smallestCatalog().find(({ path }) => path === 'credentials/wait-time.md')!.bytes);
    await spoil('credentials/wait-time.md', text.replace(/version: 1\.0\.0/g, 'version: 1.1.0').replace(/date: .*/, `date: '${day}'`), async () => {
      const { code, err } = await laurel('release', 'wait-time');
      expect([code, err]).toEqual([1, expect.stringMatching(`1.1.0 is dated ${day}[^]*Write \\d{4}-\\d{2}-\\d{2} there`)]);
    });
  });
  it('keeps its day where nothing but the id is another', async () => {
    const [former, now, made] = ['credentials/wait-time.md', 'credentials/pausing.md', 'releases/pausing'].map((path) => join(folder, 'catalog', path)) as [string, string, string];
    const text = await readFile(former, 'utf8');
    await rm(former);
    try {
      await writeFile(now, text.replace('status: active\n', 'status: active\naliases: [wait-time]\n').replace('title: Wait time', 'title: Pausing'));
      expect(await laurel('release', 'pausing')).toMatchObject({ code: 1, err: expect.stringContaining('1.0.0 is dated 2026-01-01') });
      await writeFile(now, text.replace('status: active\n', 'status: active\naliases: [wait-time]\n'));
      expect(await laurel('release', 'pausing')).toMatchObject({ code: 0, out: expect.stringContaining('Released pausing 1.0.0') });
    } finally {
      await Promise.all([now, made].map((path) => rm(path, { recursive: true, force: true })));
      await writeFile(former, text);
    }
  });
});

describe('laurel verify', () => {
  it('ends with 1 and all results for a file that is no badge', async () => {
    const { code, out } = await laurel('verify', 'catalog/issuer.yaml', '--json');
    expect(code).toBe(1);
    expect((JSON.parse(out) as { readonly results: readonly { readonly name: string }[] }).results.map(({ name }) => name)).toEqual(['structure', 'safe-mode', 'proof', 'issuer', 'key', 'validity', 'status', 'registry', 'endorsements', 'definition', 'recipient', 'log']);
  });
  it('ends with 2 for a file that is not there', async () => expect((await laurel('verify', 'nowhere.json')).code).toBe(2));
});

describe('laurel issue', () => {
  it('says in a sentence that there is no token', async () => {
    const { code, err } = await laurel('issue');
    expect(code).toBe(2);
    expect(err).toContain('There is no token for GitHub.');
  });
});
