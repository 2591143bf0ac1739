import { describe, expect, it } from 'vitest';
import { smallestCatalog } from '../../testing/smallest.ts';
import { feedbackRows } from '../assessment/feedback.ts';
import { loadCatalog } from '../catalog.ts';
import type { Assessors, Submission } from '../model.generated.ts';
import { assign } from './assignment.ts';
import { currentAttempt, type DeskClaim, type Person } from './claim.ts';
import { commit, deskClaim, filledForm, review, type ClaimSketch } from './fixture.ts';
import { NOTICE, noticeText } from './notice.ts';
import { planFor } from './plan.ts';
import { issuedStanding, mergedStanding, standingOf, type Standing } from './standing.ts';

const { catalog } = loadCatalog(smallestCatalog());
const release = catalog.releases.get('wait-time/1.0.0')!.value;
const issuer = catalog.issuer!.value;
const { policy } = issuer;
const [first, second] = release.release.rubric.criteria.map(({ id }) => id) as [string, string];
const listed = (id: number, login: string, more: object = {}): Assessors['assessors'][number] => ({ id, login, covers: ['all'], 'calibrated-until': '2027-12-31', ...more });
const assessors: Assessors = { assessors: [listed(11, 'ana'), listed(12, 'ben'), listed(13, 'cora'), listed(14, 'dev')] };
const MONDAY = '2026-11-23T09:00:00Z';
const at = (text: string): Date => new Date(text);
const claim = (sketch: Partial<ClaimSketch> = {}): DeskClaim => deskClaim({ release, assessors, policy, ...sketch });
const person = (id: number): Person => ({ id, login: assessors.assessors.find((one) => one.id === id)!.login });
const requested = (id: number, since: string): DeskClaim['requested'][number] => ({ person: person(id), since });
const assigned = (one: DeskClaim, now: string, list = assessors) => assign([one], { assessors: list, policy }, at(now)).get(one.key)!;
const ids = (people: readonly Person[]): readonly number[] => people.map(({ id }) => id).sort();
const stands = (one: DeskClaim, now: string, obstacles: readonly string[] = []): Standing => standingOf(one, { policy, assignment: assigned(one, now), obstacles, now: at(now) });

describe('attempts', () => {
  it('begin anew only when work changes that somebody has assessed', () => {
    expect(claim({ commits: 'ab' }).attempts.map(({ number }) => number)).toEqual([1]);
    const revised = claim({ commits: 'ab', reviews: [review(release, 11, MONDAY, 'a', [first])] });
    expect(revised.attempts.map(({ number, assessments }) => [number, assessments.length])).toEqual([[1, 1], [2, 0]]);
  });
  it('keep each person\'s latest word on each attempt', () => {
    const one = claim({ commits: 'ab', reviews: [review(release, 11, '2026-11-23T09:00:00Z', 'a', [first]), review(release, 11, '2026-11-24T09:00:00Z', 'a', [second]), review(release, 11, '2026-11-25T09:00:00Z', 'b')] });
    expect(one.attempts.map(({ assessments }) => assessments.map(({ passed, assessment }) => [passed, assessment.levels.get(second)]))).toEqual([[[false, 'not-yet']], [[true, 'proficient']]]);
  });
  it('do not bring an earlier word back when the latest is dismissed or edited', () => {
    const dismissed = review(release, 11, '2026-11-24T09:00:00Z', 'a', [], { state: 'DISMISSED' });
    expect(currentAttempt(claim({ reviews: [review(release, 11, MONDAY, 'a'), dismissed] }))?.assessments).toEqual([]);
    expect(currentAttempt(claim({ reviews: [review(release, 11, MONDAY, 'a', [], { edited: true })] }))?.assessments).toEqual([]);
  });
  it('count nobody who is not listed, had a hand in it, or has a conflict', () => {
    const reviews = [review(release, 77, MONDAY, 'a'), review(release, 11, MONDAY, 'a'), review(release, 12, MONDAY, 'a')];
    const one = claim({ reviews, interests: { team: ['BEN'] }, more: { involved: new Set([11]) } });
    expect(currentAttempt(one)?.assessments).toEqual([]);
  });
});

