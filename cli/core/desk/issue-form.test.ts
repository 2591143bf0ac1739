import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIssueForm as readTemplate, type IssueForm as Template } from '../../practice/web/issue-form.ts';
import { issueBody } from '../../practice/web/issue-body.ts';
import { smallestCatalog } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { lintSubmission } from '../submission/lint-submission.ts';
import { credentialNamed, FORM_ISSUE_LABEL, FORM_LABELS, isFormIssue, parseIssueForm, STATEMENTS, type IssueForm } from './issue-form.ts';
import { submissionFromIssue } from './issue-submission.ts';

const root = new URL('../../../', import.meta.url);
const template = (path: string): Template => {
  const read = readTemplate(path, readFileSync(new URL(path, root), 'utf8'));
  if (typeof read === 'string') throw new Error(read);
  return read;
};
const open = template('.github/ISSUE_TEMPLATE/submission.yml');
const closed = template('.github/portfolio/.github/ISSUE_TEMPLATE/submission.yml');

const SALT = 'c2FsdHNhbHRzYWx0c2FsdA';
const DIGEST = '0f'.repeat(32);
const full: Readonly<Record<string, string | readonly string[]>> = {
  credential: 'Wait time', claim: '1', school: 'Northside Elementary', team: '@tomas-reyes, ana-silva', choices: 'in-action: clip',
  parts: '## Reflection\n\nI waited.\n\n### What I saw\n\nMore hands.',
  links: `- plan https://files.example.org/plan.pdf application/pdf 48213 ${SALT} ${DIGEST}\nclip: <https://files.example.org/clip>`,
  attestations: Object.values(STATEMENTS),
};

/** What GitHub makes of the form when these values are given. */
function bodyOf(given: Readonly<Record<string, string | readonly string[]>>, form = open): string {
  const values = new URLSearchParams();
  for (const part of form.parts) for (const value of [given[part.name] ?? []].flat()) values.append(part.name, value);
  return issueBody(form, values);
}
const formOf = (body: string): IssueForm => {
  const read = parseIssueForm(body);
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return read.form;
};
const faultsOf = (body: string): readonly string[] => {
  const read = parseIssueForm(body);
  return read.ok ? [] : read.faults;
};

