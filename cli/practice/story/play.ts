import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must, type Actor, type Ended } from '../actor.ts';
import { CAST } from '../people.ts';
import type { Rehearsal } from '../rehearsal.ts';
import { assess } from './assessment.ts';
import { CREDENTIAL, writeAttempt } from './submission.ts';

/** What the story ended with. */
export interface Played {
  readonly serial: string;
  readonly site: string;
}

/** Tells a step as it happens: who, what, then how long it took. */
export type Tell = <Outcome>(who: string, what: string, act: () => Promise<Outcome>) => Promise<Outcome>;

/** What the story is played with. */
export interface PlayOptions {
  /** The folder with the teacher's work and the assessors' judgements. */
  readonly work: string;
  readonly site: string;
  readonly tell: Tell;
}

const PULL = '1';
const LEAD = 'Priya Nair, lead';
const TEACHER = 'Maya Okafor, teacher';
const DESK = 'The desk';

/** Plays the sample programme through, from the first key to the published badge; every act is a process of its own. */
export async function play({ actors, practice }: Rehearsal, { work, site, tell }: PlayOptions): Promise<Played> {
  const { 'priya-nair': lead, 'maya-okafor': teacher } = actors;
  const desk = async (...expected: readonly string[]): Promise<readonly string[]> => {
    const { deeds } = JSON.parse(must(await lead.laurel('desk', '--json'), 'laurel desk').out) as DeskOutcome;
    const kinds = deeds.flatMap(({ done }) => done.map(({ kind }) => kind));
    for (const kind of expected) if (!kinds.includes(kind)) throw new Error(`The desk was expected to ${kind}, but did only: ${kinds.join(', ') || 'nothing'}.`);
    return deeds.flatMap(({ done }) => done.flatMap(({ people = [] }) => people.map(({ login }) => login)));
  };
  // Two assessors whom the desk chose; whoever they are, their judgements are those of the sample.
  const assessor = (login: string): Actor => actors[login as keyof typeof actors];
  const named = (login: string): string => `${CAST.find((one) => one.login === login)?.name ?? login}, assessor`;

  await tell(LEAD, 'draws the signing key', async () => {
    must(await lead.laurel('keys', 'new'), 'laurel keys new');
    must(await lead.git('commit', '--quiet', '--all', '--message', 'Add the first signing key'), 'git commit');
    must(await lead.git('push', '--quiet'), 'git push');
    must(await lead.laurel('lint'), 'laurel lint');
  });
  await tell(TEACHER, 'starts a claim: a draft pull request', async () => must(await teacher.laurel('start', CREDENTIAL), 'laurel start'));
  await tell(TEACHER, 'writes, attaches her evidence, hands it in', async () => {
    await writeAttempt(teacher, work, 'first');
    must(await teacher.laurel('submit'), 'laurel submit');
  });
  const asked = await tell(DESK, 'finds it complete and asks two assessors', () => desk('ask', 'notice'));
  const [first = '', second = ''] = asked;
  await tell(named(first), 'sees it in the queue, assesses: not yet', async () => {
    const queue = must(await assessor(first).laurel('queue', '--mine'), 'laurel queue');
    if (!queue.out.includes('#1 ')) throw new Error(`The claim is not in the queue:\n${queue.out}`);
    must(await assess(assessor(first), PULL, work, 'first', 'ines-carvalho'), 'laurel assess');
  });
  await tell(named(second), 'agrees independently: not yet', async () => must(await assess(assessor(second), PULL, work, 'first', 'ines-carvalho'), 'laurel assess'));
  await tell(DESK, 'says that it is the teacher\'s turn', () => desk('notice'));
  await tell(LEAD, 'tries to merge it and is told why not', async () => mustRefuse(await lead.laurel('merge', PULL), 'laurel merge'));
  await tell(TEACHER, 'reads why, revises, hands it in again', async () => {
    const status = must(await teacher.laurel('status'), 'laurel status');
    if (!status.out.includes('Not yet')) throw new Error(`The status does not say "Not yet":\n${status.out}`);
    must(await teacher.laurel('feedback', PULL), 'laurel feedback');
    await writeAttempt(teacher, work, 'second');
    must(await teacher.laurel('submit'), 'laurel submit');
  });
  await tell(DESK, 'asks the same two, who know the work', async () => {
    const again = await desk('ask', 'notice');
    if ([...again].sort().join() !== [...asked].sort().join()) throw new Error(`The desk asked ${again.join(', ')} instead of ${asked.join(', ')}.`);
  });
  await tell(named(first), 'approves the second attempt', async () => must(await assess(assessor(first), PULL, work, 'second', 'ines-carvalho'), 'laurel assess'));
  await tell(named(second), 'approves it independently', async () => must(await assess(assessor(second), PULL, work, 'second', 'daniel-okoye'), 'laurel assess'));
  await tell(DESK, 'merges the head that both approved', () => desk('merge'));
  const serial = await tell(LEAD, 'issues it: recorded, signed, published', async () => {
    const { awarded } = JSON.parse(must(await lead.laurel('issue', '--json'), 'laurel issue').out) as { readonly awarded: readonly { readonly serial: string }[] };
    if (awarded.length !== 1) throw new Error(`Expected one award, got ${awarded.length}.`);
    return awarded[0]!.serial;
  });
  await tell(LEAD, 'issues again: nothing changes', async () => must(await lead.laurel('issue'), 'laurel issue'));
  await tell(LEAD, 'verifies the ledger and builds the site', async () => {
    must(await lead.git('pull', '--quiet'), 'git pull');
    must(await lead.laurel('publish', '--first', '--out', site), 'laurel publish');
  });
  await tell(LEAD, 'audits what is public', async () => must(await lead.laurel('audit', '--site', site), 'laurel audit'));
  const badge = join(site, 'badges', serial, 'badge.json');
  const verify = async (expected: Ended['code'], ...args: readonly string[]): Promise<Verification> => {
    const ended = await teacher.laurel('verify', ...args, '--json');
    if (ended.code !== expected) throw new Error(`laurel verify was expected to end with ${expected}, but ended with ${ended.code}:\n${ended.out}${ended.err}`);
    return JSON.parse(ended.out) as Verification;
  };
  await tell('Anyone', 'verifies its image: every answer a pass', async () => {
    const { id, earner } = subjectOf(await readFile(badge, 'utf8'));
    const known = join(site, '..', 'known-issuers.txt');
    await writeFile(known, `${id}\n`);
    mustAnswer(await verify(0, join(site, 'badges', serial, 'badge.png'), '--site', site, '--registry', known, '--recipient', earner), {}, ['registry', 'recipient', 'status', 'log']);
  });
  const will = join(site, '..', 'will.zip');
  await tell(LEAD, 'makes the will: an archive to outlive it', async () => must(await lead.laurel('will', '--out', will), 'laurel will'));
  await tell('Anyone', 'verifies the same file, network off', async () => mustAnswer(await verify(0, badge, '--will', will, '--offline'), {}, ['issuer', 'status', 'log', 'archive']));
  await tell(LEAD, 'revokes it, and publishes that', async () => {
    must(await lead.laurel('revoke', serial, '--reason', 'The end of a rehearsal'), 'laurel revoke');
    must(await lead.laurel('publish', '--first', '--out', site), 'laurel publish');
  });
  await tell('Anyone', 'verifies it again: it is revoked', async () => mustAnswer(await verify(1, badge, '--site', site), { status: 'fail', log: 'fail' }, ['proof', 'issuer', 'key']));
  if (practice.requests.some(({ status }) => status >= 500)) throw new Error('The practice GitHub had a fault of its own.');
  return { serial, site };
}

