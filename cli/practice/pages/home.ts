import type { Host } from '../host.ts';
import { fullName } from '../records.ts';
import type { Repository } from '../state.ts';
import { document, escape } from './html.ts';

/** The repositories that the reader may see. */
export function homePage(host: Host, repositories: readonly Repository[]): string {
  const rows = repositories.map((one) => {
    const name = fullName(host.store.get(), one);
    const about = one.description === null ? '' : `<br><span class="quiet">${escape(one.description)}</span>`;
    return `<li><a href="/${escape(name)}">${escape(name)}</a>${one.private ? ' <span class="mark other">private</span>' : ''}${about}</li>`;
  });
  return document('Repositories', rows.length === 0 ? '<p class="quiet">There is no repository yet.</p>' : `<ul class="list">${rows.join('')}</ul>`);
}
