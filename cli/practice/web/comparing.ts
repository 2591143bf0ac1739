import { crumbs, baseOf } from '../pages/crumbs.ts';
import { changes, type ChangedFile } from '../pages/changes.ts';
import { area, button, form, line, tick, trouble } from '../pages/fields.ts';
import { escape } from '../pages/html.ts';
import { person, pullsOf, repository as repositoryWith } from '../records.ts';
import { notFound } from '../refusal.ts';
import type { Pull, Repository } from '../state.ts';
import { href } from './href.ts';
import { pullTemplate } from './pull-template.ts';
import { repositoryOf, signedIn, type Outcome, type Page, type Visit } from './visit.ts';

/** Two branches side by side, and opening a pull request from what they differ in. */
export const comparingPages: readonly Page[] = [
  { path: '/{owner}/{repo}/compare/{basehead}', show, act: open },
  { path: '/{owner}/{repo}/compare', show: (visit) => ({ to: `${baseOf(visit.host, repositoryOf(visit))}/branches` }) },
];

interface Compared {
  readonly total_commits: number;
  readonly commits: readonly { readonly sha: string; readonly commit: { readonly message: string; readonly author: { readonly name: string } } }[];
  readonly files: readonly ChangedFile[];
}

// A single branch is compared with the default one.
function sidesOf(visit: Visit, repository: Repository): { readonly base: string; readonly head: string } {
  const sides = (visit.params['basehead'] ?? '').split('...');
  const [first = '', second] = sides;
  if (sides.length > 2 || first === '') throw notFound();
  return second === undefined || second === '' ? { base: repository.defaultBranch, head: first } : { base: first, head: second };
}

async function show(visit: Visit, problem: string | null): Promise<Outcome> {
  const { host, caller, filled } = visit;
  const repository = repositoryOf(visit);
  const { base, head } = sidesOf(visit, repository);
  const compared = await visit.ask<Compared>('GET', href`/repos/${visit.params['owner'] ?? ''}/${visit.params['repo'] ?? ''}/compare/${base}...${head}`);
  const heading = `<p>From <code>${escape(head)}</code> into <code>${escape(base)}</code></p>`;
  const above = crumbs(host, repository);
  if (compared.total_commits === 0) return { title: 'Nothing to compare', above, main: `${heading}<p>${escape(base)} has everything that ${escape(head)} has.</p>` };
  const rows = compared.commits.map(({ sha, commit }) => `<li><span>${escape(commit.message.split('\n')[0] ?? '')} <span class="quiet">${escape(commit.author.name)}</span></span><code class="quiet">${sha.slice(0, 9)}</code></li>`);
  const what = `<h2>Commits (${compared.total_commits})</h2><ul class="rows">${rows.join('')}</ul><h2>Files changed (${compared.files.length})</h2>${changes(compared.files)}`;
  const twin = pullsOf(host.store.get(), repository.id).find((pull) => pull.state === 'open' && pull.baseRef === base && labels(visit, repository, pull).includes(head));
  if (twin !== undefined) return { title: 'Compare', above, main: `${heading}<p class="todo">There is a pull request for this already: <a href="${baseOf(host, repository)}/pull/${twin.number}">${escape(twin.title)}</a></p>${what}` };
  if (caller === null) return { title: 'Compare', above, main: `${heading}<p class="todo"><a href="/login?return_to=${encodeURIComponent(visit.address)}">Sign in</a> to open a pull request from this.</p>${what}` };
  const [only] = compared.commits;
  const [subject = '', ...rest] = compared.commits.length === 1 ? (only?.commit.message ?? '').split('\n') : [titleOf(head)];
  const template = await pullTemplate(host, repository, filled.fields.get('template'));
  const inner =
    line({ label: 'Title', name: 'title', value: filled.fields.get('title') ?? subject, required: true }) +
    area({ label: 'Description', name: 'body', value: filled.fields.get('body') ?? template ?? rest.join('\n').trim() }, 12) +
    (head.includes(':') ? tick('checkbox', 'maintainer_can_modify', 'true', 'Allow edits by maintainers', { checked: true }) : '') +
    `<div class="actions">${button('Create pull request')}${button('Create draft pull request', { name: 'draft', value: 'true', quiet: true })}</div>`;
  return { title: 'Open a pull request', above, main: `${trouble(problem)}${heading}${form(visit.address.split('?')[0] ?? '', inner)}${what}` };
}

async function open(visit: Visit): Promise<Outcome> {
  signedIn(visit);
  const repository = repositoryOf(visit);
  const { base, head } = sidesOf(visit, repository);
  const { fields } = visit.filled;
  const parts = head.split(':');
  const made = await visit.ask<{ readonly number: number }>('POST', href`/repos/${visit.params['owner'] ?? ''}/${visit.params['repo'] ?? ''}/pulls`, {
    title: fields.get('title') ?? '',
    body: fields.get('body') ?? '',
    // `owner:repository:branch` names a repository that the API takes beside the head.
    ...(parts.length === 3 ? { head: `${parts[0]}:${parts[2]}`, head_repo: `${parts[0]}/${parts[1]}` } : { head }),
    base,
    draft: fields.get('draft') === 'true',
    maintainer_can_modify: fields.get('maintainer_can_modify') === 'true',
  });
  return { to: `${baseOf(visit.host, repository)}/pull/${made.number}` };
}

function labels({ host }: Visit, target: Repository, pull: Pull): readonly string[] {
  const source = repositoryWith(host.store.get(), pull.headRepositoryId);
  const owner = person(host.store.get(), source.ownerId).login;
  return [`${owner}:${pull.headRef}`, `${owner}:${source.name}:${pull.headRef}`, ...(source.id === target.id ? [pull.headRef] : [])];
}

// A branch of several commits lends its name, with the first letter large and without hyphens.
function titleOf(head: string): string {
  const words = (head.split(':').at(-1) ?? '').replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
