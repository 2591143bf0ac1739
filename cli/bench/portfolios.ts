import { join } from 'node:path';
import { badgeText, secureBadge, unsignedBadge } from '../core/badge/credential.ts';
import type { Proof } from '../core/badge/proof.ts';
import { sha256 } from '../core/canonical.ts';
import type { Award, ReleaseFile } from '../core/model.generated.ts';
import { serialFrom } from '../core/plan/award.ts';
import { openKeys } from '../effects/keys.ts';
import { hashOf, ledgerPaths } from '../core/plan/ledger.ts';
import { recordText, registerPaths } from '../core/plan/register.ts';
import { git } from '../practice/git/run.ts';
import { branchFiles, homeOf, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';

/** How many private repositories of teachers a programme has, beside the two of the sample, and in how many of them a claim is open. */
export interface Portfolios {
  readonly portfolios: number;
  readonly open: number;
}

type Files = ReadonlyMap<string, string>;
const OWNER = 'marlow-valley';
const MODE = 'private-per-teacher';
const TEACHER = 40_000;

/**
 * Plays the sample programme up to its first private badge and adds repositories of other teachers: each has earned one badge, and in
 * some a second claim waits. Records are real; their proofs are copies of the one, which nothing that is measured here verifies.
 * Remove the folder of the snapshot at the end.
 */
export const growPortfolios = ({ portfolios, open }: Portfolios): Promise<Snapshot> =>
  keepScene('issued', { mode: MODE }, async (rehearsal) => {
    const repositories = join(rehearsal.folder, 'server', 'repositories', OWNER);
    const home = homeOf(MODE);
    const register = await branchFiles(rehearsal, 'register', home);
    const record = <Record>(kind: RegExp): Record => JSON.parse([...register].find(([path]) => kind.test(path))![1]) as Record;
    const award = record<Award>(/award\.json$/);
    const proof = record<Proof>(/proof\.json$/);
    const main = await branchFiles(rehearsal, 'main', home);
    const submission = main.get(`${award.source.path}/submission.md`)!;
    const { release } = JSON.parse((await branchFiles(rehearsal, 'main')).get(`catalog/releases/${award.credential}/${award.version}.json`)!) as ReleaseFile;
    const keys = await openKeys(rehearsal.world('priya-nair'), award.issuer.id, [award.key.slice(award.key.indexOf('#') + 1)]);
    const hashes = new Map<string, string>();
    for (let at = 0; at < portfolios; at += 1) {
      const [login, name] = [`teacher-${at + 1}`, `portfolio-teacher-${at + 1}`];
      rehearsal.practice.addPerson({ login, id: TEACHER + at, name: login, token: `practice_${login}` });
      const { id } = await ask(rehearsal, OWNER, 'POST', `/orgs/${OWNER}/repos`, { name, private: true });
      for (const [who, permission] of [['priya-nair', 'admin'], ['ines-carvalho', 'pull'], ['daniel-okoye', 'pull'], ['ruth-lindqvist', 'pull'], [login, 'push']] as const) await ask(rehearsal, OWNER, 'PUT', `/repos/${OWNER}/${name}/collaborators/${who}`, { permission });
      const path = award.source.path.replace('maya-okafor', login);
      const earner = keys.earner(TEACHER + at);
      const own: Award = { ...award, serial: serialFrom(Buffer.from(sha256(name), 'hex')), earner, claim: keys.claim({ repository: id!, credential: award.credential, earner, number: 1 }), status: { list: award.status.list, index: (award.status.index + 1 + at) % 131_072 }, source: { ...award.source, repository: id!, path } };
      const ownProof = { ...proof, created: own.signed };
      const badge = badgeText(secureBadge(unsignedBadge(own, release), ownProof));
      hashes.set(ledgerPaths.hash(own.serial), recordText(hashOf(own, badge)));
      const text = submission.replaceAll('maya', login);
      const dir = join(repositories, `${name}.git`);
      await write(dir, [
        ['main', null, new Map([...[...main].filter(([file]) => !file.startsWith('submissions/')), [`${path}/submission.md`, text]])],
        ['register', null, new Map([[registerPaths.award(own.serial), recordText(own)], [registerPaths.proof(own.serial), recordText(ownProof)], [registerPaths.badge(own.serial), badge]])],
        ...(at < open ? [['laurel/second', 'main', new Map([[`${path.replace(/1$/, '2')}/submission.md`, text.replace('two sections', 'two classes')]])] as const] : []),
      ]);
      if (at < open) await ask(rehearsal, login, 'POST', `/repos/${OWNER}/${name}/pulls`, { title: 'My second claim', head: 'laurel/second', base: 'main' });
    }
    await write(join(repositories, 'credentials.git'), [['ledger', 'ledger', hashes]]);
  });

async function ask({ practice, people }: TestRehearsal, login: string, method: string, path: string, body: object): Promise<{ readonly id?: number }> {
  const token = people.find((one) => one.login === login)?.token ?? `practice_${login}`;
  const answer = await fetch(`${practice.apiUrl}${path}`, { method, headers: { authorization: `token ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`The practice server answered ${answer.status} to ${method} ${path}: ${said}`);
  return said === '' ? {} : (JSON.parse(said) as { readonly id?: number });
}

// Commits straight into a repository of the practice server.
async function write(dir: string, commits: readonly (readonly [branch: string, from: string | null, files: Files])[]): Promise<void> {
  const parts: string[] = [];
  const data = (content: string): void => void parts.push(`data ${Buffer.byteLength(content)}\n${content}\n`);
  const marks = new Map<string, string>();
  for (const [branch, from, files] of commits) {
    marks.set(branch, `:${marks.size + 1}`);
    parts.push(`commit refs/heads/${branch}\nmark ${marks.get(branch)!}\ncommitter Laurel <laurel@example.org> 1760000000 +0000\n`);
    data('Write');
    if (from !== null) parts.push(`from ${from === branch ? `refs/heads/${from}^0` : marks.get(from)!}\n`);
    for (const [path, content] of files) {
      parts.push(`M 100644 inline ${path}\n`);
      data(content);
    }
  }
  await git(dir, ['fast-import', '--quiet', '--done'], { input: Buffer.from(`${parts.join('')}done\n`) });
}
