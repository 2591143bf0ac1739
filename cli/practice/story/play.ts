import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Run } from '../actions/records.ts';
import { must, type Actor, type Ended } from '../actor.ts';
import { PROGRAMME, type LiveWorkflows } from '../live-workflows.ts';
import { CAST, type Login } from '../people.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { assess } from './assessment.ts';
import { signEndorsement, takeEndorsement } from './endorsement.ts';
import { drawKey } from './key.ts';
import { claimPath, proposeSubmission, reviewByForm, reviseFile, submissionText } from './on-the-web.ts';
import { workFolder } from './submission.ts';
import { partiesOf, verify } from './verifying.ts';

/** What the story ended with. */
export interface Played {
  readonly serial: string;
  /** The site as it stood while the badge was good. */
  readonly site: string;
  /** The site after the badge was revoked. */
  readonly later: string;
}

/** Tells a step as it happens: who, what, then how long it took. */
export type Tell = <Outcome>(who: string, what: string, act: () => Promise<Outcome>) => Promise<Outcome>;

/** What the story is played with. */
export interface PlayOptions {
  readonly tell: Tell;
  /** Lets the programme's workflow files run, with a key in the one environment that signs. */
  readonly enliven: (key: string) => Promise<LiveWorkflows>;
  /** A folder for copies of what was published. */
  readonly folder: string;
}

const MODE = 'one-repository';
const PULL = '1';
const LEAD = 'Priya Nair, lead';
const TEACHER = 'Maya Okafor, teacher';

