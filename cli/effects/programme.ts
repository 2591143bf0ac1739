import { resolve } from 'node:path';
import type { Catalog } from '../core/catalog.ts';
import { loadCatalog } from '../core/catalog.ts';
import { parseDocument } from '../core/document.ts';
import type { Issuer, Programme as Pointer } from '../core/model.generated.ts';
import { validate } from '../core/schema.ts';
import { readCatalog } from './files.ts';
import type { Git } from './git.ts';
import type { Access, GitHub, Repository } from './github/github.ts';
import { Obstacle } from './obstacle.ts';
import { mainBefore, type MainBefore } from './main-before.ts';
import { fetchCatalog } from './own-branches.ts';
import type { Place } from './place.ts';
import { branchHead } from './remote.ts';
import { someAtATime } from './some-at-a-time.ts';
import { readCatalogFolder } from './tree.ts';
import type { World } from './world.ts';

export { Obstacle };

/** Where GitHub is and the token for it, from the environment that Actions sets too; null where there is no token. */
export function accessIfAny(world: World): Access | null {
  const token = world.env['GITHUB_TOKEN'] ?? world.env['GH_TOKEN'];
  if (token === undefined || token === '') return null;
  const server = (world.env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '');
  const api = (world.env['GITHUB_API_URL'] ?? (server === 'https://github.com' ? 'https://api.github.com' : `${server}/api/v3`)).replace(/\/+$/, '');
  return { server, api, token };
}

/** The same for what cannot be done without a token. */
export function accessFrom(world: World): Access {
  const access = accessIfAny(world);
  if (access === null) throw new Obstacle('There is no token for GitHub. Set GITHUB_TOKEN to one that may do this; for a rehearsal, `laurel practice` prints some.');
  return access;
}

/** The programme that a clone belongs to, with the way to its repositories. */
export interface Programme {
  readonly access: Access;
  /** Git over the objects of the catalog's repository. */
  readonly git: Git;
  readonly github: GitHub;
  /** The catalog's repository. */
  readonly repository: Repository;
  /** The clone address of the repository. */
  readonly address: string;
  /** The catalog's folder in the repository, such as `catalog`. */
  readonly folder: string;
  /** The issuer as the working copy has it; in a clone of submissions, as the catalog's main has it. */
  readonly issuer: Issuer;
  readonly catalog: Catalog;
  /** Whether submissions stand in private repositories beside the catalog's. */
  readonly isPrivate: boolean;
  /** The place whose clone the command runs in; null in a clone of a catalog whose submissions stand elsewhere. */
  readonly here: Place | null;
  /** Every place in which claims are handed in, as far as this token may see them. */
  readonly places: () => Promise<readonly Place[]>;
  /** Where the catalog's main stood just before a moment. */
  readonly mainBefore: MainBefore;
}

/** Reads a catalog's folder from disk; a folder that is not there is an obstacle. */
export async function catalogFromDisk(world: World, folder: string): Promise<ReturnType<typeof loadCatalog>> {
  const path = resolve(world.cwd, folder);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no catalog at ${folder}. Go to the repository's folder, or say where it is with --catalog.`);
  return loadCatalog(await readCatalog(world.files, path));
}

/** Opens the programme of the clone in which the command runs: one of the catalog's repository, or one of a private repository with submissions. */
export async function openProgramme(world: World, catalogFolder: string): Promise<Programme> {
  const pointer = (await world.files.exists(resolve(world.cwd, catalogFolder))) ? null : await pointerAbove(world);
  if (pointer !== null) return openFromSubmissions(world, pointer);
  const { catalog } = await catalogFromDisk(world, catalogFolder);
  if (catalog.issuer === null) throw new Obstacle(`${catalogFolder}/issuer.yaml is missing or has faults. Run \`laurel lint\` and mend it first.`);
  const access = accessFrom(world);
  const within = world.git(resolve(world.cwd, catalogFolder), access);
  const folder = (await within.text(['rev-parse', '--show-prefix'])).replace(/\/$/, '');
  const git = world.git(await within.text(['rev-parse', '--show-toplevel']), access);
  return programmeOf(world, { access, git, folder, catalog, issuer: catalog.issuer.value });
}

interface Opened {
  readonly access: Access;
  readonly git: Git;
  readonly folder: string;
  readonly issuer: Issuer;
  readonly catalog: Catalog;
}

async function programmeOf(world: World, { access, git, folder, issuer, catalog }: Opened, own: Omit<Place, 'isPrivate' | 'isShared' | 'folder'> | null = null): Promise<Programme> {
  const github = await world.github(access);
  const { owner, name, mode } = issuer.repository;
  const repository = await github.repository(owner, name);
  const address = `${access.server}/${owner}/${name}.git`;
  const isPrivate = mode !== 'one-repository';
  const isShared = mode !== 'private-per-teacher';
  const here: Place | null = own !== null ? { ...own, folder: '', isPrivate: true, isShared } : isPrivate ? null : { repository, address, git, github, folder, isPrivate, isShared };
  let found: Promise<readonly Place[]> | null = null;
  const places = (): Promise<readonly Place[]> => (found ??= here === null ? privatePlaces(world, git, access, issuer) : Promise.resolve([here]));
  return { access, git, github, repository, address, folder, issuer, catalog, isPrivate, here, places, mainBefore: mainBefore(github, repository) };
}

