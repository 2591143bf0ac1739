import { may } from '../access.ts';
import { branches } from '../git/bare.ts';
import { gitDir } from '../host.ts';
import { button, hidden, line, tick } from '../pages/fields.ts';
import { escape } from '../pages/html.ts';
import { fullName, repositoryByName } from '../records.ts';
import { notFound, refusal } from '../refusal.ts';
import { rulesOnCommit } from '../settings-rules.ts';
import type { Person, Repository } from '../state.ts';
import { commitFiles, type Written } from './commit-files.ts';
import { freeBranch } from './free-branch.ts';
import { href } from './href.ts';
import { localPath } from './signing-in.ts';
import type { Onward, Visit } from './visit.ts';

/** The branch that a page writes to, and the commit that it shows. */
export interface Place {
  readonly repository: Repository;
  readonly branch: string;
  /** Null in a repository without a commit. */
  readonly commit: string | null;
}

/** What is said about where the commit goes, and the button: a fork's new branch, or a choice for those who may write. */
export async function whereTo(visit: Visit, by: Person, place: Place, buttons: { readonly direct: string; readonly propose: string }): Promise<string> {
  const { host, filled } = visit;
  if (!may(place.repository, by, 'push')) {
    return (
      `<p class="todo">You have no write access to ${escape(fullName(host.store.get(), place.repository))}. ${escape(buttons.propose)} writes your change to a new branch of your own fork, ${escape(by.login)}/${escape(place.repository.name)}, which is made now if you have none, so that you can open a pull request.</p>` +
      `<div class="actions">${button(buttons.propose)}</div>`
    );
  }
  if (place.commit === null) return `<div class="actions">${button(buttons.direct)}</div>`;
  const fresh = freeBranch(await branches(gitDir(host, place.repository)), by.login);
  const name = line({ label: 'Name of the new branch', name: 'branch', value: filled.fields.get('branch') ?? fresh });
  const ruled = rulesOnCommit(host, place.repository, place.branch, true, by);
  // Where rules close the branch, GitHub offers a new one and nothing else.
  if (ruled !== null) return `<p class="todo">You cannot commit to <code>${escape(place.branch)}</code> directly: ${escape(ruled)}</p>${hidden('target', 'branch')}${name}<div class="actions">${button(buttons.propose)}</div>`;
  const chosen = filled.fields.get('target') ?? 'direct';
  const direct = tick('radio', 'target', 'direct', `Commit directly to the <code>${escape(place.branch)}</code> branch`, { checked: chosen !== 'branch' });
  const branch = tick('radio', 'target', 'branch', 'Create a new branch for this commit and start a pull request', { checked: chosen === 'branch' });
  return `<fieldset><legend>Where to</legend>${direct}${branch}${name}</fieldset><div class="actions">${button(buttons.direct)}</div>`;
}

/** Commits files to where the person may and wants, and leads on: to the page that compares, or to `done`. */
export async function commitTo(visit: Visit, by: Person, place: Place, files: readonly Written[], message: string, done: string): Promise<Onward> {
  const { host, filled } = visit;
  const target = may(place.repository, by, 'push') ? place.repository : await forkOf(visit, place.repository);
  const forked = target.id !== place.repository.id;
  const known = await branches(gitDir(host, target));
  const wanted = !forked && place.commit !== null && filled.fields.get('target') === 'branch';
  const branch = forked ? freeBranch(known, null) : wanted ? branchNamed(filled.fields.get('branch') ?? freeBranch(known, by.login), known) : place.branch;
  await commitFiles(host, { repository: target, source: place.repository, from: place.commit, branch, fresh: forked || wanted, files, message }, by);
  const [owner = '', repo = ''] = fullName(host.store.get(), place.repository).split('/');
  if (forked || wanted) return { to: href`/${owner}/${repo}/compare/${place.branch}` + `...${forked ? `${encodeURIComponent(by.login)}:` : ''}${href`${branch}`}` };
  const pull = filled.fields.get('pr');
  return { to: pull === null ? done : localPath(pull) };
}

async function forkOf(visit: Visit, parent: Repository): Promise<Repository> {
  const [owner = '', repo = ''] = fullName(visit.host.store.get(), parent).split('/');
  const made = await visit.ask<{ readonly name: string; readonly owner: { readonly login: string } }>('POST', href`/repos/${owner}/${repo}/forks`);
  const fork = repositoryByName(visit.host.store.get(), made.owner.login, made.name);
  if (fork === undefined) throw notFound();
  return fork;
}

function branchNamed(name: string, known: ReadonlyMap<string, unknown>): string {
  if (known.has(name)) throw refusal(422, `There is a branch ${name} already. Choose another name for the new branch.`);
  // What git refuses as the name of a branch, see git-check-ref-format.
  const fits = name !== '' && !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[/.-]|\/\.|[/.]$|\.lock(\/|$)/u.test(name) && name !== '@' && name !== 'HEAD';
  if (!fits) throw refusal(422, `A branch cannot have the name "${name}". Use letters, digits and hyphens.`);
  return name;
}
