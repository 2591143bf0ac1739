import { resolve } from 'node:path';
import type { Catalog } from '../core/catalog.ts';
import { loadCatalog } from '../core/catalog.ts';
import type { Issuer } from '../core/model.generated.ts';
import { readCatalog } from './files.ts';
import type { Git } from './git.ts';
import type { Access, GitHub, Repository } from './github/github.ts';
import { readCatalogFolder } from './tree.ts';
import type { World } from './world.ts';

/** Something a person must put right before the command can go on; the message says what and how. */
export class Obstacle extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Obstacle';
  }
}

/** Where GitHub is and the token for it, from the environment that Actions sets too. */
export function accessFrom(world: World): Access {
  const token = world.env['GITHUB_TOKEN'] ?? world.env['GH_TOKEN'];
  if (token === undefined || token === '') throw new Obstacle('There is no token for GitHub. Set GITHUB_TOKEN to one that may do this; for a rehearsal, `laurel practice` prints some.');
  const server = (world.env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '');
  const api = (world.env['GITHUB_API_URL'] ?? (server === 'https://github.com' ? 'https://api.github.com' : `${server}/api/v3`)).replace(/\/+$/, '');
  return { server, api, token };
}

/** The programme that a clone belongs to, with the way to its repository. */
export interface Programme {
  readonly access: Access;
  readonly git: Git;
  readonly github: GitHub;
  readonly repository: Repository;
  /** The clone address of the repository. */
  readonly address: string;
  /** The catalog's folder in the repository, such as `catalog`. */
  readonly folder: string;
  /** The issuer as the working copy has it. */
  readonly issuer: Issuer;
  readonly catalog: Catalog;
}

/** Reads a catalog's folder from disk; a folder that is not there is an obstacle. */
export async function catalogFromDisk(world: World, folder: string): Promise<ReturnType<typeof loadCatalog>> {
  const path = resolve(world.cwd, folder);
  if (!(await world.files.exists(path))) throw new Obstacle(`There is no catalog at ${folder}. Go to the repository's folder, or say where it is with --catalog.`);
  return loadCatalog(await readCatalog(world.files, path));
}

/** Opens the programme of the clone in which the command runs. */
export async function openProgramme(world: World, catalogFolder: string): Promise<Programme> {
  const { catalog } = await catalogFromDisk(world, catalogFolder);
  if (catalog.issuer === null) throw new Obstacle(`${catalogFolder}/issuer.yaml is missing or has faults. Run \`laurel lint\` and mend it first.`);
  const access = accessFrom(world);
  const git = world.git(resolve(world.cwd, catalogFolder), access);
  const folder = (await git.text(['rev-parse', '--show-prefix'])).replace(/\/$/, '');
  const github = await world.github(access);
  const { owner, name } = catalog.issuer.value.repository;
  const repository = await github.repository(owner, name);
  return { access, git: world.git(await git.text(['rev-parse', '--show-toplevel']), access), github, repository, address: `${access.server}/${owner}/${name}.git`, folder, issuer: catalog.issuer.value, catalog };
}

/** Reads the catalog as it stood at a commit, from git's objects, without the submissions. */
export const catalogAt = async (git: Git, commit: string, folder: string): Promise<ReturnType<typeof loadCatalog>> => loadCatalog(await readCatalogFolder(git, commit, folder));
