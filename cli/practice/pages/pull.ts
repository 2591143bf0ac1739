import { readCommits } from '../git/commits.ts';
import { gitDir, type Host } from '../host.ts';
import { filesOf, scopeOf } from '../pulls/scope.ts';
import { all, fullName, person, repository } from '../records.ts';
import type { Comment, Person, Pull, Repository, Review, ReviewState } from '../state.ts';
import { document, escape, prose, time } from './html.ts';
import { shownName } from './name.ts';
import { mark } from './repository.ts';

const VERDICTS: Readonly<Record<ReviewState, readonly [string, string]>> = {
  APPROVED: ['approved', 'approved'],
  CHANGES_REQUESTED: ['changes', 'asked for changes'],
  COMMENTED: ['other', 'commented'],
  DISMISSED: ['other', 'dismissed'],
  PENDING: ['other', 'not sent yet'],
};

/** A pull request: its state, its commits and files, and everything that was said, in the order it was said. */
export async function pullPage(host: Host, target: Repository, pull: Pull, caller: Person | null): Promise<string> {
  const [scope, files] = await Promise.all([scopeOf(host, pull), filesOf(host, pull)]);
  const commits = await readCommits(gitDir(host, target), scope.commits);
  const commitRows = commits.map(
    (commit) =>
      `<li><code>${commit.sha.slice(0, 9)}</code> ${escape(commit.message.split('\n')[0] ?? '')} <span class="quiet">${escape(commit.author.name)}</span></li>`,
  );
  const fileRows = files.map(
    (file) => `<li>${escape(file.status)}: <code>${escape(file.path)}</code> <span class="quiet">+${file.additions} −${file.deletions}</span></li>`,
  );
  const said = conversation(host, pull, caller);
  const name = fullName(host.store.get(), target);
  return document(
    pull.title,
    `<p>${mark(pull)} <span class="quiet">#${pull.number}, opened by ${escape(shownName(host, pull.authorId))}, ${time(pull.createdAt)}</span></p>
<p class="quiet">From <code>${escape(headName(host, pull))}</code> into <code>${escape(pull.baseRef)}</code>${merged(host, pull)}</p>
${prose(pull.body)}
<h2>Commits (${commits.length})</h2><ol class="list">${commitRows.join('')}</ol>
<h2>Files (${files.length})</h2><ul class="list">${fileRows.join('')}</ul>
<h2>Reviews and comments (${said.length})</h2>${said.length === 0 ? '<p class="quiet">Nobody has said anything yet.</p>' : said.join('')}`,
    ` <a href="/${escape(name)}">${escape(name)}</a>`,
  );
}

function headName(host: Host, pull: Pull): string {
  const source = repository(host.store.get(), pull.headRepositoryId);
  return `${person(host.store.get(), source.ownerId).login}:${pull.headRef}`;
}

function merged(host: Host, pull: Pull): string {
  if (pull.merged === null) return '';
  return `; merged by ${escape(shownName(host, pull.merged.byId))}, ${time(pull.merged.at)}, as <code>${pull.merged.sha.slice(0, 9)}</code>`;
}

function conversation(host: Host, pull: Pull, caller: Person | null): readonly string[] {
  const state = host.store.get();
  const reviews = all(state, 'reviews').filter((one) => one.pullId === pull.id && (one.state !== 'PENDING' || one.authorId === caller?.id));
  const comments = all(state, 'comments').filter((one) => one.pullId === pull.id);
  const entries = [
    ...reviews.map((one) => ({ id: one.id, at: one.submittedAt ?? '9', html: reviewOf(host, one) })),
    ...comments.map((one) => ({ id: one.id, at: one.createdAt, html: commentOf(host, one) })),
  ];
  return entries.toSorted((a, b) => a.at.localeCompare(b.at) || a.id - b.id).map(({ html }) => html);
}

function reviewOf(host: Host, review: Review): string {
  const [tone, words] = VERDICTS[review.state];
  const edited = review.edit === null ? '' : `, edited by ${escape(shownName(host, review.edit.byId))}`;
  const when = review.submittedAt === null ? '' : `, ${time(review.submittedAt)}`;
  return (
    `<article id="pullrequestreview-${review.id}"><p>${escape(shownName(host, review.authorId))} <span class="mark ${tone}">${words}</span> ` +
    `<span class="quiet">at <code>${review.commitId.slice(0, 9)}</code>${when}${edited}</span></p>${prose(review.body)}</article>`
  );
}

function commentOf(host: Host, comment: Comment): string {
  return (
    `<article id="issuecomment-${comment.id}"><p>${escape(shownName(host, comment.authorId))} <span class="quiet">${time(comment.createdAt)}</span></p>` +
    `${prose(comment.body)}</article>`
  );
}
