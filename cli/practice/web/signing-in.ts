import { button, form, hidden } from '../pages/fields.ts';
import { escape } from '../pages/html.ts';
import { all, personByLogin } from '../records.ts';
import { refusal } from '../refusal.ts';
import type { Sessions } from './sessions.ts';
import type { Outcome, Page } from './visit.ts';

/** Signing in by choosing who one is, and signing out again: this is a rehearsal, and everybody in it is invented. */
export function signingIn(sessions: Sessions): readonly Page[] {
  return [
    {
      path: '/login',
      show: ({ host, filled }, problem): Outcome => {
        const people = all(host.store.get(), 'people').filter(({ type, deleted }) => type === 'User' && deleted !== true);
        const rows = people.map(({ name, login }) => `<li>${button(name === login ? login : `${name} (${login})`, { name: 'login', value: login, quiet: true })}</li>`);
        const why = problem === null ? '' : `<p class="trouble" role="alert">${escape(problem)}</p>`;
        return {
          title: 'Who are you?',
          main: `${why}<p>Choose somebody of the rehearsal. There are no passwords here.</p>${form('/login', `${hidden('return_to', localPath(filled.fields.get('return_to')))}<ul class="rows people">${rows.join('')}</ul>`)}`,
        };
      },
      act: async ({ host, filled }) => {
        const person = personByLogin(host.store.get(), filled.fields.get('login') ?? '');
        if (person === undefined || person.type !== 'User' || person.deleted === true) throw refusal(422, 'There is nobody of that name here. Choose one of the list.');
        return { to: localPath(filled.fields.get('return_to')), session: sessions.open(person.id) };
      },
    },
    { path: '/logout', act: async () => ({ to: '/', session: null }) },
  ];
}

/** An address of this server to go back to; anything else leads to the first page. */
export function localPath(wanted: string | null): string {
  if (wanted === null || !wanted.startsWith('/')) return '/';
  const base = 'http://practice.invalid';
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null;
  return url === null || url.origin !== base ? '/' : `${url.pathname}${url.search}${url.hash}`;
}
