import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallestAnchor, smallestCatalog, smallestSubmission, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { lint } from '../lint.ts';
import { agreementOf, calibratedUntil, calibrationsOf, monthsAfter, releaseOfAnchor } from './calibration.ts';
import { agreementReport, anchorsFor, calibrationText, standings } from './calibration-report.ts';

const today = '2026-11-22';
const own = smallestAnchor();
const FIRST = own['calibrations/ana/1.yaml']!;
const AGREED = own['anchors/wait-time/first/agreed.yaml']!;
const POLICY = smallestTexts['issuer.yaml']!.replace('  coach-after: 3\n', '  coach-after: 3\n  calibration:\n    agreement: 80\n    months: 12\n');
const listed = (login: string, id: number, until: string, covers = 'all'): string => `  - login: ${login}\n    id: ${id}\n    covers: [${covers}]\n    calibrated-until: ${until}\n`;
const catalogWith = (changes: Readonly<Record<string, string>>) => loadCatalog(smallestCatalog(changes)).catalog;
const faults = (changes: Readonly<Record<string, string>>): readonly string[] => lint(smallestCatalog(changes), { today }).diagnostics.filter(({ rule }) => /anchor|calibrat/.test(rule)).map(({ path, rule, severity, message }) => `${severity} ${path} ${rule}: ${message}`);

describe('agreement', () => {
  const { catalog } = loadCatalog(smallestCatalog());
  const anchor = catalog.anchors.get('wait-time/first')!;
  const release = releaseOfAnchor(catalog, anchor)!;
  const given = { levels: { waits: 'proficient', 'hears-everyone': 'not-yet', 'builds-on-answers': 'not-yet' }, sufficient: { setting: true, reflection: false } };

  it('is the share of criteria with the same level, rounded down; parts are shown and not counted', () => {
    expect(agreementOf(anchor.agreed!.value, given, release)).toMatchObject({ equal: 2, of: 3, percent: 66 });
    expect(agreementOf(anchor.agreed!.value, { ...given, sufficient: {} }, release).percent).toBe(66);
    expect(agreementOf(anchor.agreed!.value, { levels: {}, sufficient: {} }, release).percent).toBe(0);
  });
  it('is told with the reason for each agreed level', () => {
    const report = agreementReport(agreementOf(anchor.agreed!.value, given, release), release, 80);
    expect(report).toContain('≠ Hears every learner: you gave Not yet, agreed is Proficient\n    All twenty-four learners answer on their boards.');
    expect(report).toContain('≠ Reflection: you gave not sufficient, agreed is sufficient (not counted)');
    expect(report).toContain('Agreement: 2 of 3 criteria, 66 percent.');
  });
  it('never takes a name that every object has for an answer', () => {
    expect(agreementOf({ ...anchor.agreed!.value, levels: {} }, given, release).items[0]).toMatchObject({ agreed: '', given: 'proficient' });
  });
});

