import { parseCheckpoint, type Checkpoint } from '../core/log/checkpoint.ts';
import { isSame, treeHead, type Subtree } from '../core/log/merkle.ts';
import { CHECKPOINT, edgePaths, LOG, treeOf, type Log } from '../core/plan/ledger-log.ts';
import { readLedger, type Ledger } from '../core/plan/ledger.ts';
import { rollback } from '../core/plan/verify-log.ts';
import type { Git } from './git.ts';
import { laterTexts } from './later-texts.ts';
import { listFiles, readObjects, resolveObject, resolveObjects, type TreeFile } from './tree.ts';

/**
 * Reads the ledger at a commit for a run that adds to it. Badges are read when somebody looks at them. Of the log, what it held
 * when it was smaller and the tiles that follow from the entries are named and not read, so that a large ledger costs a run little.
 * @throws StoreFault as `readLedger` does
 */
export async function readLedgerAt(git: Git, commit: string): Promise<Ledger> {
  const files = await ordinaryFiles(git, commit);
  const checkpoint = files.find(({ path }) => path === CHECKPOINT);
  const [note] = checkpoint === undefined ? [] : await readObjects(git, [checkpoint.object]);
  const needed = edgePaths(files.map(({ path }) => path).filter((path) => path.startsWith(LOG)), new TextDecoder().decode(note));
  return ledgerOf(git, files, (path) => !path.startsWith(LOG) || needed.has(path));
}

/**
 * Reads the ledger at a commit for who goes through all of it, the whole log included. Badges are read some hundred at a time, whenever
 * somebody goes through them: ten thousand fill a few hundred megabytes.
 * @throws StoreFault as `readLedger` does
 */
export const readWholeLedger = async (git: Git, commit: string): Promise<Ledger> => ledgerOf(git, await ordinaryFiles(git, commit), () => true);

const ordinaryFiles = async (git: Git, commit: string): Promise<readonly TreeFile[]> => (await listFiles(git, commit)).filter(({ mode }) => mode === '100644' || mode === '100755');

async function ledgerOf(git: Git, files: readonly TreeFile[], wanted: (path: string) => boolean): Promise<Ledger> {
  const read = files.filter(({ path }) => !path.startsWith('badges/') && wanted(path));
  const contents = await readObjects(git, read.map(({ object }) => object));
  const bytes = new Map(read.map(({ path }, at) => [path, contents[at]!] as const));
  const { later, prepare } = laterTexts(git);
  return readLedger(files.map(({ path, object }) => ({ path, bytes: bytes.get(path) ?? null, ...(path.startsWith('badges/') ? { later: later(object) } : {}) })), prepare);
}

// The last commit in whose history no tile was changed or taken away. A commit's history never changes, so that this clone need not
// look at it again; another clone looks at all of it.
const SOUND = 'refs/laurel/log-sound';

// Paths of the log's tiles that were changed or taken away anywhere in the ledger's history, merges included. A partial tile may
// go when its full one is there.
async function rewrittenTiles(git: Git, head: string, paths: ReadonlySet<string>): Promise<readonly string[]> {
  const sound = await resolveObject(git, SOUND);
  const out = await git.text(['log', '--full-history', '-m', '--no-renames', '--diff-filter=MDT', '--format=', '--name-only', head, ...(sound === null ? [] : [`^${sound}`]), '--', `${LOG}tile`]);
  const touched = new Set(out.split('\n').filter(Boolean));
  return [...touched].filter((path) => !(path.includes('.p/') && !paths.has(path) && paths.has(path.slice(0, path.indexOf('.p/')))));
}

/**
 * Whether a log may grow: a checkpoint that does not extend every earlier one must never be signed. While no commit has changed
 * or removed a tile that is known; otherwise every checkpoint of the history is compared, so that what was put back is sound.
 * @returns why not, in a sentence each.
 */
export async function growthFaults(git: Git, head: string, log: Log): Promise<readonly string[]> {
  if ((await rewrittenTiles(git, head, new Set(log.files.keys()))).length === 0) {
    await git.run(['update-ref', SOUND, head]);
    return [];
  }
  const tree = treeOf(log);
  return isSame(treeHead(log.entries.length, tree), log.checkpoint.root) ? (await historyFaults(git, head, log, tree)).faults : ['the entries do not add up to the checkpoint any more'];
}

/** Whether any commit of the ledger's history held a log. */
export const wasLogged = async (git: Git, head: string): Promise<boolean> => (await git.text(['log', '--full-history', '-1', '--format=%H', head, '--', CHECKPOINT])) !== '';

/** Compares a log with every checkpoint that the ledger has ever held. */
export async function historyFaults(git: Git, head: string, log: Log, tree: Subtree): Promise<{ readonly count: number; readonly faults: readonly string[] }> {
  const earlier = await earlierCheckpoints(git, head);
  const faults = earlier.flatMap(({ commit, checkpoint }) => {
    const why = checkpoint === null ? 'holds a checkpoint that is none' : rollback(log, checkpoint, tree);
    return why === null ? [] : [checkpoint === null ? `commit ${commit.slice(0, 10)} ${why}` : `the log ${why} at commit ${commit.slice(0, 10)}`];
  });
  return { count: earlier.length, faults };
}

/** When the ledger's log had which size, newest first, as far as its history can be read. */
export const logSizes = async (git: Git, head: string): Promise<readonly { readonly at: string; readonly size: number }[]> => (await earlierCheckpoints(git, head)).flatMap(({ at, checkpoint }) => (checkpoint === null ? [] : [{ at, size: checkpoint.size }]));

// Every checkpoint that the ledger's history holds, newest first; null for one that cannot be read. Commits that took it away hold none.
async function earlierCheckpoints(git: Git, head: string): Promise<readonly { readonly commit: string; readonly at: string; readonly checkpoint: Checkpoint | null }[]> {
  const rows = (await git.text(['log', '--full-history', '--format=%H %cI', head, '--', CHECKPOINT])).split('\n').filter(Boolean).map((row) => row.split(' ') as [commit: string, at: string]);
  const commits = rows.map(([commit]) => commit);
  const objects = await resolveObjects(git, commits.map((commit) => `${commit}:${CHECKPOINT}`));
  const notes = await readObjects(git, objects.filter((object) => object !== null));
  return rows.filter((_, at) => objects[at] !== null).map(([commit, when], at) => ({ commit, at: when, checkpoint: parseCheckpoint(new TextDecoder().decode(notes[at])) }));
}