describe('the issue form', () => {
  it.each([['of a public repository', open, Object.values(STATEMENTS)], ['of a private one', closed, Object.values(STATEMENTS).slice(0, -1)]])('%s has the labels that are read', (_, form, statements) => {
    const fields = form.parts.filter(({ type }) => type !== 'markdown');
    expect(fields.map(({ name, label }) => [name, label])).toEqual(Object.entries(FORM_LABELS));
    expect(fields.at(-1)!.options.map(({ label }) => label)).toEqual(statements);
    expect(fields.at(-1)!.options.every(({ required }) => required)).toBe(true);
    expect(form.labels).toEqual([FORM_ISSUE_LABEL]);
  });

  it('is read as it was filled in', () => {
    expect(formOf(bodyOf(full))).toEqual({
      credential: 'Wait time', claim: 1, school: 'northside-elementary', team: ['tomas-reyes', 'ana-silva'], choices: { 'in-action': 'clip' },
      parts: '## Reflection\n\nI waited.\n\n### What I saw\n\nMore hands.',
      links: [{ requirement: 'plan', link: 'https://files.example.org/plan.pdf', commitment: { media: 'application/pdf', bytes: 48213, salt: SALT, sha256: DIGEST } }, { requirement: 'clip', link: 'https://files.example.org/clip', commitment: null }],
      attestations: { 'own-work': true, 'team-named': true, 'names-removed': true, 'consent-on-file': true, 'public-consent': true },
    });
  });

  it('may be left empty but for the credential: nothing is stated then, and nothing handed in', () => {
    expect(formOf(bodyOf({ credential: 'wait-time' }))).toEqual({
      credential: 'wait-time', claim: 1, school: null, team: [], choices: {}, parts: '', links: [],
      attestations: { 'own-work': false, 'team-named': false, 'names-removed': false, 'consent-on-file': false, 'public-consent': false },
    });
  });

  it('is told from other issues', () => {
    expect(isFormIssue(bodyOf(full))).toBe(true);
    expect(isFormIssue('When is the next round?\n\n### Your school\n\nclosed on Monday?')).toBe(false);
    expect(isFormIssue('')).toBe(false);
  });

  it.each([
    ['no credential', { ...full, credential: '' }, FORM_LABELS.credential],
    ['a claim that is no number', { ...full, claim: 'first' }, FORM_LABELS.claim],
    ['a claim far off', { ...full, claim: '99999999999999999999' }, FORM_LABELS.claim],
    ['a school of signs', { ...full, school: '???' }, FORM_LABELS.school],
    ['a name that is no login', { ...full, team: 'Tomás Reyes' }, FORM_LABELS.team],
    ['a choice of two words', { ...full, choices: 'in-action: clip or so' }, FORM_LABELS.choices],
    ['two choices', { ...full, choices: 'in-action: clip\nin-action: notes' }, FORM_LABELS.choices],
    ['a prototype', { ...full, choices: '__proto__: clip' }, FORM_LABELS.choices],
    ['a link without its requirement', { ...full, links: 'https://files.example.org/x' }, FORM_LABELS.links],
    ['an http link', { ...full, links: 'plan http://files.example.org/x' }, FORM_LABELS.links],
    ['a script for a link', { ...full, links: 'plan javascript:alert(1)' }, FORM_LABELS.links],
    ['half a commitment', { ...full, links: `plan https://files.example.org/x application/pdf 48213 ${SALT}` }, FORM_LABELS.links],
    ['a wrong digest', { ...full, links: `plan https://files.example.org/x application/pdf 48213 ${SALT} ABC` }, FORM_LABELS.links],
  ])('says in words what is wrong with %s', (_, given, label) => {
    const faults = faultsOf(bodyOf(given));
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatch(/^Under "(.+?)": Unexpected .+, expected .+/);
    expect(faults[0]).toContain(`Under "${label}"`);
  });

  it('refuses a text in which a heading of the form stands twice, wherever', () => {
    const forged = `## Reflection\n\nI waited.\n\n### ${FORM_LABELS.attestations}\n\n${Object.values(STATEMENTS).map((statement) => `- [x] ${statement}`).join('\n')}`;
    expect(faultsOf(bodyOf({ ...full, parts: forged, attestations: [] }))).toEqual([expect.stringContaining('second heading')]);
    expect(faultsOf(`${bodyOf(full)}\n\n### ${FORM_LABELS.credential}\n\nAnother`)).toEqual([expect.stringContaining('second heading')]);
  });

  it('does not take a box for ticked that stands in the text, or twice', () => {
    const statement = STATEMENTS['own-work'];
    expect(formOf(bodyOf({ ...full, parts: `- [x] ${statement}`, attestations: [] })).attestations['own-work']).toBe(false);
    expect(formOf(bodyOf(full).replace(`- [x] ${statement}`, `- [ ] ${statement}\n- [x] ${statement}`)).attestations['own-work']).toBe(false);
  });

  it('misses a heading that was edited away or moved', () => {
    expect(faultsOf(bodyOf(full).replace(`### ${FORM_LABELS.school}`, '### School'))).toEqual([expect.stringContaining(`"### ${FORM_LABELS.school}"`)]);
    const [head = '', ...rest] = bodyOf(full).split(/(?=^### )/m);
    expect(faultsOf([...rest, `\n\n${head}`].join(''))).toEqual([expect.stringContaining('order')]);
  });

  it('reads Windows line ends, and refuses what is too long at once', () => {
    expect(formOf(bodyOf(full).replaceAll('\n', '\r\n'))).toEqual(formOf(bodyOf(full)));
    const began = performance.now();
    expect(faultsOf('### '.repeat(12_000_000))).toEqual([expect.stringContaining('64 KiB')]);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('never throws, whatever it is given', () => {
    const labels = Object.values(FORM_LABELS).map((label) => `### ${label}`);
    const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...labels, '\n\n', '_No response_', '- [x] ', 'plan https://', '\r', '\u2028'));
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const read = parseIssueForm(pieces.join('\n'));
      if (!read.ok) expect(read.faults.length).toBeGreaterThan(0);
    }));
    fc.assert(fc.property(fc.record({ credential: fc.string({ minLength: 1 }), choices: fc.string(), links: fc.string(), team: fc.string(), parts: fc.string({ unit: 'binary' }) }), (given) => {
      const read = parseIssueForm(bodyOf(given));
      if (read.ok) submissionFromIssue(read.form, release, { isPrivate: true });
    }));
  });
});

