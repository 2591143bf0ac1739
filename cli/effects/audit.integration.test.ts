import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../core/catalog.ts';
import type { Award } from '../core/model.generated.ts';
import { bundleText } from '../core/plan/award-bundle.ts';
import { readLedger } from '../core/plan/ledger.ts';
import { publication } from '../core/publication.ts';
import { contentOf } from '../core/site-file.ts';
import type { Result } from '../core/badge/result.ts';
import { must } from '../practice/actor.ts';
import { branchBytes, branchFiles, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { diskFiles, readCatalog } from './files.ts';
import { askGitHub, keepIssue } from './github/issues.ts';
import { certify } from './certify.ts';
import { rasterise } from './rasterise.ts';

let issued: Snapshot;
beforeAll(async () => {
  issued = await keepScene('issued', {}, buildFiles);
});
afterAll(() => rm(issued.folder, { recursive: true, force: true }));

const siteOf = (rehearsal: TestRehearsal): string => join(rehearsal.folder, 'site');

// The site without its pages, which nobody audits.
async function buildFiles(rehearsal: TestRehearsal): Promise<void> {
  const { 'priya-nair': lead } = rehearsal.actors;
  must(await lead.git('fetch', '--quiet', 'origin', 'ledger'), 'fetch');
  const ledgerCommit = must(await lead.git('rev-parse', 'FETCH_HEAD'), 'rev-parse').out.trim();
  const files = [...(await branchBytes(rehearsal, 'ledger'))].map(([path, bytes]) => ({ path, bytes }));
  const { catalog } = loadCatalog(await readCatalog(diskFiles, join(lead.clone, 'catalog')));
  for (const [path, file] of await publication({ catalog, ledger: readLedger(files), ledgerCommit, rasterise, certify })) {
    await mkdir(dirname(join(siteOf(rehearsal), path)), { recursive: true });
    await writeFile(join(siteOf(rehearsal), path), await contentOf(file));
  }
}

// Changes one file at the head of a branch and pushes it, as somebody with the right to push could.
async function meddle({ actors: { 'priya-nair': lead } }: TestRehearsal, branch: string, change: (clone: string) => Promise<void>): Promise<void> {
  must(await lead.git('fetch', '--quiet', 'origin', branch), 'fetch');
  must(await lead.git('checkout', '--quiet', '--detach', 'FETCH_HEAD'), 'checkout');
  await change(lead.clone);
  must(await lead.git('add', '--all'), 'add');
  must(await lead.git('commit', '--quiet', '--message', 'Meddle'), 'commit');
  must(await lead.git('push', '--quiet', 'origin', `HEAD:${branch}`), 'push');
  must(await lead.git('checkout', '--quiet', 'main'), 'checkout');
}

const edit = (path: string, change: (text: string) => string) => async (folder: string): Promise<void> => {
  const before = await readFile(join(folder, path), 'utf8');
  expect(change(before), 'the change changes something').not.toBe(before);
  await writeFile(join(folder, path), change(before));
};

// Another letter in the packed bits.
const swap = (text: string): string => text.replace(/("encodedList": "u[A-Za-z0-9_-]{20})([A-Za-z0-9_-])/, (_, before: string, letter: string) => `${before}${letter === 'A' ? 'B' : 'A'}`);

async function auditOf(rehearsal: TestRehearsal): Promise<{ readonly code: number; readonly bad: readonly string[]; readonly results: readonly Result[] }> {
  const { code, out, err } = await rehearsal.actors['priya-nair'].laurel('audit', '--json', '--site', siteOf(rehearsal));
  expect(err).toBe('');
  const { results } = JSON.parse(out) as { readonly results: readonly Result[] };
  return { code, results, bad: results.filter(({ outcome }) => outcome === 'fail').map(({ name }) => name) };
}

async function inRehearsal(act: (rehearsal: TestRehearsal, serial: string) => Promise<void>): Promise<void> {
  const rehearsal = await rehearse(issued);
  try {
    const [path = ''] = [...(await branchFiles(rehearsal, 'ledger')).keys()].filter((name) => name.startsWith('badges/'));
    await act(rehearsal, /([0-9a-z]{12})\.json$/.exec(path)![1]!);
  } finally {
    await rehearsal.end();
  }
}

const inLedger = (serial: string): string => `badges/${serial.slice(0, 2)}/${serial.slice(2, 4)}/${serial}.json`;
const inRegister = (serial: string, part: string): string => `badges/${serial.slice(0, 2)}/${serial.slice(2, 4)}/${serial}/${part}.json`;

describe('laurel audit', () => {
  it('passes every question when nobody has meddled, and changes nothing', () =>
    inRehearsal(async (rehearsal) => {
      const before = await branchFiles(rehearsal, 'ledger');
      const { code, results } = await auditOf(rehearsal);
      expect(results.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
      expect(results.map(({ name }) => name)).toEqual(['ledger', 'register', 'ledger history', 'register history', 'badges verify', 'badges agree', 'status lists', 'log', 'site', 'log grows', 'ledger grows', 'site files']);
      expect(code).toBe(0);
      expect(await branchFiles(rehearsal, 'ledger')).toEqual(before);
    }));

  it('finds a badge that was edited in the ledger, on four grounds', () =>
    inRehearsal(async (rehearsal, serial) => {
      await meddle(rehearsal, 'ledger', edit(inLedger(serial), (text) => text.replace('Marlow Valley', 'Marlow Hills')));
      const { code, bad } = await auditOf(rehearsal);
      expect(code).toBe(1);
      expect(bad).toEqual(['ledger history', 'badges verify', 'badges agree', 'log']);
    }));

  it('finds a badge that was taken away', () =>
    inRehearsal(async (rehearsal, serial) => {
      await meddle(rehearsal, 'ledger', (clone) => rm(join(clone, inLedger(serial))));
      expect((await auditOf(rehearsal)).bad).toEqual(['ledger history', 'badges agree', 'log']);
    }));

  it('finds a status list that was edited in the ledger together with its record', () =>
    inRehearsal(async (rehearsal) => {
      await meddle(rehearsal, 'ledger', async (clone) => {
        await edit('status/1.json', swap)(clone);
        await edit('status/1.record.json', swap)(clone);
      });
      const { bad, code } = await auditOf(rehearsal);
      expect(bad).toEqual(expect.arrayContaining(['badges verify', 'status lists']));
      expect(code).toBe(1);
    }));

  it('finds a revocation that never reached the public', () =>
    inRehearsal(async (rehearsal, serial) => {
      const revocation = { format: 'laurel-revocation-1', serial, at: '2026-11-22T00:00:00Z', by: 1, reason: 'Issued for the wrong credential' };
      await meddle(rehearsal, 'register', (clone) => writeFile(join(clone, inRegister(serial, 'revocation')), `${JSON.stringify(revocation, null, 2)}\n`));
      const { bad, results } = await auditOf(rehearsal);
      expect(bad).toEqual(['status lists']);
      expect(results.find(({ name }) => name === 'status lists')!.detail).toContain(serial);
    }));

  it('finds a badge that was edited in the register', () =>
    inRehearsal(async (rehearsal, serial) => {
      await meddle(rehearsal, 'register', edit(inRegister(serial, 'badge'), (text) => text.replace('Marlow Valley', 'Marlow Hills')));
      expect((await auditOf(rehearsal)).bad).toEqual(['register history', 'badges agree']);
    }));

  it('takes a bundle of award records for what it copies, and finds one that says another thing', () =>
    inRehearsal(async (rehearsal, serial) => {
      await meddle(rehearsal, 'register', async (clone) => {
        await mkdir(join(clone, 'bundles'));
        await writeFile(join(clone, 'bundles', '1.json'), bundleText([JSON.parse(await readFile(join(clone, inRegister(serial, 'award')), 'utf8')) as Award]));
      });
      expect((await auditOf(rehearsal)).bad).toEqual([]);
      await meddle(rehearsal, 'register', edit('bundles/1.json', (text) => text.replace('"visibility":"public"', '"visibility":"private"')));
      const { bad, results } = await auditOf(rehearsal);
      expect(bad).toEqual(['register']);
      expect(results.find(({ name }) => name === 'register')!.detail).toContain('bundles/1.json');
    }));

  it('finds a file in a store that this program did not write', () =>
    inRehearsal(async (rehearsal) => {
      await meddle(rehearsal, 'ledger', (clone) => writeFile(join(clone, 'note.txt'), 'hello'));
      const { bad, code } = await auditOf(rehearsal);
      expect(bad).toContain('ledger');
      expect(code).toBe(1);
    }));

  it('finds what was changed on the site alone: a badge, a list, the keys, a release, the name of the ledger, and what is missing', () =>
    inRehearsal(async (rehearsal, serial) => {
      const site = siteOf(rehearsal);
      for (const path of [`badges/${serial}/badge.json`, 'status/1.json', '.well-known/did.json', 'releases/checking-for-understanding/1.0.0/release.json', 'log/tile/entries/000.p/2']) {
        const before = await readFile(join(site, path));
        await edit(path, (text) => `${text} `)(site);
        const { bad, results } = await auditOf(rehearsal);
        expect(bad, path).toEqual(['site files']);
        expect(results.at(-1)!.detail).toContain(path);
        await writeFile(join(site, path), before);
      }
      await rm(join(site, `badges/${serial}/badge.json`));
      expect((await auditOf(rehearsal)).bad).toEqual(['site files']);
      const { 'priya-nair': lead } = rehearsal.actors;
      for (const commit of ['0'.repeat(40), must(await lead.git('rev-parse', 'HEAD'), 'rev-parse').out.trim()]) {
        await edit('v1/index.json', (text) => text.replace(/"ledger": "[0-9a-f]{40}"/, `"ledger": "${commit}"`))(site);
        expect((await auditOf(rehearsal)).bad).toEqual(['ledger grows']);
      }
      await edit('v1/index.json', (text) => text.replace(/"ledger": "[0-9a-f]{40}"/, '"ledger": "::stop"'))(site);
      const { bad, results } = await auditOf(rehearsal);
      expect(bad).toEqual(['site']);
      expect(JSON.stringify(results)).not.toContain('::stop');
    }));

  it('finds a log on the site that is not the ledger\'s: its checkpoint changed, gone, or of a log that the ledger does not extend', () =>
    inRehearsal(async (rehearsal) => {
      const path = join(siteOf(rehearsal), 'log/checkpoint');
      const before = await readFile(path, 'utf8');
      await writeFile(path, before.replace('\n2\n', '\n1\n'));
      expect((await auditOf(rehearsal)).bad).toEqual(['log grows', 'site files']);
      await rm(path);
      expect((await auditOf(rehearsal)).bad).toEqual(['site files']);
      await writeFile(path, before);
      await meddle(rehearsal, 'ledger', (clone) => rm(join(clone, 'log'), { recursive: true }));
      const { bad, results } = await auditOf(rehearsal);
      expect(bad).toEqual(['log grows']);
      expect(results.find(({ name }) => name === 'log grows')!.detail).toContain('it is gone, and had 2 entries');
    }));

  it('is not the only one to ask: laurel log verifies what the site shows, and refuses a part that was changed', () =>
    inRehearsal(async (rehearsal, serial) => {
      const { 'priya-nair': lead } = rehearsal.actors;
      const site = siteOf(rehearsal);
      const ask = (): ReturnType<typeof lead.laurel> => lead.laurel('log', 'verify', '--site', site, join(site, `badges/${serial}/badge.png`));
      expect(must(await ask(), 'log verify').out.replace(/\s+/g, ' ')).toContain('badge.png: its exact bytes are entry 1 of 2.');
      const badge = await lead.laurel('verify', join(site, `badges/${serial}/badge.json`), '--site', site, '--proof', join(site, `badges/${serial}/badge.tlog-proof`), '--json');
      expect((JSON.parse(badge.out) as { readonly results: readonly Result[] }).results.flatMap(({ name, outcome }) => (outcome === 'skipped' ? [] : [`${name} ${outcome}`]))).toEqual(['structure pass', 'safe-mode pass', 'proof pass', 'issuer pass', 'key pass', 'validity pass', 'status pass', 'definition pass', 'log pass']);
      await edit('log/tile/entries/000.p/2', (text) => text.replace('"issue"', '"issuf"'))(site);
      expect(await ask()).toMatchObject({ code: 2, err: expect.stringContaining('The log that the site shows is damaged: log/checkpoint: the tree\'s right edge does not add up to it.') });
    }));

  it('ends with 3 when the site cannot be asked, and answers everything else', () =>
    inRehearsal(async (rehearsal) => {
      const world = rehearsal.world('priya-nair');
      const { code, out } = await rehearsal.runIn(world, 'audit', '--json');
      expect(code).toBe(3);
      const { results } = JSON.parse(out) as { readonly results: readonly Result[] };
      expect(results.filter(({ outcome }) => outcome !== 'pass').map(({ name, outcome }) => [name, outcome])).toEqual([['site', 'unknown']]);
    }));
});

const ISSUES = '/repos/marlow-valley/credentials/issues';

describe('the issue that an audit keeps', () => {
  it('is not opened when all is well', () =>
    inRehearsal(async (rehearsal) => {
      const { 'priya-nair': lead } = rehearsal.actors;
      expect((await lead.laurel('audit', '--open-issue', '--site', siteOf(rehearsal))).code).toBe(0);
      expect((await rehearsal.rest('priya-nair', 'GET', `${ISSUES}?state=all&labels=audit`)).body).toEqual([]);
    }));

  it('is opened once, is then brought up to date, and is never one that somebody else wrote or that was closed', () =>
    inRehearsal(async (rehearsal, serial) => {
      const { 'priya-nair': lead } = rehearsal.actors;
      const ask = (): ReturnType<typeof lead.laurel> => lead.laurel('audit', '--open-issue', '--site', siteOf(rehearsal));
      const all = async (): Promise<readonly any[]> => (await rehearsal.rest('priya-nair', 'GET', `${ISSUES}?state=all&labels=audit`)).body;
      // A stranger writes our line into an issue, and would like the alarm to go there.
      const decoy = '<!-- laurel:audit -->\nNothing to see.';
      const { body: theirs } = await rehearsal.rest('maya-okafor', 'POST', ISSUES, { title: 'Hello', body: decoy, labels: ['audit'] });
      expect(theirs.labels).toEqual([]);
      await meddle(rehearsal, 'ledger', (clone) => rm(join(clone, inLedger(serial))));
      expect(await ask()).toMatchObject({ code: 1, out: expect.stringContaining('Opened http') });
      expect(await all()).toEqual([expect.objectContaining({ state: 'open', body: expect.stringMatching(new RegExp(`✗ fail +badges agree +badge ${serial} is in the register and not`)) })]);

      await rm(join(siteOf(rehearsal), `badges/${serial}/badge.json`));
      expect(await ask()).toMatchObject({ code: 1, out: expect.stringContaining('Brought up to date') });
      expect(await all()).toEqual([expect.objectContaining({ body: expect.stringMatching(/✗ fail +site files/) })]);

      const [{ number }] = (await all()) as readonly [{ readonly number: number }];
      await rehearsal.rest('priya-nair', 'PATCH', `${ISSUES}/${number}`, { state: 'closed' });
      expect((await ask()).out).toContain('Opened');
      expect((await all()).map(({ state }) => state).sort()).toEqual(['closed', 'open']);
      expect((await rehearsal.rest('maya-okafor', 'GET', `${ISSUES}/${theirs.number}`)).body.body).toBe(decoy);
    }));

  it('says why it could not be opened', () =>
    expect(keepIssue(askGitHub({ api: 'http://127.0.0.1:1', server: 'https://github.example', token: 'x' }, fetch), { owner: 'a', name: 'b' }, { label: 'audit', title: 'x', body: 'x' })).rejects.toMatchObject({ name: 'GitHubFailure' }));
});
