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
  const people = withTokens(options.random);
  const practice = await startPractice({ root: join(options.folder, 'server'), people, ...(options.port === undefined ? {} : { port: options.port }) });
  const lead = people.find(({ login }) => login === 'priya-nair')!;
  const ask = async (method: string, path: string, token: string, body: object): Promise<void> => {
    const answer = await fetch(`${practice.apiUrl}${path}`, { method, headers: { authorization: `token ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The practice server answered ${answer.status} to ${method} ${path}: ${await answer.text()}`);
  };
  const owner = people.find(({ login }) => login === DISTRICT.login)!;
  await ask('POST', `/orgs/${DISTRICT.login}/repos`, owner.token, { name: 'credentials', private: false });
  await ask('PUT', `/repos/${DISTRICT.login}/credentials/collaborators/${lead.login}`, owner.token, { permission: 'admin' });

  const actors = Object.fromEntries(await Promise.all(CAST.map(async ({ login }) => [login, await createActor(practice, people.find((person) => person.login === login)!, join(options.folder, 'people'), options.command)] as const))) as Record<Login, Actor>;
  await firstCommit(actors['priya-nair'], practice, options.catalog);
  for (const actor of Object.values(actors)) if (actor.login !== lead.login) await actor.cloneOf(DISTRICT.login, 'credentials');
  return { practice, people, actors, folder: options.folder };
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
