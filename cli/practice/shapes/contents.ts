import type { Commit } from '../git/commits.ts';
import type { Entry } from '../git/files.ts';
import type { Host } from '../host.ts';
import type { Repository } from '../state.ts';
import { commitShape, encodePath, gitUser, UNSIGNED } from './commit.ts';
import { nodeId } from './node-id.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';

/** One entry of `content-directory`, and the outside of every other content. */
export function directoryEntry(host: Host, repository: Repository, ref: string, entry: Entry) {
  const url = repositoryUrl(host, repository);
  const page = repositoryPage(host, repository);
  const path = encodePath(entry.path);
  const type = entry.type === 'tree' ? 'dir' : entry.type === 'commit' ? 'submodule' : entry.mode === '120000' ? 'symlink' : 'file';
  const self = `${url}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${url}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = `${page}/${entry.type === 'tree' ? 'tree' : 'blob'}/${encodePath(ref)}/${path}`;
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url: type === 'dir' || type === 'submodule' ? null : `${page}/raw/${encodePath(ref)}/${path}`,
    type,
    _links: { self, git, html },
  };
}

// GitHub leaves the content of a larger file out and points to the blob.
const LARGEST = 1024 * 1024;

/** `content-file`, `content-symlink` or `content-submodule`. */
export function fileShape(host: Host, repository: Repository, ref: string, entry: Entry, bytes: Buffer | null) {
  const outside = directoryEntry(host, repository, ref, entry);
  if (bytes === null) return { ...outside, submodule_git_url: null };
  if (outside.type === 'symlink') return { ...outside, target: bytes.toString('utf8') };
  if (bytes.length > LARGEST) return { ...outside, content: '', encoding: 'none' };
  return { ...outside, content: base64(bytes), encoding: 'base64' };
}

/** One entry of `git-tree`. */
export function treeEntry(url: string, entry: Entry) {
  const kind = entry.type === 'tree' ? 'trees' : 'blobs';
  return {
    path: entry.path,
    mode: entry.mode,
    type: entry.type,
    sha: entry.sha,
    ...(entry.size === null ? {} : { size: entry.size }),
    ...(entry.type === 'commit' ? {} : { url: `${url}/git/${kind}/${entry.sha}` }),
  };
}

/** `blob`. */
export function blobShape(host: Host, repository: Repository, sha: string, bytes: Buffer) {
  return {
    sha,
    node_id: nodeId('B', `${repository.id}:${sha}`),
    size: bytes.length,
    url: `${repositoryUrl(host, repository)}/git/blobs/${sha}`,
    content: base64(bytes),
    encoding: 'base64',
  };
}

/** The commit in `file-commit`. */
export function commitOfFile(host: Host, repository: Repository, commit: Commit) {
  const whole = commitShape(host, repository, commit);
  return {
    sha: commit.sha,
    node_id: whole.node_id,
    url: whole.commit.url,
    html_url: whole.html_url,
    author: gitUser(commit.author),
    committer: gitUser(commit.committer),
    message: whole.commit.message,
    tree: whole.commit.tree,
    parents: whole.parents,
    verification: UNSIGNED,
  };
}

// GitHub breaks base64 into lines of 60 characters, and so do we: a client that cannot take it should fail here.
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{1,60}/g, '$&\n');
}
