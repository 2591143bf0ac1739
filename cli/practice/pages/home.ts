import type { Host } from '../host.ts';
import { fullName } from '../records.ts';
import type { Repository } from '../state.ts';
import { baseOf } from './crumbs.ts';
import { escape } from './html.ts';

/** Repositories by name, with what they are about. */
export function repositoryList(host: Host, repositories: readonly Repository[]): string {
  const state = host.store.get();
  const rows = repositories.map((one) => {
    const parent = one.parentId === null ? undefined : state.repositories[one.parentId];
    const origin = parent === undefined ? '' : ` <span class="quiet">fork of ${escape(fullName(state, parent))}</span>`;
    const about = one.description === null ? '' : `<br><span class="quiet">${escape(one.description)}</span>`;
    return `<li><a href="${baseOf(host, one)}">${escape(fullName(state, one))}</a>${one.private ? ' <span class="mark other">private</span>' : ''}${origin}${about}</li>`;
  });
  return rows.length === 0 ? '<p class="quiet">There is no repository here that you may see.</p>' : `<ul class="list">${rows.join('')}</ul>`;
}
