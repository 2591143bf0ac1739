import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openGit, type Git } from '../effects/git.ts';
import { commitFiles } from '../effects/tree.ts';
import { CAST, type Login } from '../practice/people.ts';
import { fillForm } from '../practice/story/assessment.ts';
import { CLAIM, emptyForm, homeOf, work, type TestRehearsal } from './rehearse.ts';

/** Files by their names in a claim folder. */
export type Work = ReadonlyMap<string, string | Uint8Array>;

/** Somebody with an assessment of their own in the folder of work. */
export type Judge = 'ines-carvalho' | 'daniel-okoye';

/** What attacks are made of: claims by plumbing, reviews by the API, merges by force. Quick, so that one rehearsal holds many. */
export interface Bench {
  readonly rehearsal: TestRehearsal;
  /** Where the claims are handed in. */
  readonly repository: string;
  /** The work that passes, as the rehearsal's teacher handed it in. */
  readonly work: Work;
  /** What each of the two writes who pass it. */
  readonly forms: Readonly<Record<Judge, string>>;
  readonly folder: (number: number, login?: string) => string;
  /** Git in a person's clone, with their token. */
  readonly git: (login: Login) => Git;
  /** Fetches the place's main into a clone and gives its commit. */
  readonly main: (login: Login) => Promise<string>;
  /** A commit of files at whole paths. */
  readonly commit: (login: Login, parent: string, files: Work, more?: { readonly removed?: readonly string[]; readonly author?: Login }) => Promise<string>;
  /** Pushes a commit to a branch where the person may write: their fork, or the private repository. */
  readonly push: (login: Login, commit: string, branch: string) => Promise<void>;
  /** Pushes a commit to the place's main, as who may. */
  readonly toMain: (login: Login, commit: string) => Promise<void>;
  readonly open: (login: Login, branch: string) => Promise<number>;
  /** A claim in one commit on main, as a pull request that is not a draft. */
  readonly claim: (number: number, files?: Work, by?: Login) => Promise<number>;
  readonly review: (login: Login | 'marlow-valley', pull: number, review: { readonly event: string; readonly body: string; readonly commit_id?: string }) => Promise<number>;
  /** Lets assessors pass a pull request at its head. */
  readonly pass: (pull: number, ...judges: readonly Judge[]) => Promise<readonly number[]>;
  readonly force: (pull: number, method?: 'merge' | 'squash' | 'rebase') => Promise<number>;
  readonly api: (path: string) => string;
}

const personOf = (login: Login) => CAST.find((person) => person.login === login)!;

/** The work in the teacher's claim folder on disk. */
async function workIn(folder: string): Promise<Work> {
  const names = await readdir(folder);
  return new Map(await Promise.all(names.map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const)));
}

/** Begins with a rehearsal in which the teacher has handed in her work. */
export async function benchFor(rehearsal: TestRehearsal): Promise<Bench> {
  const { actors, mode, practice, people, rest } = rehearsal;
  const isPrivate = mode !== 'one-repository';
  const repository = homeOf(mode);
  const own = isPrivate ? CLAIM.replace('catalog/', '') : CLAIM;
  const api = (path: string): string => `/repos/marlow-valley/${repository}${path}`;
  const git = (login: Login): Git => openGit(actors[login].clone, process.env, { server: practice.url, token: people.find((person) => person.login === login)!.token });
  const home = (login: Login): string => (isPrivate ? 'marlow-valley' : login);
  const folder = (number: number, login = 'maya-okafor'): string => own.replace('maya-okafor/1', `${login}/${number}`);
  const judgements = JSON.parse(await readFile(join(work, 'assessments.json'), 'utf8')) as Record<string, Record<Judge, Parameters<typeof fillForm>[1]>>;
  const empty = await readFile(emptyForm(rehearsal.folder), 'utf8');
  const forms = { 'ines-carvalho': fillForm(empty, judgements['second']!['ines-carvalho']), 'daniel-okoye': fillForm(empty, judgements['second']!['daniel-okoye']) };
  const main = async (login: Login): Promise<string> => {
    await git(login).text(['fetch', '--quiet', practice.gitUrl('marlow-valley', repository), '+refs/heads/main:refs/attack/main']);
    return git(login).text(['rev-parse', 'refs/attack/main']);
  };
  const bench: Bench = {
    rehearsal, repository, forms, folder, git, main, api,
    work: await workIn(join(actors['maya-okafor'].clone, own)),
    commit: (login, parent, files, { removed = [], author = login } = {}) => {
      const { id, name } = personOf(author);
      return commitFiles(git(login), { parent, files, removed, message: 'Work\n', by: { name, email: `${id}+${author}@users.noreply.github.com`, at: new Date() } });
    },
    push: async (login, commit, branch) => {
      if (!isPrivate) await rest(login, 'POST', api('/forks'));
      await git(login).text(['push', '--quiet', '--force', practice.gitUrl(home(login), repository), `${commit}:refs/heads/${branch}`]);
    },
    toMain: async (login, commit) => void (await git(login).text(['push', '--quiet', practice.gitUrl('marlow-valley', repository), `${commit}:refs/heads/main`])),
    open: async (login, branch) => {
      const { status, body } = await rest(login, 'POST', api('/pulls'), { title: `Claim ${branch}`, head: `${home(login)}:${branch}`, base: 'main' });
      if (status !== 201) throw new Error(`The pull request for ${branch} was answered with ${status}: ${JSON.stringify(body)}`);
      return body.number;
    },
    claim: async (number, files = bench.work, by = 'maya-okafor') => {
      const commit = await bench.commit(by, await main(by), below(folder(number, by), files));
      await bench.push(by, commit, `claim-${number}`);
      return bench.open(by, `claim-${number}`);
    },
    review: async (login, pull, review) => {
      const { status, body } = await rest(login, 'POST', api(`/pulls/${pull}/reviews`), review);
      if (status !== 200) throw new Error(`A review of ${pull} by ${login} was answered with ${status}: ${JSON.stringify(body)}`);
      return body.id;
    },
    pass: async (pull, ...judges) => {
      const ids: number[] = [];
      for (const judge of judges) ids.push(await bench.review(judge, pull, { event: 'APPROVE', body: forms[judge] }));
      return ids;
    },
    force: async (pull, method = 'merge') => (await rest('marlow-valley', 'PUT', api(`/pulls/${pull}/merge`), { merge_method: method })).status,
  };
  return bench;
}

