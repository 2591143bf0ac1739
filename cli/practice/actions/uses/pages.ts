import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { BuiltIn, Call } from '../action.ts';
import { StepFault } from '../step-fault.ts';

const NAME = 'github-pages';

/** actions/upload-pages-artifact v5.0.0: keeps a folder for the deployment; files that begin with a dot only if asked. */
export const uploadPagesArtifact: BuiltIn = {
  commit: 'fc324d3547104276b827a68afc52ff2a11cc49c9',
  inputs: ['name', 'path', 'retention-days', 'include-hidden-files'],
  run: async ({ order, input }) => {
    const { artifacts, machine } = order.scope.job;
    const name = input('name') || NAME;
    const source = join(machine.workspace, input('path') || '_site');
    if (!existsSync(source)) throw new StepFault(`tar: ${source}: Cannot open: No such file or directory`);
    if (artifacts.byName.has(name)) throw new StepFault(`Failed to CreateArtifact: an artifact with this name already exists on the workflow run: ${name}`);
    const hidden = input('include-hidden-files') === 'true';
    const target = join(artifacts.folder, name);
    const kept = (path: string): boolean => {
      const parts = relative(source, path).split(sep);
      return !parts.some((part) => part === '.git' || part === '.github' || (!hidden && part.startsWith('.')));
    };
    await cp(source, target, { recursive: true, dereference: true, filter: (path) => path === source || kept(path) });
    artifacts.byName.set(name, target);
    return { artifact_id: String(artifacts.byName.size) };
  },
};

/** actions/configure-pages v5.0.0: says where the site will stand. */
export const configurePages: BuiltIn = {
  commit: '983d7736d9b0ae728b81ab479565c72886d7745b',
  inputs: ['token'],
  run: async (call) => {
    mayPages(call, 'pages', 'read');
    const { origin, path } = addressOf(call);
    return { base_url: `${origin}${path}`, origin, host: new URL(origin).host, base_path: path };
  },
};

/** actions/deploy-pages v5.0.0: makes the artifact the site. It needs an environment and the right to Pages and to an identity token. */
export const deployPages: BuiltIn = {
  commit: 'cd2ce8fcbc39b97be8ca5fce6e763baed58fa128',
  inputs: ['artifact_name', 'token'],
  run: async (call) => {
    const { job } = call.order.scope;
    mayPages(call, 'id-token', 'write');
    mayPages(call, 'pages', 'write');
    if (job.environment === null) throw new StepFault("Missing environment. Ensure your workflow's deployment job has an environment.");
    const name = call.input('artifact_name') || NAME;
    const folder = job.artifacts.byName.get(name);
    if (folder === undefined) throw new StepFault(`No artifacts named "${name}" were found for this workflow run. Ensure artifacts are uploaded with actions/upload-pages-artifact.`);
    await job.deploy(folder);
    const { origin, path } = addressOf(call);
    return { page_url: `${origin}${path}/` };
  },
};

function mayPages({ order }: Call, permission: string, right: 'read' | 'write'): void {
  const has = order.scope.job.permissions[permission];
  if (has === 'write' || has === right) return;
  throw new StepFault(permission === 'id-token' ? 'Ensure GITHUB_TOKEN has permission "id-token: write".' : `Resource not accessible by integration: ${permission}: ${right} is missing.`);
}

// Source: GitHub docs, "What is GitHub Pages": a project's site is below its owner's, unless it is the owner's own.
function addressOf({ order }: Call): { readonly origin: string; readonly path: string } {
  const { owner, name } = order.scope.job.occasion.repository;
  const host = `${owner.login.toLowerCase()}.github.io`;
  return { origin: `https://${host}`, path: basename(name).toLowerCase() === host ? '' : `/${name}` };
}