describe('assignment', () => {
  it('asks as many people as must judge independently, and the same ones each time', () => {
    const one = assigned(claim(), MONDAY);
    expect(one.add).toHaveLength(2);
    expect(assigned(claim(), '2026-11-27T09:00:00Z').add).toEqual(one.add);
    expect(one.missing).toBe(0);
  });
  it('chooses differently for different claims, so that work is spread', () => {
    const pairs = new Set(Array.from({ length: 12 }, (_, pull) => ids(assigned(claim({ pull: pull + 1 }), MONDAY).add).join()));
    expect(pairs.size).toBeGreaterThan(2);
  });
  it.each([
    ['the submitter', claim({ submitter: 11 }), 11],
    ['who has a declared conflict', claim({ submitter: 98 }), 12],
    ['who works at the same school', claim({ interests: { school: 'northside' } }), 13],
    ['who works at the same school, written otherwise', claim({ interests: { school: ' NORTHSIDE. ' } }), 13],
    ['whom the submission names in its team', claim({ interests: { team: ['Dev'] } }), 14],
    ['who had a hand in it', claim({ more: { involved: new Set([11]) } }), 11],
  ])('never asks %s', (_, one, never) => {
    const list = { assessors: [listed(11, 'ana'), listed(12, 'ben', { conflicts: [98] }), listed(13, 'cora', { school: 'northside' }), listed(14, 'dev')] };
    const { add, passedOver } = assigned(one, MONDAY, list);
    expect(ids(add)).not.toContain(never);
    expect(passedOver.has(list.assessors.find(({ id }) => id === never)!.login)).toBe(true);
  });
  it('does not let two people assess each other', () => {
    const theirs = claim({ pull: 2, submitter: 11, reviews: [], more: { requested: [requested(12, MONDAY)] } });
    const mine = claim({ pull: 1, submitter: 12 });
    expect(ids(assign([mine, theirs], { assessors, policy }, at(MONDAY)).get(mine.key)!.add)).not.toContain(11);
  });
  it('gives nobody more than their load, and says how many are missing', () => {
    const list = { assessors: [listed(11, 'ana', { load: 1 }), listed(12, 'ben', { load: 1 }), listed(13, 'cora', { load: 0 })] };
    const claims = [claim({ pull: 1 }), claim({ pull: 2, since: '2026-11-24T09:00:00Z' })];
    const all = assign(claims, { assessors: list, policy }, at('2026-11-24T10:00:00Z'));
    expect(ids(all.get(claims[0]!.key)!.add)).toEqual([11, 12]);
    expect(all.get(claims[1]!.key)).toMatchObject({ add: [], missing: 2 });
    expect(stands(claims[1]!, MONDAY)).not.toMatchObject({ turn: 'lead' });
  });
  it('keeps who was asked, until their time is over and somebody else is free', () => {
    const one = claim({ more: { requested: [requested(11, MONDAY), requested(12, MONDAY)] } });
    expect(assigned(one, '2026-12-07T08:00:00Z')).toMatchObject({ keep: [person(11), person(12)], add: [], relieve: [] });
    const late = assigned(one, '2026-12-07T10:00:00Z');
    expect(ids(late.relieve)).toEqual([11, 12]);
    expect(ids(late.add)).toEqual([13, 14]);
  });
  it('leaves a late person in place where nobody else may take over', () => {
    const list = { assessors: [listed(11, 'ana'), listed(12, 'ben')] };
    const one = claim({ more: { requested: [requested(11, MONDAY), requested(12, MONDAY)] } });
    expect(assigned(one, '2026-12-20T10:00:00Z', list)).toMatchObject({ add: [], relieve: [], missing: 0 });
  });
  it('asks first who assessed the attempt before', () => {
    const one = claim({ commits: 'ab', reviews: [review(release, 13, MONDAY, 'a', [first]), review(release, 14, MONDAY, 'a', [first])] });
    expect(ids(assigned(one, '2026-11-25T09:00:00Z').add)).toEqual([13, 14]);
  });
  it('asks one more person, who has not judged it, where two disagree', () => {
    const one = claim({ reviews: [review(release, 11, MONDAY, 'a'), review(release, 12, MONDAY, 'a', [first])] });
    const { add } = assigned(one, MONDAY);
    expect(add).toHaveLength(1);
    expect([13, 14]).toContain(add[0]!.id);
  });
  it('asks nobody for a draft, or while something is missing', () => {
    expect(assigned(claim({ more: { draft: true } }), MONDAY).add).toEqual([]);
    expect(assigned(claim({ more: { problems: [{ path: 'x', line: 1, message: 'Unexpected x, expected y', remedy: 'Write y' }] } }), MONDAY).add).toEqual([]);
  });
});

