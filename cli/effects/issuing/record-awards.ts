import { keyId } from '../../core/badge/did.ts';
import { canonicalJson } from '../../core/canonical.ts';
import { compromisedKeys, keysOn } from '../../core/keys.ts';
import type { Award, ReleaseFile } from '../../core/model.generated.ts';
import { placeFrom, serialFrom, takePlace, toSecond } from '../../core/plan/award.ts';
import { bundlesDue } from '../../core/plan/award-bundle.ts';
import { issuedIn, sameBadge } from '../../core/plan/issued.ts';
import { recordText, registerPaths } from '../../core/plan/register.ts';
import { mergedClaims, type MergedClaim } from '../claims.ts';
import type { Place } from '../place.ts';
import { nameOf } from '../place.ts';
import { Obstacle } from '../programme.ts';
import type { PlaceState } from '../stores.ts';
import { endorsementsInside, insideDoubts } from './endorsements-inside.ts';
import { attemptRecords, awardFrom, groundsFor, tryBadge, type Grounds } from './grounds.ts';
import { writeRegister, type Run } from './run.ts';

/** A claim that no badge is issued for, and why; or a place that could not be gone by, with all that is in it. */
export interface Refusal {
  readonly path: string;
  readonly reasons: readonly string[];
  /** Whether it is a whole place; `path` is then its repository. */
  readonly isPlace?: true;
}

/** Claims on a place's main that have no award yet. */
export async function claimsDue({ place, main, register, fault }: PlaceState): ReturnType<typeof mergedClaims> {
  // Without its register nobody can say what was awarded there.
  if (fault !== null) return [];
  const known = new Set([...register.awards.values()].map(({ award }) => award.source.path));
  return main === null ? [] : (await mergedClaims(place, main)).filter(({ path }) => !known.has(path));
}

interface Recorded {
  readonly awarded: readonly Award[];
  readonly refused: readonly Refusal[];
}

/** Proves every claim on a place's main that has no award, and records the awards with all that is drawn at random, before anything is signed. */
export async function recordAwards(run: Run, place: Place): Promise<Recorded> {
  // A claim that GitHub was asked about is not asked about again when the register moved in between.
  const proven = new Map<string, Awaited<ReturnType<typeof groundsFor>>>();
  const { outcome, wrote } = await writeRegister(run, place, async (state) => {
    const own = state.places.find((one) => one.place.address === place.address)!;
    const { taken, unrecorded } = issuedIn(state.register, state.ledger);
    // A claim's key names its repository: what another one's register says of it is nobody's word.
    const { claims } = issuedIn(own.register.awards, state.ledger);
    const awarded: Award[] = [];
    const refused: Refusal[] = own.fault === null ? [] : [{ path: nameOf(place), reasons: [own.fault], isPlace: true }];
    const files = new Map<string, string>();
    for (const claim of await claimsDue(own)) {
      const asked = `${own.main} ${claim.path}`;
      const grounds = proven.get(asked) ?? (await groundsFor(run, place, claim, own.main!, state.main));
      proven.set(asked, grounds);
      const path = place.isPrivate ? `${nameOf(place)}: ${claim.path}` : claim.path;
      if ('reasons' in grounds) {
        refused.push({ path, reasons: grounds.reasons });
        continue;
      }
      const status = placeFrom(run.world.random, taken);
      const drawn = { serial: serialFrom(run.world.random(12)), status, signed: toSecond(run.world.now()) };
      const award = await withEndorsements(run, grounds.facts.release!.release, (endorsements) => awardFrom(run, place, claim, grounds, { ...drawn, endorsements }));
      const faults = claims.has(award.claim) || unrecorded.has(sameBadge(award)) ? ['this claim has been awarded already'] : await tryBadge(run, award, { last: false });
      if (faults.length > 0) {
        refused.push({ path, reasons: faults });
        continue;
      }
      claims.add(award.claim);
      takePlace(taken, award.status);
      awarded.push(award);
      addFiles(files, award, grounds);
    }
    if (awarded.length > 0) for (const [path, text] of bundlesDue(awarded, own.register.bundles)) files.set(path, text);
    return { files, message: `Record ${awarded.length === 1 ? 'an award' : `${awarded.length} awards`}`, outcome: { awarded, refused } };
  });
  if (wrote) run.tell(`Recorded ${outcome.awarded.map(({ serial, credential }) => `${serial} (${credential})`).join(', ')} in the register`);
  return outcome;
}

