import type { Catalog } from '../../core/catalog.ts';
import { namesIn } from '../../core/desk/form-names.ts';
import { credentialNamed, isFormIssue, parseIssueForm, type IssueForm } from '../../core/desk/issue-form.ts';
import { submissionFromIssue } from '../../core/desk/issue-submission.ts';
import { NOTICE } from '../../core/desk/notice.ts';
import { currentId } from '../../core/former-ids.ts';
import type { ReleaseFile } from '../../core/model.generated.ts';
import { inMarkdown } from '../../core/words.ts';
import { isInTime, type Stay } from '../../core/submission/stay.ts';
import { claimFolder } from '../claim-branch.ts';
import { currentCatalog } from '../current-catalog.ts';
import type { GitHub, Issue } from '../github/github.ts';
import { glancesAt } from '../glances.ts';
import { placeProblem, type Unread } from '../place-problem.ts';
import type { Place } from '../place.ts';
import type { Programme } from '../programme.ts';
import { branchHead, fetchBranches, pushForward } from '../remote.ts';
import { someAtATime } from '../some-at-a-time.ts';
import { stayNow } from '../stays.ts';
import { deskOf, issueBranch } from '../submitter.ts';
import { begunClaim, textAt, type BegunClaim } from './begun-claim.ts';
import { ownProblem } from './own-problem.ts';
import { commitFiles, listFiles } from '../tree.ts';
import type { World } from '../world.ts';

/** An issue of the submission form that became, or changed, a pull request; or why it could not. */
export interface TakenIssue {
  readonly issue: number;
  readonly pull: number | null;
  readonly problems: readonly string[];
}

/** What became of the issues, and the places whose issues could not be read. */
export interface TakenIssues {
  readonly taken: readonly TakenIssue[];
  readonly unread: readonly Unread[];
}

/** Turns what came in by the issue form into pull requests, with the issue's author as the submitter; what changed in an issue changes its pull request. */
export async function takeIssues(world: World, programme: Programme): Promise<TakenIssues> {
  const taken: TakenIssue[] = [];
  const unread: Unread[] = [];
  const places = await programme.places();
  const glances = await glancesAt(places);
  // What goes wrong in one place is that place's.
  const within = <Outcome>(place: Place, work: () => Promise<Outcome>, otherwise: Outcome): Promise<Outcome> => work().catch((error: unknown) => {
    const problem = placeProblem(place, error);
    if (problem === null) throw error;
    unread.push(problem);
    return otherwise;
  });
  const asked = places.filter(({ address }) => glances.get(address)?.openIssues !== 0);
  const found = (await someAtATime(asked, async (place) => ({ place, issues: await within(place, () => formIssues(place), []) }))).filter(({ issues }) => issues.length > 0);
  if (found.length === 0) return { taken, unread };
  const catalog = await currentCatalog(programme);
  const rules = { catalog, stayOn: (release: ReleaseFile) => stayNow(programme, catalog, release) };
  for (const { place, issues } of found) taken.push(...(await within(place, () => takeFrom(world, place, issues, rules), [])));
  return { taken, unread };
}

// The form's label is left out by GitHub where nobody has made it, so the text tells what the form made.
const formIssues = async ({ github, repository: { owner, name } }: Place): Promise<readonly Issue[]> => (await github.issues(owner, name)).filter(({ body }) => isFormIssue(body));

/** The catalog by which issues are taken, and how long submissions stay on a release of it. */
interface Rules {
  readonly catalog: Catalog;
  readonly stayOn: (release: ReleaseFile) => Promise<Stay | null>;
}

async function takeFrom(world: World, place: Place, issues: readonly Issue[], rules: Rules): Promise<readonly TakenIssue[]> {
  const { github, repository: { defaultBranch } } = place;
  await fetchBranches(place, [defaultBranch, ...issues.map(({ number }) => issueBranch(number))]);
  const desk = deskOf(rules.catalog.issuer?.value);
  const own = !place.isPrivate || desk === null || (await accountOf(github)) === desk;
  const taken: TakenIssue[] = [];
  for (const issue of issues) {
    const outcome = own ? await alone(issue.number, () => takeIssue(world, place, rules, issue)) : { issue: issue.number, pull: null, problems: [`left to the desk's own account (${desk}): this token belongs to another, and what that made of it could never pass`] };
    if (outcome !== null) taken.push(outcome);
  }
  return taken;
}

