import { may } from '../access.ts';
import { baseOf, crumbs } from '../pages/crumbs.ts';
import { commentList } from '../pages/conversation.ts';
import { area, button, form, hidden, line, trouble } from '../pages/fields.ts';
import { escape, markdown, time } from '../pages/html.ts';
import { issueFormFields } from '../pages/issue-form.ts';
import { shownName } from '../pages/name.ts';
import { all, pullsOf } from '../records.ts';
import { notFound, refusal } from '../refusal.ts';
import type { Issue, Repository } from '../state.ts';
import { href } from './href.ts';
import { issueBody, missingIn } from './issue-body.ts';
import type { IssueForm } from './issue-form.ts';
import { issueForms } from './issue-forms.ts';
import { labelFromForm } from './label-from-form.ts';
import { repositoryOf, signedIn, type Outcome, type Page, type Visit } from './visit.ts';

const ALL = '/{owner}/{repo}/issues';
const ONE = `${ALL}/{number}`;

/** Issues: the list, one of them, and opening one, with a form where the repository has some. */
export const issuePages: readonly Page[] = [
  { path: ALL, show: list },
  { path: `${ALL}/new/choose`, show: choose },
  { path: `${ALL}/new`, show: fresh, act: open },
  { path: ONE, show },
  { path: `${ONE}/comment`, show, act: comment },
  { path: `${ONE}/state`, show, act: turn },
];

function list(visit: Visit): Outcome {
  const { host } = visit;
  const repository = repositoryOf(visit);
  const base = baseOf(host, repository);
  const issues = issuesOf(visit, repository).toReversed();
  const rows = issues.map(
    (issue) => `<li><span class="mark ${issue.state}">${issue.state}</span> <a href="${base}/issues/${issue.number}">${escape(issue.title)}</a> <span class="quiet">#${issue.number}</span><br><span class="quiet">opened by ${escape(shownName(host, issue.authorId))}, ${time(issue.createdAt)}</span></li>`,
  );
  return { title: 'Issues', above: crumbs(host, repository), main: `<p><a href="${base}/issues/new/choose">Open an issue</a></p>${rows.length === 0 ? '<p class="quiet">There is no issue yet.</p>' : `<ul class="list">${rows.join('')}</ul>`}` };
}

const issuesOf = ({ host }: Visit, repository: Repository): readonly Issue[] => all(host.store.get(), 'issues').filter((one) => one.repositoryId === repository.id);

async function choose(visit: Visit): Promise<Outcome> {
  const repository = repositoryOf(visit);
  const base = baseOf(visit.host, repository);
  const { forms, faults } = await issueForms(visit.host, repository);
  if (forms.length === 0 && faults.length === 0) return { to: `${base}/issues/new` };
  const rows = forms.map((one) => `<li><a href="${base}/issues/new?template=${encodeURIComponent(one.file)}">${escape(one.name)}</a><br><span class="quiet">${escape(one.description)}</span></li>`);
  const broken = faults.map(({ file, reason }) => `<p class="trouble"><code>${escape(file)}</code> is not offered: ${escape(reason)}</p>`);
  return { title: 'Open an issue', above: crumbs(visit.host, repository), main: `<ul class="list">${rows.join('')}</ul>${broken.join('')}<p><a href="${base}/issues/new">Without a form</a></p>` };
}

async function fresh(visit: Visit, problem: string | null): Promise<Outcome> {
  signedIn(visit);
  const { host, filled } = visit;
  const repository = repositoryOf(visit);
  const chosen = await formOf(visit, repository);
  const title = line({ label: 'Title', name: 'title', value: filled.fields.get('title') ?? chosen?.title ?? '', required: true });
  const fields = chosen === null ? area({ label: 'Description', name: 'body', value: filled.fields.get('body') ?? '', hint: 'Markdown' }, 12) : `${hidden('template', chosen.file)}${issueFormFields(chosen, filled.fields, !repository.private)}`;
  const about = chosen === null ? '' : `<p>${escape(chosen.description)}</p>`;
  return { title: chosen?.name ?? 'A new issue', above: crumbs(host, repository), main: `${trouble(problem)}${about}${form(`${baseOf(host, repository)}/issues/new`, `${title}${fields}<div class="actions">${button('Submit new issue')}</div>`)}` };
}