/** Files at whole paths, from files by name. */
export const below = (folder: string, files: Work): Work => new Map([...files].map(([name, content]) => [`${folder}/${name}`, content]));

/** The work with its submission.md changed. @throws when that changes nothing: the attack would be none. */
export function withText(files: Work, change: (text: string) => string): Work {
  const before = Buffer.from(files.get('submission.md')!).toString('utf8');
  const after = change(before);
  if (after === before) throw new Error('Unexpected submission.md without the text that is to be replaced.');
  return new Map([...files, ['submission.md', after]]);
}

/** Puts an attribute of the front matter, or anything else, right below its first line. */
export const inFrontMatter = (files: Work, lines: string): Work => withText(files, (text) => text.replace('---\n', `---\n${lines}\n`));

/** An entry of a git tree. */
export interface TreeEntry {
  readonly mode: '100644' | '100755' | '120000' | '160000' | '040000';
  readonly object: string;
  readonly name: string;
}

/** The entries of a folder with ordinary files in it, as objects of a repository. */
export async function entriesOf(git: Git, files: Work): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for (const [name, content] of files) entries.push({ mode: '100644', name, object: await git.text(['hash-object', '-w', '--stdin'], { input: content }) });
  return entries;
}

const KINDS: Readonly<Record<string, string>> = { '040000': 'tree', '160000': 'commit' };
const rowOf = ({ mode, object, name }: TreeEntry): string => `${mode} ${KINDS[mode] ?? 'blob'} ${object}\t${name}`;

/** A tree of these entries; git looks at no name here. */
export const treeOf = (git: Git, entries: readonly TreeEntry[]): Promise<string> => makeTree(git, entries.map(rowOf));
const makeTree = (git: Git, rows: readonly string[]): Promise<string> => git.text(['mktree', '-z', '--missing'], { input: rows.map((row) => `${row}\0`).join('') });

/** A commit on top of another in which one folder holds these entries and nothing else; the same each time, in whichever repository it is made. */
export async function commitWith(git: Git, parent: string, folder: string, entries: readonly TreeEntry[]): Promise<string> {
  const graft = async (tree: string | null, [name, ...rest]: readonly string[]): Promise<string> => {
    if (name === undefined) return treeOf(git, entries);
    const rows = tree === null ? [] : (await git.text(['ls-tree', '-z', tree])).split('\0').filter(Boolean);
    const own = rows.find((row) => row.endsWith(`\t${name}`));
    const made = await graft(own?.split(/[ \t]/)[2] ?? null, rest);
    return makeTree(git, [...rows.filter((row) => row !== own), rowOf({ mode: '040000', object: made, name })]);
  };
  const by = { NAME: 'Maya Okafor', EMAIL: '1201+maya-okafor@users.noreply.github.com', DATE: '1795500000 +0000' };
  const env = Object.fromEntries(Object.entries(by).flatMap(([key, value]) => [[`GIT_AUTHOR_${key}`, value], [`GIT_COMMITTER_${key}`, value]]));
  return git.text(['commit-tree', '-m', 'Work', '-p', parent, await graft(`${parent}^{tree}`, folder.split('/'))], { env });
}
