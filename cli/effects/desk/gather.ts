import { assessorsIn } from '../../core/assessment/covering.ts';
import type { Problem } from '../../core/desk/claim.ts';
import type { Assessors } from '../../core/model.generated.ts';
import { hasOwnAddress, ownAddressWords } from '../../core/privacy/commit-addresses.ts';
import { claimAmong, foldersAt } from '../claims.ts';
import { GitFailure } from '../git.ts';
import type { Glance } from '../github/glance.ts';
import type { OpenPull } from '../github/open-pulls.ts';
import { glancesAt } from '../glances.ts';
import { fetchCatalog, fetchPlace } from '../own-branches.ts';
import { placeProblem, type Unread } from '../place-problem.ts';
import { fromPlace, inPlace, type Place } from '../place.ts';
import { catalogAt, Obstacle, type Programme } from '../programme.ts';
import { branchHead, fetchPulls } from '../remote.ts';
import { someAtATime } from '../some-at-a-time.ts';
import { stayAt } from '../stays.ts';
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
  /** Places that could not be read: what is open there is not among the entries. */
  readonly unread: readonly Unread[];
}

/**
 * Reads every open claim: one request for 20 pull requests of a place, one for each that was revised and waits for a decision, and
 * git for everything else. Of private places those in which nothing is open cost a fiftieth of a request.
 * @param wanted which places to look at; all where it is left out.
 */
export async function gatherDesk(programme: Programme, today: string, wanted: (place: Place) => boolean = () => true): Promise<Desk> {
  await fetchCatalog(programme);
  const catalogMain = await branchHead(programme.git, programme.repository.defaultBranch);
  if (catalogMain === null) throw new Obstacle(`The repository ${programme.repository.owner}/${programme.repository.name} has no branch ${programme.repository.defaultBranch}.`);
  const rules = await rulesAt(programme, catalogMain, today);
  const places = (await programme.places()).filter(wanted);
  const glances = await glancesAt(places);
  const gathered = await someAtATime(places, (place) => gatherPlace(place, rules, glances.get(place.address)).catch((error: unknown) => {
    const problem = placeProblem(place, error);
    if (problem === null) throw error;
    return { entries: [], main: null, unread: problem };
  }));
  const mains = new Map(gathered.flatMap(({ main }, at) => (main === null ? [] : [[places[at]!.address, main] as const])));
  return { entries: oneAtATime(gathered.flatMap(({ entries }) => entries)), rules, catalogMain, mains, unread: gathered.flatMap(({ unread }) => unread ?? []) };
}

/** What was read of one place, or why it was not; main is null where nothing is open there. */
interface Gathered {
  readonly entries: readonly DeskEntry[];
  readonly main: string | null;
  readonly unread: Unread | null;
}

async function gatherPlace(place: Place, rules: Rules, glance: Glance | undefined): Promise<Gathered> {
  const { git, github, repository: { owner, name, defaultBranch } } = place;
  if (glance?.openPulls === 0) return { entries: [], main: null, unread: null };
  if (place.isPrivate) await fetchPlace(place, { known: glance });
  const main = await branchHead(git, defaultBranch);
  if (main === null) return { entries: [], main, unread: null };
  const pulls = (await github.openPulls(owner, name)).filter(({ base }) => base === defaultBranch);
  const failure = await fetchPulls(place, pulls.map(({ number }) => number));
  // Where none can be fetched, it is not for want of claims.
  if (failure !== null && place.isPrivate) throw failure;
  const heads = await resolveObjects(git, pulls.map(({ number }) => `refs/laurel/pulls/${number}^{commit}`));
  // One whose head has moved since it was listed is for the next run.
  const settled = pulls.filter(({ headSha }, at) => heads[at] === headSha);
  const folders = settled.length === 0 ? new Map<string, readonly string[]>() : await foldersAt(place, main);
  const left = await branchings(git, main, settled.map(({ headSha }) => headSha));
  const entries: DeskEntry[] = [];
  for (const pull of settled) {
    const entry = await entryOf(place, pull, left.get(pull.headSha)!, rules, folders).catch((error: unknown) => {
      // A pull request that git or GitHub cannot read is left to a later run; the others are not held up.
      if (error instanceof GitFailure || ownProblem(error) !== null) return null;
      throw error;
    });
    if (entry !== null) entries.push(entry);
  }
  return { entries, main, unread: null };
}

/** Reads the rules as they stood at a commit of the catalog. */
export async function rulesAt({ git, folder }: Programme, commit: string, today: string): Promise<Rules> {
  const { catalog } = await catalogAt(git, commit, folder);
  if (catalog.issuer === null || catalog.assessors === null) throw new Obstacle('issuer.yaml or assessors.yaml on main is missing or has faults. Mend it by a pull request.');
  return { catalog, issuer: catalog.issuer.value, assessors: assessorsIn(catalog)!, today, stayOn: (release) => stayAt({ git, folder }, commit, catalog, release) };
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
