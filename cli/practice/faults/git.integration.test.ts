import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGit } from '../../effects/git.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { must, type Ended } from '../actor.ts';
import type { Fault } from '../faults.ts';

const LONG = 600_000;
let merged: Snapshot;
let rehearsal: TestRehearsal;
beforeAll(async () => {
  merged = await keepScene('merged');
  rehearsal = await rehearse(merged);
}, LONG);
afterAll(async () => {
  await rehearsal?.end();
  await rm(merged.folder, { recursive: true, force: true });
});

// Git's own settings by its environment, so that a silence of a second is enough.
function issue(): Promise<Ended> {
  const world = rehearsal.world('priya-nair');
  const env = { ...world.env, GIT_HTTP_LOW_SPEED_LIMIT: '1', GIT_HTTP_LOW_SPEED_TIME: '2' };
  return rehearsal.runIn({ ...world, env, git: (at, access) => openGit(at, env, access) }, 'issue');
}
const stores = async (): Promise<string> => must(await rehearsal.actors['priya-nair'].git('ls-remote', rehearsal.practice.gitUrl('marlow-valley', 'credentials'), 'register', 'ledger'), 'ls-remote').out;

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['500', { status: 500 }],
  ['502', { status: 502 }],
  ['a connection that closes', { drop: true }],
  ['a time-out', { hang: true }],
  ['an answer that is cut off', { cut: 30 }],
];

describe('git on its way to the server', () => {
  it.each(FAULTS)('that meets %s when it fetches ends with 2 and a sentence that says what and what to do, and changes nothing', async (_, fault) => {
    const before = await stores();
    const stop = rehearsal.practice.fail(({ path }) => (path.endsWith('/git-upload-pack') ? fault : null));
    const { code, err, out } = await issue();
    stop();
    expect(code, out + err).toBe(2);
    expect(err).toMatch(/^laurel: git (?:ls-remote|fetch) ended with \d+: .*run the command again/s);
    expect(await stores()).toBe(before);
  }, LONG);

  it.each(FAULTS)('that meets %s when it pushes ends with 2 and a sentence, and leaves nothing half done that the next run does not complete', async (_, fault) => {
    const stop = rehearsal.practice.fail(({ method, path }) => (method === 'POST' && path.endsWith('/git-receive-pack') ? fault : null));
    const { code, err, out } = await issue();
    stop();
    expect(code, out + err).toBe(2);
    expect(err).toMatch(/^laurel: git push ended with \d+: .*run the command again/s);
  }, LONG);

  it('has then ended in one badge, whatever went wrong before', async () => {
    must(await rehearsal.actors['priya-nair'].laurel('issue'), 'issue');
    expect([...(await branchFiles(rehearsal, 'register')).keys()].filter((path) => path.endsWith('/badge.json'))).toHaveLength(1);
    expect([...(await branchFiles(rehearsal, 'ledger')).keys()].filter((path) => path.startsWith('badges/'))).toHaveLength(1);
    expect(must(await rehearsal.actors['priya-nair'].laurel('issue'), 'issue').out).toContain('Nothing is due');
  }, LONG);
});
