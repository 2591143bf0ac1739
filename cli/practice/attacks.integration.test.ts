import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { awardRecord } from '../core/plan/award.ts';
import type { Award } from '../core/model.generated.ts';
import { loadCatalog } from '../core/catalog.ts';
import { recordText, registerPaths } from '../core/plan/register.ts';
import { diskFiles, readCatalog } from '../effects/files.ts';
import { openGitHub } from '../effects/github/github.ts';
import { approve, branchFiles, CLAIM, handIn, keep, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { must, type Actor } from './actor.ts';

let rehearsal: TestRehearsal;
let handedIn: Snapshot;
beforeAll(async () => void (handedIn = await keep(handIn)));
afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(handedIn)));
afterEach(() => rehearsal.end());

const lead = (): Actor => rehearsal.actors['priya-nair'];
const teacher = (): Actor => rehearsal.actors['maya-okafor'];
const badges = async (): Promise<readonly string[]> => [...(await branchFiles(rehearsal, 'register'))].filter(([path]) => path.endsWith('badge.json')).map(([, text]) => text);
const forceMerge = async (number = 1): Promise<number> => (await rehearsal.rest('marlow-valley', 'PUT', `/repos/marlow-valley/credentials/pulls/${number}/merge`, { merge_method: 'merge' })).status;

