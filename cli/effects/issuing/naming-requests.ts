import { namedEdition } from '../../core/badge/edition.ts';
import type { Award } from '../../core/model.generated.ts';
import { isNamedSo, type NamingRequest } from '../../core/plan/naming-choice.ts';
import { isRequest, MOST_NAMINGS, readRequest } from '../../core/plan/naming-request.ts';
import type { Issue } from '../github/github.ts';
import type { PlaceState, State } from '../stores.ts';
import { deskOf, submitterOf } from '../submitter.ts';
import { newestOf } from './editions.ts';
import type { Anew } from './reissue-awards.ts';
import { reissueFaults } from './reissue-doubts.ts';
import type { Run } from './run.ts';
import { isPublished } from './unissued.ts';

/** Open requests that one run looks at in one place. */
const MOST_AT_ONCE = 20;

/** An open issue by which somebody asks to be named otherwise in a badge, and what is to be done about it. */
export type JudgedRequest = { readonly issue: Issue } & (
  | { readonly state: 'due'; readonly request: NamingRequest; readonly author: number }
  /** Something else of the badge is on its way first. */
  | { readonly state: 'waiting'; readonly request: NamingRequest }
  /** The badge says so. */
  | { readonly state: 'done'; readonly request: NamingRequest }
  | { readonly state: 'refused'; readonly reason: string }
);

/** Whether an award's earner is the account with this number. */
export type IsEarner = (award: Award, account: number) => Promise<boolean>;

/** The proof that the issuer has: the opaque name that only the key's owner can make of an account. */
export const earnerByKey = ({ keys }: Run): IsEarner => async ({ earner }, account) => (await keys()).earner(account) === earner;

/** What can be told without the key: that the account handed in the claim, by GitHub's word. */
export const earnerByClaim = ({ issuer }: Run, { place }: PlaceState): IsEarner => async ({ source }, account) => {
  const { owner, name } = place.repository;
  const pull = await place.github.pull(owner, name, source.pull);
  return (await submitterOf(place, pull, deskOf(issuer)))?.id === account;
};

/**
 * Reads what earners ask for in a place, and proves each: the issue's author by GitHub's record is the badge's own earner, and nobody
 * else changed the text. Of several requests for one badge the last counts. One request for each place that has badges and open issues.
 */
export async function judgeRequests(run: Run, state: State, own: PlaceState, isEarner: IsEarner): Promise<readonly JudgedRequest[]> {
  const { place, register, openIssues: seen } = own;
  if (register.awards.size === 0 || seen === 0) return [];
  const open = (await openIssues(place)).filter(({ body }) => isRequest(body)).sort((a, b) => b.number - a.number).slice(0, MOST_AT_ONCE);
  const judged: JudgedRequest[] = [];
  const taken = new Set<string>();
  for (const issue of open) {
    const one = await judge(run, state, own, issue, isEarner, taken);
    if (one.state !== 'refused') taken.add(one.request.serial);
    judged.push(one);
  }
  return judged;
}

// A repository whose issues cannot be read has no requests: nobody's badge waits for that.
async function openIssues({ github, repository: { owner, name } }: PlaceState['place']): Promise<readonly Issue[]> {
  try {
    return await github.issues(owner, name);
  } catch (error) {
    const { name: kind, status = 0 } = error as { readonly name?: string; readonly status?: number };
    if (kind !== 'GitHubFailure' || ![403, 404, 410].includes(status)) throw error;
    return [];
  }
}

async function judge(run: Run, state: State, own: PlaceState, issue: Issue, isEarner: IsEarner, taken: ReadonlySet<string>): Promise<JudgedRequest> {
  const { place, register: { awards } } = own;
  const refuse = (reason: string): JudgedRequest => ({ issue, state: 'refused', reason });
  const read = readRequest(issue.body, { isPublic: !place.isPrivate });
  if (!read.ok) return refuse(read.fault);
  const { request } = read;
  const first = awards.get(request.serial);
  if (first === undefined || namedEdition(request.serial)?.edition !== 1) return refuse('there is no badge with this serial here');
  if (issue.author === null || !(await isEarner(first.award, issue.author.id))) return refuse('the badge is not of the account that opened this issue');
  const newest = newestOf(awards, request.serial);
  const { award } = newest;
  const asked = [...awards.values()].filter(({ reissue }) => reissue?.record.serial === request.serial && reissue.record.asked !== undefined).map(({ reissue }) => reissue!.record.asked!);
  if (asked.some((each) => each.issue === issue.number && each.repository === place.repository.id) || (await isNamedSo(award.naming, request.naming))) return { issue, state: 'done', request };
  if (newest.revocation === null && !isPublished(state.ledger, newest)) return { issue, state: 'waiting', request };
  const [fault] = reissueFaults(run, state, own, request.serial);
  if (fault !== undefined) return refuse(fault);
  if (taken.has(request.serial)) return refuse('a later request for the same badge counts');
  if (asked.length >= MOST_NAMINGS) return refuse(`the badge was named otherwise ${MOST_NAMINGS} times, which is the most`);
  const { editedBy } = await place.github.issueThread(place.repository.owner, place.repository.name, issue.number);
  if (editedBy !== null) return refuse(`the text was changed by ${editedBy}; only what you wrote yourself counts`);
  return { issue, state: 'due', request, author: issue.author.id };
}

/** What is to be signed anew because earners asked for it. */
export async function askedAnew(run: Run, state: State, own: PlaceState, isEarner: IsEarner): Promise<readonly Anew[]> {
  const repository = own.place.repository.id;
  return (await judgeRequests(run, state, own, isEarner)).flatMap((one) => (one.state !== 'due' ? [] : [{
    serial: one.request.serial,
    by: one.author,
    mending: { reason: 'The earner chose how the badge names them', naming: one.request.naming, asked: { repository, issue: one.issue.number }, ...(one.request.consent === undefined ? {} : { consent: one.request.consent }) },
  }]));
}
