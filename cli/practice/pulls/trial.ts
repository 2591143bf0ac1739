import { githubSignature, signatureOf } from '../accounts.ts';
import { branchTip } from '../git/bare.ts';
import { mergeCommit } from '../git/merge.ts';
import { git } from '../git/run.ts';
import { gitDir, type Host } from '../host.ts';
import { person, put, repository } from '../records.ts';
import type { Pull } from '../state.ts';

/**
 * Tries to merge an open pull request, as GitHub does whenever somebody looks at one: the commit stands at
 * `refs/pull/N/merge` and its id is what `merge_commit_sha` says until the real merge.
 */
export async function tried(host: Host, pull: Pull): Promise<Pull> {
  if (pull.state !== 'open') return pull;
  const state = host.store.get();
  const dir = gitDir(host, repository(state, pull.repositoryId));
  const base = await branchTip(dir, pull.baseRef);
  if (base === null || (pull.trial?.base === base && pull.trial.head === pull.headSha)) return pull;
  const date = host.now();
  const sha = await mergeCommit(dir, {
    base,
    head: pull.headSha,
    message: `Merge ${pull.headSha} into ${base}`,
    author: signatureOf(person(state, pull.authorId), date),
    committer: githubSignature(date),
  });
  if (sha !== null) await git(dir, ['update-ref', `refs/pull/${pull.number}/merge`, sha]);
  return keep(host, pull, { base, head: pull.headSha, sha });
}

// Somebody may have pushed while git was at work; a result that is out of date is thrown away.
function keep(host: Host, pull: Pull, trial: NonNullable<Pull['trial']>): Pull {
  const now = host.store.get().pulls[pull.id] ?? pull;
  if (now.headSha !== trial.head || now.state !== 'open') return now;
  const next = { ...now, trial };
  host.store.change((state) => put(state, 'pulls', next));
  return next;
}
