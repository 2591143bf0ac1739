import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git, runGit } from './run.ts';

const CONFIG = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
	logAllRefUpdates = false
[http]
	receivepack = true
[transfer]
	fsckObjects = true
[receive]
	fsckObjects = true
	autogc = false
	hideRefs = refs/pull ; as on GitHub, pull request refs can be fetched but not pushed
[uploadpack]
	allowAnySHA1InWant = true ; as on GitHub, a commit that a review names stays fetchable
	allowFilter = true
[gc]
	auto = 0 ; nothing that a review, a merge or a badge names is ever pruned
`;

// PRACTICE_CLOSED and PRACTICE_FORWARD say what rulesets refuse to whoever pushes; PRACTICE_BRANCHES is set where a maintainer pushes to the head branches that pull requests opened to them.
const UPDATE_HOOK = `#!/bin/sh
ref="$1" old="$2" new="$3"
if [ -n "$PRACTICE_BRANCHES" ]; then
  case " $PRACTICE_BRANCHES " in
    *" $ref "*) ;;
    *) echo "You may push only to the branches of pull requests that maintainers can modify." >&2; exit 1 ;;
  esac
fi
while IFS='\t' read -r closed why; do
  if [ "$closed" = "$ref" ]; then
    echo "error: GH013: Repository rule violations found for $ref." >&2; echo "- $why" >&2; exit 1
  fi
done <<RULES
$PRACTICE_CLOSED
RULES
case " $PRACTICE_FORWARD " in
  *" $ref "*)
    case "$old" in *[!0]*) case "$new" in *[!0]*)
      if ! git merge-base --is-ancestor "$old" "$new"; then
        echo "error: GH013: Repository rule violations found for $ref." >&2; echo "- Cannot force-push to this branch" >&2; exit 1
      fi ;; esac ;; esac ;;
esac
case "$ref" in
  refs/heads/register|refs/heads/ledger)
    case "$old" in *[!0]*) ;; *) exit 0 ;; esac
    case "$new" in *[!0]*) ;; *) echo "This branch is append-only: it cannot be deleted." >&2; exit 1 ;; esac
    if ! git merge-base --is-ancestor "$old" "$new"; then
      echo "This branch is append-only: it cannot be forced." >&2; exit 1
    fi ;;
esac
exit 0
`;

/** Creates a bare repository in which git's own checks are as strict as GitHub's. */
export async function createBare(dir: string, defaultBranch: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await git(dir, ['init', '--quiet', '--bare', '--template=', `--initial-branch=${defaultBranch}`, dir]);
  await writeFile(join(dir, 'config'), CONFIG);
  await mkdir(join(dir, 'hooks'), { recursive: true });
  const hook = join(dir, 'hooks', 'update');
  await writeFile(hook, UPDATE_HOOK);
  await chmod(hook, 0o755);
}

/** The branches of a repository with the commits they point to. */
export async function branches(dir: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await refs(dir, 'refs/heads/')).map(({ ref, sha }) => [ref.slice('refs/heads/'.length), sha]));
}

/** The refs below a prefix that ends with a slash: a repository has thousands of pull requests' and a few branches. */
export async function refs(dir: string, prefix: string): Promise<readonly { readonly ref: string; readonly sha: string; readonly type: string }[]> {
  const output = await git(dir, ['for-each-ref', '--format=%(objectname) %(objecttype) %(refname)', prefix]);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [sha = '', type = '', ...ref] = line.split(' ');
      return { sha, type, ref: ref.join(' ') };
    });
}

/** The commit of one branch, or null. */
export async function branchTip(dir: string, branch: string): Promise<string | null> {
  // Git keeps a branch that moved lately as a file of its own, which outranks all others; asking git takes a process.
  const loose = branch.includes('..') ? '' : await readFile(join(dir, 'refs', 'heads', branch), 'latin1').catch(() => '');
  if (/^[0-9a-f]{40}\n$/.test(loose)) return loose.trim();
  const result = await runGit(dir, ['rev-parse', '--verify', '--quiet', '--end-of-options', `refs/heads/${branch}^{commit}`]);
  return result.code === 0 ? result.out.toString('utf8').trim() : null;
}

/** Moves a ref only if it still stands where it was seen; false if somebody else was faster. */
export async function moveRef(dir: string, ref: string, to: string, from: string | null): Promise<boolean> {
  return (await runGit(dir, ['update-ref', ref, to, from ?? '0'.repeat(40)])).code === 0;
}

/** Brings a branch of another repository, with its objects, under a ref of this one. */
export async function fetchInto(dir: string, from: string, source: string, target: string): Promise<void> {
  await git(dir, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc', from, `+${source}:${target}`]);
}

/** Brings the objects of a commit of another repository, without a ref that would show it. */
export async function bring(dir: string, from: string, sha: string): Promise<void> {
  if ((await runGit(dir, ['cat-file', '-e', `${sha}^{commit}`])).code === 0) return;
  await git(dir, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc', from, sha]);
}