describe('a standing', () => {
  it('is the teacher\'s turn, without a date, while it is a draft', () => expect(stands(claim({ more: { draft: true } }), MONDAY)).toMatchObject({ turn: 'teacher', due: null, overdue: false }));
  it('is the assessors\' turn for the days that the policy gives, counted from when it was handed in', () => {
    const standing = stands(claim(), '2026-11-24T09:00:00Z');
    expect(standing).toMatchObject({ turn: 'assessors', since: MONDAY, due: '2026-12-07T09:00:00Z', overdue: false });
    expect(stands(claim(), '2026-12-08T09:00:00Z').overdue).toBe(true);
  });
  it('is the teacher\'s turn after "not yet", with the criteria by their titles', () => {
    const standing = stands(claim({ reviews: [review(release, 11, MONDAY, 'a', [first]), review(release, 12, '2026-11-25T09:00:00Z', 'a', [first])] }), '2026-11-26T09:00:00Z');
    expect(standing).toMatchObject({ turn: 'teacher', since: '2026-11-25T09:00:00Z', attempt: 1, coach: false });
    expect(standing.what).toContain(release.release.rubric.criteria[0]!.title);
  });
  it('is a third person\'s turn where two disagree, for half the time', () => {
    const standing = stands(claim({ reviews: [review(release, 11, MONDAY, 'a'), review(release, 12, MONDAY, 'a', [first])] }), MONDAY);
    expect(standing).toMatchObject({ turn: 'third-assessor', since: MONDAY, due: '2026-11-30T09:00:00Z' });
    expect(standing.who).toHaveLength(1);
  });
  it('is the desk\'s turn when all pass it, and the lead\'s when something speaks against the merge', () => {
    const passed = claim({ reviews: [review(release, 11, MONDAY, 'a'), review(release, 12, MONDAY, 'a')] });
    expect(stands(passed, MONDAY).turn).toBe('desk');
    expect(stands(passed, MONDAY, ['commit 1 touches catalog/assessors.yaml']).turn).toBe('lead');
  });
  it('brings a coach in after as many attempts as the policy says', () => {
    const commits = 'abc'.slice(0, policy['coach-after']);
    const reviews = [...commits].flatMap((letter, day) => [11, 12].map((id) => review(release, id, `2026-11-2${3 + day}T09:00:00Z`, letter, [first])));
    expect(stands(claim({ commits, reviews }), '2026-11-27T09:00:00Z')).toMatchObject({ turn: 'teacher', attempt: 3, coach: true });
  });
});

