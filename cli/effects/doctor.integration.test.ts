import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeowners } from '../core/codeowners.ts';
import { signCheckpoint, logOrigin } from '../core/log/checkpoint.ts';
import { keyEntry } from '../core/log/entry.ts';
import { CHECKPOINT, extendLog } from '../core/plan/ledger-log.ts';
import { main } from '../main.ts';
import { createContract } from '../practice/contract/contract.ts';
import { startPractice, type Practice } from '../practice/server.ts';
import { throwAwayKey } from './keys.ts';
import { commitFiles } from './tree.ts';
import { realWorld, type World } from './world.ts';

const program = join(import.meta.dirname, '..', '..');
const PEOPLE = [
  { login: 'marlow-valley', id: 1000, name: 'Marlow Valley', type: 'Organization' as const },
  { login: 'priya-nair', id: 1001, name: 'Priya Nair' },
  { login: 'ines-carvalho', id: 1102, name: 'Ines Carvalho' },
  { login: 'daniel-okoye', id: 1103, name: 'Daniel Okoye' },
  { login: 'maya-okafor', id: 1201, name: 'Maya Okafor' },
  { login: 'sam-lee', id: 1202, name: 'Sam Lee' },
  { login: 'marlow-desk', id: 1301, name: 'The desk' },
].map((person) => ({ ...person, token: `token-of-${person.login}` }));

let root: string;
let practice: Practice;
const { check } = createContract();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'laurel-doctor-'));
  practice = await startPractice({ root: join(root, 'server'), people: PEOPLE });
  await ask('marlow-valley', 'PUT', '/orgs/marlow-valley/memberships/priya-nair', { role: 'admin' });
  await ask('marlow-valley', 'POST', '/orgs/marlow-valley/teams', { name: 'Stewards' });
});
afterAll(async () => {
  await practice.close();
  await rm(root, { recursive: true, force: true });
});

