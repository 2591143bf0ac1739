import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../core/catalog.ts';
import type { Award } from '../../core/model.generated.ts';
import { awardRecord } from '../../core/plan/award.ts';
import { recordText, registerPaths } from '../../core/plan/register.ts';
import { diskFiles, readCatalog } from '../../effects/files.ts';
import { approve, branchFiles, CLAIM, rehearse, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { must, type Actor } from '../actor.ts';

let rehearsal: TestRehearsal;
let handedIn: Snapshot;
beforeAll(async () => void (handedIn = await keepScene('handed-in')));
afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(handedIn)));
afterEach(() => rehearsal.end());

const lead = (): Actor => rehearsal.actors['priya-nair'];
const badges = async (): Promise<readonly string[]> => [...(await branchFiles(rehearsal, 'register'))].filter(([path]) => path.endsWith('badge.json')).map(([, text]) => text);
const forceMerge = async (number = 1): Promise<number> => (await rehearsal.rest('marlow-valley', 'PUT', `/repos/marlow-valley/credentials/pulls/${number}/merge`, { merge_method: 'merge' })).status;

async function leadPushes(message: string, change: (catalog: string) => Promise<void>): Promise<void> {
  must(await lead().git('pull', '--quiet', 'origin', 'main'), 'pull');
  await change(join(lead().clone, 'catalog'));
  must(await lead().git('add', '--all'), 'add');
  must(await lead().git('commit', '--quiet', '--message', message), 'commit');
  must(await lead().git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
}

describe('no badge', () => {
  it('is issued for an award record that somebody wrote into the register by hand', async () => {
    const { catalog } = loadCatalog(await readCatalog(diskFiles, join(lead().clone, 'catalog')));
    const release = catalog.releases.get('checking-for-understanding/1.0.0')!.value;
    const zero = '0'.repeat(40);
    const award: Award = awardRecord({
      serial: '0123456789ab', status: { list: 1, index: 7 }, visibility: 'public', earner: 'urn:uuid:00000000-0000-8000-8000-000000000000', claim: '0'.repeat(64), awarded: '2026-11-22T09:00:00Z', signed: '2026-11-22T09:00:00Z',
      issuer: catalog.issuer!.value, publicKey: catalog.issuer!.value.keys[0]!.public, release,
      approval: { ok: true, results: release.release.rubric.criteria.map(({ id }) => ({ criterion: id, level: 'proficient' })), assessments: [{ assessor: 1102, review: 1, body: `sha256-${'0'.repeat(64)}`, commit: zero, submitted: '2026-11-22T09:00:00Z' }] },
      source: { repository: 1, pull: 99, merge: zero, head: zero, tree: zero, policy: zero, path: CLAIM },
    });
    must(await lead().git('checkout', '--quiet', '--orphan', 'forged'), 'checkout');
    must(await lead().git('rm', '--quiet', '-r', '--force', '.'), 'rm');
    await diskFiles.write(join(lead().clone, registerPaths.award(award.serial)), recordText(award));
    must(await lead().git('add', '--all'), 'add');
    must(await lead().git('commit', '--quiet', '--message', 'Forge'), 'commit');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:register'), 'push');
    must(await lead().git('checkout', '--quiet', 'main'), 'checkout');
    const issue = await lead().laurel('issue');
    expect(issue.code).toBe(1);
    expect(issue.out).toContain('its claim is not on main');
    expect(await badges()).toEqual([]);
  });
});

describe('a release that was edited on main', () => {
  it('is not assessed, merged or signed under its old digest', async () => {
    await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
    await leadPushes('Edit a release', async (catalog) => {
      const file = join(catalog, 'releases/checking-for-understanding/1.0.0.json');
      await writeFile(file, (await readFile(file, 'utf8')).replace('"title": "Checking for understanding"', '"title": "Master of everything"'));
    });
    expect((await lead().laurel('merge', '1')).code).toBe(2);
    expect(await forceMerge()).toBe(200);
    expect((await lead().laurel('issue')).code).toBe(1);
    expect(await badges()).toEqual([]);
  });
});