interface Verification {
  readonly results: readonly { readonly name: string; readonly outcome: string; readonly detail: string }[];
}

/** Who issued a badge, and whose it is. */
function subjectOf(text: string): { readonly id: string; readonly earner: string } {
  const { issuer, credentialSubject } = JSON.parse(text) as { readonly issuer: { readonly id: string }; readonly credentialSubject: { readonly id: string } };
  return { id: issuer.id, earner: credentialSubject.id };
}

// What is expected not to pass must not; of the rest, what was not asked for may be left out, and what was asked must pass.
function mustAnswer({ results }: Verification, otherwise: Readonly<Record<string, string>>, asked: readonly string[]): void {
  for (const { name, outcome, detail } of results) {
    const expected = otherwise[name] ?? 'pass';
    if (outcome !== expected && (outcome !== 'skipped' || asked.includes(name) || otherwise[name] !== undefined)) throw new Error(`The ${name} of the badge was expected to be ${expected}, and is ${outcome}: ${detail}`);
  }
  for (const name of asked) if (!results.some((result) => result.name === name)) throw new Error(`The ${name} of the badge was not asked.`);
}

interface DeskOutcome {
  readonly deeds: readonly { readonly done: readonly { readonly kind: string; readonly people?: readonly { readonly login: string }[] }[] }[];
}

function mustRefuse(ended: Ended, what: string): void {
  if (ended.code !== 1) throw new Error(`${what} was expected to refuse, but ended with ${ended.code}:\n${ended.out}${ended.err}`);
}
