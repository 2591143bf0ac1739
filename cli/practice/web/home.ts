import { may } from '../access.ts';
import { escape } from '../pages/html.ts';
import { repositoryList } from '../pages/home.ts';
import { all, personByLogin } from '../records.ts';
import { notFound } from '../refusal.ts';
import type { Page } from './visit.ts';

// A leaf; browsers ask for it whatever a page says.
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M3 13C3 6 7 3 14 2c0 7-3 11-9 10l-2 3z" fill="#5c8f6a"/></svg>';

/** The first page, and the page of a person or an organisation: the repositories that the visitor may see. */
export const homePages: readonly Page[] = [
  { path: '/favicon.ico', show: () => ({ bytes: Buffer.from(ICON), type: 'image/svg+xml' }) },
  {
    path: '/-',
    show: ({ host, caller }) => {
      const seen = all(host.store.get(), 'repositories').filter((one) => may(one, caller, 'pull'));
      const hint = caller === null ? '<p>You are looking as a stranger. <a href="/login">Sign in</a> as somebody of the rehearsal to take part.</p>' : '';
      return { title: 'Repositories', main: `${hint}${repositoryList(host, seen)}` };
    },
  },
  {
    path: '/{owner}',
    show: ({ host, caller, params }) => {
      const owner = personByLogin(host.store.get(), params['owner'] ?? '');
      if (owner === undefined) throw notFound();
      const seen = all(host.store.get(), 'repositories').filter((one) => one.ownerId === owner.id && may(one, caller, 'pull'));
      return { title: owner.name, main: `<p class="quiet">${escape(owner.login)}, ${owner.type === 'User' ? 'a person' : 'an organisation'}</p>${repositoryList(host, seen)}` };
    },
  },
];
