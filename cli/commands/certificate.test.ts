import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badgeArt } from '../core/badge/art.ts';
import { bakeSvg } from '../core/badge/bake-svg.ts';
import { badgeText } from '../core/badge/credential.ts';
import { didDocument } from '../core/badge/did.ts';
import { at, award, duringValidity, issuer, release, signAsStranger, signed, signedBadge, statusList, strangersKey } from '../core/badge/fixture.ts';
import { releaseText } from '../core/release.ts';
import { diskFiles } from '../effects/files.ts';
import type { World } from '../effects/world.ts';
import { main } from '../main.ts';

let folder: string;
async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}
async function site(name: string, revoked: readonly number[]): Promise<void> {
  await put(`${name}/v1/index.json`, JSON.stringify({ programme: { url: issuer.url } }));
  await put(`${name}/.well-known/did.json`, JSON.stringify(didDocument(issuer)));
  await put(`${name}/status/1.json`, JSON.stringify(await signed(statusList(revoked))));
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-certificate-'));
  const badge = await signedBadge();
  await site('dist', [7]);
  await site('later', [award.status.index]);
  await put('dist/releases/checking-for-understanding/1.0.0/release.json', releaseText({ digest: award.release, release }));
  await put('badge.json', badgeText(badge));
  const baked = bakeSvg(badgeArt(release).svg, badgeText(badge));
  await put('badge.svg', baked.ok ? baked.svg : '');
  await put('changed.json', badgeText({ ...badge, name: 'Another' }));
  await put('forged.json', badgeText(await signed({ ...badge, proof: undefined }, `${award.issuer.id}#${strangersKey}`, signAsStranger)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function laurel(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const world: World = {
    cwd: folder, env: {}, out: { isTerminal: false, columns: 140, write: (text) => void (out += text) }, err: { isTerminal: false, columns: 80, write: (text) => void (err += text) },
    input: async () => '', now: () => duringValidity, random: (bytes) => new Uint8Array(bytes), files: diskFiles,
    git: () => { throw new Error('no git in this test'); }, github: () => Promise.reject(new Error('no GitHub in this test')), fetch: () => Promise.reject(new Error('no network in this test')),
  };
  return { code: await main(['certificate', ...args], world), out, err };
}
const pdf = async (name: string): Promise<string> => (await readFile(join(folder, name))).toString('latin1');

describe('laurel certificate', () => {
  it('prints a badge that is proven, with the picture of the release that its digest names', async () => {
    const { code, out, err } = await laurel('badge.json', '--site', 'dist');
    expect([code, out]).toEqual([0, expect.stringContaining(`Wrote certificate-${award.serial}.pdf: Checking for understanding.\nIts code leads to ${at.badgePage(award.serial)}\n`)]);
    // The fixture has a criterion in Arabic.
    expect(err).toContain('some letters have no font');
    expect(err).not.toContain('picture');
    expect(await pdf(`certificate-${award.serial}.pdf`)).toContain(`/Alt (${badgeArt(release).alt})`);
  });

  it('prints the same from an image as from JSON, on the paper that is asked for', async () => {
    expect((await laurel('badge.json', '--site', 'dist', '--out', 'a.pdf')).code).toBe(0);
    expect((await laurel('badge.svg', '--site', 'dist', '--out', 'b.pdf')).code).toBe(0);
    expect(await pdf('b.pdf')).toBe(await pdf('a.pdf'));
    expect((await laurel('badge.svg', '--site', 'dist', '--paper', 'letter', '--out', 'c.pdf')).code).toBe(0);
    expect(await pdf('c.pdf')).toContain('[0 0 612 792]');
  });

  it('does without a picture that is not the one', async () => {
    await put('dist/releases/checking-for-understanding/1.0.0/release.json', releaseText({ digest: award.release, release: { ...release, id: 'another' } }));
    const { code, err } = await laurel('badge.json', '--site', 'dist', '--out', 'd.pdf');
    expect([code, err]).toEqual([0, expect.stringContaining('has none')]);
    expect((await pdf('d.pdf')).split('/S /Figure')).toHaveLength(2);
  });

  it.each([
    ['was changed', 'changed.json', 'dist', '(proof)'],
    ['is somebody else\'s work', 'forged.json', 'dist', 'not proven'],
    ['is revoked', 'badge.json', 'later', 'has revoked this badge'],
    ['is not there', 'gone.json', 'dist', 'no file gone.json'],
    ['is no badge', 'dist/v1/index.json', 'dist', 'not'],
  ])('prints nothing of a badge that %s', async (_, name, where, word) => {
    const { code, out, err } = await laurel(name, '--site', where, '--out', 'never.pdf');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(word);
    await expect(pdf('never.pdf')).rejects.toThrow('ENOENT');
  });

  it('prints nothing where nobody can say whose badge it is', async () => {
    expect(await laurel('badge.json', '--out', 'never.pdf')).toMatchObject({ code: 2, err: expect.stringContaining('not proven') });
  });
});
