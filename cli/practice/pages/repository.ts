import type { Host } from '../host.ts';
import { fullName, pullsOf } from '../records.ts';
import type { Pull, Repository } from '../state.ts';
import { document, escape, time } from './html.ts';
import { shownName } from './name.ts';

/** A repository: how to clone it, and its pull requests, the newest first. */
export function repositoryPage(host: Host, repository: Repository): string {
  const name = fullName(host.store.get(), repository);
  const pulls = pullsOf(host.store.get(), repository.id).toReversed();
  const rows = pulls.map(
    (pull) =>
      `<li>${mark(pull)} <a href="/${escape(name)}/pull/${pull.number}">${escape(pull.title)}</a> <span class="quiet">#${pull.number}</span><br>` +
      `<span class="quiet">opened by ${escape(shownName(host, pull.authorId))}, ${time(pull.createdAt)}</span></li>`,
  );
  const about = repository.description === null ? '' : `<p>${escape(repository.description)}</p>`;
  const clone = `<p class="quiet">Clone it: <code>git clone ${escape(`${host.url()}/${name}.git`)}</code></p>`;
  const list = rows.length === 0 ? '<p class="quiet">There is no pull request yet.</p>' : `<ul class="list">${rows.join('')}</ul>`;
  return document(name, `${about}${clone}<h2>Pull requests</h2>${list}`);
}

/** A pull request's state in a word. */
export function mark(pull: Pull): string {
  if (pull.merged !== null) return '<span class="mark merged">merged</span>';
  if (pull.state === 'closed') return '<span class="mark closed">closed</span>';
  return pull.draft ? '<span class="mark draft">draft</span>' : '<span class="mark open">open</span>';
}
