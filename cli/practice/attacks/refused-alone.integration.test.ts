import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openGitHub } from '../../effects/github/github.ts';
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
const teacher = (): Actor => rehearsal.actors['maya-okafor'];
const forceMerge = async (number = 1): Promise<number> => (await rehearsal.rest('marlow-valley', 'PUT', `/repos/marlow-valley/credentials/pulls/${number}/merge`, { merge_method: 'merge' })).status;

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