async function formOf(visit: Visit, repository: Repository): Promise<IssueForm | null> {
  const wanted = visit.filled.fields.get('template');
  if (wanted === null) return null;
  // GitHub passes over a template that it does not know, and shows an empty issue.
  return (await issueForms(visit.host, repository)).forms.find(({ file }) => file === wanted) ?? null;
}

async function open(visit: Visit): Promise<Outcome> {
  const by = signedIn(visit);
  const repository = repositoryOf(visit);
  const { fields } = visit.filled;
  const chosen = await formOf(visit, repository);
  // GitHub enforces what is required in public repositories only: in a private one whatever comes must be read with care.
  const missing = chosen === null || repository.private ? [] : missingIn(chosen, fields);
  if (missing.length > 0) throw refusal(422, `${missing.length === 1 ? 'This is' : 'These are'} required: ${missing.join('; ')}.`);
  const base = baseOf(visit.host, repository);
  const made = await visit.ask<{ readonly id: number; readonly number: number }>('POST', `/repos${base}/issues`, {
    title: fields.get('title') ?? '',
    body: chosen === null ? (fields.get('body') ?? '') : issueBody(chosen, fields),
  });
  if (chosen !== null) await labelFromForm(visit.host, repository, made.id, chosen.labels, by);
  return { to: `${base}/issues/${made.number}` };
}

function issueOf(visit: Visit): { readonly repository: Repository; readonly issue: Issue; readonly base: string } {
  const repository = repositoryOf(visit);
  const issue = issuesOf(visit, repository).find((one) => String(one.number) === visit.params['number']);
  if (issue === undefined) throw notFound();
  return { repository, issue, base: `${baseOf(visit.host, repository)}/issues/${issue.number}` };
}

function show(visit: Visit, problem: string | null): Outcome {
  const { host, caller, filled } = visit;
  const target = repositoryOf(visit);
  const pull = pullsOf(host.store.get(), target.id).find((one) => String(one.number) === visit.params['number']);
  if (pull !== undefined) return { to: `${baseOf(host, target)}${href`/pull/${pull.number}`}` };
  const { repository, issue, base } = issueOf(visit);
  if (problem === null && visit.address.split('?')[0] !== base) return { to: base };
  const labels = issue.labels.map((name) => `<span class="mark other">${escape(name)}</span>`).join(' ');
  const head = `<p><span class="mark ${issue.state}">${issue.state}</span> <span class="quiet">#${issue.number}, opened by ${escape(shownName(host, issue.authorId))}, ${time(issue.createdAt)}</span> ${labels}</p>`;
  const forms =
    caller === null
      ? `<p class="todo"><a href="/login?return_to=${encodeURIComponent(base)}">Sign in</a> to comment.</p>`
      : `<h2>Add a comment</h2>${form(`${base}/comment`, `${area({ label: 'Your comment', name: 'comment', value: filled.fields.get('comment') ?? '', hint: 'Markdown' })}<div class="actions">${button('Comment')}</div>`)}${closing(issue, caller.id === issue.authorId || may(repository, caller, 'triage'), base)}`;
  return { title: issue.title, above: crumbs(host, repository), main: `${trouble(problem)}${head}<h2>Description</h2><article>${markdown(issue.body)}</article>${commentList(host, issue.id).join('')}${forms}` };
}

const closing = (issue: Issue, mayClose: boolean, base: string): string =>
  mayClose ? form(`${base}/state`, `${hidden('state', issue.state === 'open' ? 'closed' : 'open')}<div class="actions">${button(issue.state === 'open' ? 'Close issue' : 'Reopen issue', { quiet: true })}</div>`) : '';

async function comment(visit: Visit): Promise<Outcome> {
  signedIn(visit);
  const { base } = issueOf(visit);
  const { id } = await visit.ask<{ readonly id: number }>('POST', `/repos${base}/comments`, { body: visit.filled.fields.get('comment') ?? '' });
  return { to: `${base}#issuecomment-${id}` };
}

async function turn(visit: Visit): Promise<Outcome> {
  signedIn(visit);
  const { base } = issueOf(visit);
  await visit.ask('PATCH', `/repos${base}`, { state: visit.filled.fields.get('state') ?? '' });
  return { to: base };
}
