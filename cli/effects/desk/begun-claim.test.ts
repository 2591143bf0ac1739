import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog, type Catalog } from '../../core/catalog.ts';
import type { ReleaseFile } from '../../core/model.generated.ts';
import { releaseText, sealRelease } from '../../core/release.ts';
import { smallestCatalog, smallestRelease, smallestTexts } from '../../testing/smallest.ts';
import { openGit, type Git } from '../git.ts';
import { commitFiles } from '../tree.ts';
import { begunClaim } from './begun-claim.ts';

let folder: string;
let git: Git;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-begun-'));
  git = openGit(folder, { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' });
  await git.text(['init', '--quiet', '--bare']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const CREDENTIAL = 'credentials/wait-time.md';
const { digest, release } = JSON.parse(smallestRelease().text) as ReleaseFile;
const text = `---\ncredential: wait-time\nrelease: ${digest}\n---\n`;
const plain = smallestTexts[CREDENTIAL]!;
const retitled = plain.replace('title: Wait time', () => 'title: Pausing');
const catalogOf = (files: Readonly<Record<string, string>>): Catalog => loadCatalog(smallestCatalog(files).filter(({ path }) => path !== CREDENTIAL || CREDENTIAL in files)).catalog;
const commit = (parent: string | null, files: Readonly<Record<string, string>>): Promise<string> =>
  commitFiles(git, { parent, files: new Map(Object.entries(files)), message: 'x\n', by: { name: 'x', email: 'x@example.org', at: new Date('2026-11-22T09:00:00Z') } });
const mine = (id: string, claim = 1): string => `catalog/submissions/${id}/maya-okafor/${claim}/submission.md`;
const begun = (catalog: Catalog, credential: string, { head, main, claim = 1 }: { readonly head: string; readonly main: string; readonly claim?: number }) =>
  begunClaim({ git, folder: 'catalog' }, catalog, { head, main, login: 'maya-okafor', form: { credential, claim } });

describe('the claim that an issue\'s branch holds', () => {
  it.each([
    ['nothing has changed', { [CREDENTIAL]: plain }, 'Wait time'],
    ['it was renamed', { 'credentials/pausing.md': plain.replace('status: active\n', () => 'status: active\naliases: [wait-time]\n') }, 'Wait time'],
    ['it was renamed, and the form says the former id', { 'credentials/pausing.md': retitled.replace('status: active\n', () => 'status: active\naliases: [wait-time]\n') }, 'wait-time'],
    ['it was renamed and retitled, and the form says the new title', { 'credentials/pausing.md': retitled.replace('status: active\n', () => 'status: active\naliases: [wait-time]\n') }, 'Pausing'],
    ['it was retitled', { [CREDENTIAL]: retitled }, 'Wait time'],
    ['it was retired', { [CREDENTIAL]: plain.replace('status: active', () => 'status: retired') }, 'wait-time'],
    ['its next version is not released yet', { [CREDENTIAL]: plain.replace('version: 1.0.0', () => 'version: 2.0.0') }, 'wait-time'],
  ])('is found under the release that it began under where %s', async (_, files, credential) => {
    const main = await commit(null, { 'README.md': 'x\n' });
    const head = await commit(main, { [mine('wait-time')]: text });
    expect(await begun(catalogOf(files), credential, { head, main })).toMatchObject({ folder: 'catalog/submissions/wait-time/maya-okafor/1', text, started: { digest } });
  });

  it('is none where the form means another credential or number now, and not another person\'s', async () => {
    const main = await commit(null, { [mine('wait-time').replace('maya-okafor', 'tomas-reyes')]: text });
    const head = await commit(main, { [mine('wait-time')]: text });
    const catalog = catalogOf({ [CREDENTIAL]: plain });
    expect(await begun(catalog, 'Something else', { head, main })).toBe(null);
    expect(await begun(catalog, 'Wait time', { head, main, claim: 2 })).toBe(null);
    expect(await begun(catalog, 'Wait time', { head: main, main })).toBe(null);
  });

  it('is what the branch brings and not what was merged before, and after its merge still found', async () => {
    const again = sealRelease({ ...release, id: 'pausing' });
    const both = catalogOf({ 'credentials/pausing.md': plain.replace('status: active\n', () => 'status: active\naliases: [wait-time]\n'), 'releases/pausing/1.0.0.json': releaseText(again) });
    const main = await commit(null, { [mine('pausing')]: text.replace(digest, () => again.digest) });
    const head = await commit(main, { [mine('wait-time')]: text });
    expect(await begun(both, 'Wait time', { head: main, main })).toMatchObject({ folder: 'catalog/submissions/pausing/maya-okafor/1' });
    expect(await begun(both, 'Wait time', { head, main })).toMatchObject({ folder: 'catalog/submissions/wait-time/maya-okafor/1' });
    expect(await begun(catalogOf({ [CREDENTIAL]: plain }), 'Wait time', { head, main: head })).toMatchObject({ folder: 'catalog/submissions/wait-time/maya-okafor/1' });
  });
});
