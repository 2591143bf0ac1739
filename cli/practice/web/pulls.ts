import { may } from '../access.ts';
import { changes } from '../pages/changes.ts';
import { baseOf, crumbs } from '../pages/crumbs.ts';
import { trouble } from '../pages/fields.ts';
import { pullHead, pullPage } from '../pages/pull.ts';
import { pullList } from '../pages/repository.ts';
import { filesOf } from '../pulls/scope.ts';
import { diffEntry } from '../shapes/commit.ts';
import { href } from './href.ts';
import { comment, dismiss, merge, ready, review, turn } from './pull-acts.ts';
import { pullForms, reviewForm } from './pull-forms.ts';
import { pullOf } from './pull-of.ts';
import { repositoryOf, type Outcome, type Page, type Visit } from './visit.ts';

const ONE = '/{owner}/{repo}/pull/{number}';

/** Pull requests: reading them, talking in them, reviewing, and the buttons of those who may press them. */
export const pullPages: readonly Page[] = [
  { path: '/{owner}/{repo}/pulls', show: list },
  { path: ONE, show },
  { path: `${ONE}/files`, show: filesChanged },
  { path: `${ONE}/comment`, show, act: comment },
  { path: `${ONE}/review`, show, act: review },
  { path: `${ONE}/state`, show, act: turn },
  { path: `${ONE}/ready`, show, act: ready },
  { path: `${ONE}/dismiss`, show, act: dismiss },
  { path: `${ONE}/merge`, show, act: merge },
];

function list(visit: Visit): Outcome {
  const repository = repositoryOf(visit);
  const { host } = visit;
  return {
    title: 'Pull requests',
    above: crumbs(host, repository),
    main: `<h2>Open</h2>${pullList(host, repository, ({ state }) => state === 'open')}<h2>Closed</h2>${pullList(host, repository, ({ state }) => state === 'closed')}`,
  };
}

async function show(visit: Visit, problem: string | null): Promise<Outcome> {
  const { repository, pull, base } = pullOf(visit);
  // The forms have addresses of their own; looked at, they are the conversation.
  if (problem === null && visit.address.split('?')[0] !== base) return { to: base };
  const above = crumbs(visit.host, repository);
  return { title: pull.title, above, main: `${trouble(problem)}${await pullPage(visit.host, repository, pull, visit.caller, await pullForms(visit, repository, pull, base))}` };
}

async function filesChanged(visit: Visit): Promise<Outcome> {
  const { host, caller } = visit;
  const { repository, pull, base } = pullOf(visit);
  const source = host.store.get().repositories[pull.headRepositoryId];
  const mayEdit = pull.state === 'open' && caller !== null && source !== undefined && may(source, caller, 'push');
  const links = ({ filename, status }: { readonly filename: string; readonly status: string }): string =>
    source === undefined || status === 'removed' ? '' : `<a href="${baseOf(host, repository)}/blob/${pull.headSha}${href`/${filename}`}">View</a>${mayEdit ? ` · <a href="${baseOf(host, source)}/edit${href`/${pull.headRef}/${filename}`}?pr=${encodeURIComponent(`${base}/files`)}">Edit</a>` : ''}`;
  const files = (await filesOf(host, pull)).map((file) => diffEntry(host, repository, pull.headSha, file));
  const reviewing = caller === null ? '' : reviewForm(visit, pull, base);
  return { title: pull.title, above: crumbs(host, repository), main: `${pullHead(host, repository, pull, 'files')}${changes(files, links)}${reviewing}` };
}
