import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../core/badge/result.ts';
import { encodeBits } from '../../core/badge/status-list.ts';
import { branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../../testing/rehearse.ts';
import { keepScene } from '../../testing/scenes.ts';
import { must, type Ended } from '../actor.ts';
import type { Mode } from '../people.ts';

const LONG = 600_000;
const MODES: readonly Mode[] = ['one-repository', 'private-per-teacher', 'private-per-cohort'];

describe.each(MODES)('what was edited in the ledger of a programme with submissions in %s', (mode) => {
  let issued: Snapshot;
  let rehearsal: TestRehearsal;
  /** The ledger as it was issued. */
  let head: string;
  let paths: readonly string[];
  const lead = () => rehearsal.actors['priya-nair'];

  beforeAll(async () => {
    issued = await keepScene('issued', { mode });
    rehearsal = await rehearse(issued);
    must(await lead().git('fetch', '--quiet', 'origin', 'ledger'), 'fetch');
    head = must(await lead().git('rev-parse', 'FETCH_HEAD'), 'rev-parse').out.trim();
    paths = [...(await branchFiles(rehearsal, 'ledger')).keys()];
    await publishedAt(head);
  }, LONG);
  afterAll(async () => {
    await rehearsal?.end();
    await rm(issued.folder, { recursive: true, force: true });
  });
  // Nobody may force this branch, so what holds it on the server's disk is put back.
  afterEach(async () => void must(await lead().git('-C', join(rehearsal.folder, 'server', 'repositories', 'marlow-valley', 'credentials.git'), 'update-ref', 'refs/heads/ledger', head), 'put it back'));

  // What is published says which ledger it holds; its pages do not matter here.
  async function publishedAt(commit: string): Promise<void> {
    const { clone, git } = lead();
    must(await git('checkout', '--quiet', '--orphan', 'gh-pages'), 'checkout');
    must(await git('rm', '--quiet', '-r', '--cached', '.'), 'rm');
    await writeFile(join(clone, 'index.json'), `${JSON.stringify({ ledger: commit }, null, 2)}\n`);
    const blob = must(await git('hash-object', '-w', 'index.json'), 'hash').out.trim();
    must(await git('update-index', '--add', '--cacheinfo', `100644,${blob},v1/index.json`), 'index');
    must(await git('commit', '--quiet', '--message', 'Publish'), 'commit');
    must(await git('push', '--quiet', 'origin', 'HEAD:gh-pages'), 'push');
    await rm(join(clone, 'index.json'));
    must(await git('checkout', '--quiet', '--force', 'main'), 'checkout');
  }

  async function meddle(change: (clone: string) => Promise<void>): Promise<void> {
    const { clone, git } = lead();
    must(await git('checkout', '--quiet', '--detach', head), 'checkout');
    await change(clone);
    must(await git('add', '--all'), 'add');
    must(await git('commit', '--quiet', '--message', 'Meddle'), 'commit');
    must(await git('push', '--quiet', 'origin', 'HEAD:ledger'), 'push');
    must(await git('checkout', '--quiet', 'main'), 'checkout');
  }

  const edit = (path: string, change: (text: string) => string) => async (folder: string): Promise<void> => {
    const before = await readFile(join(folder, path), 'utf8');
    expect(change(before), 'the change changes something').not.toBe(before);
    await writeFile(join(folder, path), change(before));
  };
  const swap = (text: string): string => text.replace(/("encodedList": "u[A-Za-z0-9_-]{20})([A-Za-z0-9_-])/, (_, before: string, letter: string) => `${before}${letter === 'A' ? 'B' : 'A'}`);
  const other = (text: string): string => (mode === 'one-repository' ? text.replace('Marlow Valley', 'Marlow Hills') : text.replace(/"sha256": "[0-9a-f]{4}/, '"sha256": "0000'));
  const badge = (): string => paths.find((path) => path.startsWith('badges/') || path.startsWith('private/'))!;

  // In a private programme the audit that a person runs has a token for the registers; the public one does without.
  const audit = (): Promise<Ended> => {
    const world = rehearsal.world('priya-nair');
    return rehearsal.runIn({ ...world, env: { ...world.env, LAUREL_SUBMISSIONS_TOKEN: world.env['GITHUB_TOKEN'] } }, 'audit', '--json');
  };
  const found = async (): Promise<readonly string[]> => {
    const { code, out, err } = await audit();
    expect(err).toBe('');
    expect(code).toBe(1);
    return (JSON.parse(out) as { readonly results: readonly Result[] }).results.filter(({ outcome }) => outcome === 'fail').map(({ name }) => name);
  };
  const ledger = async (): Promise<ReadonlyMap<string, string>> => branchFiles(rehearsal, 'ledger');

  async function refusedBy(command: 'issue' | 'publish', words: RegExp): Promise<void> {
    const before = await ledger();
    const { code, err } = await lead().laurel(...(command === 'issue' ? ['issue'] : ['publish', '--branch', 'gh-pages', '--out', join(rehearsal.folder, 'never')]));
    expect(code, err).toBe(2);
    expect(err).toMatch(words);
    expect(await ledger()).toEqual(before);
  }

  it('is what was issued, to begin with: nothing is found and nothing is refused', async () => {
    const { out } = await audit();
    expect((JSON.parse(out) as { readonly results: readonly Result[] }).results.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(must(await lead().laurel('issue'), 'issue').out).toContain('Nothing is due');
    expect(badge().startsWith(mode === 'one-repository' ? 'badges/' : 'private/')).toBe(true);
  }, LONG);

  it(`is found by audit and refused by issue and publish: ${mode === 'one-repository' ? 'a badge' : 'the hash of a private badge'}`, async () => {
    await meddle(edit(badge(), other));
    expect(await found()).toEqual(expect.arrayContaining(['ledger history', 'badges agree']));
    await refusedBy('issue', /is not what the register says, and what was published once is never changed/);
    await refusedBy('publish', /does not verify, so nothing is published|was published once and is not what it was/);
  }, LONG);

  it(`is found by audit and refused by publish: ${mode === 'one-repository' ? 'a badge' : 'the hash of a private badge'} that was taken away`, async () => {
    await meddle((clone) => rm(join(clone, badge())));
    expect(await found()).toEqual(expect.arrayContaining(['ledger history', 'badges agree']));
    await refusedBy('publish', /was published once and is not what it was/);
    // The register has it, so that the next run brings the same bytes back.
    must(await lead().laurel('issue'), 'issue');
    expect((await ledger()).get(badge())).toBe(must(await lead().git('show', `${head}:${badge()}`), 'show').out);
  }, LONG);

  it.each<readonly [string, () => Promise<(text: string) => string>]>([
    ['which cannot be read any more', async () => swap],
    ['which now revokes somebody', async () => {
      const more = await encodeBits([5]);
      return (text) => text.replace(/"encodedList": "[^"]*"/, `"encodedList": "${more}"`);
    }],
  ])('is found by audit and refused by issue and publish: a status list together with its record, %s', async (_, make) => {
    const change = await make();
    await meddle(async (clone) => {
      await edit('status/1.json', change)(clone);
      await edit('status/1.record.json', change)(clone);
    });
    expect(await found()).toContain('status lists');
    await refusedBy('issue', /The ledger holds something unexpected at status\/1\.record\.json: .*Nothing was signed/);
    await refusedBy('publish', /does not verify, so nothing is published/);
  }, LONG);

  it('is found by audit and refused by publish: a status list alone; issue makes it again from its signed record', async () => {
    await meddle(edit('status/1.json', swap));
    expect(await found()).toContain('status lists');
    await refusedBy('publish', /status list 1 is not what its record says/);
    must(await lead().laurel('issue'), 'issue');
    expect((await ledger()).get('status/1.json')).toBe(must(await lead().git('show', `${head}:status/1.json`), 'show').out);
  }, LONG);

  it('is found by audit and refused by issue and publish: a file that nobody of us wrote', async () => {
    await meddle((clone) => writeFile(join(clone, 'note.txt'), 'hello\n'));
    expect(await found()).toContain('ledger');
    await refusedBy('issue', /note\.txt/);
    await refusedBy('publish', /note\.txt/);
  }, LONG);
});