// The token for private submissions may be another than the one for the catalog: in a workflow it always is.
async function privatePlaces(world: World, git: Git, access: Access, { submissions, repository: { mode } }: Issuer): Promise<readonly Place[]> {
  if (submissions === undefined) throw new Obstacle('catalog/issuer.yaml says that submissions are private, but not where. Add `submissions:` with the owner and the prefix of the repositories.');
  const token = world.env['LAUREL_SUBMISSIONS_TOKEN'];
  const theirs = token === undefined || token === '' ? access : { ...access, token };
  const github = await world.github(theirs);
  const all = await github.repositories(submissions.owner);
  // A public repository of that name would show everybody what was promised to be private: it is left alone.
  const own = all.filter((one) => one.isPrivate && one.name.startsWith(submissions.prefix)).sort((a, b) => a.id - b.id);
  const below = await git.text(['rev-parse', '--path-format=absolute', '--git-common-dir']);
  return someAtATime(own, async (repository) => ({
    repository, address: `${access.server}/${repository.owner}/${repository.name}.git`, git: await bareGit(world, git, `${below}/laurel/places/${repository.id}.git`, theirs), isApart: true,
    github, folder: '', isPrivate: true, isShared: mode !== 'private-per-teacher',
  }));
}

// Objects of other repositories are kept apart from the clone's own: nothing that is pushed from the clone can carry them along.
async function bareGit(world: World, git: Git, path: string, access: Access): Promise<Git> {
  if (!(await world.files.exists(`${path}/HEAD`))) await git.text(['init', '--quiet', '--bare', path]);
  return world.git(path, access);
}

const POINTER = 'programme.yaml';

/** Whether the command runs in a clone of a private repository with submissions. */
export const isSubmissionsClone = async (world: World): Promise<boolean> => (await pointerAbove(world)) !== null;

async function pointerAbove(world: World): Promise<{ readonly top: string; readonly pointer: Pointer } | null> {
  const { code, stdout } = await world.git(world.cwd).run(['rev-parse', '--show-toplevel']);
  const top = stdout.toString('utf8').trim();
  if (code !== 0 || !(await world.files.exists(resolve(top, POINTER)))) return null;
  const document = parseDocument({ path: POINTER, bytes: await world.files.read(resolve(top, POINTER)) });
  const fault = document.faults[0]?.message ?? validate('programme', document)[0]?.message;
  if (fault !== undefined) throw new Obstacle(`${POINTER} cannot be read: ${fault}. Restore it from git.`);
  return { top, pointer: document.value as unknown as Pointer };
}

async function openFromSubmissions(world: World, { top, pointer }: { readonly top: string; readonly pointer: Pointer }): Promise<Programme> {
  const access = accessFrom(world);
  const { owner, name, folder = 'catalog' } = pointer.catalog;
  const clone = world.git(top, access);
  const below = await clone.text(['rev-parse', '--path-format=absolute', '--git-common-dir']);
  const git = await bareGit(world, clone, `${below}/laurel/catalog.git`, access);
  const github = await world.github(access);
  const source = { git, address: `${access.server}/${owner}/${name}.git`, repository: await github.repository(owner, name) };
  await fetchCatalog(source);
  const main = await branchHead(git, source.repository.defaultBranch);
  const catalog = main === null ? null : (await catalogAt(git, main, folder)).catalog;
  if (catalog === null || catalog.issuer === null) throw new Obstacle(`The catalog of ${owner}/${name} cannot be read, or its issuer.yaml has faults. Tell the programme lead.`);
  const repository = await github.repository(...(await remoteOf(clone, access)));
  return programmeOf(world, { access, git, folder, catalog, issuer: catalog.issuer.value }, { repository, address: `${access.server}/${repository.owner}/${repository.name}.git`, git: clone, github });
}

async function remoteOf(git: Git, { server }: Access): Promise<readonly [string, string]> {
  const address = (await git.run(['config', '--get', 'remote.origin.url'])).stdout.toString('utf8').trim();
  const match = /([A-Za-z0-9-]+)\/([A-Za-z0-9._-]+?)(?:\.git)?\/?$/.exec(address);
  if (match === null) throw new Obstacle(`This clone does not say which repository it is of. Clone it again from ${server}.`);
  return [match[1]!, match[2]!];
}

/** Reads the catalog as it stood at a commit, from git's objects, without the submissions. */
export const catalogAt = async (git: Git, commit: string, folder: string): Promise<ReturnType<typeof loadCatalog>> => loadCatalog(await readCatalogFolder(git, commit, folder));
