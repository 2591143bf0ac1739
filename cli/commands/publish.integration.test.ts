import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must, type Actor } from '../practice/actor.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';

let issued: Snapshot;
let rehearsal: TestRehearsal;
const lead = (): Actor => rehearsal.actors['priya-nair'];
const publish = () => lead().laurel('publish', '--branch', 'gh-pages', '--out', join(rehearsal.folder, 'site'));

beforeAll(async () => {
  issued = await keepScene('issued');
  rehearsal = await rehearse(issued);
});
afterAll(async () => {
  await rehearsal.end();
  await rm(issued.folder, { recursive: true, force: true });
});

// Changes one file at the head of a branch and pushes it, as somebody with the right to push could.
async function meddle(branch: string, path: string, change: (text: string) => string): Promise<void> {
  must(await lead().git('fetch', '--quiet', 'origin', branch), 'fetch');
  must(await lead().git('checkout', '--quiet', '--detach', 'FETCH_HEAD'), 'checkout');
  const file = join(lead().clone, path);
  await writeFile(file, change(await readFile(file, 'utf8')));
  must(await lead().git('commit', '--quiet', '--all', '--message', 'Meddle'), 'commit');
  must(await lead().git('push', '--quiet', 'origin', `HEAD:${branch}`), 'push');
  must(await lead().git('checkout', '--quiet', 'main'), 'checkout');
}

describe('laurel publish', () => {
  it('pushes a site that holds the ledger to a branch, dot-folders included', async () => {
    must(await publish(), 'publish');
    const site = await branchFiles(rehearsal, 'gh-pages');
    const serial = [...site.keys()].map((path) => /^badges\/([0-9a-z]{12})\/badge\.json$/.exec(path)?.[1]).find(Boolean);
    expect(serial).toBeDefined();
    for (const path of ['.nojekyll', '.well-known/did.json', 'index.html', 'status/1.json', 'v1/index.json', `badges/${serial}/badge.png`]) expect([...site.keys()]).toContain(path);
    expect(JSON.parse(site.get('v1/index.json')!).ledger).toMatch(/^[0-9a-f]{40}$/);
    expect([...(await branchFiles(rehearsal, 'ledger')).values()]).toContain(site.get(`badges/${serial}/badge.json`));
  });

  it.each(['main', 'register', 'ledger'])('refuses to publish over the branch %s', async (branch) => {
    const { code, err } = await lead().laurel('publish', '--branch', branch, '--out', join(rehearsal.folder, 'site'));
    expect(code).toBe(2);
    expect(err).toContain('holds something else');
  });

  it('refuses where what is published is not an ancestor of the ledger', async () => {
    const before = await branchFiles(rehearsal, 'gh-pages');
    await meddle('gh-pages', 'v1/index.json', (text) => text.replace(/"ledger": "[0-9a-f]{40}"/, `"ledger": "${'0'.repeat(40)}"`));
    const { code, err } = await publish();
    expect(code).toBe(2);
    expect(err).toContain('is not an ancestor');
    await meddle('gh-pages', 'v1/index.json', () => before.get('v1/index.json')!);
  });

  it('asks the site itself where there is no branch, and publishes nothing when it cannot', async () => {
    const world = rehearsal.world('priya-nair');
    const { code, err } = await rehearsal.runIn({ ...world, fetch: async () => { throw new Error('no network'); } }, 'publish', '--out', join(rehearsal.folder, 'elsewhere'));
    expect(code).toBe(2);
    expect(err).toContain('cannot be read');
    const moved = await rehearsal.runIn({ ...world, fetch: async (_, init) => new Response(null, init?.redirect === 'manual' ? { status: 302, headers: { location: 'https://elsewhere.example/' } } : { status: 404 }) }, 'publish', '--out', join(rehearsal.folder, 'elsewhere'));
    expect(moved).toMatchObject({ code: 2, err: expect.stringContaining('leads on to another address') });
  });

  it('refuses a ledger with a badge that does not verify', async () => {
    const path = [...(await branchFiles(rehearsal, 'ledger')).keys()].find((name) => name.startsWith('badges/'))!;
    await meddle('ledger', path, (text) => text.replaceAll('Checking for understanding', 'Checking for more'));
    const { code, err } = await publish();
    expect(code).toBe(2);
    expect(err).toContain('The ledger does not verify');
  });
});
