import type { Host } from '../host.ts';
import { fullName } from '../records.ts';
import type { Repository } from '../state.ts';
import { href } from '../web/href.ts';
import { escape } from './html.ts';

/** The name of a repository and the ways into it, for the head of every page below it. */
export function crumbs(host: Host, repository: Repository): string {
  const [owner = '', name = ''] = fullName(host.store.get(), repository).split('/');
  const base = href`/${owner}/${name}`;
  return ` <span class="crumbs"><a href="${base}">${escape(owner)}/${escape(name)}</a>${repository.private ? ' <span class="mark other">private</span>' : ''}</span><nav aria-label="Repository"><a href="${base}">Files</a> <a href="${base}/pulls">Pull requests</a> <a href="${base}/issues">Issues</a> <a href="${base}/branches">Branches</a></nav>`;
}

/** The address of a repository's page. */
export function baseOf(host: Host, repository: Repository): string {
  const [owner = '', name = ''] = fullName(host.store.get(), repository).split('/');
  return href`/${owner}/${name}`;
}