describe('a calibration', () => {
  const policy = { agreement: 80, months: 12 };
  const ana = { id: 11, covers: ['all'] };

  it('carries its person for the policy\'s months', () => expect(calibratedUntil(catalogWith({}), ana, policy)).toBe('2027-02-01'));
  it('carries nobody below the policy\'s agreement', () => expect(calibratedUntil(catalogWith({ 'calibrations/ana/1.yaml': FIRST.replace('waits: proficient', 'waits: not-yet') }), ana, policy)).toBeNull());
  it('counts once for an anchor: a later attempt does not count, however good', () => {
    const catalog = catalogWith({ 'calibrations/ana/1.yaml': FIRST.replace('waits: proficient', 'waits: not-yet'), 'calibrations/ana/2.yaml': FIRST.replace('2026-02-01', '2026-03-01') });
    expect(calibratedUntil(catalog, ana, policy)).toBeNull();
    expect(calibrationsOf(catalog, 11).map(({ discounted }) => discounted)).toEqual([null, 'is a later attempt on the same anchor']);
    expect(calibratedUntil(catalogWith({ 'calibrations/ana/2.yaml': FIRST.replace('2026-02-01', '2026-09-01') }), ana, policy)).toBe('2027-02-01');
  });
  it('counts once also where the person has another login since', () => {
    const catalog = catalogWith({ 'calibrations/ana/1.yaml': FIRST.replace('waits: proficient', 'waits: not-yet'), 'calibrations/ana-new/1.yaml': FIRST.replace('login: ana', 'login: ana-new').replace('2026-02-01', '2026-03-01') });
    expect(calibratedUntil(catalog, ana, policy)).toBeNull();
  });
  it('does not count for who agreed on the scores, whatever they are called now', () => {
    const catalog = catalogWith({ 'anchors/wait-time/first/agreed.yaml': AGREED.replace('id: 21', 'id: 11') });
    expect(calibratedUntil(catalog, ana, policy)).toBeNull();
    expect(anchorsFor(catalog, 'wait-time', 11).open).toEqual([]);
  });
  it('counts for what the person covers and for nothing else', () => {
    expect(calibratedUntil(catalogWith({}), { id: 11, covers: ['teaching'] }, policy)).toBe('2027-02-01');
    expect(calibratedUntil(catalogWith({}), { id: 11, covers: ['wait-time'] }, policy)).toBe('2027-02-01');
    expect(calibratedUntil(catalogWith({}), { id: 11, covers: ['leadership'] }, policy)).toBeNull();
  });
  it('counts for the credential also under the id that it has since', () => {
    const files = smallestCatalog({ 'credentials/pausing.md': smallestTexts['credentials/wait-time.md']!.replace('status: active\n', 'status: active\naliases: [wait-time]\n') });
    const { catalog } = loadCatalog(files.filter(({ path }) => path !== 'credentials/wait-time.md'));
    for (const covers of ['pausing', 'teaching']) expect(calibratedUntil(catalog, { id: 11, covers: [covers] }, policy)).toBe('2027-02-01');
    expect(calibratedUntil(catalog, { id: 11, covers: ['leadership'] }, policy)).toBeNull();
  });
  it('of an anchor outside the catalog is taken on the word of who merged it, and computed where the anchor is', () => {
    const elsewhere = { 'calibrations/ana/1.yaml': FIRST.replace('anchor: first', 'anchor: secret').replace('levels:', 'private: true\nlevels:') };
    expect(calibratedUntil(catalogWith(elsewhere), ana, policy)).toBe('2027-02-01');
    expect(calibrationsOf(catalogWith(elsewhere), 11)[0]).toMatchObject({ agreement: null, discounted: null });
    const together = catalogWith({ ...elsewhere, 'anchors/wait-time/secret/submission.md': smallestSubmission().text, 'anchors/wait-time/secret/agreed.yaml': AGREED.replace('waits: proficient', 'waits: not-yet') });
    expect(calibrationsOf(together, 11)[0]!.agreement!.percent).toBe(66);
    expect(calibratedUntil(together, ana, policy)).toBeNull();
  });
  it('is written as it is read', () => {
    const text = calibrationText({ login: '007', id: 11, credential: 'wait-time', anchor: 'first', release: /sha256-[0-9a-f]+/.exec(FIRST)![0], date: '2026-02-01', isPrivate: false, levels: new Map([['waits', 'proficient'], ['hears-everyone', 'proficient'], ['builds-on-answers', 'not-yet']]), sufficient: new Map([['setting', true], ['reflection', false]]) });
    expect(catalogWith({ 'calibrations/007/1.yaml': text }).calibrations.get('007/1')!.value).toEqual({ ...catalogWith({}).calibrations.get('ana/1')!.value, assessor: { login: '007', id: 11 } });
  });
  it('is listed for everyone, with the reason why it does not count', () => {
    const catalog = catalogWith({ 'calibrations/ana/2.yaml': FIRST.replace('2026-02-01', '2026-03-01'), 'calibrations/eve/1.yaml': FIRST.replace('login: ana', 'login: eve').replace('id: 11', 'id: 31').replace('waits: proficient', 'waits: not-yet') });
    const all = standings(catalog, policy);
    expect(all.map(({ login, carriedUntil }) => [login, carriedUntil])).toEqual([['ana', '2027-02-01'], ['ben', null], ['eve', null]]);
    expect(all.flatMap(({ calibrations }) => calibrations.map(({ percent, reason }) => [percent, reason]))).toEqual([[100, null], [100, 'is a later attempt on the same anchor'], [66, 'agrees on less than 80 percent']]);
  });
});