// What others vouch for never costs anybody a badge: with it inside it must verify, or it goes without.
async function withEndorsements(run: Run, release: ReleaseFile['release'], make: (endorsements: NonNullable<Award['endorsements']>) => Promise<Award>): Promise<Award> {
  const endorsements = await endorsementsInside(run, release);
  const award = endorsements.length === 0 ? null : await make(endorsements);
  if (award !== null && (await tryBadge(run, award, { last: false })).length === 0) return award;
  if (award !== null) run.tell(`The badge ${award.serial} carries no endorsement, because with those that stand in the catalog it would not verify`);
  return make([]);
}

function addFiles(files: Map<string, string>, award: Award, grounds: Grounds): void {
  files.set(registerPaths.award(award.serial), recordText(award));
  for (const record of attemptRecords(grounds, award)) files.set(registerPaths.attempt(record.claim, record.attempt, record.tree), recordText(record));
}

/**
 * Proves a recorded award again, from git and GitHub, before it is signed: a record is no proof of itself, whoever wrote it.
 * @param claims those on the place's main, by path.
 * @returns what speaks against it; nothing when it is what would be recorded today, but for what was drawn.
 */
export async function doubtsOf(run: Run, award: Award, own: PlaceState, catalogMain: string, claims: ReadonlyMap<string, MergedClaim>): Promise<readonly string[]> {
  const doubts = await recordDoubts(run, award, own, catalogMain, claims);
  return doubts.length > 0 ? doubts : tryBadge(run, award, { last: true });
}

/**
 * As much of that as can be told without the key: that the record's earner and claim key are the claim's own, and its signing key the
 * one at hand, is taken from the record. Only what passes here is worth starting a job for that has the key.
 */
export const doubtsWithoutKey = (run: Run, award: Award, own: PlaceState, catalogMain: string, claims: ReadonlyMap<string, MergedClaim>): Promise<readonly string[]> =>
  recordDoubts({ ...run, keys: async () => ({ publicKey: award.key.slice(award.key.indexOf('#') + 1), earner: () => award.earner, claim: () => award.claim, sign: () => Promise.reject(new Error('There is no key here to sign with')) }) }, award, own, catalogMain, claims);

/** Why nobody will ever sign an award as it was recorded: its key has had its time. It must not hold the others up. */
export function keyIsOver({ issuer, world }: Run, { key, issuer: { id } }: Award): readonly string[] {
  const signs = keysOn(issuer, world.now().toISOString().slice(0, 10)).some((each) => key === keyId(id, each));
  if (signs) return [];
  const mend = compromisedKeys(issuer).has(key) ? '`laurel reissue --compromised` proves it again and signs it with the key at hand' : 'give the key a later `until` in issuer.yaml and run `laurel issue` with it once';
  return [`it was recorded for the key ${key}, which signs no more, and was not published in time: ${mend}`];
}

async function recordDoubts(run: Run, award: Award, own: PlaceState, catalogMain: string, claims: ReadonlyMap<string, MergedClaim>): Promise<readonly string[]> {
  const over = keyIsOver(run, award);
  return over.length > 0 ? over : factDoubts(run, award, own, catalogMain, claims);
}

/** What speaks against the facts of a recorded award, whether or not its key still signs. */
export async function factDoubts(run: Run, award: Award, { place, main }: Pick<PlaceState, 'place' | 'main'>, catalogMain: string, claims: ReadonlyMap<string, MergedClaim>): Promise<readonly string[]> {
  const claim = claims.get(award.source.path);
  if (main === null || claim === undefined) return ['its claim is not on main'];
  const grounds = await groundsFor(run, place, claim, main, catalogMain);
  if ('reasons' in grounds) return grounds.reasons;
  const { serial, signed, status, key, format, endorsements = [] } = award;
  const again = await awardFrom(run, place, claim, grounds, { serial, status, signed, format, endorsements });
  if (key !== again.key && place.isPrivate) return ['it was recorded for another key than the one at hand'];
  if (key !== again.key) throw new Obstacle(`Award ${serial} was recorded for the key ${key}, which is not the one at hand. Run \`laurel issue\` with that key once.`);
  const inside = insideDoubts(run, award, run.releases.get(again.release)!.release);
  if (inside.length > 0) return inside;
  return canonicalJson(award) === canonicalJson(again) ? [] : ['its record differs from what its claim and its assessments say'];
}
