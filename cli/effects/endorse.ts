import { didFromUrl } from '../core/badge/addresses.ts';
import { badgeText, secureBadge } from '../core/badge/credential.ts';
import { keyId } from '../core/badge/did.ts';
import { endorsementFacts, unsignedEndorsement } from '../core/badge/endorsement.ts';
import type { JsonObject } from '../core/badge/json.ts';
import { createProof } from '../core/badge/proof.ts';
import { isAddress } from '../core/badge/shapes.ts';
import { lintBadge } from '../core/badge/verify.ts';
import { plusYears, serialFrom, toSecond } from '../core/plan/award.ts';
import type { Ledger } from '../core/plan/ledger.ts';
import { issuerProfile } from '../core/release.ts';
import { mustBeUntouched, publishAwards } from './issuing/publish-awards.ts';
import { openRun, type Run } from './issuing/run.ts';
import { throwAwayKey } from './keys.ts';
import { Obstacle, type Programme } from './programme.ts';
import type { World } from './world.ts';

/** What is to be endorsed, in which words, and until which day. */
export interface Asked {
  readonly about: string;
  readonly comment: string;
  readonly until?: string;
}

/** An endorsement that stands in the ledger. */
export interface Given {
  readonly serial: string;
  readonly address: string;
  readonly text: string;
  readonly until: string;
  /** False where the same words about the same were given before, and have not ended. */
  readonly isNew: boolean;
}

const YEARS = 2;
/** It has no status: who could not take it back for longer would come to regret it. */
const MOST_YEARS = 10;

/**
 * Signs an endorsement as the issuer and publishes it in one commit of the ledger with its entry of the log. Nothing is kept of it
 * elsewhere: its text is its record. Asked again in the same words it changes nothing.
 */
export async function giveOne(world: World, programme: Programme, { about, comment, until: day }: Asked): Promise<Given> {
  const run = await openRun(world, programme, () => {});
  // A missing key stops before anything is written.
  await run.keys();
  const signed = toSecond(world.now());
  mustBeOthers(run, about);
  const until = lastMoment(signed, day);
  await mustBeUntouched(run);
  const { ledger } = await run.stores.read();
  const known = standing(ledger, { about, comment }, signed);
  if (known !== null) return known;
  const serial = serialFrom(world.random(12));
  const text = await sign(run, { about, comment, signed, until, serial });
  await publishAwards(run, new Map([[serial, text]]));
  return { serial, address: (JSON.parse(text) as { readonly id: string }).id, text, until, isNew: true };
}

// Who vouches for themselves says nothing.
function mustBeOthers({ issuer }: Run, about: string): void {
  if (!isAddress(about)) throw new Obstacle(`"${about}" is no id. Give the address of another's achievement (the \`id\` of the achievement in their badge), or a DID.`);
  if (about === didFromUrl(issuer.url) || about.startsWith(`${issuer.url.replace(/\/+$/, '')}/`)) throw new Obstacle(`${about} is the programme's own. Endorse what others issue; ask them to endorse yours.`);
}

function lastMoment(signed: string, day: string | undefined): string {
  if (day === undefined) return plusYears(signed, YEARS);
  const until = `${day}T23:59:59Z`;
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(until)) || toSecond(new Date(until)) !== until) throw new Obstacle(`"${day}" is no day. Write it as year-month-day, such as ${plusYears(signed, YEARS).slice(0, 10)}.`);
  if (until <= signed || until > plusYears(signed, MOST_YEARS)) throw new Obstacle(`An endorsement cannot end on ${day}: give a day from today on, at most ${MOST_YEARS} years ahead.`);
  return until;
}

function standing({ endorsements }: Ledger, { about, comment }: Asked, now: string): Given | null {
  for (const [serial, text] of endorsements) {
    const facts = endorsementFacts(JSON.parse(text) as JsonObject);
    if (facts.about === about && facts.comment === comment && (facts.validUntil ?? '') > now) return { serial, address: facts.id, text, until: facts.validUntil!, isNew: false };
  }
  return null;
}

async function sign(run: Run, { about, comment, signed, until, serial }: Required<Asked> & { readonly signed: string; readonly serial: string }): Promise<string> {
  const { issuer } = run;
  const unsigned = unsignedEndorsement({ serial, issuer: issuerProfile(issuer), about, comment, signed, until });
  const faults = (await lintBadge(unsigned, { now: new Date(signed), throwAway: throwAwayKey(), issuer })).filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown');
  if (faults.length > 0) throw new Obstacle(`The endorsement would not verify, so nothing was signed:\n${faults.map(({ name, detail }) => `  - ${name}: ${detail}`).join('\n')}`);
  const keys = await run.keys();
  return badgeText(secureBadge(unsigned, await createProof(unsigned, { verificationMethod: keyId(didFromUrl(issuer.url), keys.publicKey), created: signed, sign: keys.sign })));
}