describe('the rules of calibration', () => {
  const both = `assessors:\n${listed('ana', 11, '2027-02-01')}${listed('ben', 12, '2027-02-01')}`;

  it('ask for nothing where the policy does not', () => expect(faults({})).toEqual([]));
  it('refuse a date that no calibration carries', () => {
    expect(faults({ 'issuer.yaml': POLICY, 'assessors.yaml': both })).toEqual([expect.stringMatching(/^error assessors.yaml assessor-calibrated: Unexpected calibration of ben until 2027-02-01 without a recorded one/)]);
    expect(faults({ 'issuer.yaml': POLICY, 'assessors.yaml': both.replace('2027-02-01', '2027-02-02') })[0]).toContain('expected 2027-02-01 at the latest');
  });
  it('accept an earlier date, and one that is past', () => {
    expect(faults({ 'issuer.yaml': POLICY, 'assessors.yaml': `assessors:\n${listed('ana', 11, '2027-01-01')}${listed('ben', 12, '2026-01-01')}` })).toEqual(['warning assessors.yaml assessor-calibrated: Unexpected calibration of ben that ended on 2026-01-01, expected one that is current']);
  });
  it('warn a month before a calibration ends', () => {
    expect(faults({ 'assessors.yaml': `assessors:\n${listed('ana', 11, '2026-12-22')}${listed('ben', 12, '2026-12-23')}` })).toEqual(['warning assessors.yaml assessor-calibrated: Unexpected calibration of ana that ends on 2026-12-22, expected one for more than a month']);
  });
  it.each([
    ['a level for every criterion', 'anchors/wait-time/first/agreed.yaml', '  waits: proficient\n', '', 'absence of "waits"'],
    ['levels that the rubric has', 'anchors/wait-time/first/agreed.yaml', 'waits: proficient', 'waits: proficent', 'Did you mean "proficient"?'],
    ['a yes or no for every part', 'anchors/wait-time/first/agreed.yaml', '  reflection: true\n', '', 'absence of "reflection"'],
    ['a reason for every criterion', 'anchors/wait-time/first/agreed.yaml', '  waits: Three seconds pass after each of the four questions.\n', '', 'under `rationale`'],
    ['two people and not one twice', 'anchors/wait-time/first/agreed.yaml', 'id: 22', 'id: 21', 'second mention'],
    ['what is asked of a submission', 'anchors/wait-time/first/submission.md', '## Reflection', '## Thoughts', 'absence of the section "## Reflection"'],
    ['a release that is known', 'anchors/wait-time/first/submission.md', /release: sha256-[0-9a-f]{64}/, `release: sha256-${'0'.repeat(64)}`, 'Unexpected release'],
    ['a calibration under its own login', 'calibrations/ana/1.yaml', 'login: ana', 'login: eve', 'Unexpected login "eve"'],
    ['a calibration of all criteria', 'calibrations/ana/1.yaml', '  waits: proficient\n', '', 'absence of a level for "waits"'],
    ['a calibration of the anchor\'s release', 'calibrations/ana/1.yaml', /release: sha256-[0-9a-f]{64}/, `release: sha256-${'0'.repeat(64)}`, 'the one that the anchor was written under'],
  ])('want %s', (_, path, good, bad, message) => expect(faults({ [path]: own[path]!.replace(good, () => bad) }).join('\n')).toContain(message));
  it('refuse agreed scores without a submission', () => {
    expect(lint(smallestCatalog({ 'anchors/wait-time/second/agreed.yaml': AGREED }), { today }).diagnostics.map(({ path, rule }) => `${path} ${rule}`)).toEqual(['anchors/wait-time/second/agreed.yaml file-name']);
  });
});

it('months end on the last day where the day is not there', () => {
  expect([monthsAfter('2026-01-31', 1), monthsAfter('2027-12-31', 2), monthsAfter('2026-11-22', 12), monthsAfter('2026-08-31', 60)]).toEqual(['2026-02-28', '2028-02-29', '2027-11-22', '2031-08-31']);
});

it('no page of the site reads anchors or what was agreed on them', () => {
  const site = new URL('../../../site/', import.meta.url);
  for (const path of readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|astro)$/.test(name))) expect(readFileSync(join(site.pathname, path), 'utf8'), path).not.toMatch(/\.(anchors|calibrations)\b|agreed\.yaml/);
});
