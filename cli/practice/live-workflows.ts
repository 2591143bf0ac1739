import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { programFolder } from '../effects/site.ts';
import type { Environment } from './actions/environments.ts';
import type { Run } from './actions/records.ts';
import { createRunner, type Runner } from './actions/runner.ts';
import { createVisitor, type Visitor } from './semantics/visitor.ts';
import { serveSite } from './serve-site.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Where the catalog of a rehearsal stands. */
export const PROGRAMME = 'marlow-valley/credentials';

/** A rehearsal whose repositories run their own workflow files. */
export interface LiveWorkflows {
  readonly runner: Runner;
  /** Runs a file of the programme by its timer, and waits until that and everything that came of it has ended. */
  readonly clock: (file: string) => Promise<Run>;
  /** Every run of a file once all has ended, oldest first. */
  readonly runsOf: (file: string, repository?: string) => Promise<readonly Run[]>;
  /** Somebody with a browser without JavaScript, signed in. */
  readonly visit: (login: string) => Promise<Visitor>;
  /** Every process of Node that a step has started, with all its variables. */
  readonly processes: () => Promise<readonly Seen[]>;
  /** The folder with everything that the machines held, to look for what should not be there. */
  readonly machines: string;
  readonly end: () => Promise<void>;
}

/** A process of Node in a step. */
export interface Seen {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What a programme's lead has set up in its repository. */
export interface LiveOptions {
  readonly environments: Readonly<Record<string, Environment>>;
  readonly repositorySecrets?: Readonly<Record<string, string>>;
}

/** What a repository holds besides the catalog when `publish` is to build its pages from it. */
export const program = (root = programFolder()): Readonly<Record<string, string>> => Object.fromEntries(['.github', 'cli', 'site', 'schemas', 'package.json', 'package-lock.json', 'tsconfig.json', 'astro.config.mjs'].map((name) => [name, join(root, name)]));

/** Lets the workflow files of a rehearsal run from now on. */
export async function liveWorkflows({ practice }: Pick<Rehearsal, 'practice'>, { environments, repositorySecrets = {} }: LiveOptions): Promise<LiveWorkflows> {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-live-'));
  const [machines, seen] = [join(folder, 'machines'), join(folder, 'seen')];
  await mkdir(machines);
  await mkdir(seen);
  const site = await serveSite(() => runner.pages(PROGRAMME));
  const outside = join(folder, 'outside.mjs');
  await writeFile(outside, outsideWorld(site.url, seen));
  const runner: Runner = createRunner({
    practice, folder: machines, now: () => new Date(), node: process.execPath,
    environments: { [PROGRAMME]: environments }, repositorySecrets: { [PROGRAMME]: repositorySecrets },
    afterCheckout: linkPackages, machine: { NODE_OPTIONS: `--import=${pathToFileURL(outside).href}` },
  });
  const silence = runner.listen();
  const runsOf: LiveWorkflows['runsOf'] = async (file, repository = PROGRAMME) => {
    await runner.idle();
    return runner.runs.filter((run) => run.path === `.github/workflows/${file}` && run.repository === repository);
  };
  return {
    runner, runsOf, machines,
    clock: async (file) => {
      const run = await runner.schedule(PROGRAMME, file);
      await runner.idle();
      return run;
    },
    visit: async (login) => {
      const visitor = createVisitor(practice.url);
      await visitor.signIn(login);
      return visitor;
    },
    processes: async () => Promise.all((await readdir(seen)).map(async (name) => JSON.parse(await readFile(join(seen, name), 'utf8')) as Seen)),
    end: async () => {
      silence();
      await runner.idle().catch(() => undefined);
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// The programme's domain is invented. This stands in for its name, its certificate and GitHub's web server, and for nothing of ours; it also notes what each process was given.
const outsideWorld = (site: string, seen: string): string => `
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
writeFileSync(\`${seen}/\${process.pid}-\${Date.now()}-\${Math.random()}\`, JSON.stringify({ args: process.argv, env: process.env }));
const origin = 'https://credentials.marlow-valley.example';
const [fetch, request] = [globalThis.fetch, https.request];
const instead = (url) => ${JSON.stringify(site)} + String(url).slice(origin.length);
globalThis.fetch = (url, init) => fetch(String(url).startsWith(origin + '/') ? instead(url) : url, init);
https.request = (url, options, done) => (String(url).startsWith(origin + '/') ? http.request(instead(url), { ...options, agent: undefined, lookup: undefined }, done) : request(url, options, done));
syncBuiltinESMExports();
`;

/** Stands in for the package registry where `publish` would install: the same packages, linked, beside a cache of their own. */
async function linkPackages(folder: string): Promise<void> {
  if (!(await readdir(folder)).includes('package-lock.json')) return;
  const [from, to] = [join(programFolder(), 'node_modules'), join(folder, 'node_modules')];
  await mkdir(to);
  for (const name of await readdir(from)) if (name !== '.cache' && name !== '.package-lock.json') await symlink(join(from, name), join(to, name));
  await copyFile(join(from, '.package-lock.json'), join(to, '.package-lock.json'));
}
