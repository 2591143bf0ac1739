import { describe, expect, it } from 'vitest';
import { smallestCatalog } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { proveApproval, type ClaimFacts } from './approval.ts';
import type { ReviewFacts } from './opinion.ts';
import { scoreForm } from './score-form.ts';

const { catalog } = loadCatalog(smallestCatalog());
const release = catalog.releases.get('wait-time/1.0.0')!.value;
const path = 'catalog/submissions/wait-time/maya/1';
const HEAD = 'a'.repeat(40);
const TREE = 'b'.repeat(40);

function filled(level = 'proficient', sufficient = 'sufficient'): string {
  let form = scoreForm(release.release);
  for (const box of [level, sufficient, 'no-conflict']) form = form.replaceAll(`- [ ] \`${box}\``, `- [x] \`${box}\``);
  return form.replaceAll('Feedback:\n', 'Feedback: Shown in the clip.\n');
}

const review = (account: number, more: Partial<ReviewFacts> = {}): ReviewFacts => ({ id: account * 10, account, state: 'APPROVED', commit: HEAD, body: filled(), submitted: '2026-11-22T10:00:00Z', edited: false, ...more });

const facts = (more: Partial<ClaimFacts> = {}): ClaimFacts => ({
  path, pull: 1, author: 99, merge: 'c'.repeat(40), head: HEAD, policy: 'd'.repeat(40), existedAtPolicy: false, bears: 'own', alike: [],
  commits: [{ sha: HEAD, touched: [`${path}/submission.md`], accounts: [99] }],
  merged: [`${path}/submission.md`], tree: TREE, treeNow: TREE, trees: new Map([[HEAD, TREE]]), pushers: [99], handedBy: null,
  policyFaults: [], unseen: [], reviews: [review(11), review(12)], assessors: catalog.assessors!.value, mergedAt: null, assessorsNow: null, issuer: catalog.issuer!.value, release, stay: null, handedIn: null, submission: { visibility: 'public' }, mergedOn: '2026-11-22', ...more,
});

const reasons = (more: Partial<ClaimFacts>): string => {
  const approval = proveApproval(facts(more));
  return approval.ok ? '' : approval.reasons.join('\n');
};

