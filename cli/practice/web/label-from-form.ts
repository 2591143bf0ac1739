import { stamp, type Host } from '../host.ts';
import { announceIssue } from '../pulls/announce.ts';
import { all, put } from '../records.ts';
import type { Person, Repository } from '../state.ts';

/**
 * Puts the labels of an issue form on its issue, whoever opened it: the form asks for them, not the person. Labels that the repository
 * does not have are left out. Source: GitHub docs, "Syntax for issue forms", `labels`.
 */
export async function labelFromForm(host: Host, repository: Repository, issueId: number, wanted: readonly string[], by: Person): Promise<void> {
  const known = all(host.store.get(), 'labels').filter((one) => one.repositoryId === repository.id);
  const labels = known.map(({ name }) => name).filter((name) => wanted.some((one) => one.toLowerCase() === name.toLowerCase()));
  const issue = host.store.get().issues[issueId];
  if (issue === undefined || labels.length === 0) return;
  const labelled = { ...issue, labels, updatedAt: stamp(host) };
  host.store.change((state) => put(state, 'issues', labelled));
  await announceIssue(host, labelled, 'issues', 'labeled', by);
}
