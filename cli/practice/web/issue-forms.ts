import { branchTip } from '../git/bare.ts';
import { listTree, readBlob } from '../git/files.ts';
import { gitDir, type Host } from '../host.ts';
import type { Repository } from '../state.ts';
import { parseIssueForm, type IssueForm } from './issue-form.ts';
import { textOf } from './text-of.ts';

const FOLDER = '.github/ISSUE_TEMPLATE/';

/** The issue forms of a repository, from its default branch, in the order of their file names; and the files that are none, with the reason. */
export async function issueForms(host: Host, repository: Repository): Promise<{ readonly forms: readonly IssueForm[]; readonly faults: readonly { readonly file: string; readonly reason: string }[] }> {
  const dir = gitDir(host, repository);
  const commit = await branchTip(dir, repository.defaultBranch);
  const entries = commit === null ? [] : await listTree(dir, commit, true);
  const forms: IssueForm[] = [];
  const faults: { file: string; reason: string }[] = [];
  for (const { path, type, sha } of entries) {
    const file = path.slice(FOLDER.length);
    if (type !== 'blob' || !path.startsWith(FOLDER) || !/^[^/]+\.ya?ml$/.test(file) || /^config\./.test(file)) continue;
    const read = parseIssueForm(file, textOf(await readBlob(dir, sha)) ?? '');
    if (typeof read === 'string') faults.push({ file, reason: read });
    else forms.push(read);
  }
  return { forms, faults };
}
