import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Result } from '../core/badge/result.ts';
import { must } from '../practice/actor.ts';
import { dyingWorld } from '../testing/dying-world.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';

let rehearsal: TestRehearsal;
let merged: Snapshot;
beforeAll(async () => void (merged = await keepScene('merged', {}, async () => {})));
afterAll(() => rm(merged.folder, { recursive: true, force: true }));
beforeEach(async () => void (rehearsal = await rehearse(merged)));
afterEach(() => rehearsal.end());
const lead = () => rehearsal.actors['priya-nair'];

/** Issues until a write of git, and then the key leaks. Gives the serial and the register's files. */
async function leakAfter(write: number): Promise<{ readonly serial: string; readonly left: ReadonlyMap<string, string> }> {
  const { world, died } = dyingWorld(rehearsal.world('priya-nair'), write, 'after');
  expect((await rehearsal.runIn(world, 'issue')).code).toBe(2);
  expect(died()).toBe(true);
  const left = await branchFiles(rehearsal, 'register');
  const [path, text] = [...left].find(([each]) => each.endsWith('award.json'))!;
  must(await lead().laurel('keys', 'compromise', (JSON.parse(text) as { readonly key: string }).key, '--safe-size', '0', '--yes'), 'compromise');
  must(await lead().laurel('keys', 'rotate', '--yes'), 'rotate');
  must(await lead().git('commit', '--quiet', '--all', '--message', 'The key has leaked'), 'commit');
  must(await lead().git('pull', '--quiet', '--rebase'), 'pull');
  must(await lead().git('push', '--quiet'), 'push');
  return { serial: path.split('/')[3]!, left };
}
const failing = async (): Promise<readonly string[]> => (JSON.parse((await lead().laurel('audit', '--json')).out) as { readonly results: readonly Result[] }).results.filter(({ name, outcome }) => outcome === 'fail' && name !== 'register history').map(({ name, detail }) => `${name}: ${detail}`);

it.each([[2, 'recorded'], [4, 'signed']] as const)('an award whose key leaked after write %i, when it was %s and not published, is proven again and signed anew; the log never holds what nobody saw', async (write, state) => {
  const { serial, left } = await leakAfter(write);
  expect([...left.keys()].some((path) => path.endsWith('/badge.json'))).toBe(state === 'signed');
  // The log never says of it that it was issued, and nothing is stuck.
  const refused = await lead().laurel('issue');
  expect([refused.code, refused.out.replace(/\s+/g, ' ')]).toEqual([1, expect.stringContaining('`laurel reissue --compromised` proves')]);
  expect(await failing()).toEqual([]);

  if (state === 'recorded') {
    const only = await lead().laurel('reissue', '--compromised', '--dry-run');
    expect([only.code, only.out]).toEqual([0, `Would be signed anew if proven again, since it never came to the public: ${serial}\n`]);
  }
  if (state === 'signed') {
    // A record is no proof of itself: one that says otherwise than the assessments is not signed.
    const { git, clone } = lead();
    const path = [...left.keys()].find((each) => each.endsWith('award.json'))!;
    const put = async (text: string): Promise<void> => {
      must(await git('fetch', '--quiet', 'origin', 'register'), 'fetch');
      must(await git('checkout', '--quiet', '--detach', 'FETCH_HEAD'), 'checkout');
      await writeFile(join(clone, path), text);
      must(await git('commit', '--quiet', '--all', '--message', 'Change an award by hand'), 'commit');
      must(await git('push', '--quiet', 'origin', 'HEAD:register'), 'push');
      must(await git('checkout', '--quiet', 'main'), 'checkout');
    };
    await put(left.get(path)!.replace(/("level": ")proficient"/, '$1developing"'));
    const forged = await lead().laurel('reissue', '--compromised');
    expect([forged.code, forged.out]).toEqual([1, expect.stringContaining('its record differs from what its claim and its assessments say')]);
    expect(forged.out.match(/Not signed anew/g)).toHaveLength(1);
    await put(left.get(path)!);
  }

  const anew = must(await lead().laurel('reissue', '--compromised'), 'reissue').out;
  expect(anew).toContain(`Signed anew, proven again, since it never came to the public: ${serial}.2`);
  expect([...(await branchFiles(rehearsal, 'ledger')).keys()].filter((path) => path.startsWith('badges/')).map((path) => path.split('/').at(-1))).toEqual([`${serial}.2.json`]);
  for (const [path, text] of left) expect((await branchFiles(rehearsal, 'register')).get(path), path).toBe(text);
  expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
  expect(await failing()).toEqual([]);
  must(await lead().laurel('log', 'verify'), 'log verify');
  expect((await lead().laurel('reissue', '--compromised')).out).toContain('No badge that lives is signed with a compromised key.');
  if (state === 'recorded') expect(must(await lead().laurel('queue', '--json'), 'queue').out).not.toContain(serial);
});
