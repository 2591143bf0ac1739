import { join } from 'node:path';
import { must, type Ended } from '../actor.ts';
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
const INES = 'Ines Carvalho, assessor';
const DANIEL = 'Daniel Okoye, assessor';

/** Plays the sample programme through, from the first key to the published badge; every act is a process of its own. */
export async function play({ actors }: Rehearsal, { work, site, tell }: PlayOptions): Promise<Played> {
  const { 'priya-nair': lead, 'maya-okafor': teacher, 'ines-carvalho': ines, 'daniel-okoye': daniel } = actors;

  await tell(LEAD, 'draws the signing key', async () => {
    must(await lead.laurel('keys', 'new'), 'laurel keys new');
    must(await lead.git('commit', '--quiet', '--all', '--message', 'Add the first signing key'), 'git commit');
    must(await lead.git('push', '--quiet'), 'git push');
    must(await lead.laurel('lint'), 'laurel lint');
  });
  await tell(TEACHER, 'starts a claim: fork and draft pull request', async () => must(await teacher.laurel('start', CREDENTIAL), 'laurel start'));
  await tell(TEACHER, 'writes, attaches her evidence, hands it in', async () => {
    await writeAttempt(teacher, work, 'first');
    must(await teacher.laurel('submit'), 'laurel submit');
  });
  await tell(INES, 'assesses it: not yet, with feedback', async () => must(await assess(ines, PULL, work, 'first'), 'laurel assess'));
  await tell(LEAD, 'tries to merge it and is told why not', async () => mustRefuse(await lead.laurel('merge', PULL), 'laurel merge'));
  await tell(TEACHER, 'revises it and hands it in again', async () => {
    await writeAttempt(teacher, work, 'second');
    must(await teacher.laurel('submit'), 'laurel submit');
  });
  await tell(INES, 'approves the second attempt', async () => must(await assess(ines, PULL, work, 'second'), 'laurel assess'));
  await tell(DANIEL, 'approves it independently', async () => must(await assess(daniel, PULL, work, 'second'), 'laurel assess'));
  await tell(LEAD, 'merges the head that both approved', async () => must(await lead.laurel('merge', PULL), 'laurel merge'));
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
  await tell('Anyone', 'verifies the badge that is in its image', async () => must(await teacher.laurel('verify', join(site, 'badges', serial, 'badge.png'), '--site', site), 'laurel verify'));
  return { serial, site };
}

function mustRefuse(ended: Ended, what: string): void {
  if (ended.code !== 1) throw new Error(`${what} was expected to refuse, but ended with ${ended.code}:\n${ended.out}${ended.err}`);
}
