import { accountByEmail } from '../accounts.ts';
import type { Commit, Signature } from '../git/commits.ts';
import type { FileChange } from '../git/diff.ts';
import { toStamp, type Host } from '../host.ts';
import type { Repository } from '../state.ts';
import { nodeId } from './node-id.ts';
import { simpleUser } from './person.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';

/** What GitHub says of a commit that nobody signed. */
export const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

/** `git-user`: what the commit itself says, which anybody can write. */
export function gitUser({ name, email, date }: Signature) {
  return { name, email, date: toStamp(date) };
}

/** The account that the commit's address belongs to, or null. */
function account(host: Host, signature: Signature) {
  const person = accountByEmail(host.store.get(), signature.email);
  return person === null ? null : simpleUser(host, person);
}

/** `commit`. */
export function commitShape(host: Host, repository: Repository, commit: Commit) {
  const url = repositoryUrl(host, repository);
  const page = repositoryPage(host, repository);
  return {
    sha: commit.sha,
    node_id: nodeId('C', `${repository.id}:${commit.sha}`),
    commit: {
      author: gitUser(commit.author),
      committer: gitUser(commit.committer),
      message: commit.message.replace(/\n+$/, ''),
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: UNSIGNED,
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: account(host, commit.author),
    committer: account(host, commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${page}/commit/${sha}` })),
  };
}

/** `diff-entry`. */
export function diffEntry(host: Host, repository: Repository, at: string, file: FileChange) {
  const path = encodePath(file.path);
  const page = repositoryPage(host, repository);
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${at}/${path}`,
    raw_url: `${page}/raw/${at}/${path}`,
    contents_url: `${repositoryUrl(host, repository)}/contents/${path}?ref=${at}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}

/** A path as part of an address. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
