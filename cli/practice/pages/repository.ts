import type { Entry } from '../git/files.ts';
import type { Host } from '../host.ts';
import { fullName, pullsOf } from '../records.ts';
import type { Pull, Repository } from '../state.ts';
import { href } from '../web/href.ts';
import { baseOf } from './crumbs.ts';
import { escape, markdown, time } from './html.ts';
import { shownName } from './name.ts';

/** A folder of a repository at a branch or commit, as it is shown. */
export interface Folder {
  readonly ref: string;
  readonly branch: string | null;
  readonly path: string;
  readonly entries: readonly Entry[];
  readonly readme: string | null;
}

/** A folder: what lies in it, and the README below. */
export function folderPage(host: Host, repository: Repository, { ref, branch, path, entries, readme }: Folder): string {
  const base = baseOf(host, repository);
  const below = (name: string): string => (path === '' ? name : `${path}/${name}`);
  const sorted = entries.toSorted((a, b) => Number(b.type === 'tree') - Number(a.type === 'tree') || (a.path < b.path ? -1 : 1));
  const rows = sorted.map(({ path: name, type, size }) => {
    const kind = type === 'tree' ? 'tree' : 'blob';
    const link = type === 'commit' ? escape(name) : `<a href="${base}/${kind}${href`/${ref}/${below(name)}`}">${escape(name)}${type === 'tree' ? '/' : ''}</a>`;
    return `<li><span>${link}</span><span class="quiet">${size === null ? '' : bytes(size)}</span></li>`;
  });
  const add = branch === null ? '' : `<p><a href="${base}/new${href`/${branch}/${path}`}">Create a file</a> · <a href="${base}/upload${href`/${branch}/${path}`}">Upload files</a></p>`;
  return `${trail(base, ref, path)}<ul class="rows">${rows.join('')}</ul>${add}${readme === null ? '' : `<article>${markdown(readme)}</article>`}`;
}

/** The way to a file or folder, each part a link. */
export function trail(base: string, ref: string, path: string): string {
  const parts = path === '' ? [] : path.split('/');
  const links = parts.map((part, index) => (index === parts.length - 1 ? escape(part) : `<a href="${base}/tree${href`/${ref}/${parts.slice(0, index + 1).join('/')}`}">${escape(part)}</a>`));
  return `<p><span class="quiet">at</span> <code>${escape(ref)}</code>: ${[`<a href="${base}/tree${href`/${ref}`}">top</a>`, ...links].join(' / ')}</p>`;
}

/** How large something is, for people. */
export function bytes(count: number): string {
  if (count < 1024) return count === 1 ? '1 byte' : `${count} bytes`;
  const [size, unit] = count < 1024 * 1024 ? [count / 1024, 'KiB'] : [count / 1024 / 1024, 'MiB'];
  return `${size.toFixed(1).replace(/\.0$/, '')} ${unit}`;
}

/** What stands above the files on the first page of a repository. */
export function aboutRepository(host: Host, repository: Repository): string {
  const state = host.store.get();
  const name = fullName(state, repository);
  const parent = repository.parentId === null ? undefined : state.repositories[repository.parentId];
  const about = repository.description === null ? '' : `<p>${escape(repository.description)}</p>`;
  const origin = parent === undefined ? '' : `<p class="quiet">Forked from <a href="${baseOf(host, parent)}">${escape(fullName(state, parent))}</a></p>`;
  return `${about}${origin}<p class="quiet">Clone it: <code>git clone ${escape(`${host.url()}/${name}.git`)}</code></p>`;
}

/** Pull requests, the newest first. */
export function pullList(host: Host, repository: Repository, wanted: (pull: Pull) => boolean = () => true): string {
  const base = baseOf(host, repository);
  const rows = pullsOf(host.store.get(), repository.id)
    .filter(wanted)
    .toReversed()
    .map(
      (pull) =>
        `<li>${mark(pull)} <a href="${base}/pull/${pull.number}">${escape(pull.title)}</a> <span class="quiet">#${pull.number}</span><br>` +
        `<span class="quiet">opened by ${escape(shownName(host, pull.authorId))}, ${time(pull.createdAt)}</span></li>`,
    );
  return rows.length === 0 ? '<p class="quiet">There is no pull request here.</p>' : `<ul class="list">${rows.join('')}</ul>`;
}

/** A pull request's state in a word. */
export function mark(pull: Pick<Pull, 'merged' | 'state' | 'draft'>): string {
  if (pull.merged !== null) return '<span class="mark merged">merged</span>';
  if (pull.state === 'closed') return '<span class="mark closed">closed</span>';
  return pull.draft ? '<span class="mark draft">draft</span>' : '<span class="mark open">open</span>';
}
