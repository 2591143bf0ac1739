import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contexts } from '../core/badge/contexts.ts';
import { didDocument } from '../core/badge/did.ts';
import { at, duringValidity, issuer, publicKey, sign } from '../core/badge/fixture.ts';
import { paths } from '../core/badge/addresses.ts';
import { writeZip } from '../core/privacy/zip.ts';
import { willFiles } from '../core/will/contents.ts';
import { willResolver } from '../core/will/open.ts';
import { diskFiles } from './files.ts';
import { Obstacle } from './programme.ts';
import { openWillAt, packWill } from './will-source.ts';
import type { World } from './world.ts';

let folder: string;
let world: World;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-will-'));
  await mkdir(join(folder, 'here'));
  world = { cwd: join(folder, 'here'), files: diskFiles, now: () => duringValidity } as unknown as World;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A whole and signed will, with files of somebody's own among those that its list vouches for. */
const will = (more: Readonly<Record<string, string | Uint8Array>> = {}): Promise<ReadonlyMap<string, Uint8Array>> =>
  willFiles({ issuer, publication: new Map([[paths.didDocument(issuer.url), JSON.stringify(didDocument(issuer))], ...Object.entries(more)]), contexts, page: '<!doctype html>', ledger: null, day: '2027-04-30', signer: { publicKey, sign } });
const inHere = (name: string, content: Uint8Array): Promise<void> => writeFile(join(folder, 'here', name), content);
const nothing = async () => ({ ok: false as const, reason: 'nothing is fetched' });

describe('an archive that is packed', () => {
  it('opens again from the disk', async () => {
    await inHere('will.zip', await packWill(world, await will()));
    expect((await openWillAt(world, 'will.zip')).result.outcome).toBe('pass');
  });

  const one = new Uint8Array([65]);
  it.each([
    ['more files than a zip archive can number', undefined, new Map(Array.from({ length: 65_535 }, (_, index) => [`site/badges/${index}/badge.json`, one])), '65535 files of 65535 bytes in all', 'At most 65534 files'],
    ['more bytes than are read', { entries: 10, each: 100, all: 250 }, new Map(['a', 'b', 'c'].map((name) => [name, new Uint8Array(100)])), '3 files of 300 bytes in all', 'of 250 bytes in all'],
    ['a longer file than is read', { entries: 10, each: 100, all: 250 }, new Map([['a', new Uint8Array(101)]]), 'the longest of 101', '100 of each'],
  ])('is not made of %s: it says how many there are, and how many are read', async (_, most, files, ...words) => {
    const refused = await packWill(world, files, most).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Obstacle);
    for (const word of ['No will was made', ...words]) expect((refused as Obstacle).message).toContain(word);
  });

  it('is not made where it would open and not verify, or not open at all', async () => {
    await expect(packWill(world, new Map([...(await will()), ['laurel-verify.html', one]]))).rejects.toThrow('"laurel-verify.html" was changed');
    await expect(packWill(world, new Map([['a', one]]))).rejects.toThrow('holds no will.txt');
  });
});

describe('an archive that somebody made to do harm', () => {
  it.each([['a file', { entries: 100, each: 2 ** 20, all: 2 ** 30 }], ['all of it', { entries: 100, each: 2 ** 30, all: 2 ** 20 }]])('is given up where %s grows without end, whatever the archive says of its size', async (_, most) => {
    const zip = writeZip(new Map([...(await will()), ['site/bomb.json', new Uint8Array(2 ** 21)]]));
    expect(zip.length).toBeLessThan(2 ** 18);
    await inHere('will.zip', zip);
    const refused = await openWillAt(world, 'will.zip', most).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Obstacle);
    expect((refused as Obstacle).message).toContain('cannot be read as a zip archive: its files grow beyond');
  });

  it('writes nothing and answers from nowhere but itself, whatever its files are called', async () => {
    const files = new Map([...(await will({ '../../evil.txt': 'x', '/evil.txt': 'x' })), ['../evil.txt', new TextEncoder().encode('x')]]);
    await inHere('will.zip', writeZip(files));
    const opened = await openWillAt(world, 'will.zip');
    expect(await readdir(folder, { recursive: true })).toEqual(['here', 'here/will.zip']);
    expect([...opened.files.keys()]).not.toContain('../evil.txt');
    const ask = willResolver(opened, nothing);
    expect(await ask(at.didDocument)).toMatchObject({ ok: true });
    for (const path of ['../../evil.txt', '..%2F..%2Fevil.txt', '/evil.txt', './/evil.txt']) expect(await ask(`${issuer.url}/${path}`), path).toMatchObject({ ok: false });
  });

  it('leads to no file outside it where it is a folder with links', async () => {
    await writeFile(join(folder, 'secret.json'), 'x');
    for (const [path, bytes] of await will()) await diskFiles.write(join(folder, 'here', 'will', path), bytes);
    await symlink(join(folder, 'secret.json'), join(folder, 'here', 'will', 'site', 'secret.json'));
    const opened = await openWillAt(world, 'will');
    expect(opened.result.outcome).toBe('pass');
    expect(await willResolver(opened, nothing)(`${issuer.url}/secret.json`)).toMatchObject({ ok: false });
  });
});
