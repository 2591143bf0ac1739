import { baseOf } from '../pages/crumbs.ts';
import { pullsOf } from '../records.ts';
import { notFound } from '../refusal.ts';
import type { Pull, Repository } from '../state.ts';
import { repositoryOf, type Visit } from './visit.ts';

/** The pull request of the address, with where it is on the pages and in the API. @throws 404 where there is none to see. */
export function pullOf(visit: Visit): { readonly repository: Repository; readonly pull: Pull; readonly base: string; readonly api: string } {
  const repository = repositoryOf(visit);
  const pull = pullsOf(visit.host.store.get(), repository.id).find((one) => String(one.number) === visit.params['number']);
  if (pull === undefined) throw notFound();
  const home = baseOf(visit.host, repository);
  return { repository, pull, base: `${home}/pull/${pull.number}`, api: `/repos${home}` };
}