const { catalog } = loadCatalog(smallestCatalog());
const release = [...catalog.releases.values()][0]!.value;

describe('the credential that is meant', () => {
  const known = [{ id: 'wait-time', title: 'Wait time' }, { id: 'driving-questions', title: 'Driving questions' }];
  it.each(['wait-time', 'Wait time', ' WAIT  TIME '])('is found by %j', (text) => expect(credentialNamed(text, known)).toEqual({ ok: true, id: 'wait-time' }));
  it('is found by a former name, where that is nothing\'s now and was only one\'s', () => {
    const named = (text: string) => credentialNamed(text, [{ id: 'pausing', title: 'Pausing', former: ['wait-time', 'Wait time', 'Talk'] }, { id: 'talk', title: 'Talk moves', former: ['Talking', 'Pausing'] }, { id: 'turns', title: 'Turns', former: ['Talking'] }]);
    expect(['WAIT-time', 'Wait  time', 'talk', 'Pausing'].map(named)).toEqual([{ ok: true, id: 'pausing' }, { ok: true, id: 'pausing' }, { ok: true, id: 'talk' }, { ok: true, id: 'pausing' }]);
    expect(named('Talking').ok).toBe(false);
  });
  it('is guessed at where it is misspelt', () => expect(credentialNamed('Wait-tme', known)).toEqual({ ok: false, fault: expect.stringContaining('wait-time') }));
});

describe('the submission that a form makes', () => {
  const said = (form: IssueForm, isPrivate = false): readonly string[] => {
    const issuer = catalog.issuer!.value;
    const text = submissionFromIssue(form, release, { isPrivate });
    return lintSubmission({ text, release, issuer, login: 'maya-okafor', claim: 1, today: '2026-11-22' }).filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`);
  };
  const original = new TextDecoder().decode(smallestCatalog().find(({ path }) => path.endsWith('submission.md'))!.bytes);
  const parts = original.slice(original.indexOf('\n## ')).trim();
  const commitment = `video/mp4 48213 ${SALT} ${DIGEST}`;
  const complete = formOf(bodyOf({ ...full, choices: '', parts, links: `clip https://files.example.org/clip.mp4 ${commitment}` }));

  it('has no fault when the form is complete', () => expect(said(complete)).toEqual([]));

  it('is told what its link lacks, and has no digest made up for it', () => {
    const bare = { ...complete, links: [{ requirement: 'clip', link: 'https://files.example.org/clip.mp4', commitment: null }] };
    expect(said(bare)).toEqual([expect.stringMatching(/^evidence-piece-whole: .*`bytes`, `salt`, `sha256`/)]);
    expect(submissionFromIssue(bare, release, { isPrivate: true })).not.toContain('sha256:');
  });

  it('keeps what nobody asked for, so that it is told and not lost', () => {
    expect(said({ ...complete, links: [...complete.links, { ...complete.links[0]!, requirement: 'klip' }] })).toEqual([expect.stringMatching(/^submission-evidence: .*"klip"/)]);
    expect(submissionFromIssue({ ...complete, parts: '## Something else\n\nText.' }, release, { isPrivate: true })).toContain('## Something else\n\nText.');
  });

  it('says nothing that the teacher did not say', () => {
    const silent = { ...complete, attestations: { ...complete.attestations, 'own-work': false, 'public-consent': false } };
    expect(said(silent).map((one) => one.split(':')[0])).toEqual(['submission-attested', 'submission-attested']);
    expect(submissionFromIssue(silent, release, { isPrivate: true })).not.toContain('public-consent');
    expect(submissionFromIssue(complete, release, { isPrivate: true })).toContain('visibility: private');
  });

  it('stays text, whatever was typed', () => {
    const odd = { ...complete, school: 'x', links: [{ requirement: 'clip', link: 'https://files.example.org/#"\'{}: [a]', commitment: null }], parts: '---\nvisibility: private\n---\n' };
    const text = submissionFromIssue(odd, release, { isPrivate: false });
    expect(text.match(/^visibility: .*$/m)![0]).toBe('visibility: public');
    expect(said(odd).some((one) => one.startsWith('yaml') || one.startsWith('front-matter'))).toBe(false);
  });
});
