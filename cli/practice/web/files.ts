import { may } from '../access.ts';
import { branches, branchTip } from '../git/bare.ts';
import { entryAt, listTree, readBlob, type Entry } from '../git/files.ts';
import { gitDir } from '../host.ts';
import { baseOf, crumbs } from '../pages/crumbs.ts';
import { escape, markdown } from '../pages/html.ts';
import { aboutRepository, bytes, folderPage, mark, pullList, trail } from '../pages/repository.ts';
import { fullName, pullsOf } from '../records.ts';
import { notFound } from '../refusal.ts';
import type { Repository } from '../state.ts';
import { branchPath, type BranchPath } from './branch-path.ts';
import { href } from './href.ts';
import { textOf } from './text-of.ts';
import { repositoryOf, type Outcome, type Page, type Visit } from './visit.ts';

const IMAGES: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' };
const typeOf = (path: string): string | undefined => IMAGES[path.split('.').at(-1)?.toLowerCase() ?? ''];

/** Repositories and what lies in them. */
export const filePages: readonly Page[] = [
  { path: '/{owner}/{repo}', show: repositoryPage },
  { path: '/{owner}/{repo}/tree/{path}', show: async (visit) => folder(visit, repositoryOf(visit), await placeOf(visit)) },
  { path: '/{owner}/{repo}/blob/{path}', show: file },
  { path: '/{owner}/{repo}/raw/{path}', show: raw },
  { path: '/{owner}/{repo}/branches', show: branchList },
];

const placeOf = (visit: Visit): Promise<BranchPath> => branchPath(visit.host, repositoryOf(visit), visit.params['path'] ?? '');

async function repositoryPage(visit: Visit): Promise<Outcome> {
  const { host } = visit;
  const repository = repositoryOf(visit);
  const open = pullsOf(host.store.get(), repository.id).some(({ state }) => state === 'open');
  const waiting = open ? `<h2>Open pull requests</h2>${pullList(host, repository, ({ state }) => state === 'open')}` : '';
  const about = aboutRepository(host, repository);
  const commit = await branchTip(gitDir(host, repository), repository.defaultBranch);
  const title = fullName(host.store.get(), repository);
  const above = crumbs(host, repository);
  if (commit === null) return { title, above, main: `${about}<p>The repository is empty. <a href="${baseOf(host, repository)}/new${href`/${repository.defaultBranch}`}">Create the first file</a>, or push to it.</p>` };
  const view = await folder(visit, repository, { ref: repository.defaultBranch, branch: repository.defaultBranch, commit, path: '' });
  return { title, above, main: `${about}${waiting}<h2>Files</h2>${'main' in view ? view.main : ''}` };
}

async function folder({ host }: Visit, repository: Repository, place: BranchPath): Promise<Outcome> {
  const dir = gitDir(host, repository);
  const found = place.path === '' ? null : await entryAt(dir, place.commit, place.path);
  if (place.path !== '' && found === null) throw notFound();
  if (found !== null && found.type !== 'tree') return { to: `${baseOf(host, repository)}/blob${href`/${place.ref}/${place.path}`}` };
  const entries = await listTree(dir, found?.sha ?? place.commit);
  const readme = entries.find(({ path, type }) => type === 'blob' && /^readme\.md$/i.test(path));
  const text = readme === undefined ? null : textOf(await readBlob(dir, readme.sha));
  return { title: place.path === '' ? repository.name : place.path, above: crumbs(host, repository), main: folderPage(host, repository, { ...place, entries, readme: text }) };
}

async function blobOf(visit: Visit): Promise<BranchPath & { readonly entry: Entry; readonly content: Buffer }> {
  const place = await placeOf(visit);
  const dir = gitDir(visit.host, repositoryOf(visit));
  const entry = await entryAt(dir, place.commit, place.path);
  if (entry?.type !== 'blob') throw notFound();
  return { ...place, entry, content: await readBlob(dir, entry.sha) };
}

async function file(visit: Visit): Promise<Outcome> {
  const { host, caller } = visit;
  const repository = repositoryOf(visit);
  const { ref, branch, path, content } = await blobOf(visit);
  const base = baseOf(host, repository);
  const place = href`/${ref}/${path}`;
  const text = textOf(content);
  const plain = visit.filled.fields.has('plain') || !/\.md$/i.test(path);
  const ways = [
    `<a href="${base}/raw${place}">Raw</a>`,
    ...(/\.md$/i.test(path) ? [plain ? `<a href="${base}/blob${place}">As a page</a>` : `<a href="${base}/blob${place}?plain=1">As text</a>`] : []),
    ...(branch !== null && text !== null && (may(repository, caller, 'push') || caller === null || !repository.private) ? [`<a href="${base}/edit${place}">Edit</a>`] : []),
  ];
  const shown = text === null ? (typeOf(path) === undefined ? '<p class="quiet">This file is not a text.</p>' : `<p><img src="${base}/raw${place}" alt="${escape(path)}"></p>`) : plain ? `<pre class="code">${escape(text)}</pre>` : `<article>${markdown(text)}</article>`;
  return { title: path.split('/').at(-1) ?? path, above: crumbs(host, repository), main: `${trail(base, ref, path)}<p class="quiet">${bytes(content.length)} · ${ways.join(' · ')}</p>${shown}` };
}

// What somebody committed is never sent as anything that a browser runs.
async function raw(visit: Visit): Promise<Outcome> {
  const { path, content } = await blobOf(visit);
  return { bytes: content, type: textOf(content) === null ? (typeOf(path) ?? 'application/octet-stream') : 'text/plain; charset=utf-8' };
}

async function branchList(visit: Visit): Promise<Outcome> {
  const { host } = visit;
  const repository = repositoryOf(visit);
  const base = baseOf(host, repository);
  const pulls = pullsOf(host.store.get(), repository.id).filter(({ headRepositoryId }) => headRepositoryId === repository.id);
  const rows = [...(await branches(gitDir(host, repository)))].map(([name, sha]) => {
    const pull = pulls.findLast(({ headRef }) => headRef === name);
    const compare = name === repository.defaultBranch ? '<span class="mark other">default</span>' : pull === undefined ? `<a href="${base}/compare${href`/${repository.defaultBranch}...${name}`}">Compare</a>` : `${mark(pull)} <a href="${base}/pull/${pull.number}">#${pull.number}</a>`;
    return `<li><span><a href="${base}/tree${href`/${name}`}">${escape(name)}</a> <code class="quiet">${sha.slice(0, 9)}</code></span><span>${compare}</span></li>`;
  });
  return { title: 'Branches', above: crumbs(host, repository), main: `<ul class="rows">${rows.join('')}</ul>` };
}
