import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskFiles } from '../effects/files.ts';
import { openGit } from '../effects/git.ts';
import { main } from '../main.ts';
import { smallestTexts, smallestCatalog } from '../testing/smallest.ts';

const CLAIM = 'submissions/wait-time/example-teacher/1/submission.md';
let folder: string;
const put = async (path: string, content: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-owners-'));
  for (const { path, bytes } of smallestCatalog()) await put(`catalog/${path}`, bytes);
  await put('.git/HEAD', 'ref: refs/heads/main\n');
  await put('.github/keep', '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function laurel(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const silent = { isTerminal: false, columns: 100 };
  const env = { PATH: process.env['PATH'], HOME: folder };
  const code = await main(args, {
    cwd: folder, env, out: { ...silent, write: (text) => void (out += text) }, err: { ...silent, write: (text) => void (err += text) },
    input: async () => '', now: () => new Date('2026-11-22T09:00:00Z'), random: (bytes) => new Uint8Array(bytes), files: diskFiles,
    git: (at) => openGit(at, env), github: () => Promise.reject(new Error('no GitHub in this test')), fetch: () => Promise.reject(new Error('no network in this test')),
  });
  return { code, out, err };
}

describe('laurel owners', () => {
  it('asks for stewards where none are named, and the lint asks for nothing', async () => {
    expect(await laurel('owners')).toMatchObject({ code: 2, err: expect.stringContaining('names no stewards') });
    expect((await laurel('lint')).code).toBe(0);
  });

  it('writes what the lint then finds in order, and a change of stewards is drift', async () => {
    await put('catalog/issuer.yaml', `${smallestTexts['issuer.yaml']!}stewards: ['@example/stewards']\n`);
    expect(await laurel('lint')).toMatchObject({ code: 1, out: expect.stringContaining('Unexpected absence of .github/CODEOWNERS') });
    expect(await laurel('owners')).toMatchObject({ code: 0, out: expect.stringContaining('/catalog/assessors.yaml @example/stewards') });
    expect((await laurel('lint')).code).toBe(1);
    expect((await laurel('owners', '--write')).code).toBe(0);
    expect((await laurel('lint')).code).toBe(0);
    await put('catalog/issuer.yaml', `${smallestTexts['issuer.yaml']!}stewards: ['@example/others']\n`);
    const { code, out } = await laurel('lint', '--json');
    expect(code).toBe(1);
    expect((JSON.parse(out) as { readonly diagnostics: readonly unknown[] }).diagnostics).toEqual([expect.objectContaining({ path: 'catalog/issuer.yaml', rule: 'owners-current', message: expect.stringContaining('Unexpected content') })]);
    await put('catalog/issuer.yaml', smallestTexts['issuer.yaml']!);
  });

  it('is explained by the name that the lint gives', async () => expect(await laurel('explain', 'owners-current')).toMatchObject({ code: 0, out: expect.stringContaining('laurel owners --write') }));
});

describe('laurel lint --submissions', () => {
  it('takes the submissions of another folder, and reports on them alone', async () => {
    const text = new TextDecoder().decode(smallestCatalog().find(({ path }) => path === CLAIM)!.bytes);
    for (const { path, bytes } of smallestCatalog()) if (path.startsWith('submissions/')) await put(`portfolio/${path}`, bytes);
    await put(`portfolio/${CLAIM}`, text.replace('own-work: true', 'own-work: false'));
    await put('portfolio/programme.yaml', 'catalog: { owner: example, name: credentials }\n');
    await put('portfolio/rubrics/wait-time.yaml', 'not: a rubric\n');
    await put(`catalog/${CLAIM}`, 'not a submission');
    const { code, out } = await laurel('lint', '--submissions', 'portfolio', '--json');
    await put(`catalog/${CLAIM}`, text);
    expect(code).toBe(1);
    const { diagnostics } = JSON.parse(out) as { readonly diagnostics: readonly { readonly path: string; readonly rule: string }[] };
    expect(diagnostics.map(({ path, rule }) => `${path} ${rule}`)).toEqual([`portfolio/${CLAIM} submission-attested`]);
  });

  it('says when the folder is not there', async () => expect(await laurel('lint', '--submissions', 'nowhere')).toMatchObject({ code: 2, err: expect.stringContaining('There is no folder nowhere') }));
});
