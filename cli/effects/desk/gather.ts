import type { Problem } from '../../core/desk/claim.ts';
import type { Assessors } from '../../core/model.generated.ts';
import { hasOwnAddress, ownAddressWords } from '../../core/privacy/commit-addresses.ts';
import { claimAmong, foldersAt } from '../claims.ts';
import { GitFailure } from '../git.ts';
import type { OpenPull } from '../github/open-pulls.ts';
import { fromPlace, inPlace, type Place } from '../place.ts';
import { catalogAt, Obstacle, type Programme } from '../programme.ts';
import { branchHead, fetchBranches, fetchPulls } from '../remote.ts';
import { deskOf, submitterOf } from '../submitter.ts';
import { differing, resolveObjects } from '../tree.ts';
import { branchings, type Branching } from './branchings.ts';
import { ownProblem } from './own-problem.ts';
import { begin, readEntry, type DeskEntry, type Rules } from './entry.ts';
import { doubtOf, foreignWork, misplaced } from './whose-claim.ts';

/** All open claims of a programme, with the rules that they are judged by. */
export interface Desk {
  readonly entries: readonly DeskEntry[];
  readonly rules: Rules;
  readonly catalogMain: string;
  readonly mains: ReadonlyMap<string, string>;
}

/**
 * Reads every open claim: one request for 20 pull requests, one for each that was revised and waits for a decision, and
 * git for everything else.
 * @param wanted which places to look at; all where it is left out.
 */
export async function gatherDesk(programme: Programme, today: string, wanted: (place: Place) => boolean = () => true): Promise<Desk> {
  await fetchBranches(programme.git, programme.address);
  const catalogMain = await branchHead(programme.git, programme.repository.defaultBranch);
  if (catalogMain === null) throw new Obstacle(`The repository ${programme.repository.owner}/${programme.repository.name} has no branch ${programme.repository.defaultBranch}.`);
  const rules = await rulesAt(programme, catalogMain, today);
  const entries: DeskEntry[] = [];
  const mains = new Map<string, string>();
  for (const place of (await programme.places()).filter(wanted)) {
    if (place.address !== programme.address) await fetchBranches(place.git, place.address);
    const main = await branchHead(place.git, place.repository.defaultBranch);
    if (main === null) continue;
    mains.set(place.address, main);
    const pulls = (await place.github.openPulls(place.repository.owner, place.repository.name)).filter(({ base }) => base === place.repository.defaultBranch);
    await fetchPulls(place.git, place.address, pulls.map(({ number }) => number));
    const heads = await resolveObjects(place.git, pulls.map(({ number }) => `refs/laurel/pulls/${number}^{commit}`));
    // One whose head has moved since it was listed is for the next run.
    const settled = pulls.filter(({ headSha }, at) => heads[at] === headSha);
    const folders = settled.length === 0 ? new Map<string, readonly string[]>() : await foldersAt(place, main);
    const left = await branchings(place.git, main, settled.map(({ headSha }) => headSha));
    for (const pull of settled) {
      const entry = await entryOf(place, pull, left.get(pull.headSha)!, rules, folders).catch((error: unknown) => {
        // A pull request that git or GitHub cannot read is left to a later run; the others are not held up.
        if (error instanceof GitFailure || ownProblem(error) !== null) return null;
        throw error;
      });
      if (entry !== null) entries.push(entry);
    }
  }
  return { entries: oneAtATime(entries), rules, catalogMain, mains };
}

/** Reads the rules as they stood at a commit of the catalog. */
export async function rulesAt({ git, folder }: Programme, commit: string, today: string): Promise<Rules> {
  const { catalog } = await catalogAt(git, commit, folder);
  if (catalog.issuer === null || catalog.assessors === null) throw new Obstacle('issuer.yaml or assessors.yaml on main is missing or has faults. Mend it by a pull request.');
  return { catalog, issuer: catalog.issuer.value, assessors: catalog.assessors.value, today };
}

// Whoever opens a claim twice would be read by twice as many assessors and keep the answer they like: the oldest is read.
function oneAtATime(entries: readonly DeskEntry[]): readonly DeskEntry[] {
  const oldest = new Map<string, number>();
  return entries.map((entry) => {
    const { place, path, claim } = entry;
    const name = `${claim.submitter?.id} ${place.repository.id} ${path.path}`;
    const before = oldest.get(name);
    if (before === undefined && claim.credential !== '') oldest.set(name, claim.pull);
    if (before === undefined || claim.submitter === null) return entry;
    const problem: Problem = { path: path.path, line: 1, message: `Unexpected second pull request for this claim, expected one: it is open as pull request ${before} already`, remedy: 'Close this one and go on in that one; what assessors wrote there stays with it.' };
    return { ...entry, claim: { ...claim, problems: [problem, ...claim.problems] } };
  });
}

// A pull request that touches no submission is an author's, and not for the desk.
async function entryOf(place: Place, pull: OpenPull, { base, emails }: Branching, rules: Rules, folders: ReadonlyMap<string, readonly string[]>): Promise<DeskEntry | null> {
  if (base === null) return null;
  const { git } = place;
  const head = pull.headSha;
  const changed = await differing(git, [base, head]);
  if (!changed.some((path) => fromPlace(place, path)?.startsWith('submissions/') === true)) return null;
  const path = claimAmong(place, changed);
  const desk = deskOf(rules.issuer);
  const submitter = await submitterOf(place, pull, desk);
  const outside = path === null ? [] : changed.filter((one) => !one.startsWith(`${path.path}/`));
  const begun = { ...begin(place, pull, path, submitter, involvedIn(emails, rules.assessors)), warnings: hasOwnAddress(emails) ? [ownAddressWords(place)] : [] };
  const wrong = (problems: readonly Problem[]): DeskEntry => ({ place, pull, path: path ?? { path: inPlace(place, 'submissions'), credential: '', login: '', number: 0 }, claim: { ...begun, problems }, handed: new Map() });
  if (path === null) return wrong([{ path: inPlace(place, 'submissions'), line: 1, message: 'Unexpected changes to more than one claim, expected one folder', remedy: 'Open a pull request of its own for each claim.' }]);
  if (outside.length > 0) return wrong(outside.slice(0, 5).map((one) => ({ path: one, line: 1, message: 'Unexpected change outside the claim folder, expected changes below it only', remedy: `Begin again from ${place.repository.defaultBranch} with the files of ${path.path} alone; a later commit that takes it back is not enough.` })));
  const doubt = await doubtOf(place, pull, submitter, desk);
  if (doubt !== null) return wrong([{ path: path.path, line: 1, ...doubt }]);
  const entry = await readEntry(place, pull, path, begun, rules);
  const foreign = pull.draft || submitter === null ? null : await foreignWork(place, pull, path, submitter, desk);
  return { ...entry, claim: { ...entry.claim, problems: [...(foreign === null ? [] : [foreign]), ...misplaced(place, path, submitter, folders), ...entry.claim.problems] } };
}

// Whom the commits name, as far as their addresses tell; who really pushed is asked of GitHub before anything is merged.
function involvedIn(emails: ReadonlySet<string>, { assessors }: Assessors): ReadonlySet<number> {
  return new Set(assessors.flatMap(({ id, login }) => ([`${id}+${login.toLowerCase()}@`, `${login.toLowerCase()}@`].some((begin) => [...emails].some((email) => email.startsWith(begin) && email.includes('noreply'))) ? [id] : [])));
}
