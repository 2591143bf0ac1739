import { parseCheckpoint, type Checkpoint } from '../core/log/checkpoint.ts';
import { CHECKPOINT, edgePaths, LOG } from '../core/plan/ledger-log.ts';
import type { LedgerFile } from '../core/plan/ledger.ts';
import type { Git } from './git.ts';
import { listFiles, readObjects, resolveObjects } from './tree.ts';

/**
 * Reads the ledger at a commit for a run that adds to it. Of the log, what it held when it was smaller and the tiles that
 * follow from the entries are named and not read, so that a long log costs a run little.
 */
export async function readLedgerFolder(git: Git, commit: string): Promise<readonly LedgerFile[]> {
  const files = (await listFiles(git, commit)).filter(({ mode }) => mode === '100644' || mode === '100755');
  const checkpoint = files.find(({ path }) => path === CHECKPOINT);
  const [note] = checkpoint === undefined ? [] : await readObjects(git, [checkpoint.object]);
  const needed = edgePaths(files.map(({ path }) => path).filter((path) => path.startsWith(LOG)), new TextDecoder().decode(note));
  const read = files.filter(({ path }) => !path.startsWith(LOG) || needed.has(path));
  const contents = await readObjects(git, read.map(({ object }) => object));
  const bytes = new Map(read.map(({ path }, at) => [path, contents[at]!] as const));
  return files.map(({ path }) => ({ path, bytes: bytes.get(path) ?? null }));
}

/**
 * Paths of the log's tiles that were changed or taken away anywhere in the ledger's history, merges included: while there are
 * none, what comes extends every checkpoint that ever stood there. A partial tile may go when its full one is there.
 */
export async function rewrittenTiles(git: Git, head: string, paths: ReadonlySet<string>): Promise<readonly string[]> {
  const out = await git.text(['log', '--full-history', '-m', '--no-renames', '--diff-filter=MDT', '--format=', '--name-only', head, '--', `${LOG}tile`]);
  const touched = new Set(out.split('\n').filter(Boolean));
  return [...touched].filter((path) => !(path.includes('.p/') && !paths.has(path) && paths.has(path.slice(0, path.indexOf('.p/')))));
}

/** Every checkpoint that the ledger's history holds, newest first; null for one that cannot be read. Commits that took it away hold none. */
export async function earlierCheckpoints(git: Git, head: string): Promise<readonly { readonly commit: string; readonly checkpoint: Checkpoint | null }[]> {
  const commits = (await git.text(['log', '--full-history', '--format=%H', head, '--', CHECKPOINT])).split('\n').filter(Boolean);
  const objects = await resolveObjects(git, commits.map((commit) => `${commit}:${CHECKPOINT}`));
  const notes = await readObjects(git, objects.filter((object) => object !== null));
  return commits.filter((_, at) => objects[at] !== null).map((commit, at) => ({ commit, checkpoint: parseCheckpoint(new TextDecoder().decode(notes[at])) }));
}
