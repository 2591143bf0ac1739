import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { consentFor, requestIssue } from '../core/plan/naming-choice.ts';
import { must, type Ended } from '../practice/actor.ts';
import type { Mode } from '../practice/people.ts';
import { branchFiles, homeOf, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';

let rehearsal: TestRehearsal;
let snapshot: Snapshot;
let serial: string;

async function begin(mode: Mode): Promise<void> {
  snapshot = await keepScene('merged', { mode }, async (beginning) => {
    serial = (JSON.parse(must(await beginning.actors['priya-nair'].laurel('issue', '--json'), 'issue').out) as { readonly signed: readonly string[] }).signed[0]!;
  });
  rehearsal = await rehearse(snapshot);
}
afterEach(async () => {
  await rehearsal.end();
  await rm(snapshot.folder, { recursive: true, force: true });
});

const lead = (...args: readonly string[]): Promise<Ended> => rehearsal.actors['priya-nair'].laurel(...args);
const collect = (...args: readonly string[]): Promise<Ended> => rehearsal.actors['maya-okafor'].laurel('collect', serial, ...args);
const issues = async (state: string): Promise<readonly { readonly number: number; readonly body: string }[]> => (await rehearsal.rest('priya-nair', 'GET', `/repos/marlow-valley/${homeOf(rehearsal.mode)}/issues?state=${state}&per_page=100`)).body.filter((issue: { readonly pull_request?: unknown; readonly body: string }) => issue.pull_request === undefined && issue.body.includes('laurel-naming-1'));
const subject = async (): Promise<object> => (JSON.parse(await readFile(join(rehearsal.actors['maya-okafor'].clone, 'out', `checking-for-understanding-${serial}.json`), 'utf8')) as { readonly credentialSubject: object }).credentialSubject;

describe('an earner in a public programme', () => {
  it('fetches the badge, has it named by a DID, and by a hashed address only with consent; nobody else can', async () => {
    await begin('one-repository');
    expect(must(await collect('--out', 'out'), 'collect').out.replace(/\s+/g, ' ')).toMatch(/✓ pass log Its exact bytes are entry \d+ of \d+ in the issuer's log/);
    expect(await subject()).toMatchObject({ id: expect.stringMatching(/^urn:uuid:/) });
    expect((await rehearsal.actors['ines-carvalho'].laurel('collect', serial)).err).toContain('is not yours');

    const unasked = await collect('--name', 'Maya Okafor');
    expect([unasked.code, unasked.err.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(consentFor({ by: 'name', value: '' })!)]);
    expect(await issues('all')).toEqual([]);

    must(await collect('--did', 'did:web:maya.example'), 'collect by a DID');
    expect((await collect('--did', 'did:web:maya.example')).out).toContain('asked for this already');
    // Others ask too, for themselves in her name, or put words into her request.
    const forged = requestIssue({ serial, naming: { by: 'did', value: 'did:web:thief.example' } });
    expect((await rehearsal.rest('ines-carvalho', 'POST', '/repos/marlow-valley/credentials/issues', forged)).status).toBe(201);
    expect(JSON.parse(must(await lead('issue', '--due', '--json'), 'due').out)).toMatchObject({ anew: [serial], refused: [] });
    must(await lead('issue'), 'issue');
    expect(JSON.parse(must(await lead('issue', '--due', '--json'), 'due').out)).toMatchObject({ anew: [], unsigned: [], unpublished: [], lists: [], log: 0 });
    must(await lead('desk'), 'desk');
    expect(await issues('open')).toEqual([]);
    const [theirs, hers] = await issues('all');
    const said = async (number: number): Promise<string> => (await rehearsal.rest('priya-nair', 'GET', `/repos/marlow-valley/credentials/issues/${number}/comments`)).body.map(({ body }: { readonly body: string }) => body).join();
    expect(await said(theirs!.number)).toContain('not of the account that opened this issue');
    expect(await said(hers!.number)).toContain('now names you as you asked');
    must(await collect('--did', 'did:web:maya.example', '--out', 'out'), 'collect the new file');
    expect(await subject()).toMatchObject({ id: 'did:web:maya.example' });

    must(await collect('--address', 'Maya.Okafor@mail.example', '--consent'), 'collect by an address');
    const [request] = await issues('open');
    const edited = await rehearsal.rest('priya-nair', 'PATCH', `/repos/marlow-valley/credentials/issues/${request!.number}`, { body: `${request!.body}\n` });
    expect(edited.status).toBe(200);
    must(await lead('issue'), 'issue');
    must(await lead('desk'), 'desk');
    expect(await said(request!.number)).toContain('the text was changed by');

    must(await collect('--address', 'maya.okafor@mail.example', '--consent'), 'collect by an address again');
    must(await lead('issue'), 'issue');
    must(await collect('--address', 'maya.okafor@mail.example', '--out', 'out'), 'collect the newest file');
    expect(await subject()).toMatchObject({ id: expect.stringMatching(/^urn:uuid:/), identifier: [{ hashed: true, identityType: 'emailAddress', identityHash: expect.stringMatching(/^sha256\$/) }] });
    const { git } = rehearsal.actors['priya-nair'];
    must(await git('fetch', '--quiet', 'origin', '+refs/*:refs/remotes/all/*'), 'fetch');
    const everything = [must(await git('log', '--all', '--patch', '--format=%B'), 'log').out, ...(await branchFiles(rehearsal, 'register')).values(), ...(await issues('all')).map(({ body }) => body)].join('\n');
    expect(everything).toContain('sha256$');
    expect(everything).not.toMatch(/okafor@mail/i);
    expect([...(await branchFiles(rehearsal, 'register')).keys()].filter((path) => path.includes('reissue.'))).toHaveLength(2);
  });
});

describe('an earner with a private repository', () => {
  it('has the badge named by their name, which the public does not see', async () => {
    await begin('private-per-teacher');
    must(await collect('--name', 'Maya Okafor'), 'collect by name');
    must(await lead('issue'), 'issue');
    must(await lead('desk'), 'desk');
    const { results } = JSON.parse(must(await collect('--name', 'Maya Okafor', '--out', 'out', '--json'), 'collect').out) as { readonly results: readonly object[] };
    expect(results).toContainEqual(expect.objectContaining({ name: 'log', outcome: 'pass' }));
    expect(await subject()).toMatchObject({ identifier: [{ hashed: false, identityHash: 'Maya Okafor', identityType: 'name' }] });
    const ledger = await branchFiles(rehearsal, 'ledger');
    expect([...ledger.keys()].filter((path) => path.startsWith('private/'))).toHaveLength(2);
    expect([...ledger.values()].join()).not.toContain('Okafor');
  });
});