describe('the one comment', () => {
  const text = (one: DeskClaim, now: string): string => noticeText(one, stands(one, now), feedbackRows(one.attempts, release.release, new Map()), { issuer, assessors });
  it('says whose turn it is, by name, since when and by when, in words', () => {
    const notice = text(claim({ more: { requested: [requested(11, MONDAY), requested(12, MONDAY)] } }), '2026-11-24T09:00:00Z');
    expect(notice).toContain(NOTICE);
    expect(notice).toContain('**Whose turn: the assessors (@ana, @ben)**, since 23 November 2026, until 7 December 2026.');
  });
  it('is the same text from one day to the next while nothing changes', () => {
    const one = claim({ more: { requested: [requested(11, MONDAY), requested(12, MONDAY)] } });
    expect(text(one, '2026-11-24T09:00:00Z')).toBe(text(one, '2026-11-27T09:00:00Z'));
  });
  it('lists what is missing with its remedy, and lets nothing of it act as markup or call anybody', () => {
    const message = 'Unexpected "@ana [x](https://evil.example) <img src=x>`|", expected nothing of it';
    const notice = text(claim({ more: { problems: [{ path: 'submission`s.md', line: 3, message, remedy: 'Take it out' }] } }), MONDAY);
    expect(notice).toContain('Take it out');
    expect(notice).not.toMatch(/@ana|\]\(|https:\/\/evil|<img/);
  });
  it('shows each criterion through the attempts', () => {
    const one = claim({ commits: 'ab', reviews: [review(release, 11, MONDAY, 'a', [first]), review(release, 11, '2026-11-25T09:00:00Z', 'b')] });
    expect(text(one, '2026-11-26T09:00:00Z')).toMatch(/\| Criterion \| Attempt 1 \| What changed \| Attempt 2 \|/);
    expect(text(one, '2026-11-26T09:00:00Z')).toContain('Not yet \\(needs Proficient\\)');
  });
  it('tells for each criterion what each assessor wrote in each attempt, with the review that it stands in', () => {
    const reviews = [review(release, 11, MONDAY, 'a', [first]), review(release, 12, MONDAY, 'a', [first]), review(release, 11, '2026-11-25T09:00:00Z', 'b')];
    const notice = text(claim({ commits: 'ab', reviews }), '2026-11-26T09:00:00Z');
    const [block = ''] = notice.split(`**${release.release.rubric.criteria[0]!.title}**`).slice(1);
    const link = (id: number): string => `https://github.example/marlow-valley/credentials/pull/1#pullrequestreview-${reviews[id]!.id}`;
    expect(block.split('**')[0]!.trim().split('\n').slice(0, 3)).toEqual([
      `- Attempt 1, [ana](${link(0)}): Not yet \\(needs Proficient\\). What I saw of ${first}.`,
      `- Attempt 1, [ben](${link(1)}): Not yet \\(needs Proficient\\). What I saw of ${first}.`,
      `- Attempt 2, [ana](${link(2)}): Proficient. What I saw of ${first}.`,
    ]);
  });
  it('unfolds what was written while it is the teacher\'s turn, and lets nothing of it act as markup or call anybody', () => {
    const body = filledForm(release, [first]).replaceAll('What I saw', '</details> <!-- laurel:desk --> @stranger GH-12 [x](https://evil.example) What I saw');
    const one = claim({ reviews: [review(release, 11, MONDAY, 'a', [first], { body }), review(release, 12, MONDAY, 'a', [first], { body })] });
    const notice = text(one, '2026-11-26T09:00:00Z');
    expect(notice).toContain('<details open><summary>');
    expect(notice.split(NOTICE)).toHaveLength(2);
    expect(notice.split('</details>')).toHaveLength(2);
    expect(notice).not.toMatch(/@stranger|GH-12|\]\(https:\/\/evil/);
    expect(text(claim({ reviews: [review(release, 11, MONDAY, 'a', [first])] }), '2026-11-26T09:00:00Z')).toContain('<details><summary>');
  });
  it('is never longer than GitHub takes, and leaves the earliest attempts to their reviews first', () => {
    const commits = '01234567';
    const body = filledForm(release, [first]).replaceAll('What I saw', '@x 12:// '.repeat(70));
    const reviews = [...commits].flatMap((letter, day) => [11, 12, 13].map((id) => review(release, id, `2026-10-${10 + day}T09:00:00Z`, letter, [first], { body })));
    const problems = Array.from({ length: 30 }, () => ({ path: '*'.repeat(4000), line: 1, message: '@a'.repeat(4000), remedy: '*'.repeat(4000) }));
    const one = claim({ commits, reviews });
    const [notice, incomplete] = [text(one, '2026-11-26T09:00:00Z'), text({ ...one, problems }, '2026-11-26T09:00:00Z')];
    for (const whole of [notice, incomplete]) expect(Buffer.byteLength(whole)).toBeLessThan(65_536);
    expect(notice).toContain('- Attempt 8, [ana]');
    expect(notice).not.toContain('- Attempt 1, [ana]');
    expect(notice).toContain('What was said of earlier attempts stands in their reviews.');
    expect(notice).toContain('…');
  });
  it('says of a merged claim that cannot be proven that the lead looks, and why there is no badge', () => {
    const one = claim({ reviews: [review(release, 11, MONDAY, 'a')] });
    const reasons = ['1 of 2 independent assessments by listed assessors count', 'ben\'s review 7 was edited after it was submitted @ana'];
    const standing = mergedStanding({ policy, attempt: 1, since: MONDAY, reasons, now: at('2026-11-23T10:00:00Z') });
    const notice = noticeText(one, standing, [], { issuer, assessors, refused: reasons });
    expect(notice).toContain('**Whose turn: the programme lead**, since 23 November 2026, until 24 November 2026.');
    expect(notice).toMatch(/It is merged, and not proven[^]*### Why there is no badge[^]*- 1 of 2 independent/);
    expect(notice).not.toContain('@ana');
    expect(notice).not.toContain('Why it is not merged');
  });
  it('shows the teacher\'s own view beside the levels, where there is one', () => {
    const seen = claim({ reviews: [review(release, 11, MONDAY, 'a', [first])], more: { submission: { 'self-assessment': { [first]: 'proficient' } } as unknown as Submission } });
    expect(text(seen, MONDAY)).toMatch(/\| Criterion \| Own view \| Attempt 1 \|\n\|---\|---\|---\|\n\| Waits after asking \| Proficient \| Not yet \\\(needs Proficient\\\) \|\n\| Hears every learner \|  \| Proficient \|/);
    expect(text(claim({ reviews: seen.attempts.flatMap(({ assessments }) => assessments.map((one) => one.review)) }), MONDAY)).not.toContain('Own view');
  });
  it('warns of what is worth another look, whoever\'s turn it is', () => {
    const one = claim({ more: { warnings: ['A commit bears *an* address.'] } });
    expect(text(one, MONDAY)).toContain('### Worth another look\n\n- A commit bears \\*an\\* address.');
    expect(stands(one, MONDAY)).toEqual(stands(claim(), MONDAY));
    expect(text(claim(), MONDAY)).not.toContain('Worth another look');
  });
  it('says of a merged claim that is proven that the issuer is at it, and when the badge is there that it is done', () => {
    const standing = mergedStanding({ policy, attempt: 1, since: MONDAY, reasons: [], now: at('2026-11-30T10:00:00Z') });
    expect(standing).toMatchObject({ turn: 'issuer', overdue: true });
    expect(noticeText(claim(), issuedStanding({ serial: 'abc', signed: MONDAY }, 1), [], { issuer, assessors })).toContain('**Whose turn: nobody**, since 23 November 2026.\n\nBadge abc is issued.');
  });
});

describe('the desk\'s plan', () => {
  const view = (one: DeskClaim, now: string, ownComments: readonly { readonly id: number; readonly body: string }[] = [], commentsCut = false) => {
    const standing = stands(one, now);
    const notice = noticeText(one, standing, [], { issuer, assessors });
    return { notice, changes: planFor({ claim: one, standing, assignment: assigned(one, now), notice, ownComments, commentsCut }, at(now)) };
  };
  it('does nothing twice', () => {
    const asked = claim({ more: { requested: [requested(11, MONDAY), requested(12, MONDAY)] } });
    const { notice, changes } = view(asked, '2026-11-24T09:00:00Z');
    expect(changes.map(({ kind }) => kind)).toEqual(['notice']);
    expect(view(asked, '2026-11-24T09:00:00Z', [{ id: 5, body: notice.replaceAll('\n', '\r\n') }]).changes).toEqual([]);
  });
  it('changes its own comment and writes no second one', () => expect(view(claim(), MONDAY, [{ id: 5, body: `${NOTICE}\nold` }]).changes).toContainEqual(expect.objectContaining({ kind: 'notice', comment: 5 })));
  it('repeats nothing that it may have written below a flood of comments', () => {
    const asked = claim({ more: { requested: [requested(11, MONDAY), requested(12, MONDAY)] } });
    expect(view(asked, '2026-12-04T09:00:00Z', [], true).changes).toEqual([]);
    expect(view(asked, '2026-12-04T09:00:00Z', [{ id: 5, body: `${NOTICE}\nold` }], true).changes.map(({ kind }) => kind)).toEqual(['notice']);
  });
  it('reminds each assessor once, two working days before the time is over', () => {
    const asked = claim({ more: { requested: [requested(11, MONDAY), requested(12, MONDAY)] } });
    const reminders = (now: string, own: readonly { readonly id: number; readonly body: string }[] = []) => view(asked, now, own).changes.filter(({ kind }) => kind === 'remind') as readonly { readonly body: string }[];
    expect(reminders('2026-12-02T09:00:00Z')).toEqual([]);
    const two = reminders('2026-12-04T09:00:00Z');
    expect(two).toHaveLength(2);
    expect(reminders('2026-12-04T10:00:00Z', two.map(({ body }, id) => ({ id, body })))).toEqual([]);
  });
  it('merges what is decided at the head that was assessed', () => {
    const passed = claim({ reviews: [review(release, 11, MONDAY, 'a'), review(release, 12, MONDAY, 'a')] });
    expect(view(passed, MONDAY).changes[0]).toEqual({ kind: 'merge', head: commit('a') });
  });
  it('takes a third person\'s form with the disputed criteria alone', () => {
    const partial = review(release, 13, '2026-11-26T09:00:00Z', 'a', [], { body: filledForm(release, [], new Set([first])) });
    const one = claim({ reviews: [review(release, 11, MONDAY, 'a'), review(release, 12, MONDAY, 'a', [first]), partial] });
    expect(currentAttempt(one)?.decision).toEqual({ kind: 'passed' });
  });
});
