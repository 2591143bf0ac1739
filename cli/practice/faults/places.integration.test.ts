import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Award } from '../../core/model.generated.ts';
import { ledgerPaths } from '../../core/plan/ledger.ts';
import { recordText } from '../../core/plan/register.ts';
import { whileAsking } from '../../bench/github-asked.ts';
import { openGit, type Git } from '../../effects/git.ts';
import { commitFiles } from '../../effects/tree.ts';
import { branchFiles, rehearse, temporary, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import type { Ended } from '../actor.ts';
import type { Fault } from '../faults.ts';

const [OWN, OTHER] = ['portfolio-maya-okafor', 'portfolio-tomas-reyes'];
const FOLDER = 'submissions/checking-for-understanding/maya-okafor/1';

let merged: Snapshot;
beforeAll(async () => void (merged = await keepScene('merged', { mode: 'private-per-teacher' })), 300_000);
afterAll(() => rm(merged.folder, { recursive: true, force: true }));

interface Said {
  readonly unread?: readonly { readonly place: string; readonly reason: string }[];
  readonly claims?: readonly unknown[];
  readonly merged?: readonly unknown[];
  readonly awarded?: readonly { readonly serial: string }[];
  readonly refused?: readonly { readonly path: string; readonly reasons: readonly string[]; readonly isPlace?: true }[];
}

// One rehearsal goes through all of it, in this order.
describe('a private repository that cannot be read or written', { timeout: 120_000 }, () => {
  let rehearsal: TestRehearsal;
  beforeAll(async () => void (rehearsal = await rehearse(merged)), 120_000);
  afterAll(() => rehearsal.end());

  const lead = (...args: readonly string[]): Promise<Ended> => rehearsal.actors['priya-nair'].laurel(...args);
  const json = async (code: number, ...args: readonly string[]): Promise<Said> => {
    const ended = await lead(...args, '--json');
    expect(ended.code, ended.out + ended.err).toBe(code);
    return JSON.parse(ended.out) as Said;
  };
  const closed = async <Outcome>(repository: string, act: () => Promise<Outcome>, fault: Fault = { status: 403 }, where: RegExp = /./): Promise<Outcome> => {
    const stop = rehearsal.practice.fail(({ path }) => (path.startsWith(`/marlow-valley/${repository}.git/`) && where.test(path) ? fault : null));
    try {
      return await act();
    } finally {
      stop();
    }
  };
  const stores = async (): Promise<string> => JSON.stringify([[...(await branchFiles(rehearsal, 'register', OWN))], [...(await branchFiles(rehearsal, 'ledger'))]]);
  const badges = async (): Promise<readonly string[]> => [...(await branchFiles(rehearsal, 'register', OWN)).keys()].filter((path) => path.endsWith('/badge.json'));
  const unread = [{ place: `marlow-valley/${OTHER}`, reason: expect.stringMatching(/could not be read.*403/) }];

  it('is told as that one\'s by desk, queue and audit, and everybody else\'s claims are gone on with', async () => {
    await closed(OTHER, async () => {
      expect(await json(1, 'desk', '--dry-run')).toMatchObject({ unread, waiting: 1 });
      expect(await json(1, 'queue')).toMatchObject({ unread, merged: [expect.objectContaining({ reasons: [] })] });
      const audit = await rehearsal.runIn({ ...rehearsal.world('priya-nair'), env: { ...rehearsal.world('priya-nair').env, LAUREL_SUBMISSIONS_TOKEN: rehearsal.people.find(({ login }) => login === 'priya-nair')!.token } }, 'audit', '--json');
      expect([audit.code, audit.out]).toEqual([expect.any(Number), expect.stringMatching(/Of 2 registers 1 could not be read/)]);
      const desk = await lead('desk');
      expect([desk.code, desk.out]).toEqual([1, expect.stringMatching(/One private repository could not be read[\s\S]*- marlow-valley\/portfolio-tomas-reyes: /)]);
    });
  });

  it('stops neither what is due nor the issuing of it, and is refused beside it', async () => {
    const refused = [{ path: `marlow-valley/${OTHER}`, reasons: [expect.stringContaining('403')], isPlace: true }];
    await closed(OTHER, async () => {
      expect(await json(0, 'issue', '--due')).toMatchObject({ claims: [FOLDER], refused });
      const push = await closed(OWN, () => json(1, 'issue'), { status: 403 }, /receive-pack/);
      expect(push.refused!.map(({ path }) => path).sort()).toEqual([`marlow-valley/${OWN}`, `marlow-valley/${OTHER}`]);
      expect(await badges()).toEqual([]);
    });
  });

  it('of which a push was done and its answer lost ends in exactly one badge', async () => {
    await closed(OTHER, async () => {
      const first = await closed(OWN, () => json(1, 'issue'), { after: { drop: true } }, /receive-pack$/);
      expect(first.refused!.map(({ path }) => path).sort()).toEqual([`marlow-valley/${OWN}`, `marlow-valley/${OTHER}`]);
      expect((await json(1, 'issue')).awarded).toEqual([]);
    });
    expect(await badges()).toHaveLength(1);
    expect((await json(0, 'issue')).awarded).toEqual([]);
  });

  it('after its badge was issued is no reason to forget or revoke anything, and nothing is done twice when it is back', async () => {
    const before = await stores();
    const serial = (await badges())[0]!.split('/').at(-2)!;
    // As in a workflow, where every run begins with nothing; here what has not moved need not be read again.
    await rm(join(rehearsal.actors['priya-nair'].clone, '.git', 'laurel'), { recursive: true });
    await closed(OWN, async () => {
      expect((await json(1, 'issue')).refused).toMatchObject([{ path: `marlow-valley/${OWN}` }]);
      expect((await json(0, 'issue', '--due')).claims).toEqual([]);
      const revoked = await lead('revoke', serial, '--reason', 'x');
      expect([revoked.code, revoked.err]).toEqual([2, expect.stringMatching(new RegExp(`There is no badge ${serial} in the registers that can be relied on[\\s\\S]*${OWN}`))]);
      const status = await rehearsal.actors['maya-okafor'].laurel('status');
      expect([status.code, status.out]).toEqual([1, expect.stringContaining('could not be read')]);
      expect(status.out).not.toContain('You have no open claim');
    });
    expect(await stores()).toBe(before);
    expect((await json(0, 'issue')).awarded).toEqual([]);
    expect(await stores()).toBe(before);
  });

  it('that the API refuses is that one\'s as well', async () => {
    await rehearsal.rest('marlow-valley', 'POST', `/repos/marlow-valley/${OTHER}/issues`, { title: 'A question', body: 'x' });
    const stop = rehearsal.practice.fail(({ path }) => (path.includes(`/repos/marlow-valley/${OTHER}/`) ? { status: 403 } : null));
    expect(await json(1, 'desk')).toMatchObject({ unread: [{ place: `marlow-valley/${OTHER}`, reason: expect.stringContaining('403') }] });
    stop();
    expect(await json(0, 'desk')).toMatchObject({ unread: [] });
  });

  it('differs from the catalog\'s own, whose faults stop every run', async () => {
    for (const args of [['desk'], ['queue'], ['issue'], ['issue', '--due']]) {
      const ended = await closed('credentials', () => lead(...args));
      expect([args, ended.code, ended.err]).toEqual([args, 2, expect.stringContaining('credentials.git')]);
    }
  });

  describe('with a film in it', () => {
    const FILM = 3_000_000;
    let git: Git;
    let address: string;
    const push = async (branch: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> => {
      await git.text(['fetch', '--quiet', address, 'main']);
      const commit = await commitFiles(git, { parent: await git.text(['rev-parse', 'FETCH_HEAD']), files, message: 'x\n', by: { name: 'x', email: '1202+tomas-reyes@users.noreply.github.com', at: new Date() } });
      await git.text(['push', '--quiet', address, `${commit}:refs/heads/${branch}`]);
    };
    beforeAll(async () => {
      address = rehearsal.practice.gitUrl('marlow-valley', OTHER);
      git = openGit(await temporary(), process.env, { server: rehearsal.practice.url, token: rehearsal.people.find(({ login }) => login === 'tomas-reyes')!.token });
      await git.text(['init', '--quiet', '--bare']);
    });
    afterAll(() => rm(git.folder, { recursive: true, force: true }));

    it('on a branch that nobody needs is not downloaded', async () => {
      await push('films', new Map([['film.mp4', randomBytes(FILM)]]));
      await push('main', new Map([['notes.txt', 'Main moved as well']]));
      const { outcome, asked } = await whileAsking(rehearsal.practice, () => json(0, 'desk'));
      expect(outcome.unread).toEqual([]);
      expect(asked.bytes).toBeLessThan(FILM / 5);
    });

    it('in the claim itself is answered with a sentence and not downloaded either', async () => {
      const folder = 'submissions/checking-for-understanding/tomas-reyes/1';
      await push('laurel/checking-for-understanding/1', new Map<string, string | Uint8Array>([[`${folder}/submission.md`, 'Mine'], [`${folder}/film.mp4`, randomBytes(FILM)]]));
      expect((await rehearsal.rest('tomas-reyes', 'POST', `/repos/marlow-valley/${OTHER}/pulls`, { title: 'Mine', head: 'laurel/checking-for-understanding/1', base: 'main' })).status).toBe(201);
      const { asked } = await whileAsking(rehearsal.practice, () => json(0, 'desk'));
      expect(asked.bytes).toBeLessThan(FILM / 5);
      const { body } = await rehearsal.rest('tomas-reyes', 'GET', `/repos/marlow-valley/${OTHER}/issues/2/comments`);
      expect((body as readonly { readonly body: string }[]).map((one) => one.body).join()).toContain('larger than a submission may be');
    });
  });
});

it('a place in the status list that was drawn for another badge while the register could not be read is nobody\'s second one', { timeout: 120_000 }, async () => {
  const rehearsal = await rehearse(merged);
  try {
    const issue = (): Promise<Ended> => rehearsal.actors['priya-nair'].laurel('issue', '--json');
    const stop = rehearsal.practice.fail(({ path }) => (path === '/marlow-valley/credentials.git/git-receive-pack' ? { status: 403 } : null));
    expect((await issue()).code).toBe(2);
    stop();
    const register = await branchFiles(rehearsal, 'register', OWN);
    const { serial, status } = JSON.parse([...register].find(([path]) => path.endsWith('/award.json'))![1]) as Award;
    expect([...register.keys()].filter((path) => path.endsWith('/badge.json'))).toHaveLength(1);
    const other = `${serial.slice(0, 11)}${serial.endsWith('0') ? '1' : '0'}`;
    const git = openGit(rehearsal.actors['priya-nair'].clone, process.env, { server: rehearsal.practice.url, token: rehearsal.people.find(({ login }) => login === 'marlow-valley')!.token });
    const hash = { format: 'laurel-hash-1', serial: other, claim: '0'.repeat(64), sha256: '0'.repeat(64), status };
    const commit = await commitFiles(git, { parent: null, files: new Map([[ledgerPaths.hash(other), recordText(hash)]]), message: 'x\n', by: { name: 'x', email: 'x@example.org', at: new Date() } });
    await git.text(['push', '--quiet', rehearsal.practice.gitUrl('marlow-valley', 'credentials'), `${commit}:refs/heads/ledger`]);
    const again = await issue();
    expect([again.code, again.out]).toEqual([1, expect.stringContaining('its place in the status list is another badge\'s')]);
    expect([...(await branchFiles(rehearsal, 'ledger')).keys()].filter((path) => path.startsWith('private/'))).toEqual([ledgerPaths.hash(other)]);
  } finally {
    await rehearsal.end();
  }
});
