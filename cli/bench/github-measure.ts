import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { must, type Ended } from '../practice/actor.ts';
import { rehearse } from '../testing/rehearse.ts';
import { whileAsking } from './github-asked.ts';
import type { Size } from './github-claims.ts';
import { countRow, type CountRow } from './github-counts.ts';
import { growRepository } from './github-repository.ts';
import { growPortfolios, type Portfolios } from './portfolios.ts';
import { waysToFetch, waysToRead } from './github-ways.ts';
import { median } from './turns.ts';

type Step = readonly [what: string, act: () => Promise<unknown>];

/** What the daily commands ask of GitHub in a repository with many claims, each run as a process of its own. */
export async function measureGitHub(size: Size): Promise<readonly CountRow[]> {
  const { snapshot, claims } = await growRepository(size, new Date());
  const rehearsal = await rehearse(snapshot, { processes: true });
  try {
    const { practice, actors: { 'priya-nair': lead }, rest } = rehearsal;
    const at = async ([what, act]: Step) => {
      const { asked, ms } = await whileAsking(practice, act);
      return { what, asked, own: ms - asked.served };
    };
    // One that is refused ends with 1, which is as it should be.
    const laurel = (what: string, codes: readonly number[], ...args: readonly string[]): Step => [what, async () => wentWell(await lead.laurel(...args), codes)];
    const clone = (name: string): Step => ['git clone', async () => must(await lead.git('clone', '--quiet', '--bare', '--single-branch', '--branch', 'main', practice.gitUrl('marlow-valley', 'credentials'), join(rehearsal.folder, name)), 'git clone')];
    const open = claims.filter(({ stage }) => stage !== null);
    const passed = open.filter(({ stage }) => stage === 'passed').length;
    const found = ([what, count]: readonly [string, () => Promise<number>], least: number): Step => [what, async () => {
      const seen = await count();
      if (seen < least) throw new Error(`Unexpected ${seen} pull requests by "${what}", expected ${least} or more.`);
    }];
    const floor: number[] = [];
    for (let round = 0; round < 3; round += 1) floor.push((await at(clone(`clone-${round}.git`))).own);
    const samples = [await at(laurel('queue, all new to the clone', [0], 'queue')), await at(laurel('queue again', [0], 'queue'))];
    for (const way of [...Object.entries(waysToRead(rehearsal)), ...Object.entries(await waysToFetch(rehearsal, open.map(({ pull }) => pull)))]) samples.push(await at(found(way, open.length)));
    for (const step of [
      laurel('issue --due, nothing is due', [0], 'issue', '--due'),
      laurel('issue, nothing is due', [0], 'issue'),
      laurel('desk, for the first time', [0, 1], 'desk'),
      laurel('desk again', [0, 1], 'desk'),
      laurel(`issue --due, ${passed} are due`, [0], 'issue', '--due'),
      laurel(`issue, ${passed} are due`, [0], 'issue'),
    ]) samples.push(await at(step));
    const half = open.find(({ stage }) => stage === 'assessed')!.pull;
    const { status } = await rest('marlow-valley', 'PUT', `/repos/marlow-valley/credentials/pulls/${half}/merge`, {});
    if (status !== 200) throw new Error(`Merging ${half} by hand was answered with ${status}.`);
    for (const step of [laurel('issue, one is refused', [1], 'issue'), laurel('issue, still refused', [1], 'issue')]) samples.push(await at(step));
    return samples.map(({ what, asked, own }) => countRow(what, asked, own / median(floor)));
  } finally {
    await rehearsal.end();
    await rm(snapshot.folder, { recursive: true, force: true });
  }
}

/** What the daily commands ask where claims stand in many private repositories: in a clone that has none of them, as in every run of a workflow, and again. */
export async function measurePortfolios(size: Portfolios): Promise<readonly CountRow[]> {
  const snapshot = await growPortfolios(size);
  const rehearsal = await rehearse(snapshot, { processes: true });
  try {
    const { practice, actors: { 'priya-nair': lead } } = rehearsal;
    const at = async (act: () => Promise<unknown>) => {
      const { asked, ms } = await whileAsking(practice, act);
      return { asked, own: ms - asked.served };
    };
    const floor: number[] = [];
    for (let round = 0; round < 3; round += 1) floor.push((await at(async () => must(await lead.git('clone', '--quiet', '--bare', '--single-branch', '--branch', 'main', practice.gitUrl('marlow-valley', 'credentials'), join(rehearsal.folder, `clone-${round}.git`)), 'git clone'))).own);
    // The desk has something to write the first time; what it asks is what it asks every quarter of an hour.
    wentWell(await lead.laurel('desk'), [0]);
    const rows: CountRow[] = [];
    for (const args of [['queue'], ['desk'], ['issue', '--due']]) {
      await rm(join(lead.clone, '.git', 'laurel'), { recursive: true, force: true });
      for (const when of ['all new', 'again']) {
        const { asked, own } = await at(async () => wentWell(await lead.laurel(...args), [0]));
        rows.push(countRow(`${args.join(' ')}, ${when}`, asked, own / median(floor)));
      }
    }
    return rows;
  } finally {
    await rehearsal.end();
    await rm(snapshot.folder, { recursive: true, force: true });
  }
}

function wentWell(ended: Ended, codes: readonly number[]): void {
  if (!codes.includes(ended.code)) throw new Error(`laurel ended with ${ended.code}:\n${ended.out}${ended.err}`);
}