describe('an approval', () => {
  it('is proven by two listed assessors at the bytes that were merged', () => {
    const approval = proveApproval(facts());
    expect(approval).toMatchObject({ ok: true, results: [{ criterion: 'waits', level: 'proficient' }, { criterion: 'hears-everyone', level: 'proficient' }, { criterion: 'builds-on-answers', level: 'proficient' }] });
    expect(approval.ok && approval.assessments.map(({ assessor, commit }) => [assessor, commit])).toEqual([[11, HEAD], [12, HEAD]]);
  });

  it('is refused for work that was handed in after the last day of its release, whoever approves it', () => {
    const stay = { version: '1.0.0', until: '2026-11-01', newest: { ...release, release: { ...release.release, credential: { ...release.release.credential, version: '2.0.0' } } } };
    expect(reasons({ stay, handedIn: '2026-11-02T00:00:00Z' })).toBe("it was handed in under version 1.0.0 after 2026-11-01, the last day for that by the programme's policy: it is renewed to version 2.0.0 first");
    expect(reasons({ stay })).toContain('the last day');
    expect(reasons({ stay, handedIn: '2026-11-01T23:59:59Z' })).toBe('');
    expect(reasons({ stay: { ...stay, until: '2026-11-22' }, handedIn: '2026-11-23T00:00:00Z' })).toBe('');
    // A push after somebody assessed the very same files takes nothing away.
    expect(reasons({ stay, handedIn: '2026-11-02T00:00:00Z', reviews: [review(11, { submitted: '2026-10-30T10:00:00Z' }), review(12)] })).toBe('');
  });

  it('is refused with one approval fewer', () => expect(reasons({ reviews: [review(11)] })).toContain('1 of 2 independent'));
  it('never counts the author, not even as a listed assessor', () => expect(reasons({ author: 12, pushers: [], commits: [] })).toContain('by the author'));
  it('never counts a person who is not listed, whatever right they have', () => expect(reasons({ reviews: [review(11), review(77)] })).toContain('1 of 2 independent'));
  it('never counts one account twice, even if the list names it twice', () => {
    const [ana] = catalog.assessors!.value.assessors;
    expect(reasons({ assessors: { assessors: [ana!, { ...ana!, login: 'ana-renamed' }] }, reviews: [review(11)] })).toContain('names the account 11 twice');
  });
  it('refuses where GitHub does not list every commit', () => expect(reasons({ commits: [{ sha: HEAD, touched: [`${path}/submission.md`], accounts: null }] })).toContain('does not list every commit'));
  it('refuses where a commit of the pull request came to main in another way', () => expect(reasons({ unseen: [HEAD] })).toContain('in another way'));
  it('refuses where the list of assessors had faults', () => expect(reasons({ policyFaults: ['assessors.yaml: Unexpected second id'] })).toContain('Unexpected second id'));
  it('counts one person once, however often they approve', () => expect(reasons({ reviews: [review(11), review(11, { id: 2 }), review(11, { id: 3 })] })).toContain('1 of 2 independent'));
  it('does not count an approval of other bytes', () => expect(reasons({ trees: new Map([[HEAD, 'e'.repeat(40)]]) })).toContain('another content'));
  it('does not count an approval whose commit is gone', () => expect(reasons({ trees: new Map() })).toContain('another content'));
  it('does not count an approval that names no commit', () => expect(reasons({ reviews: [review(11), review(12, { commit: null })] })).toContain('names no commit'));
  it('does not count an approval that was edited', () => expect(reasons({ reviews: [review(11), review(12, { edited: true })] })).toContain('edited'));
  it('that came after the merge counts only while its author is on the list still', () => {
    const later = { mergedAt: '2026-11-22T09:59:59Z', reviews: [review(11, { submitted: '2026-11-22T09:59:59Z' }), review(12)] };
    const [ana, ben] = catalog.assessors!.value.assessors;
    expect(reasons({ ...later, assessorsNow: catalog.assessors!.value })).toBe('');
    expect(reasons({ ...later, assessorsNow: { assessors: [ana!] } })).toMatch(/after the merge.*not on the list of assessors any more[^]*1 of 2 independent/);
    expect(reasons({ ...later, assessorsNow: { assessors: [ana!, { ...ben!, conflicts: [99] }] } })).toContain('conflict of interest');
    expect(reasons({ ...later, assessorsNow: null })).toContain('1 of 2 independent');
  });
  it('is withdrawn when dismissed, and the earlier one does not revive', () => expect(reasons({ reviews: [review(11), review(12), review(12, { id: 2, state: 'DISMISSED' })] })).toContain('1 of 2 independent'));
  it('is withdrawn by a later request for changes', () => expect(reasons({ reviews: [review(11), review(12), review(12, { id: 2, state: 'CHANGES_REQUESTED' })] })).toContain('not yet'));
  it('is not touched by a later comment', () => expect(reasons({ reviews: [review(11), review(12), review(12, { id: 2, state: 'COMMENTED' })] })).toBe(''));
  it('is held up by a third assessor\'s open "not yet"', () => {
    const three = { assessors: [...catalog.assessors!.value.assessors, { ...catalog.assessors!.value.assessors[0]!, login: 'cora', id: 13 }] };
    expect(reasons({ assessors: three, reviews: [review(11), review(12), review(13, { state: 'CHANGES_REQUESTED' })] })).toContain('cora');
  });
  it('is decided by a third person where two disagree, and is theirs to decide', () => {
    const cora = { ...catalog.assessors!.value.assessors[0]!, login: 'cora', id: 13 };
    const three = { assessors: [...catalog.assessors!.value.assessors, cora] };
    const objection = review(12, { state: 'CHANGES_REQUESTED', body: filled('not-yet'), submitted: '2026-11-22T11:00:00Z' });
    expect(reasons({ assessors: three, reviews: [review(11), objection] })).toContain('disagree');
    expect(reasons({ assessors: three, reviews: [review(11), objection, review(13, { submitted: '2026-11-22T12:00:00Z' })] })).toBe('');
    expect(reasons({ assessors: three, reviews: [review(11), objection, review(13, { state: 'CHANGES_REQUESTED', body: filled('not-yet'), submitted: '2026-11-22T12:00:00Z' })] })).toContain('say "not yet"');
    // The same three opinions in another order: an objection after agreement is not outvoted by it.
    expect(reasons({ assessors: three, reviews: [review(11), review(13), objection] })).toContain('disagree');
  });
  it('is not held up by an objection to an earlier attempt, unless that came last', () => {
    const cora = { ...catalog.assessors!.value.assessors[0]!, login: 'cora', id: 13 };
    const three = { assessors: [...catalog.assessors!.value.assessors, cora] };
    const trees = new Map([[HEAD, TREE], ['9'.repeat(40), '8'.repeat(40)]]);
    const earlier = review(13, { state: 'CHANGES_REQUESTED', body: filled('not-yet'), commit: '9'.repeat(40) });
    expect(reasons({ assessors: three, trees, reviews: [{ ...earlier, submitted: '2026-11-22T09:00:00Z' }, review(11), review(12)] })).toBe('');
    expect(reasons({ assessors: three, trees, reviews: [review(11), review(12), { ...earlier, submitted: '2026-11-22T12:00:00Z' }] })).toContain('was not replaced');
  });
  it('does not count who pushed to the pull request', () => expect(reasons({ pushers: [99, 12] })).toContain('pushed to the pull request'));
  it('goes to a person where a commit names an assessor as its author, since anyone can write that', () => expect(reasons({ commits: [{ sha: HEAD, touched: [`${path}/submission.md`], accounts: [12] }] })).toContain('a person must look'));
  it('does not silence an objection by a forged author\'s name, nor by dismissing it, edited before or not', () => {
    const cora = { ...catalog.assessors!.value.assessors[0]!, login: 'cora', id: 13 };
    const three = { assessors: [...catalog.assessors!.value.assessors, cora] };
    const objection = review(13, { state: 'CHANGES_REQUESTED', body: filled('not-yet') });
    const forged = [{ sha: HEAD, touched: [`${path}/submission.md`], accounts: [13] }];
    expect(reasons({ assessors: three, commits: forged, reviews: [objection, review(11), review(12)] })).toContain('a person must look');
    expect(reasons({ assessors: three, reviews: [{ ...objection, state: 'DISMISSED' }, review(11), review(12)] })).toContain('and was dismissed');
    expect(reasons({ assessors: three, reviews: [{ ...objection, state: 'DISMISSED', body: 'x', edited: true }, review(11), review(12)] })).toContain('edited and dismissed');
    expect(reasons({ assessors: three, reviews: [review(13, { state: 'DISMISSED' }), review(11), review(12)] })).toBe('');
  });
  it('is not for what a classmate pushed to a branch of the repository that they share', () => {
    expect(reasons({ pushers: [99, 77], handedBy: [77] })).toContain('pushed by the account 77 and not by the account whose claim it is');
    expect(reasons({ pushers: [99, 77], handedBy: [] })).toContain('by nobody whom the record names');
    expect(reasons({ pushers: [99, 77], handedBy: [77, 99] })).toBe('');
  });
  it('goes to a person where the record of pushes cannot be read', () => expect(reasons({ pushers: null })).toContain('a person must look'));
  it('refuses a commit that touches anything else, even if a later one undoes it', () => expect(reasons({ commits: [{ sha: HEAD, touched: ['catalog/assessors.yaml'], accounts: [] }, { sha: TREE, touched: ['catalog/assessors.yaml', `${path}/x`], accounts: [] }] })).toContain('catalog/assessors.yaml'));
  it('refuses a merge that brought anything else to main', () => expect(reasons({ merged: [`${path}/submission.md`, '.github/workflows/lint.yml'] })).toContain('.github/workflows/lint.yml'));
  it('refuses a folder that only begins like the claim\'s', () => expect(reasons({ merged: [`${path}0/submission.md`] })).toContain('outside the claim folder'));
  it('refuses a claim folder that was there before', () => expect(reasons({ existedAtPolicy: true })).toContain('before the pull request'));
  it('refuses a claim folder that bears another account\'s login', () => expect(reasons({ bears: 'another' })).toContain('another account than the one that handed it in (maya)'));
  it('goes to a person where the login of the claim folder is nobody\'s, as after a rename', () => expect(reasons({ bears: 'neither' })).toContain('does not write so today (maya), as when the account was renamed, so a person must look'));
  it('refuses a claim folder beside one that differs by case alone', () => expect(reasons({ alike: ['catalog/submissions/wait-time/Maya/1'] })).toContain('main had catalog/submissions/wait-time/Maya/1 before'));
  it('refuses a claim that was changed after the merge', () => expect(reasons({ treeNow: 'f'.repeat(40) })).toContain('changed after the merge'));
  it('refuses a release that the catalog did not hold', () => expect(reasons({ release: null })).toContain('release'));
  it('refuses a claim whose author\'s account is gone', () => expect(reasons({ author: null })).toContain('no longer exists'));
  it('does not count an assessor who does not cover the credential', () => {
    const [ana, ben] = catalog.assessors!.value.assessors;
    expect(reasons({ assessors: { assessors: [ana!, { ...ben!, covers: ['leadership'] }] } })).toContain('does not cover');
  });
  it('does not count an assessor whose calibration had ended', () => {
    const [ana, ben] = catalog.assessors!.value.assessors;
    expect(reasons({ assessors: { assessors: [ana!, { ...ben!, 'calibrated-until': '2026-11-21' }] } })).toContain('calibrated only until');
  });
  it('does not count an assessor with a declared conflict', () => {
    const [ana, ben] = catalog.assessors!.value.assessors;
    expect(reasons({ assessors: { assessors: [ana!, { ...ben!, conflicts: [99] }] } })).toContain('conflict');
  });
  it('does not count an assessor of the same school, or whom the submission names as one of its team', () => {
    const [ana, ben] = catalog.assessors!.value.assessors;
    const list = { assessors: [ana!, { ...ben!, school: 'northside' }] };
    expect(reasons({ assessors: list, submission: { visibility: 'public', school: 'northside' } })).toContain('same school');
    expect(reasons({ submission: { visibility: 'public', team: [ben!.login.toUpperCase()] } })).toContain('worked on it');
  });
  it('is not bought by naming an objector in the team or at the same school', () => {
    const cora = { ...catalog.assessors!.value.assessors[0]!, login: 'cora', id: 13, school: 'northside' };
    const three = { assessors: [...catalog.assessors!.value.assessors, cora] };
    const objection = review(13, { state: 'CHANGES_REQUESTED', body: filled('not-yet') });
    const submissions: readonly ClaimFacts['submission'][] = [{ visibility: 'public', team: ['cora'] }, { visibility: 'public', school: 'northside' }];
    for (const submission of submissions) expect(reasons({ assessors: three, submission, reviews: [review(11), review(12), objection] })).toContain('a person must look');
  });
  it('refuses this submission when a listed review cannot be read', () => expect(reasons({ reviews: [review(11), review(12, { body: 'Looks good to me!' })] })).toContain('cannot be read'));
  it('refuses an approval whose levels say "not yet"', () => expect(reasons({ reviews: [review(11), review(12, { body: filled('not-yet') })] })).toContain('say "not yet"'));
  it('refuses an approval of a part that is not sufficient', () => expect(reasons({ reviews: [review(11), review(12, { body: filled('proficient', 'not-sufficient') })] })).toContain('setting'));
});
