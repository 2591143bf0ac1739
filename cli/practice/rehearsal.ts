import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, parse, relative, sep } from 'node:path';
import { createActor, must, type Actor } from './actor.ts';
import { CAST, DISTRICT, PRIVATE, withTokens, type Login, type Mode } from './people.ts';
import { startPractice, type Practice, type PracticePerson } from './server.ts';

/** The sample programme on a practice GitHub, with everyone's clone. */
export interface Rehearsal {
  readonly practice: Practice;
  readonly people: readonly (PracticePerson & { readonly role: string })[];
  readonly actors: Readonly<Record<Login, Actor>>;
  readonly folder: string;
  readonly mode: Mode;
}

/** What a rehearsal is made with. */
export interface RehearsalOptions {
  /** An empty folder for the server, the homes and the clones. */
  readonly folder: string;
  /** The catalog to rehearse with. */
  readonly catalog: string;
  /** Which credentials of it; all where it is left out. */
  readonly credentials?: readonly string[];
  /** The command line's entry, such as `[node, bin.js]`. */
  readonly command: readonly string[];
  readonly random: (bytes: number) => Uint8Array;
  readonly port?: number;
  /** Where submissions stand; with the catalog where it is left out. */
  readonly mode?: Mode;
  /** What stands in the repository besides the catalog, such as `.github`: folders or files to copy, by name. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** Starts a practice GitHub and creates the sample programme in it: repository, first commit, a clone for everyone. */
export async function createRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const rehearsal = await openRehearsal(options, withTokens(options.random));
  const { practice, people, actors, mode } = rehearsal;
  const owner = people.find(({ login }) => login === DISTRICT.login)!;
  const lead = actors['priya-nair'];
  const ask = async (method: string, path: string, body: object): Promise<void> => {
    const answer = await fetch(`${practice.apiUrl}${path}`, { method, headers: { authorization: `token ${owner.token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The practice server answered ${answer.status} to ${method} ${path}: ${await answer.text()}`);
  };
  await ask('POST', `/orgs/${DISTRICT.login}/repos`, { name: 'credentials', private: false });
  const grant = (repository: string, login: string, permission: string): Promise<void> => ask('PUT', `/repos/${DISTRICT.login}/${repository}/collaborators/${login}`, { permission });
  const assessors = CAST.filter(({ role }) => role === 'assessor').map(({ login }) => login);
  await grant('credentials', lead.login, 'admin');
  for (const login of assessors) await grant('credentials', login, 'pull');
  await firstCommit(lead, practice, options);
  const homes = new Map<string, string>();
  if (mode !== 'one-repository') {
    for (const [repository, teachers] of Object.entries(PRIVATE[mode].repositories)) {
      await ask('POST', `/orgs/${DISTRICT.login}/repos`, { name: repository, private: true });
      await grant(repository, lead.login, 'admin');
      for (const login of assessors) await grant(repository, login, 'pull');
      await firstSubmissionsCommit(lead, practice, repository, options.folder);
      for (const login of teachers) await grant(repository, login, 'push');
      for (const login of teachers) homes.set(login, repository);
    }
  }
  await Promise.all(Object.values(actors).filter(({ login }) => login !== lead.login).map((actor) => actor.cloneOf(DISTRICT.login, homes.get(actor.login) ?? 'credentials')));
  return rehearsal;
}

/** Starts a practice GitHub over what its folder holds already, for people with known tokens. */
export async function openRehearsal({ folder, command, port, mode = 'one-repository' }: Pick<RehearsalOptions, 'folder' | 'command' | 'port' | 'mode'>, people: Rehearsal['people']): Promise<Rehearsal> {
  const practice = await startPractice({ root: join(folder, 'server'), people, ...(port === undefined ? {} : { port }) });
  const created = CAST.map(async ({ login }) => [login, await createActor(practice, people.find((person) => person.login === login)!, join(folder, 'people'), command)] as const);
  return { practice, people, actors: Object.fromEntries(await Promise.all(created)) as Record<Login, Actor>, folder, mode };
}

async function firstCommit(lead: Actor, practice: Practice, { catalog, credentials, mode = 'one-repository', beside = {} }: RehearsalOptions): Promise<void> {
  await mkdir(lead.clone, { recursive: true });
  await cp(catalog, join(lead.clone, 'catalog'), { recursive: true, filter: (path) => isRehearsed(relative(catalog, path), credentials) });
  for (const [name, from] of Object.entries(beside)) await cp(from, join(lead.clone, name), { recursive: true });
  const issuer = join(lead.clone, 'catalog', 'issuer.yaml');
  if (mode !== 'one-repository') await writeFile(issuer, (await readFile(issuer, 'utf8')).replace('mode: one-repository', `mode: ${mode}`).replace(/^keys:/m, `submissions:\n  owner: ${DISTRICT.login}\n  prefix: ${PRIVATE[mode].prefix}\nkeys:`));
  await writeFile(join(lead.clone, '.gitignore'), '.laurel/\n');
  must(await lead.git('init', '--quiet', '--initial-branch=main'), 'git init');
  must(await lead.git('add', '--all'), 'git add');
  must(await lead.git('commit', '--quiet', '--message', 'The programme'), 'git commit');
  must(await lead.git('remote', 'add', 'origin', practice.gitUrl(DISTRICT.login, 'credentials')), 'git remote');
  must(await lead.git('push', '--quiet', '--set-upstream', 'origin', 'main'), 'git push');
}

function isRehearsed(path: string, credentials: readonly string[] | undefined): boolean {
  const [folder, file] = path.split(sep);
  if (folder === 'submissions') return false;
  return credentials === undefined || file === undefined || folder === 'competencies' || credentials.includes(parse(file).name);
}

// What a new private repository holds: which programme it belongs to.
async function firstSubmissionsCommit(lead: Actor, practice: Practice, repository: string, folder: string): Promise<void> {
  const clone = join(folder, 'seeds', repository);
  await mkdir(clone, { recursive: true });
  await writeFile(join(clone, 'programme.yaml'), `catalog:\n  owner: ${DISTRICT.login}\n  name: credentials\n`);
  await writeFile(join(clone, '.gitignore'), '.laurel/\n');
  const git = (...args: readonly string[]) => lead.git('-C', clone, ...args);
  must(await git('init', '--quiet', '--initial-branch=main'), 'git init');
  must(await git('add', '--all'), 'git add');
  must(await git('commit', '--quiet', '--message', 'A place for submissions'), 'git commit');
  must(await git('push', '--quiet', practice.gitUrl(DISTRICT.login, repository), 'main'), 'git push');
}