// What GitHub refuses for one issue is that issue's; a limit or a lost server is everybody's.
async function alone(issue: number, take: () => Promise<TakenIssue | null>): Promise<TakenIssue | null> {
  try {
    return await take();
  } catch (error) {
    const problem = ownProblem(error);
    if (problem === null) throw error;
    const forbidden = (error as { readonly status?: number }).status === 403;
    return { issue, pull: null, problems: [forbidden ? `${problem} If it is about creating pull requests: in the repository's Settings, Actions, General, allow GitHub Actions to create them.` : problem] };
  }
}

// A program's token has nobody behind it.
async function accountOf(github: GitHub): Promise<number | null> {
  try {
    return (await github.me()).id;
  } catch (error) {
    if (ownProblem(error) === null) throw error;
    return null;
  }
}

async function takeIssue(world: World, place: Place, { catalog, stayOn }: Rules, issue: Issue): Promise<TakenIssue | null> {
  const { github, repository: { owner, name } } = place;
  const thread = await github.issueThread(owner, name, issue.number);
  const answer = async (text: string): Promise<boolean> => {
    const body = `${NOTICE}\n\n${text}\n`;
    const own = thread.ownComments.find((comment) => comment.body.includes(NOTICE));
    if (own !== undefined && own.body.replaceAll('\r\n', '\n').trim() === body.trim()) return false;
    if (own === undefined) await github.comment(owner, name, issue.number, body);
    else await github.changeComment(owner, name, own.id, body);
    return true;
  };
  const refuse = async (problems: readonly string[], next = 'Edit the text above; the desk looks every quarter of an hour.'): Promise<TakenIssue | null> => {
    const told = await answer(`This could not be taken as a submission yet:\n\n${problems.map((problem) => `- ${inMarkdown(problem)}`).join('\n')}\n\n${next}`);
    return told ? { issue: issue.number, pull: null, problems } : null;
  };
  if (issue.author === null) return null;
  const desk = deskOf(catalog.issuer?.value);
  if (place.isPrivate && desk === null) return refuse(['In this repository an issue does not lead to a badge: the programme has not said which account its desk uses here.'], byPage(issue, catalog));
  if (place.isPrivate && issue.author.id === desk) return refuse(['It was opened by the desk\'s own account, which earns nothing.'], 'Whoever it is for opens an issue of their own.');
  if (thread.editedBy !== null) return refuse([`The text was changed by ${thread.editedBy}. Only what you wrote yourself can be handed in: edit the text once more, or open a new issue.`]);
  const read = parseIssueForm(issue.body);
  if (!read.ok) return refuse(read.faults);
  const { form } = read;
  const main = (await branchHead(place.git, place.repository.defaultBranch))!;
  const branch = issueBranch(issue.number);
  const head = await branchHead(place.git, branch);
  const begun = head === null ? null : await begunClaim(place, catalog, { head, main, login: issue.author.login, form });
  const wanted = begun === null ? toStart(form, catalog) : { ok: true as const, release: await toGoOn(place, begun, { form, catalog, stayOn, today: world.now().toISOString().slice(0, 10) }) };
  if (!wanted.ok) return refuse(wanted.faults);
  const { release } = wanted;
  const folder = claimFolder(place, release.release.id, issue.author.login, form.claim);
  if (place.isPrivate && head !== null && (await github.pushes(owner, name, branch))?.every(({ account }) => account.id === desk) !== true) return refuse([`The branch ${branch}, on which the desk puts this, was moved by somebody other than the desk.`], 'Close this issue, and the pull request if there is one, and open a new issue with the same text. To change it later, edit the issue and nothing else.');
  const text = submissionFromIssue(form, release, place);
  if ((await textAt(place, main, begun?.folder ?? folder)) !== null) {
    if (head === null) return refuse([`There is a submission number ${form.claim} of yours for this credential already. For a renewal, write the next number.`]);
    await answer('This was merged. Your badge is issued next; `laurel status` and the pull request say where it is.');
    await github.closeIssue(owner, name, issue.number);
    return { issue: issue.number, pull: null, problems: [] };
  }
  const changed = head === null || (await textAt(place, head, folder)) !== text;
  if (changed && !(await writeBranch(world, place, { branch, head, main, folder, text }))) return null;
  const { title, version } = release.release.credential;
  const open = (await github.pulls(owner, name, `${owner}:${branch}`))[0];
  if (place.isPrivate && open !== undefined && open.author?.id !== desk) return refuse([`From the desk's branch another account opened pull request #${open.number}. It can never become a badge.`], 'Close that pull request; the desk then opens its own.');
  const pull = open ?? (await github.openPull(owner, name, { title: `${title}: ${issue.author.login}`, body: `A claim of @${issue.author.login} for **${title}** ${version}, from the form in issue #${issue.number}.\n\nThe desk wrote the file from the form. To change it, edit the issue.\n`, head: branch, base: place.repository.defaultBranch, draft: false }));
  const told = await answer(`This is handed in as pull request #${pull.number}. There a comment always says whose turn it is, and assessors write their feedback. To revise it, edit the text above.`);
  return changed || told || open === undefined ? { issue: issue.number, pull: pull.number, problems: [] } : null;
}

