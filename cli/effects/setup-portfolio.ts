import { join } from 'node:path';
import type { Portfolio } from '../core/doctor/facts.ts';
import { planPortfolio } from '../core/doctor/portfolio.ts';
import type { Planned } from '../core/doctor/report.ts';
import { moved } from '../core/doctor/rules/people.ts';
import { deskAccount, knownAs, readPortfolio, type Patient } from './doctor.ts';
import type { Request } from './github/github.ts';
import { orNull } from './github/settings-request.ts';
import { Obstacle } from './programme.ts';
import { programFolder } from './site.ts';
import type { World } from './world.ts';

/** A planned repository of submissions. */
export interface PortfolioPlan {
  readonly repository: string;
  readonly plan: readonly Planned[];
  /** Who is not invited although they should be, and why, as sentences. */
  readonly leftOut: readonly string[];
}

/**
 * Plans a private repository: `name` follows the programme's prefix, `logins` may write in it.
 * @throws Obstacle where the programme has no such repositories, or a login is nobody's.
 */
export async function portfolioPlan(world: World, { issuer, assessors, folder, submissions: { request } }: Patient, name: string, logins: readonly string[]): Promise<PortfolioPlan> {
  const { submissions } = issuer;
  if (submissions === undefined) throw new Obstacle('catalog/issuer.yaml does not say where private submissions are. Add `submissions:` with the owner and the prefix of the repositories.');
  const { owner, prefix } = submissions;
  const members = await Promise.all(logins.map((login) => accountNamed(request, login)));
  const { kind } = await accountNamed(request, owner);
  const repo = `${prefix}${name}`;
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(repo)) throw new Obstacle(`Unexpected name ${repo}, expected letters, digits, dots and hyphens only, 100 at most.`);
  const present = await presentPortfolio(request, owner, repo);
  if (present?.private === false) throw new Obstacle(`${owner}/${repo} is there and is public. Make it private first, or look why it is there: Settings, General, "Danger zone".`);
  const people = await Promise.all(assessors.map((one) => knownAs(request, one, present?.collaborators ?? [])));
  const desk = await deskAccount(request, submissions);
  // An invitation goes to a login, which somebody else may have taken: only whose number is still the listed one is invited.
  const leftOut = [
    ...people.flatMap((one) => (moved(one) === null || one.role !== 'none' ? [] : [`${moved(one)}. Nobody was invited for this entry: correct login and id in assessors.yaml, and run this again.`])),
    ...(submissions.desk !== undefined && desk === null ? [`No account has the number ${submissions.desk}, which issuer.yaml names as the desk. Correct \`submissions.desk\`, and run this again.`] : []),
  ];
  const plan = planPortfolio({ issuer, folder, name: repo, ownerIs: kind, members, assessors: people.filter((one) => moved(one) === null), desk, present, template: await template(world) });
  return { repository: `${owner}/${repo}`, plan, leftOut };
}

async function accountNamed(request: Request, login: string): Promise<{ readonly login: string; readonly id: number; readonly kind: 'User' | 'Organization' }> {
  const found = await orNull(async () => (await request('GET /users/{username}', { username: login })).body as { readonly login: string; readonly id: number; readonly type: string });
  if (found === null) throw new Obstacle(`GitHub has no account ${login}. Ask for the exact login: nothing was changed.`);
  return { login: found.login, id: found.id, kind: found.type === 'Organization' ? 'Organization' : 'User' };
}

async function presentPortfolio(request: Request, owner: string, repo: string): Promise<Portfolio | null> {
  const found = await orNull(async () => (await request('GET /repos/{owner}/{repo}', { owner, repo })).body as { readonly private: boolean });
  return found === null ? null : readPortfolio(request, { owner, repo }, found.private);
}

// Everything below .github/portfolio, as its files stand in the new repository.
async function template(world: World): Promise<readonly (readonly [string, string])[]> {
  const folder = join(programFolder(), '.github', 'portfolio');
  if (!(await world.files.exists(folder))) return [];
  const paths = await world.files.list(folder, true);
  return Promise.all(paths.map(async (path) => [path, new TextDecoder().decode(await world.files.read(join(folder, path)))] as const));
}
