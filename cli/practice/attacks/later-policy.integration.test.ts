import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Award } from '../../core/model.generated.ts';
import { commitFiles } from '../../effects/tree.ts';
import { eachFromHandedIn, issue as issueIn } from '../../testing/handed-in.ts';
import { branchFiles, homeOf, type TestRehearsal } from '../../testing/rehearse.ts';
import type { Bench } from '../../testing/claim-bench.ts';
import type { Mode } from '../people.ts';

const LIST = 'catalog/assessors.yaml';
const ISSUER = 'catalog/issuer.yaml';

let rehearsal: TestRehearsal;
let bench: Bench;

/** Pushes a new policy to the catalog's main, as its lead may: the friend is on the list, another is off it, and one approval is enough. */
async function newPolicy(): Promise<void> {
  const git = bench.git('priya-nair');
  const address = rehearsal.practice.gitUrl('marlow-valley', 'credentials');
  await git.text(['fetch', '--quiet', address, '+refs/heads/main:refs/attack/catalog']);
  const parent = await git.text(['rev-parse', 'refs/attack/catalog']);
  const [list, issuer] = [await git.text(['show', `${parent}:${LIST}`]), await git.text(['show', `${parent}:${ISSUER}`])];
  const without = list.replace(/^ {2}- login: daniel-okoye\n(?: {4}.*\n)+/m, '');
  const lower = issuer.replace('approvals: 2', 'approvals: 1');
  if (without === list || lower === issuer) throw new Error('The policy stayed what it was.');
  const files = new Map([[LIST, `${without}\n  - login: tomas-reyes\n    id: 1202\n    covers:\n      - all\n    calibrated-until: '2099-12-31'\n`], [ISSUER, `${lower}\n`]]);
  const commit = await commitFiles(git, { parent, files, message: 'A new policy\n', by: { name: 'Priya Nair', email: 'priya-nair@marlow-valley.example', at: new Date() } });
  await git.text(['push', '--quiet', address, `${commit}:refs/heads/main`]);
}

describe.each(['one-repository', 'private-per-teacher', 'private-per-cohort'] satisfies readonly Mode[])('what changes after a claim was merged, in %s', (mode) => {
  eachFromHandedIn(mode, (begun) => void ({ rehearsal, bench } = begun));

  it('put on the list after the merge, or policy lowered after the merge: no badge; taken off the list: a badge for what they passed before it, none for what they pass after it', async () => {
    const home = homeOf(mode);
    if (mode !== 'one-repository') await rehearsal.rest('marlow-valley', 'PUT', `/repos/marlow-valley/${home}/collaborators/tomas-reyes`, { permission: 'push' });
    const [late, friends, one, honest] = [await bench.claim(2), await bench.claim(3), await bench.claim(4), await bench.claim(5)];
    for (const pull of [late, friends, one, honest]) await bench.pass(pull, 'ines-carvalho');
    await bench.review('tomas-reyes', friends, { event: 'APPROVE', body: bench.forms['daniel-okoye'] });
    await bench.pass(honest, 'daniel-okoye');
    for (const pull of [late, friends, one, honest]) expect(await bench.force(pull)).toBe(200);
    await newPolicy();
    // GitHub tells whole seconds.
    await pause(1_100);
    await bench.pass(late, 'daniel-okoye');

    const { awarded, refused } = await issueIn(rehearsal);
    expect(awarded.map(({ pull }) => pull)).toEqual([honest]);
    const reasons = (number: number): string => refused.filter(({ path }) => path.endsWith(`/${number}`)).flatMap((claim) => claim.reasons).join('\n');
    for (const number of [2, 3, 4]) expect(reasons(number)).toContain('1 of 2 independent assessments');
    expect(reasons(2)).toContain('given after the merge and does not count: this person is not on the list of assessors any more');
    const award = JSON.parse([...(await branchFiles(rehearsal, 'register', home))].find(([path]) => path.endsWith('award.json'))![1]) as Award;
    expect(award.assessments.map(({ assessor }) => assessor).sort()).toEqual([1102, 1103]);
  });
});