// The other way in, to the page of the credential where the form's text says which one is meant.
function byPage(issue: Issue, catalog: Catalog): string {
  const read = parseIssueForm(issue.body);
  const wanted = read.ok ? toStart(read.form, catalog) : read;
  const site = catalog.issuer!.value.url.replace(/\/+$/, '');
  const page = wanted.ok ? `${site}/credentials/${wanted.release.release.id}/submit/` : `${site}/credentials/`;
  return `Use the credential's page instead: ${page}. You can copy your text from here. The programme lead opens this way by naming the account in \`submissions.desk\` of issuer.yaml.`;
}

type Wanted = { readonly ok: true; readonly release: ReleaseFile } | { readonly ok: false; readonly faults: readonly string[] };

function toStart({ credential }: IssueForm, catalog: Catalog): Wanted {
  const named = credentialNamed(credential, namesIn(catalog));
  if (!named.ok) return { ok: false, faults: [named.fault] };
  const { status, version, title } = catalog.credentials.get(named.id)!.value;
  const release = catalog.releases.get(`${named.id}/${version}`)?.value;
  if (status !== 'active' || release === undefined) return { ok: false, faults: [`${title} cannot be started now: it is ${status === 'active' ? 'not released yet' : status}.`] };
  return { ok: true, release };
}

// Whoever began under an earlier release goes on under it; who revises after its last day, under the newest.
async function toGoOn(place: Place, { started, text }: BegunClaim, { form, catalog, stayOn, today }: Rules & { readonly form: IssueForm; readonly today: string }): Promise<ReleaseFile> {
  const stay = await stayOn(started);
  if (stay === null || isInTime(stay, [today]) || text === submissionFromIssue(form, started, place)) return started;
  const current = catalog.credentials.get(currentId(catalog, started.release.id));
  return catalog.releases.get(`${current?.id}/${current?.value.version}`)?.value ?? stay.newest;
}

interface Draft {
  readonly branch: string;
  readonly head: string | null;
  readonly main: string;
  readonly folder: string;
  readonly text: string;
}

async function writeBranch(world: World, place: Place, { branch, head, main, folder, text }: Draft): Promise<boolean> {
  const path = `${folder}/submission.md`;
  const base = head === null ? null : await place.git.text(['merge-base', head, main]);
  // Another credential or number was written into the form: what stood under the old name goes.
  const before = head === null ? [] : (await listFiles(place.git, head)).map((file) => file.path);
  const onMain = base === null ? new Set<string>() : new Set((await listFiles(place.git, base)).map((file) => file.path));
  const removed = before.filter((one) => !onMain.has(one) && one !== path);
  const commit = await commitFiles(place.git, { parent: head ?? main, files: new Map([[path, text]]), removed, message: 'Hand in what the form holds\n', by: { name: 'Laurel', email: 'desk@laurel.invalid', at: world.now() } });
  return pushForward(place.git, place.address, commit, branch);
}