async function leadPushes(message: string, change: (catalog: string) => Promise<void>): Promise<void> {
  must(await lead().git('pull', '--quiet', 'origin', 'main'), 'pull');
  await change(join(lead().clone, 'catalog'));
  must(await lead().git('add', '--all'), 'add');
  must(await lead().git('commit', '--quiet', '--message', message), 'commit');
  must(await lead().git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
}

// Another person's pull request with a claim folder of their own making, merged by the button.
async function strangersClaim(write: (folder: string) => Promise<void>): Promise<void> {
  const stranger = rehearsal.actors['daniel-okoye'];
  await rehearsal.rest('daniel-okoye', 'POST', '/repos/marlow-valley/credentials/forks');
  must(await stranger.git('checkout', '--quiet', '-b', 'odd', 'origin/main'), 'checkout');
  const folder = join(stranger.clone, 'catalog/submissions/checking-for-understanding/daniel-okoye/1');
  await mkdir(folder, { recursive: true });
  await write(folder);
  must(await stranger.git('add', '--all'), 'add');
  must(await stranger.git('commit', '--quiet', '--message', 'An odd claim'), 'commit');
  must(await stranger.git('push', '--quiet', rehearsal.practice.gitUrl('daniel-okoye', 'credentials'), 'HEAD:odd'), 'push');
  const { status, body } = await rehearsal.rest('daniel-okoye', 'POST', '/repos/marlow-valley/credentials/pulls', { title: 'Odd', head: 'daniel-okoye:odd', base: 'main' });
  expect(status).toBe(201);
  expect(await forceMerge(body.number)).toBe(200);
}

describe('no badge without two assessors', () => {
  it('even if the list names one of them twice under two logins', async () => {
    await leadPushes('List an assessor again', (catalog) => appendFile(join(catalog, 'assessors.yaml'), '  - login: ines-renamed\n    id: 1102\n    covers: [all]\n    calibrated-until: 2099-12-31\n'));
    await approve(rehearsal, 'ines-carvalho');
    expect((await lead().laurel('merge', '1')).code).toBe(1);
    expect(await forceMerge()).toBe(200);
    expect((await lead().laurel('issue')).code).toBe(1);
    expect(await badges()).toEqual([]);
  });

  it('even if the pull request lists its own assessors and main is moved forward onto it', async () => {
    const file = join(teacher().clone, 'catalog/assessors.yaml');
    must(await teacher().git('checkout', '--quiet', '-b', 'both', 'HEAD~2'), 'checkout');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(/id: 1103/g, 'id: 1201'));
    must(await teacher().git('commit', '--quiet', '--all', '--message', 'Prepare'), 'commit');
    must(await teacher().git('checkout', '--quiet', 'laurel/checking-for-understanding/1', '--', CLAIM), 'checkout claim');
    must(await teacher().git('commit', '--quiet', '--message', 'Claim'), 'commit');
    must(await teacher().git('push', '--quiet', '--force', rehearsal.practice.gitUrl('maya-okafor', 'credentials'), 'both:laurel/checking-for-understanding/1'), 'push');
    must(await lead().git('pull', '--quiet', '--ff-only', rehearsal.practice.gitUrl('maya-okafor', 'credentials'), 'laurel/checking-for-understanding/1'), 'pull');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
    const issue = await lead().laurel('issue');
    expect(issue.out).toContain('catalog/assessors.yaml, outside the claim folder');
    expect(await badges()).toEqual([]);
  });

  it('even if somebody writes an award record into the register by hand', async () => {
    const { catalog } = loadCatalog(await readCatalog(diskFiles, join(lead().clone, 'catalog')));
    const release = catalog.releases.get('checking-for-understanding/1.0.0')!.value;
    const zero = '0'.repeat(40);
    const award: Award = awardRecord({
      serial: '0123456789ab', index: 7, list: 1, visibility: 'public', earner: 'urn:uuid:00000000-0000-8000-8000-000000000000', claim: '0'.repeat(64), awarded: '2026-11-22T09:00:00Z', signed: '2026-11-22T09:00:00Z',
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

describe('one bad claim', () => {
  const otherBadgeIsIssued = async (run: () => Promise<{ readonly code: number; readonly out: string }> = () => lead().laurel('issue')): Promise<string> => {
    await approve(rehearsal, 'ines-carvalho');
    await approve(rehearsal, 'daniel-okoye');
    must(await lead().laurel('merge', '1'), 'merge');
    const issue = await run();
    expect(await badges()).toHaveLength(1);
    return issue.out;
  };

  it('with a path that is no text is refused alone, or passed over', async () => {
    await strangersClaim(async (folder) => {
      const odd = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff]), Buffer.from('/submissions/a/b/1')]);
      await mkdir(odd, { recursive: true });
      await writeFile(Buffer.concat([odd, Buffer.from('/submission.md')]), 'x');
    });
    await otherBadgeIsIssued();
  });

  it('whose fork cannot be asked is refused alone', async () => {
    await strangersClaim((folder) => cp(join(teacher().clone, CLAIM), folder, { recursive: true }));
    const world = rehearsal.world('priya-nair');
    const blocked: typeof fetch = async (input, init) => (String(input).includes('/repos/daniel-okoye/credentials/activity') ? new Response('{"message":"Blocked"}', { status: 451, headers: { 'content-type': 'application/json' } }) : fetch(input, init));
    const out = await otherBadgeIsIssued(() => rehearsal.runIn({ ...world, github: async (access) => openGitHub(access, blocked) }, 'issue'));
    expect(out).toContain('daniel-okoye/1');
  });

  it('with more files than a submission may hold is refused alone', async () => {
    await strangersClaim(async (folder) => {
      await cp(join(teacher().clone, CLAIM), folder, { recursive: true });
      await writeFile(join(folder, 'film.bin'), Buffer.alloc(3 * 1024 * 1024, 1));
    });
    expect(await otherBadgeIsIssued()).toContain('larger than a submission may be');
  });

  it('with a review that would take minutes to read is refused alone', async () => {
    await strangersClaim((folder) => cp(join(teacher().clone, CLAIM), folder, { recursive: true }));
    const form = (await rehearsal.actors['ines-carvalho'].laurel('assess', '1', '--form')).out;
    await rehearsal.rest('ines-carvalho', 'POST', '/repos/marlow-valley/credentials/pulls/2/reviews', { event: 'APPROVE', body: `${form}${'*a_'.repeat(15_000)}` });
    await otherBadgeIsIssued();
  });
});
