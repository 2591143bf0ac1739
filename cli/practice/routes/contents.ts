import { permitted, readable, somebody } from '../access.ts';
import { signatureOf } from '../accounts.ts';
import { requiredText, text } from '../fields.ts';
import { branches, moveRef } from '../git/bare.ts';
import { resolve, writeCommit, type Signature } from '../git/commits.ts';
import { editTree, entryAt, listTree, readBlob, writeBlob, type Entry } from '../git/files.ts';
import { gitDir, type Call, type Reply, type Route } from '../host.ts';
import { advanced } from '../pulls/movements.ts';
import { invalid, notFound, refusal } from '../refusal.ts';
import { rulesOnCommit } from '../settings-rules.ts';
import { blobShape, commitOfFile, directoryEntry, fileShape, treeEntry } from '../shapes/contents.ts';
import { repositoryUrl } from '../shapes/repository.ts';

/** Files: read from any commit, written as commits to a branch. */
export const contentRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/contents/{path}', run: read },
  { method: 'PUT', path: '/repos/{owner}/{repo}/contents/{path}', run: (call) => write(call, requiredContent(call)) },
  { method: 'DELETE', path: '/repos/{owner}/{repo}/contents/{path}', run: (call) => write(call, null) },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/trees/{tree_sha}',
    run: async (call) => {
      const repository = readable(call);
      const dir = gitDir(call.host, repository);
      const sha = await resolve(dir, call.params['tree_sha'] ?? '', 'tree');
      if (sha === null) throw notFound();
      const entries = await listTree(dir, sha, call.query.has('recursive'));
      const url = repositoryUrl(call.host, repository);
      return { status: 200, body: { sha, url: `${url}/git/trees/${sha}`, tree: entries.map((entry) => treeEntry(url, entry)), truncated: false } };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/blobs/{file_sha}',
    run: async (call) => {
      const repository = readable(call);
      const dir = gitDir(call.host, repository);
      const wanted = call.params['file_sha'] ?? '';
      const sha = /^[0-9a-f]{40}$/.test(wanted) ? await resolve(dir, wanted, 'blob') : null;
      if (sha === null) throw notFound();
      return { status: 200, body: blobShape(call.host, repository, sha, await readBlob(dir, sha)) };
    },
  },
];

async function read(call: Call): Promise<Reply> {
  const repository = readable(call);
  const dir = gitDir(call.host, repository);
  const ref = call.query.get('ref') ?? repository.defaultBranch;
  const commit = await resolve(dir, ref);
  if (commit === null) throw refusal(404, call.query.has('ref') ? `No commit found for the ref ${ref}` : 'This repository is empty.');
  const path = pathOf(call);
  const entry = path === '' ? null : await entryAt(dir, commit, path);
  if (path !== '' && entry === null) throw notFound();
  if (entry === null || entry.type === 'tree') {
    const children = await listTree(dir, entry?.sha ?? commit);
    const prefix = path === '' ? '' : `${path}/`;
    return { status: 200, body: children.map((child) => directoryEntry(call.host, repository, ref, { ...child, path: prefix + child.path })) };
  }
  const bytes = entry.type === 'blob' ? await readBlob(dir, entry.sha) : null;
  return { status: 200, body: fileShape(call.host, repository, ref, entry, bytes) };
}

async function write(call: Call, bytes: Buffer | null): Promise<Reply> {
  // Who may read but not write is told that there is nothing here to write.
  const repository = permitted(call, 'push', notFound);
  const caller = somebody(call);
  const dir = gitDir(call.host, repository);
  const name = text(call, 'branch', 'Commit') ?? repository.defaultBranch;
  const before = await branches(dir);
  const from = before.get(name) ?? null;
  if (from === null && before.size > 0) throw refusal(404, `Branch ${name} not found`);
  const ruled = rulesOnCommit(call.host, repository, name, from !== null, caller);
  if (ruled !== null) throw refusal(409, `Repository rule violations found\n\n${ruled}\n\n`);
  const path = pathOf(call);
  const old = from === null ? null : await entryAt(dir, from, path);
  refuseStale(old, text(call, 'sha', 'Commit'), path, bytes === null);
  const file =
    bytes === null ? null : { mode: old?.mode ?? '100644', sha: await writeBlob(dir, bytes), size: bytes.length, path, type: 'blob' as const };
  const tree = await editTree(dir, from, path, file);
  if (tree === null) throw refusal(422, 'path contains a malformed path component');
  const own = signatureOf(caller, call.host.now());
  const committer = signature(call, 'committer') ?? own;
  const author = signature(call, 'author') ?? committer;
  const commit = { tree, parents: from === null ? [] : [from], author, committer, message: requiredText(call, 'message', 'Commit') };
  const to = await writeCommit(dir, commit);
  if (!(await moveRef(dir, `refs/heads/${name}`, to, from))) throw refusal(409, `is at another commit but expected ${from ?? 'none'}`);
  await advanced(call.host, repository, { name, from, to }, caller);
  const content = file === null ? null : directoryEntry(call.host, repository, name, file);
  return {
    status: bytes !== null && old === null ? 201 : 200,
    body: { content, commit: commitOfFile(call.host, repository, { ...commit, sha: to }) },
  };
}

function refuseStale(old: Entry | null, sha: string | null, path: string, removing: boolean): void {
  if (old === null && removing) throw notFound();
  if (old !== null && old.type !== 'blob') throw refusal(422, `${path} is not a file`);
  if (old !== null && sha === null) throw refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (sha !== null && sha !== old?.sha) throw refusal(409, `${path} does not match ${sha}`);
}

function requiredContent(call: Call): Buffer {
  const content = text(call, 'content', 'Commit');
  if (content === null) throw refusal(422, 'Invalid request.\n\n"content" wasn\'t supplied.');
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content)) throw refusal(422, 'content is not valid Base64');
  return Buffer.from(content, 'base64');
}

function signature(call: Call, role: 'author' | 'committer'): Signature | null {
  const value = call.body[role] as { readonly name?: unknown; readonly email?: unknown; readonly date?: unknown } | undefined | null;
  if (value === undefined || value === null) return null;
  if (typeof value.name !== 'string' || typeof value.email !== 'string') throw invalid({ resource: 'Commit', field: role, code: 'invalid' });
  const date = typeof value.date === 'string' ? new Date(value.date) : call.host.now();
  if (Number.isNaN(date.getTime())) throw invalid({ resource: 'Commit', field: `${role}.date`, code: 'invalid' });
  return { name: value.name, email: value.email, date };
}

const pathOf = (call: Call): string => (call.params['path'] ?? '').replace(/^\/+|\/+$/g, '');