async function ask(login: string, method: string, path: string, body?: object): Promise<{ readonly status: number; readonly body: never }> {
  const answer = await fetch(`${practice.apiUrl}${path}`, { method, headers: { authorization: `token token-of-${login}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as never };
}

interface Wish {
  readonly name: string;
  readonly mode?: string;
  readonly owner?: string;
  readonly stewards?: string;
  readonly prefix?: string;
  readonly desk?: number;
}

const issuerText = ({ name, mode = 'one-repository', owner = 'marlow-valley', stewards = '@marlow-valley/stewards', prefix = `${name}-`, desk }: Wish): string =>
  [
    'name: Marlow Valley', 'url: https://credentials.marlow-valley.example', 'description: A district.', 'email: credentials@marlow-valley.example', 'language: en',
    `repository: { mode: ${mode}, owner: ${owner}, name: ${name} }`, ...(mode === 'one-repository' ? [] : [`submissions: { owner: ${owner}, prefix: ${prefix}${desk === undefined ? '' : `, desk: ${desk}`} }`]),
    `stewards: ['${stewards}']`, 'keys: [{ public: z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2, from: 2026-01-01 }]', 'policy: { approvals: 2, pre-check-days: 1, decision-days: 10, coach-after: 3 }', '',
  ].join('\n');
const assessorsText = 'assessors:\n  - { login: ines-carvalho, id: 1102, covers: [all], calibrated-until: 2027-08-31 }\n  - { login: daniel-okoye, id: 1103, covers: [all], calibrated-until: 2027-08-31 }\n';

/** A repository with a catalog and this version's workflows on main, and otherwise as GitHub gives it. */
async function bareProgramme(wish: Wish): Promise<string> {
  const { name, owner = 'marlow-valley' } = wish;
  const folder = join(root, name);
  if (owner === 'marlow-valley') {
    await ask(owner, 'POST', `/orgs/${owner}/repos`, { name });
    await ask(owner, 'PUT', `/repos/${owner}/${name}/collaborators/priya-nair`, { permission: 'admin' });
  } else await ask(owner, 'POST', '/user/repos', { name });
  const files = { 'catalog/issuer.yaml': issuerText(wish), 'catalog/assessors.yaml': assessorsText, '.github/CODEOWNERS': codeowners([wish.stewards ?? '@marlow-valley/stewards'], 'catalog') };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const part of ['workflows', 'actions']) await cp(join(program, '.github', part), join(folder, '.github', part), { recursive: true });
  const git = realWorld(process).git(folder, { server: practice.url, api: practice.apiUrl, token: 'token-of-priya-nair' });
  await git.text(['init', '--quiet', '--initial-branch=main']);
  await git.text(['add', '--all']);
  await git.text(['-c', 'user.name=P', '-c', 'user.email=p@example.org', 'commit', '--quiet', '--message', 'The programme']);
  await git.text(['push', '--quiet', practice.gitUrl(owner, name), 'main']);
  return folder;
}

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const laurel = (cwd: string, token: string, ...argv: readonly string[]): Promise<Said> => laurelWith('', cwd, token, ...argv);

/** The same with a token for the private repositories. */
async function laurelWith(submissions: string, cwd: string, token: string, ...argv: readonly string[]): Promise<Said> {
  let [out, err] = ['', ''];
  const world: World = {
    ...realWorld(process), cwd, env: { ...process.env, GITHUB_TOKEN: token, GITHUB_SERVER_URL: practice.url, GITHUB_API_URL: practice.apiUrl, LAUREL_SUBMISSIONS_TOKEN: submissions },
    out: { isTerminal: false, columns: 80, write: (text) => void (out += text) }, err: { isTerminal: false, columns: 80, write: (text) => void (err += text) },
    now: () => new Date('2026-11-22T09:00:00Z'),
  };
  const { terminal: _none, ...unattended } = world;
  const before = practice.requests.length;
  const code = await main(argv, unattended);
  expect(practice.requests.slice(before).flatMap(check)).toEqual([]);
  return { code, out, err };
}

type Outcomes = Readonly<Record<string, string>>;
const outcomes = ({ out }: Said): Outcomes => Object.fromEntries((JSON.parse(out) as { readonly findings: readonly { readonly id: string; readonly outcome: string }[] }).findings.map(({ id, outcome }) => [id, outcome]));
const with_ = (found: Outcomes, outcome: string): readonly string[] => Object.entries(found).filter(([, one]) => one === outcome).map(([id]) => id).sort();

describe('a bare repository', () => {
  const lead = 'token-of-priya-nair';
  let cwd: string;
  beforeAll(async () => {
    cwd = await bareProgramme({ name: 'credentials' });
  });

  it('is examined in full: what GitHub leaves open is to change, and each with a reason', async () => {
    const said = await laurel(cwd, lead, 'doctor', '--json');
    expect(said.code).toBe(1);
    expect(with_(outcomes(said), 'change')).toEqual(['actions-limited', 'assessors-invited', 'environment-desk', 'environment-github-pages', 'environment-signing', 'immutable-releases', 'main-protected', 'pages-by-workflow', 'pages-domain', 'pages-https', 'secret-scanning', 'secrets-present', 'stores-append-only', 'stores-writers', 'workflow-token']);
    expect(with_(outcomes(said), 'unseen')).toEqual([]);
    const text = await laurel(cwd, lead, 'doctor');
    expect(text.out).toContain('Whoever can change main alone');
    expect(text.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('is left alone while nobody agrees: the plan is printed, nothing is sent', async () => {
    const before = practice.requests.length;
    const said = await laurel(cwd, lead, 'setup');
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/Plan for marlow-valley\/credentials: 15 changes[\s\S]*ruleset "Laurel: main"[\s\S]*Nothing was changed. With --yes/);
    expect(practice.requests.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('is set up, and then only the secret is left, which a person sets', async () => {
    const said = await laurel(cwd, lead, 'setup', '--yes');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toMatch(/15 of 15 made/);
    expect(said.out).toContain('gh secret set LAUREL_KEY --env signing <');
    const after = await laurel(cwd, lead, 'doctor', '--json');
    expect(with_(outcomes(after), 'change')).toEqual(['secrets-present']);
    await ask('priya-nair', 'PUT', '/repos/marlow-valley/credentials/environments/signing/secrets/LAUREL_KEY', { encrypted_value: 'c2VjcmV0', key_id: '1' });
    const fine = await laurel(cwd, lead, 'doctor');
    expect(fine).toMatchObject({ code: 0 });
    expect(fine.out).toMatch(/\n\d+ fine\.\n$/);
  });

  it('has nothing left to change on a second run', async () => {
    const before = practice.requests.length;
    const said = await laurel(cwd, lead, 'setup', '--yes');
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toContain('There is nothing for `laurel setup` to change');
    expect(practice.requests.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('is from then on held by GitHub: main by pull request, the stores by workflows', async () => {
    await ask('priya-nair', 'PUT', '/repos/marlow-valley/credentials/collaborators/maya-okafor', { permission: 'push' });
    // An owner of the organisation may write the stores; whoever else may push may not.
    const git = realWorld(process).git(cwd, { server: practice.url, api: practice.apiUrl, token: 'token-of-maya-okafor' });
    const push = async (to: string): Promise<string> => (await git.run(['push', practice.gitUrl('marlow-valley', 'credentials'), `HEAD:${to}`])).stderr;
    await git.text(['-c', 'user.name=P', '-c', 'user.email=p@example.org', 'commit', '--quiet', '--allow-empty', '--message', 'By the back door']);
    expect(await push('main')).toContain('through a pull request');
    expect(await push('ledger')).toContain('creations being restricted');
  });

  it('is fine again after a drift is mended: a setting that somebody loosened is found and put back', async () => {
    await ask('priya-nair', 'PUT', '/repos/marlow-valley/credentials/actions/permissions/workflow', { default_workflow_permissions: 'write', can_approve_pull_request_reviews: true });
    const { body } = await ask('priya-nair', 'GET', '/repos/marlow-valley/credentials/rulesets');
    const [first] = body as readonly { readonly id: number }[];
    await ask('priya-nair', 'PUT', `/repos/marlow-valley/credentials/rulesets/${first!.id}`, { bypass_actors: [{ actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' }] });
    expect(with_(outcomes(await laurel(cwd, lead, 'doctor', '--json')), 'change')).toEqual(['main-protected', 'workflow-token']);
    expect((await laurel(cwd, lead, 'setup', '--yes')).out).toMatch(/2 of 2 made/);
    expect((await laurel(cwd, lead, 'doctor')).code).toBe(0);
  });

  it('tells what a token without rights cannot see, and which right would show it', async () => {
    practice.addPersonToken({ token: 'token-of-little', personId: 1001, repositories: ['marlow-valley/credentials'], permissions: { contents: 'read' } });
    const said = await laurel(cwd, 'token-of-little', 'doctor', '--json');
    expect(said.code).toBe(3);
    expect(with_(outcomes(said), 'change')).toEqual([]);
    expect(with_(outcomes(said), 'unseen')).toEqual(expect.arrayContaining(['actions-limited', 'fork-approval', 'immutable-releases', 'main-protected', 'secrets-present', 'workflow-token']));
    expect((await laurel(cwd, 'token-of-little', 'doctor')).out).toMatch(/Cannot be seen[\s\S]*It needs +Administration: read/);
  });

  it('says that a workflow on main is not this version\'s, and that a login was taken by somebody else', async () => {
    practice.rename('daniel-okoye', 'daniel-moved');
    practice.addPerson({ login: 'daniel-okoye', id: 6666, name: 'Somebody Else', token: 'token-of-somebody-else' });
    await ask('priya-nair', 'PUT', '/repos/marlow-valley/credentials/actions/workflows/lint.yml/disable');
    const said = await laurel(cwd, lead, 'doctor');
    practice.rename('daniel-okoye', 'somebody-else');
    practice.rename('daniel-moved', 'daniel-okoye');
    expect(said.out.replace(/\s+/g, ' ')).toContain('daniel-okoye is now somebody else (6666); number 1103 is daniel-moved');
    expect(said.out).toContain('Switched off: workflows/lint.yml.');
    expect((await laurel(cwd, lead, 'setup', '--yes')).out).toContain('1 of 1 made');
  });
});

describe('a key that leaked', () => {
  it('is told of where issuer.yaml says no more what the log says, and whoever has no ledger at hand is told that', async () => {
    const cwd = await bareProgramme({ name: 'leaked' });
    const stays = async (): Promise<unknown> => outcomes(await laurel(cwd, 'token-of-priya-nair', 'doctor', '--json'))['keys-stay-declared'];
    expect(await stays()).toBe('fine');
    const git = realWorld(process).git(cwd, { server: practice.url, api: practice.apiUrl, token: 'token-of-priya-nair' });
    const key = { public: 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2', from: '2026-01-01' };
    const log = extendLog(null, logOrigin('https://credentials.marlow-valley.example'), [keyEntry({ ...key, compromised: '2026-11-20', 'safe-size': 0 })]);
    const files = new Map<string, string | Uint8Array>([...log.files, [CHECKPOINT, await signCheckpoint(log.checkpoint, { publicKey: key.public, sign: throwAwayKey().sign })]]);
    const commit = await commitFiles(git, { parent: null, files, message: 'A log\n', by: { name: 'P', email: 'p@example.org', at: new Date('2026-11-21T09:00:00Z') } });
    await git.text(['push', '--quiet', practice.gitUrl('marlow-valley', 'leaked'), `${commit}:refs/heads/ledger`]);
    expect(await stays()).toBe('change');
    expect((await laurel(cwd, 'token-of-priya-nair', 'doctor')).out.replace(/\s+/g, ' ')).toContain(`says no more of the key ${key.public} that it was compromised`);
    await writeFile(join(cwd, 'catalog/issuer.yaml'), issuerText({ name: 'leaked' }).replace('from: 2026-01-01', 'from: 2026-01-01, compromised: 2026-11-20, safe-size: 0'));
    expect(await stays()).toBe('fine');
    await rm(join(cwd, '.git'), { recursive: true });
    expect(await stays()).toBe('unseen');
  });
});

describe('what GitHub refuses', () => {
  it('is told with what a person can do, and holds up nothing else', async () => {
    const cwd = await bareProgramme({ name: 'without-owner' });
    await ask('marlow-valley', 'PUT', '/orgs/marlow-valley/memberships/priya-nair', { role: 'member' });
    const said = await laurel(cwd, 'token-of-priya-nair', 'setup', '--yes');
    await ask('marlow-valley', 'PUT', '/orgs/marlow-valley/memberships/priya-nair', { role: 'admin' });
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/14 of 15 made/);
    expect(said.out.replace(/\s+/g, ' ')).toContain('By hand: As an owner of the organisation');
  });

  it('in a personal account\'s repository is not asked for: the rest is set up and doctor says what stays open', async () => {
    const cwd = await bareProgramme({ name: 'mine', owner: 'priya-nair', stewards: '@priya-nair' });
    expect((await laurel(cwd, 'token-of-priya-nair', 'setup', '--yes')).code).toBe(0);
    const said = await laurel(cwd, 'token-of-priya-nair', 'doctor', '--json');
    expect(with_(outcomes(said), 'change')).toEqual(['secrets-present']);
    expect(said.out).toContain('GitHub cannot limit that to workflows in a repository of a personal account');
  });
});

describe('private submissions', () => {
  const lead = 'token-of-priya-nair';

  it('of one teacher are a private repository with a programme.yaml, the teacher and the assessors; doctor is content with it', async () => {
    const cwd = await bareProgramme({ name: 'apart', mode: 'private-per-teacher', prefix: 'portfolio-' });
    const plan = await laurel(cwd, lead, 'setup', 'portfolio', 'maya-okafor');
    expect(plan).toMatchObject({ code: 1 });
    expect((await ask('priya-nair', 'GET', '/repos/marlow-valley/portfolio-maya-okafor')).status).toBe(404);
    expect((await laurel(cwd, lead, 'setup', 'portfolio', 'maya-okafor', '--yes')).out).toMatch(/7 of 7 made/);
    const { body } = await ask('maya-okafor', 'GET', '/repos/marlow-valley/portfolio-maya-okafor');
    expect(body).toMatchObject({ private: true, default_branch: 'main', permissions: { push: true, admin: false } });
    expect((await ask('ines-carvalho', 'GET', '/repos/marlow-valley/portfolio-maya-okafor')).body).toMatchObject({ permissions: { pull: true, push: false } });
    expect((await ask('sam-lee', 'GET', '/repos/marlow-valley/portfolio-maya-okafor')).status).toBe(404);
    const file = await ask('maya-okafor', 'GET', '/repos/marlow-valley/portfolio-maya-okafor/contents/programme.yaml');
    expect(Buffer.from((file.body as { readonly content: string }).content, 'base64').toString()).toMatch(/owner: marlow-valley\n {2}name: apart/);
    expect((await laurel(cwd, lead, 'setup', 'portfolio', 'maya-okafor')).out).toContain('There is nothing for `laurel setup` to change');
    const found = outcomes(await laurel(cwd, lead, 'doctor', '--json'));
    expect([found['submissions-private'], found['submissions-belong'], found['submissions-people'], found['submissions-by-pull-request']]).toEqual(['fine', 'fine', 'fine', 'fine']);
    const directly = await ask('maya-okafor', 'PUT', '/repos/marlow-valley/portfolio-maya-okafor/contents/submissions/x.md', { message: 'x', content: '' });
    expect(directly).toMatchObject({ status: 409, body: { message: expect.stringContaining('Changes must be made through a pull request') } });
  });

  it('are found out when they are public, name another catalog, or let a second teacher in', async () => {
    const cwd = join(root, 'apart');
    await ask('marlow-valley', 'PATCH', '/repos/marlow-valley/portfolio-maya-okafor', { private: false });
    await ask('marlow-valley', 'PUT', '/repos/marlow-valley/portfolio-maya-okafor/collaborators/sam-lee', { permission: 'push' });
    const { body } = await ask('priya-nair', 'GET', '/repos/marlow-valley/portfolio-maya-okafor/contents/programme.yaml');
    await ask('marlow-valley', 'PUT', '/repos/marlow-valley/portfolio-maya-okafor/contents/programme.yaml', { message: 'x', sha: (body as { readonly sha: string }).sha, content: Buffer.from('catalog: { owner: other, name: other }\n').toString('base64') });
    const said = await laurel(cwd, lead, 'doctor', '--json');
    expect(with_(outcomes(said), 'change')).toEqual(expect.arrayContaining(['submissions-belong', 'submissions-people', 'submissions-private']));
    expect(said.out).toContain('maya-okafor and sam-lee see each other\'s work');
    await laurel(cwd, lead, 'setup', '--yes');
    expect((await ask('marlow-valley', 'GET', '/repos/marlow-valley/portfolio-maya-okafor')).body).toMatchObject({ private: true });
  });

  it('of a cohort are one repository, and the plan says that members must have agreed', async () => {
    const cwd = await bareProgramme({ name: 'cohorts', mode: 'private-per-cohort', prefix: 'cohort-' });
    const said = await laurel(cwd, lead, 'setup', 'cohort', 'autumn', 'maya-okafor', 'sam-lee', '--yes');
    expect(said).toMatchObject({ code: 0 });
    expect(said.out.replace(/\s+/g, ' ')).toContain('Go on only if all of them have agreed to that: maya-okafor, sam-lee');
    expect((await ask('sam-lee', 'GET', '/repos/marlow-valley/cohort-autumn')).body).toMatchObject({ private: true, permissions: { push: true } });
    const found = outcomes(await laurel(cwd, lead, 'doctor', '--json'));
    expect(found['submissions-people']).toBe('fine');
  });

  it('invite nobody who took the login of an assessor who was renamed, and say whom they left out', async () => {
    const cwd = await bareProgramme({ name: 'taken', mode: 'private-per-teacher', prefix: 'taken-' });
    practice.rename('ines-carvalho', 'ines-moved');
    practice.addPerson({ login: 'ines-carvalho', id: 6667, name: 'A Newcomer', token: 'token-of-newcomer' });
    try {
      const said = await laurel(cwd, lead, 'setup', 'portfolio', 'sam-lee', '--yes');
      expect(said.code).toBe(1);
      expect(said.out.replace(/\s+/g, ' ')).toContain('Not invited: ines-carvalho is now somebody else (6667); number 1102 is ines-moved.');
      expect((await ask('newcomer', 'GET', '/repos/marlow-valley/taken-sam-lee')).status).toBe(404);
      expect((await ask('daniel-okoye', 'GET', '/repos/marlow-valley/taken-sam-lee')).status).toBe(200);
      expect((await laurel(cwd, lead, 'setup', 'portfolio', 'sam-lee', '--yes')).code).toBe(1);
      const together = await bareProgramme({ name: 'taken-together' });
      await laurel(together, lead, 'setup', '--yes');
      const { body } = await ask('marlow-valley', 'GET', '/repos/marlow-valley/taken-together/collaborators');
      expect((body as readonly { readonly id: number }[]).map(({ id }) => id)).toEqual(expect.not.arrayContaining([6667]));
      expect((await laurel(together, lead, 'doctor')).out.replace(/\s+/g, ' ')).toContain('left out: ines-carvalho');
    } finally {
      practice.rename('ines-carvalho', 'newcomer');
      practice.rename('ines-moved', 'ines-carvalho');
    }
  });

  it.each([['portfolio', 'private-per-teacher', ['maya-okafor']], ['cohort', 'private-per-cohort', ['summer', 'maya-okafor', 'sam-lee']]] as const)('of a %s keep register from teachers: the desk and administrators write it, and nobody deletes or rewrites it', async (what, mode, names) => {
    const cwd = await bareProgramme({ name: `kept-${what}`, mode, prefix: `kept-${what}-`, desk: 1301 });
    const repository = `kept-${what}-${names[0]}`;
    expect((await laurel(cwd, lead, 'setup', what, ...names, '--yes'))).toMatchObject({ code: 0 });
    const git = realWorld(process).git(cwd, { server: practice.url, api: practice.apiUrl, token: 'token-of-priya-nair' });
    const address = practice.gitUrl('marlow-valley', repository);
    const push = async (login: string, ...args: readonly string[]): Promise<string> => {
      const theirs = realWorld(process).git(cwd, { server: practice.url, api: practice.apiUrl, token: `token-of-${login}` });
      return (await theirs.run(['push', address, ...args])).stderr;
    };
    const commit = async (): Promise<void> => void (await git.text(['-c', 'user.name=P', '-c', 'user.email=p@example.org', 'commit', '--quiet', '--allow-empty', '--message', 'An award']));
    expect(await push('maya-okafor', 'HEAD:register')).toContain('creations being restricted');
    expect(await push('marlow-desk', 'HEAD:register')).not.toContain('GH013');
    await commit();
    expect(await push('maya-okafor', 'HEAD:register')).toContain('Cannot update this protected ref');
    expect(await push('maya-okafor', ':register')).toContain('GH013');
    for (const login of ['marlow-desk', 'priya-nair']) {
      await commit();
      expect(await push(login, 'HEAD:register')).not.toContain('GH013');
      expect(await push(login, '--force', 'HEAD~1:register')).toContain('Cannot force-push');
      expect(await push(login, ':register')).toContain('Cannot delete this branch');
    }
    const found = outcomes(await laurel(cwd, lead, 'doctor', '--json'));
    expect(['submissions-desk', 'submissions-register', 'submissions-people', 'submissions-token'].map((id) => found[id])).toEqual(['fine', 'fine', 'fine', 'fine']);
  });

  it('of an earlier version are closed by `laurel setup`, which also lets the desk in, and a loosened rule is found', async () => {
    const cwd = await bareProgramme({ name: 'older', mode: 'private-per-teacher', prefix: 'older-' });
    await laurel(cwd, lead, 'setup', 'portfolio', 'maya-okafor', '--yes');
    await writeFile(join(cwd, 'catalog/issuer.yaml'), issuerText({ name: 'older', mode: 'private-per-teacher', prefix: 'older-', desk: 1301 }));
    const rulesets = async () => (await ask('priya-nair', 'GET', '/repos/marlow-valley/older-maya-okafor/rulesets')).body as readonly { readonly id: number; readonly name: string }[];
    for (const { id, name } of await rulesets()) if (name === 'Laurel: register') await ask('priya-nair', 'DELETE', `/repos/marlow-valley/older-maya-okafor/rulesets/${id}`);
    const before = await laurel(cwd, lead, 'doctor', '--json');
    expect(with_(outcomes(before), 'change')).toEqual(expect.arrayContaining(['submissions-desk', 'submissions-register']));
    expect(before.out).toContain('older-maya-okafor: whoever may push can delete it');
    await laurel(cwd, lead, 'setup', '--yes');
    const after = outcomes(await laurel(cwd, lead, 'doctor', '--json'));
    expect([after['submissions-desk'], after['submissions-register']]).toEqual(['fine', 'fine']);
    const writers = (await rulesets()).find(({ name }) => name === 'Laurel: who writes register')!;
    await ask('priya-nair', 'PUT', `/repos/marlow-valley/older-maya-okafor/rulesets/${writers.id}`, { bypass_actors: [{ actor_type: 'User', actor_id: 1301, bypass_mode: 'always' }, { actor_type: 'RepositoryRole', actor_id: 4, bypass_mode: 'always' }] });
    expect((await laurel(cwd, lead, 'doctor')).out.replace(/\s+/g, ' ')).toContain('beside the desk, everyone with the role write can write it');
    // Who may not edit rulesets is not shown who passes them by.
    practice.addPersonToken({ token: 'token-of-reader', personId: 1001, repositories: ['marlow-valley/older', 'marlow-valley/older-maya-okafor'], permissions: { contents: 'read', actions: 'read' } });
    expect(outcomes(await laurel(cwd, 'token-of-reader', 'doctor', '--json'))['submissions-register']).toBe('unseen');
  });

  it('are reached by a token of the workflows that may do what they need, and doctor says what one lacks or has too much', async () => {
    const cwd = join(root, 'kept-portfolio');
    const repository = 'marlow-valley/kept-portfolio-maya-okafor';
    const judged = async (personId: number, repositories: readonly string[], permissions: Readonly<Record<string, 'read' | 'write'>>): Promise<string> => {
      const token = `judged-${personId}-${repositories.join()}-${JSON.stringify(permissions)}`.replace(/[^a-z0-9-]/gi, '_');
      practice.addPersonToken({ token, personId, repositories, permissions });
      const { findings } = JSON.parse((await laurelWith(token, cwd, lead, 'doctor', '--json')).out) as { readonly findings: readonly { readonly id: string; readonly outcome: string; readonly found?: string }[] };
      const { outcome, found } = findings.find(({ id }) => id === 'submissions-token')!;
      return `${outcome}: ${found}`;
    };
    const rights = { contents: 'write', issues: 'write', 'pull-requests': 'write' } as const;
    expect(await judged(1301, [repository], rights)).toMatch(/^fine: LAUREL_SUBMISSIONS_TOKEN reaches/);
    expect(await judged(1301, [repository], { ...rights, issues: 'read', 'pull-requests': 'read' })).toMatch(/^fine/);
    expect(await judged(1301, [repository], { contents: 'read' })).toMatch(/^change: .*may not write its contents, read its issues and read its pull requests/);
    expect(await judged(1301, [], rights)).toMatch(/^change: .*does not reach kept-portfolio-maya-okafor/);
    expect(await judged(1001, [repository, 'marlow-valley/kept-portfolio'], rights)).toMatch(/^change: .*belongs to priya-nair \(1001\).*may also write in marlow-valley\/kept-portfolio\./);
  });

  it('are not made where the programme is of another kind, or for a login that nobody has', async () => {
    const wrong = await laurel(join(root, 'credentials'), lead, 'setup', 'portfolio', 'maya-okafor', '--yes');
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('private-per-teacher') });
    const nobody = await laurel(join(root, 'apart'), lead, 'setup', 'portfolio', 'nobody-at-all', '--yes');
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('GitHub has no account nobody-at-all') });
  });
});
