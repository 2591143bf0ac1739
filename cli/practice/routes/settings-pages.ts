import { permitted } from '../access.ts';
import type { Call, Route } from '../host.ts';
import { fullName } from '../records.ts';
import { notFound, refusal } from '../refusal.ts';
import type { Settings } from '../settings-kept.ts';
import { administered, changeSettings, settingsOf } from '../settings.ts';
import { repositoryUrl } from '../shapes/repository.ts';
import type { Repository } from '../state.ts';

const PAGES = '/repos/{owner}/{repo}/pages';

/** The site of a repository. */
export const pagesRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PAGES,
    run: (call) => {
      const repository = permitted(call, 'push', notFound);
      const found = of(call, repository);
      if (found === null) throw notFound();
      return { status: 200, body: shape(call, repository, found) };
    },
  },
  {
    method: 'POST',
    path: PAGES,
    run: (call) => {
      const repository = administered(call, 'pages', 'write');
      if (of(call, repository) !== null) throw refusal(409, 'GitHub Pages is already enabled.');
      const source = call.body['source'] as { readonly branch?: string } | undefined;
      const made = { build: call.body['build_type'] === 'workflow' ? ('workflow' as const) : ('legacy' as const), branch: source?.branch ?? null, domain: null, https: false };
      changeSettings(call.host, repository.id, (settings) => ({ ...settings, pages: made }));
      return { status: 201, body: shape(call, repository, made) };
    },
  },
  {
    method: 'PUT',
    path: PAGES,
    run: (call) => {
      const repository = administered(call, 'pages', 'write');
      const old = of(call, repository);
      if (old === null) throw notFound();
      const { body } = call;
      const next = { ...old, ...(body['build_type'] === undefined ? {} : { build: body['build_type'] as 'legacy' | 'workflow' }), ...(body['cname'] === undefined ? {} : { domain: body['cname'] as string | null }), ...(body['https_enforced'] === undefined ? {} : { https: body['https_enforced'] === true }) };
      changeSettings(call.host, repository.id, (settings) => ({ ...settings, pages: next }));
      return { status: 204 };
    },
  },
];

const of = (call: Call, repository: Repository): Settings['pages'] => settingsOf(call.host.store.get(), repository.id).pages;

function shape(call: Call, repository: Repository, { build, branch, domain, https }: NonNullable<Settings['pages']>) {
  const [owner = '', name = ''] = fullName(call.host.store.get(), repository).split('/');
  return {
    url: `${repositoryUrl(call.host, repository)}/pages`, status: null, cname: domain, custom_404: false, html_url: domain === null ? `https://${owner}.github.io/${name}/` : `https://${domain}/`,
    build_type: build, ...(branch === null ? {} : { source: { branch, path: '/' } }), public: !repository.private, https_enforced: https,
  };
}