/** Plays the sample programme through, from the first key to the published badge and its revocation; people act through processes and GitHub's pages, the desk and the signing through the programme's own workflow files. */
export async function play(rehearsal: Rehearsal, { tell, enliven, folder }: PlayOptions): Promise<Played> {
  const { actors, practice, people } = rehearsal;
  const { 'priya-nair': lead, 'maya-okafor': teacher } = actors;
  const work = workFolder();
  const named = (login: string): string => `${CAST.find((one) => one.login === login)!.name}, assessor`;

  const key = await tell(LEAD, 'draws the signing key', () => firstKey(rehearsal));
  const endorsement = await tell('Tamar Bay, a council', 'signs that it vouches for a credential', () => signEndorsement(lead, folder));
  await tell(LEAD, 'takes that in, for badges to carry', () => takeEndorsement(lead, endorsement));
  const live = await tell(LEAD, 'keeps the key where the job reads it', () => enliven(key));
  const desk = (): Promise<Run> => well(live.runner.schedule(PROGRAMME, 'desk.yml'));
  const reviewers = async (): Promise<readonly Login[]> => (await ask<{ readonly requested_reviewers: readonly { readonly login: Login }[] }>(practice, people, `/pulls/${PULL}`)).requested_reviewers.map(({ login }) => login).sort();
  const browser = await live.visit(teacher.login);
  const fork = `${teacher.login}/credentials`;

  await tell(TEACHER, 'hands in on the web: a pull request', async () => void (await proposeSubmission(browser, PROGRAMME, claimPath(MODE), await submissionText('first', MODE))));
  await tell('Workflow lint', 'finds nothing to mend in it', () => lastOf(live, 'lint.yml'));
  await tell('Workflow desk', 'finds it complete, asks two assessors', desk);
  const [first, second] = await reviewers();
  if (first === undefined || second === undefined) throw new Error('The desk was expected to ask two assessors.');
  await tell(named(first), 'sees it in the queue, assesses: not yet', async () => {
    const queue = must(await actors[first].laurel('queue', '--mine'), 'laurel queue');
    if (!queue.out.includes(`#${PULL} `)) throw new Error(`The claim is not in the queue:\n${queue.out}`);
    must(await assess(actors[first], PULL, work, 'first', 'ines-carvalho'), 'laurel assess');
  });
  await tell(named(second), 'agrees on the pull request\'s page: not yet', () => onThePage(live, actors[second], 'first', 'ines-carvalho'));
  await tell('Workflow desk', 'says that it is the teacher\'s turn', desk);
  await tell(LEAD, 'tries to merge it and is told why not', async () => mustRefuse(await lead.laurel('merge', PULL), 'laurel merge'));
  await tell(TEACHER, 'reads why, revises on the web', async () => {
    const status = must(await teacher.laurel('status'), 'laurel status');
    if (!status.out.includes('Not yet')) throw new Error(`The status does not say "Not yet":\n${status.out}`);
    must(await teacher.laurel('feedback', PULL), 'laurel feedback');
    await reviseFile(browser, fork, 'patch-1', claimPath(MODE), await submissionText('second', MODE));
  });
  await tell('Workflow desk', 'asks the same two, who know the work', async () => {
    await desk();
    const again = await reviewers();
    if (again.join() !== [first, second].join()) throw new Error(`The desk asked ${again.join(', ')} instead of ${first}, ${second}.`);
  });
  await tell(named(first), 'approves the second attempt', async () => must(await assess(actors[first], PULL, work, 'second', 'ines-carvalho'), 'laurel assess'));
  await tell(named(second), 'approves it independently', () => onThePage(live, actors[second], 'second', 'daniel-okoye'));
  await tell('Workflow desk', 'merges the head that both approved', desk);
  await tell('Workflow award', 'proves it, signs it, records it', () => lastOf(live, 'award.yml'));
  const site = join(folder, 'site');
  await tell('Workflow publish', 'verifies the ledger, deploys the pages', () => deployed(live, site));
  await tell('Workflow award', 'has nothing more to sign', async () => {
    const { jobs } = await well(live.runner.schedule(PROGRAMME, 'award.yml'));
    if (jobs.find(({ id }) => id === 'sign')?.conclusion !== 'skipped') throw new Error('Nothing was due, and the signing job ran all the same.');
  });
  await tell('Workflow audit', 'holds what is public against the stores', () => well(live.runner.schedule(PROGRAMME, 'audit.yml')));

  const serial = must(await teacher.laurel('status'), 'laurel status').out.match(/\/badges\/([a-z0-9]{12})\//)?.[1];
  if (serial === undefined) throw new Error('The teacher\'s status names no badge.');
  const badge = join(site, 'badges', serial, 'badge.json');
  const { issuer, earner } = await partiesOf(badge);
  const registry = join(folder, 'known-issuers.txt');
  await writeFile(registry, `${issuer}\n`);
  const asked = ['--registry', registry, '--recipient', earner];
  await tell('Anyone', 'verifies its image: every answer a pass', () => verify(teacher, { code: 0 }, join(site, 'badges', serial, 'badge.png'), '--site', site, ...asked));
  const will = join(folder, 'will.zip');
  await tell(LEAD, 'makes the will: an archive to outlive it', async () => {
    must(await lead.git('pull', '--quiet'), 'git pull');
    must(await lead.laurel('will', '--out', will), 'laurel will');
  });
  await tell('Anyone', 'verifies the same file, network off', () => verify(teacher, { code: 0 }, badge, '--will', will, '--offline', ...asked));
  await tell(LEAD, 'revokes it, to show how that looks', async () => must(await lead.laurel('revoke', serial, '--reason', 'The end of a rehearsal'), 'laurel revoke'));
  const later = join(folder, 'later');
  await tell('Workflow publish', 'deploys that', async () => {
    await live.runner.schedule(PROGRAMME, 'publish.yml');
    await deployed(live, later);
  });
  await tell('Anyone', 'verifies the same file: it is revoked', () => verify(teacher, { code: 1, otherwise: { status: 'fail', log: 'fail' } }, badge, '--site', later, ...asked));
  if (practice.requests.some(({ status }) => status >= 500)) throw new Error('The practice GitHub had a fault of its own.');
  return { serial, site, later };
}

// The text of its file, which the lead pastes into the environment that signs.
async function firstKey(rehearsal: Rehearsal): Promise<string> {
  const lead = rehearsal.actors['priya-nair'];
  await drawKey(rehearsal);
  must(await lead.laurel('lint'), 'laurel lint');
  const kept = join(rehearsal.folder, 'people', lead.login, '.config', 'laurel');
  return readFile(join(kept, (await readdir(kept))[0]!), 'utf8');
}

async function ask<T>({ apiUrl }: Rehearsal['practice'], people: Rehearsal['people'], path: string): Promise<T> {
  const { token } = people.find(({ login }) => login === 'priya-nair')!;
  return (await fetch(`${apiUrl}/repos/${PROGRAMME}${path}`, { headers: { authorization: `Bearer ${token}` } })).json() as Promise<T>;
}

const onThePage = async (live: LiveWorkflows, assessor: Actor, attempt: 'first' | 'second', as: string): Promise<void> =>
  void (await reviewByForm(assessor, await live.visit(assessor.login), { repository: PROGRAMME, pull: Number(PULL), named: PULL, attempt, as }));

// Waits for one run, and not for what it starts.
async function well(begun: Promise<Run>): Promise<Run> {
  const run = await begun;
  await run.ended;
  if (run.conclusion !== 'success') throw new Error(`The workflow ${run.path} ended with ${run.conclusion}:\n${run.log}`);
  return run;
}

// A run that another one, or an event, has started.
async function lastOf(live: LiveWorkflows, file: string): Promise<Run> {
  const find = (): Run | undefined => live.runner.runs.filter(({ path }) => path === `.github/workflows/${file}`).at(-1);
  for (let waited = 0; find() === undefined && waited < 200; waited += 1) await pause(50);
  const run = find();
  if (run === undefined) throw new Error(`The workflow ${file} was not started.`);
  return well(Promise.resolve(run));
}

async function deployed(live: LiveWorkflows, folder: string): Promise<void> {
  await lastOf(live, 'publish.yml');
  await live.runner.idle();
  const pages = live.runner.pages(PROGRAMME);
  if (pages === null) throw new Error('The workflow publish deployed nothing.');
  await cp(pages, folder, { recursive: true });
}

function mustRefuse(ended: Ended, what: string): void {
  if (ended.code !== 1) throw new Error(`${what} was expected to refuse, but ended with ${ended.code}:\n${ended.out}${ended.err}`);
}
