import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { badgeText } from '../core/badge/credential.ts';
import { duringValidity, signAsStranger, signed, signedBadge, strangersKey } from '../core/badge/fixture.ts';
import { diskFiles } from '../effects/files.ts';
import type { World } from '../effects/world.ts';
import { main } from '../main.ts';
import { smallestCatalog, smallestTexts } from '../testing/smallest.ts';

let folder: string;
const agency = JSON.parse(smallestTexts['endorsements/wait-time/state-agency.json']!) as Record<string, unknown> & { readonly issuer: { readonly id: string } };
const { proof: _, ...plain } = agency;
const byAgency = (change: object): Promise<object> => signed({ ...plain, ...change }, `${agency.issuer.id}#${strangersKey}`, signAsStranger);
const about = (id: string): object => ({ credentialSubject: { id, type: ['EndorsementSubject'], endorsementComment: 'Counts.' } });

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-endorse-'));
  for (const { path, bytes } of smallestCatalog()) if (!path.startsWith('endorsements/')) await put(`catalog/${path}`, bytes);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function add(file: object | string, ...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  await put('given.json', typeof file === 'string' ? file : badgeText(file));
  const world: World = {
    cwd: folder, env: {}, out: { isTerminal: false, columns: 140, write: (text) => void (out += text) }, err: { isTerminal: false, columns: 80, write: (text) => void (err += text) },
    input: async () => '', now: () => duringValidity, random: (bytes) => new Uint8Array(bytes), files: diskFiles,
    git: () => { throw new Error('no git in this test'); }, github: () => Promise.reject(new Error('no GitHub in this test')), fetch: () => Promise.reject(new Error('no network in this test')),
  };
  const code = await main(['endorse', 'add', 'given.json', ...args], world);
  return { code, out, err: err.replace(/\s+/g, ' ') };
}
const taken = async (): Promise<readonly string[]> => (await readdir(join(folder, 'catalog', 'endorsements'), { recursive: true }).catch(() => [])).filter((path) => path.endsWith('.json')).sort();

describe('laurel endorse add', () => {
  it('takes what verifies, byte for byte, into the folder of the credential that it is about', async () => {
    const { code, out } = await add(agency, '--json');
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ path: 'catalog/endorsements/wait-time/state-agency.json', endorsement: expect.objectContaining({ comment: 'Counts for the renewal of a licence.' }) })]);
    expect(await readFile(join(folder, 'catalog', 'endorsements', 'wait-time', 'state-agency.json'), 'utf8')).toBe(badgeText(agency));
  });

  it('puts one of the issuer beside the folders, and a newer one by the same in place of the earlier', async () => {
    expect((await add(await byAgency(about('did:web:credentials.example.org')), '--as', 'agency')).code).toBe(0);
    expect((await add(await byAgency({ ...about('did:web:credentials.example.org'), id: 'urn:uuid:2' }))).out).toContain('Wrote catalog/endorsements/agency.json');
    expect(await taken()).toEqual(['agency.json']);
    expect(JSON.parse(await readFile(join(folder, 'catalog', 'endorsements', 'agency.json'), 'utf8'))).toMatchObject({ id: 'urn:uuid:2' });
  });

  it('leaves another\'s file alone', async () => {
    expect((await add(agency)).code).toBe(0);
    const other = `did:key:${'z6MkneMkZqwqRiU5mJzSG3kDwzt9P8C59N4NGTfBLfSGE7c7'}`;
    const { code, err } = await add(await signed({ ...plain, issuer: { ...agency.issuer, id: other } }, `${other}#z6MkneMkZqwqRiU5mJzSG3kDwzt9P8C59N4NGTfBLfSGE7c7`));
    expect([code, err]).toEqual([2, expect.stringContaining('is there already, and is another endorsement')]);
  });

  it.each([
    ['was changed', async () => ({ ...agency, name: 'Another' }), 1, 'the badge was changed'],
    ['has ended', async () => byAgency({ validUntil: '2026-06-30T00:00:00Z' }), 1, 'It ended on 2026-06-30'],
    ['is by somebody who cannot be asked', async () => signed({ ...plain, issuer: 'did:web:agency.example.org' }, `did:web:agency.example.org#${strangersKey}`, signAsStranger), 3, 'It was not taken'],
    ['is about another catalog\'s credential', async () => byAgency(about('https://elsewhere.example/achievement.json')), 2, 'which is no release of this catalog and not its issuer'],
    ['says more of the credential than a comment', async () => byAgency({ credentialSubject: { ...(agency['credentialSubject'] as object), name: 'Another credential' } }), 2, 'credentialSubject.name has no place there'],
    ['is a badge', async () => signedBadge(), 2, 'is no endorsement'],
    ['is no JSON', async () => 'hello', 2, 'cannot be read'],
  ])('does not take one that %s', async (_name, make, expected, words) => {
    const { code, out, err } = await add(await make());
    expect([code, out + err]).toEqual([expected, expect.stringContaining(words)]);
    expect(await taken()).toEqual([]);
  });
});
