import { readable } from '../access.ts';
import { branchTip } from '../git/bare.ts';
import { git } from '../git/run.ts';
import { gitDir, type Route } from '../host.ts';
import { put } from '../records.ts';
import { invalid, notFound } from '../refusal.ts';
import { administered, changeSettings, settingsOf } from '../settings.ts';
import { ownersBehind, readOwners } from '../settings-owners.ts';
import { fullRepository } from '../shapes/repository.ts';

const ONE = '/repos/{owner}/{repo}';

/** What the settings of a repository say beside rules, environments, actions and pages. */
export const repositorySettingsRoutes: readonly Route[] = [
  {
    method: 'PATCH',
    path: ONE,
    run: async (call) => {
      const repository = administered(call, 'administration', 'write');
      const { body } = call;
      const branch = (body['default_branch'] as string | undefined) ?? repository.defaultBranch;
      if (branch !== repository.defaultBranch) {
        if ((await branchTip(gitDir(call.host, repository), branch)) === null) throw invalid({ resource: 'Repository', field: 'default_branch', code: 'invalid', message: `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.` });
        await git(gitDir(call.host, repository), ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
      }
      const hidden = body['visibility'] === undefined ? ((body['private'] as boolean | undefined) ?? repository.private) : body['visibility'] === 'private';
      const next = { ...repository, defaultBranch: branch, private: hidden, description: body['description'] === undefined ? repository.description : (body['description'] as string | null), homepage: body['homepage'] === undefined ? repository.homepage : (body['homepage'] as string | null) };
      call.host.store.change((state) => put(state, 'repositories', next));
      const wanted = (body['security_and_analysis'] ?? {}) as Readonly<Record<string, { readonly status?: string } | undefined>>;
      const on = (name: string, otherwise: boolean): boolean => (wanted[name]?.status === undefined ? otherwise : wanted[name].status === 'enabled');
      changeSettings(call.host, repository.id, (settings) => ({ ...settings, scanning: { secrets: on('secret_scanning', settings.scanning.secrets), pushProtection: on('secret_scanning_push_protection', settings.scanning.pushProtection) } }));
      return { status: 200, body: fullRepository(call.host, next, call.caller) };
    },
  },
  {
    method: 'GET',
    path: `${ONE}/immutable-releases`,
    run: (call) => {
      const repository = administered(call, 'administration', 'read');
      // Where they are not enabled GitHub finds nothing (docs: "Check if immutable releases are enabled for a repository").
      if (!settingsOf(call.host.store.get(), repository.id).immutableReleases) throw notFound();
      return { status: 200, body: { enabled: true, enforced_by_owner: false } };
    },
  },
  {
    method: 'PUT',
    path: `${ONE}/immutable-releases`,
    run: (call) => {
      changeSettings(call.host, administered(call, 'administration', 'write').id, (settings) => ({ ...settings, immutableReleases: true }));
      return { status: 204 };
    },
  },
  // An invitation counts as accepted here, so that none is ever open.
  {
    method: 'GET',
    path: `${ONE}/invitations`,
    run: (call) => {
      administered(call, 'administration', 'read');
      return { status: 200, body: [] };
    },
  },
  {
    method: 'GET',
    path: `${ONE}/codeowners/errors`,
    run: async (call) => {
      const repository = readable(call);
      const found = await readOwners(call.host, repository, call.query.get('ref') ?? repository.defaultBranch);
      if (found === null) throw notFound();
      const errors = found.lines.flatMap(({ line, source, owners }) =>
        owners.flatMap(({ name, column }) => {
          const { fault } = ownersBehind(call.host.store.get(), repository, name);
          const suggestion = `make sure ${name} exists and has write access to the repository`;
          return fault === null ? [] : [{ line, column, source, kind: fault, suggestion, message: `${fault} on line ${line}: ${suggestion}\n\n  ${source}\n  ${' '.repeat(column - 1)}^`, path: found.path }];
        }),
      );
      return { status: 200, body: { errors } };
    },
  },
];
