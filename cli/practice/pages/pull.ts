import { may } from '../access.ts';
import { readCommits } from '../git/commits.ts';
import { gitDir, type Host } from '../host.ts';
import { filesOf, scopeOf } from '../pulls/scope.ts';
import { person, repository } from '../records.ts';
import type { Person, Pull, Repository } from '../state.ts';
import { href } from '../web/href.ts';
import { conversation } from './conversation.ts';
import { baseOf } from './crumbs.ts';
import { escape, markdown, time } from './html.ts';
import { shownName } from './name.ts';
import { mark } from './repository.ts';

/** A pull request: its state, what was said, its commits and the names of its files; `forms` is what the visitor may do. */
export async function pullPage(host: Host, target: Repository, pull: Pull, caller: Person | null, forms: string): Promise<string> {
  const [scope, files] = await Promise.all([scopeOf(host, pull), filesOf(host, pull)]);
  const commits = await readCommits(gitDir(host, target), scope.commits);
  const commitRows = commits.map(
    (commit) => `<li><span>${escape(commit.message.split('\n')[0] ?? '')} <span class="quiet">${escape(commit.author.name)}</span></span><code class="quiet">${commit.sha.slice(0, 9)}</code></li>`,
  );
  const fileRows = files.map((file) => `<li><code>${escape(file.path)}</code><span class="quiet">${escape(file.status)}, +${file.additions} −${file.deletions}</span></li>`);
  const dismissAt = caller !== null && may(target, caller, 'push') ? `${baseOf(host, target)}/pull/${pull.number}/dismiss` : null;
  const said = conversation(host, pull, caller, dismissAt);
  return `${pullHead(host, target, pull, 'conversation')}
<article>${markdown(pull.body)}</article>
${asked(host, pull)}
<h2>Commits (${commits.length})</h2><ul class="rows">${commitRows.join('')}</ul>
<h2>Files (${files.length})</h2><ul class="rows">${fileRows.join('')}</ul>${ownFiles(host, pull, caller)}
<h2>Conversation</h2>${said.length === 0 ? '<p class="quiet">Nobody has said anything yet.</p>' : said.join('')}${forms}`;
}

/** What stands above both sides of a pull request. */
export function pullHead(host: Host, target: Repository, pull: Pull, side: 'conversation' | 'files'): string {
  const base = `${baseOf(host, target)}/pull/${pull.number}`;
  const tab = (at: string, name: string, here: boolean): string => `<a href="${at}"${here ? ' aria-current="page"' : ''}>${name}</a>`;
  return `<p>${mark(pull)} <span class="quiet">#${pull.number}, opened by ${escape(shownName(host, pull.authorId))}, ${time(pull.createdAt)}</span></p>
<p class="quiet">From <code>${escape(headName(host, pull))}</code> into <code>${escape(pull.baseRef)}</code>${merged(host, pull)}</p>
<nav class="tabs" aria-label="Pull request">${tab(base, 'Conversation', side === 'conversation')}${tab(`${base}/files`, 'Files changed', side === 'files')}</nav>`;
}

function headName(host: Host, pull: Pull): string {
  const source = host.store.get().repositories[pull.headRepositoryId];
  return source === undefined ? `unknown repository:${pull.headRef}` : `${person(host.store.get(), source.ownerId).login}:${pull.headRef}`;
}

function merged(host: Host, pull: Pull): string {
  if (pull.merged === null) return '';
  return `; merged by ${escape(shownName(host, pull.merged.byId))}, ${time(pull.merged.at)}, as <code>${pull.merged.sha.slice(0, 9)}</code>`;
}

function asked(host: Host, pull: Pull): string {
  const reviewers = pull.requestedReviewerIds.map((id) => escape(shownName(host, id)));
  const labels = pull.labels.map((name) => `<span class="mark other">${escape(name)}</span>`);
  return `${reviewers.length === 0 ? '' : `<p>A review is asked of ${reviewers.join(', ')}.</p>`}${labels.length === 0 ? '' : `<p>Labels: ${labels.join(' ')}</p>`}`;
}

/** The ways to change one's own pull request, which is to write to its branch. */
function ownFiles(host: Host, pull: Pull, caller: Person | null): string {
  const source = host.store.get().repositories[pull.headRepositoryId];
  if (pull.state !== 'open' || source === undefined || caller === null || !may(source, caller, 'push')) return '';
  const base = baseOf(host, source);
  const back = `?pr=${encodeURIComponent(`${baseOf(host, repository(host.store.get(), pull.repositoryId))}/pull/${pull.number}`)}`;
  return `<p><a href="${base}/new${href`/${pull.headRef}`}${back}">Add a file</a> · <a href="${base}/upload${href`/${pull.headRef}`}${back}">Upload files</a> · edit one under “Files changed”</p>`;
}
