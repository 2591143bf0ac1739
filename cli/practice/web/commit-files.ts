import { may } from '../access.ts';
import { githubSignature, signatureOf } from '../accounts.ts';
import { branches, bring, moveRef } from '../git/bare.ts';
import { writeCommit } from '../git/commits.ts';
import { editTree, entryAt, writeBlob } from '../git/files.ts';
import { gitDir, type Host } from '../host.ts';
import { pushed } from '../pulls/movements.ts';
import { forbidden, refusal } from '../refusal.ts';
import { rulesOnCommit } from '../settings-rules.ts';
import type { Person, Repository } from '../state.ts';

/** One file that somebody writes in the browser; `over` is the blob that it takes the place of, null for a new file. */
export interface Written {
  readonly path: string;
  readonly bytes: Buffer;
  readonly over: string | null | 'anything';
}

/** A commit that somebody makes in the browser. */
export interface CommitOrder {
  readonly repository: Repository;
  /** Where the branch goes on from: a commit of `source`; null for the first commit of an empty repository. */
  readonly from: string | null;
  readonly source: Repository;
  readonly branch: string;
  /** Whether the branch is made by this commit. */
  readonly fresh: boolean;
  readonly files: readonly Written[];
  readonly message: string;
}

/**
 * Commits files to a branch as GitHub's editor does: the person as the author, GitHub as the committer, one movement in the activity record.
 * @returns the commit.
 * @throws 403 without the right to push, 409 where somebody was faster or the rules of the branch refuse it, 422 for a name that git refuses.
 */
export async function commitFiles(host: Host, order: CommitOrder, by: Person): Promise<string> {
  const { repository, source, from } = order;
  if (!may(repository, by, 'push')) throw forbidden(`${by.login} may not write to this repository.`);
  const ruled = rulesOnCommit(host, repository, order.branch, !order.fresh && from !== null, by);
  if (ruled !== null) throw refusal(409, `The rules of this repository refuse a commit to ${order.branch}: ${ruled}`);
  const dir = gitDir(host, repository);
  if (from !== null && source.id !== repository.id) await bring(dir, gitDir(host, source), from);
  const before = await branches(dir);
  let tree = from;
  for (const file of order.files) tree = await written(dir, tree, file);
  const [author, committer] = [signatureOf(by, host.now()), githubSignature(host.now())];
  const to = await writeCommit(dir, { tree: tree ?? '', parents: from === null ? [] : [from], author, committer, message: order.message });
  if (!(await moveRef(dir, `refs/heads/${order.branch}`, to, order.fresh ? null : from))) {
    throw refusal(409, `The branch ${order.branch} has moved since you opened this page. Copy your text, open the page again, and paste it.`);
  }
  await pushed(host, host.store.get().repositories[repository.id] ?? repository, before, by);
  return to;
}

async function written(dir: string, tree: string | null, { path, bytes, over }: Written): Promise<string> {
  const old = tree === null ? null : await entryAt(dir, tree, path);
  if (old !== null && old.type !== 'blob') throw refusal(422, `${path} is a folder, expected a file.`);
  if (over !== 'anything' && (old?.sha ?? null) !== over) {
    throw refusal(over === null ? 422 : 409, over === null ? `A file with the name ${path} exists already. Choose another name, or edit that file.` : `${path} has changed since you opened this page. Copy your text, open the page again, and paste it.`);
  }
  const next = await editTree(dir, tree, path, { mode: old?.mode ?? '100644', sha: await writeBlob(dir, bytes) });
  if (next === null) throw refusal(422, `git refuses the name ${path}: a part of it is taken by a file, or cannot be a name.`);
  return next;
}
