import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createActor, must, type Actor } from './actor.ts';
import { CAST, DISTRICT, withTokens, type Login } from './people.ts';
import { startPractice, type Practice, type PracticePerson } from './server.ts';

/** The sample programme on a practice GitHub, with everyone's clone. */
export interface Rehearsal {
  readonly practice: Practice;
  readonly people: readonly (PracticePerson & { readonly role: string })[];
  readonly actors: Readonly<Record<Login, Actor>>;
  readonly folder: string;
}

/** What a rehearsal is made with. */
export interface RehearsalOptions {
  /** An empty folder for the server, the homes and the clones. */
  readonly folder: string;
  /** The catalog to rehearse with. */
  readonly catalog: string;
  /** The command line's entry, such as `[node, bin.js]`. */
  readonly command: readonly string[];
  readonly random: (bytes: number) => Uint8Array;
  readonly port?: number;
}

/** Starts a practice GitHub and creates the sample programme in it: repository, first commit, a clone for everyone. */
export async function createRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const rehearsal = await openRehearsal(options, withTokens(options.random));
  const { practice, people, actors } = rehearsal;
  const owner = people.find(({ login }) => login === DISTRICT.login)!;
  const lead = actors['priya-nair'];
  const ask = async (method: string, path: string, body: object): Promise<void> => {
    const answer = await fetch(`${practice.apiUrl}${path}`, { method, headers: { authorization: `token ${owner.token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The practice server answered ${answer.status} to ${method} ${path}: ${await answer.text()}`);
  };
  await ask('POST', `/orgs/${DISTRICT.login}/repos`, { name: 'credentials', private: false });
  await ask('PUT', `/repos/${DISTRICT.login}/credentials/collaborators/${lead.login}`, { permission: 'admin' });
  await firstCommit(lead, practice, options.catalog);
  await Promise.all(Object.values(actors).filter(({ login }) => login !== lead.login).map((actor) => actor.cloneOf(DISTRICT.login, 'credentials')));
  return rehearsal;
}

/** Starts a practice GitHub over what its folder holds already, for people with known tokens. */
export async function openRehearsal({ folder, command, port }: Pick<RehearsalOptions, 'folder' | 'command' | 'port'>, people: Rehearsal['people']): Promise<Rehearsal> {
  const practice = await startPractice({ root: join(folder, 'server'), people, ...(port === undefined ? {} : { port }) });
  const created = CAST.map(async ({ login }) => [login, await createActor(practice, people.find((person) => person.login === login)!, join(folder, 'people'), command)] as const);
  return { practice, people, actors: Object.fromEntries(await Promise.all(created)) as Record<Login, Actor>, folder };
}

async function firstCommit(lead: Actor, practice: Practice, catalog: string): Promise<void> {
  await mkdir(lead.clone, { recursive: true });
  await cp(catalog, join(lead.clone, 'catalog'), { recursive: true, filter: (path) => !path.includes('submissions') });
  await writeFile(join(lead.clone, '.gitignore'), '.laurel/\n');
  must(await lead.git('init', '--quiet', '--initial-branch=main'), 'git init');
  must(await lead.git('add', '--all'), 'git add');
  must(await lead.git('commit', '--quiet', '--message', 'The programme'), 'git commit');
  must(await lead.git('remote', 'add', 'origin', practice.gitUrl(DISTRICT.login, 'credentials')), 'git remote');
  must(await lead.git('push', '--quiet', '--set-upstream', 'origin', 'main'), 'git push');
}
