import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestRelease, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog, type Catalog } from '../catalog.ts';
import { lint } from '../lint.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { releaseText, sealRelease } from '../release.ts';
import { catalogChange } from './catalog-change.ts';
import { changeMarkdown } from './change-markdown.ts';
import { changeText } from './change-text.ts';
import { paintWith } from '../report/paint.ts';
import { versionFaults } from './version-faults.ts';

const RUBRIC = 'rubrics/wait-time.yaml';
const EVIDENCE = 'evidence/wait-time.yaml';
const CREDENTIAL = 'credentials/wait-time.md';
type Edit = readonly [path: string, from: string, to: string];

function edited(...edits: readonly Edit[]): Catalog {
  const texts: Record<string, string> = {};
  for (const [path, from, to] of edits) {
    const text = texts[path] ?? smallestTexts[path]!;
    expect(text).toContain(from);
    texts[path] = text.replace(from, () => to);
  }
  const { catalog, diagnostics } = loadCatalog(smallestCatalog(texts));
  expect(diagnostics).toEqual([]);
  return catalog;
}

const before = edited();
const told = (...edits: readonly Edit[]): readonly string[] => {
  const { credentials, programme } = catalogChange(before, edited(...edits));
  return [...credentials.flatMap(({ differences }) => differences), ...programme].map(({ at, turn, weight }) => `${weight} ${turn} ${at}`);
};

describe('the meaning of a change', () => {
  it('is nothing where nothing differs', () => expect(catalogChange(before, edited())).toEqual({ credentials: [], releases: [], programme: [], unread: [], weight: null, waits: 0 }));

  it.each<readonly [string, readonly Edit[], readonly string[]]>([
    ['a criterion with another id is one that went and one that came', [[RUBRIC, '- id: hears-everyone', '- id: hears-all'], [EVIDENCE, 'hears-everyone', 'hears-all']], ['major removed rubric/criteria/hears-everyone', 'major added rubric/criteria/hears-all', 'minor removed evidence/clip/feeds/hears-everyone', 'minor added evidence/clip/feeds/hears-all']],
    ['a passing level in other words', [[RUBRIC, 'three seconds of silence', 'a long silence']], ['major reworded rubric/criteria/waits/levels/proficient']],
    ['a passing level that asks for more', [[RUBRIC, 'proficient: Answers come from every learner.', 'proficient: Answers come from most learner.']], ['minor loosened rubric/criteria/hears-everyone/levels/proficient']],
    ['punctuation', [[RUBRIC, 'after each question.', 'after each question']], ['editorial reworded rubric/criteria/waits/levels/proficient']],
    ['a method in other words', [[CREDENTIAL, 'method: ', 'method: As a rule, ']], ['clarifying reworded credential/method']],
    ['a method set otherwise', [[CREDENTIAL, 'method: The', 'method: “The”']], ['editorial reworded credential/method']],
    ['a level that came', [[RUBRIC, '  - id: proficient\n    title: Proficient\n', '  - id: nearly\n    title: Nearly\n  - id: proficient\n    title: Proficient\n']], ['major added rubric/levels/nearly']],
    ['a pass rule of one criterion', [[RUBRIC, '    title: Waits after asking\n', '    title: Waits after asking\n    passing: not-yet\n']], ['major loosened rubric/criteria/waits/passing']],
    ['a wider range', [[EVIDENCE, 'minutes: [3, 5]', 'minutes: [2, 5]']], ['minor loosened evidence/clip/minutes']],
    ['a narrower range', [[EVIDENCE, 'count: [1, 2]', 'count: [2, 2]']], ['major tightened evidence/clip/count']],
    ['a range that moved', [[EVIDENCE, 'minutes: [3, 5]', 'minutes: [4, 6]']], ['major changed evidence/clip/minutes']],
    ['a prompt in other words', [[EVIDENCE, 'Record one discussion.', 'Record one talk.']], ['major reworded evidence/clip/prompt']],
    ['evidence that was required and is a choice', [[EVIDENCE, '    form: video\n    minutes: [3, 5]\n    count: [1, 2]\n', '    oneOf:\n      - { id: film, title: Film, form: video, prompt: Record it., minutes: [3, 5], count: [1, 2], pupils: true }\n      - { id: log, title: Log, form: document, prompt: Write it., count: [1, 1] }\n']], ['minor loosened evidence/clip/oneOf']],
    ['a competency in other words', [['competencies/teaching.yaml', 'can think', 'thinks']], ['major reworded competency/statement']],
    ['a source', [[CREDENTIAL, 'Describes what changes', 'Shows what changes']], ['clarifying changed credential/research']],
    ['one who may earn it', [[CREDENTIAL, 'audience: [teacher]', 'audience: [teacher, coach]']], ['minor added credential/audience']],
    ['a shorter validity', [[CREDENTIAL, 'years: 5', 'years: 3']], ['major tightened credential/validity']],
    ['whether it can be started', [[CREDENTIAL, 'status: active', 'status: draft']], ['minor changed standing/status']],
    ['how long a submission stays, where it stayed for good', [['issuer.yaml', 'coach-after: 3\n', 'coach-after: 3\n  submission-stays: { months: 12 }\n']], ['major tightened policy/submission-stays']],
    ['assessors and policy', [['assessors.yaml', 'login: ben\n    id: 12\n    covers: [all]', 'login: ben\n    id: 12\n    covers: [teaching]\n    conflicts: [99]'], ['issuer.yaml', 'approvals: 2', 'approvals: 1']], ['minor changed assessors/12/covers', 'minor changed assessors/12/conflicts', 'major loosened policy/approvals']],
  ])('%s', (_, edits, expected) => expect(told(...edits)).toEqual(expected));

  it('says the words that went and came', () => {
    const text = changeText(catalogChange(before, edited([RUBRIC, 'three seconds of silence', 'a long silence'])), { paint: paintWith(false), columns: 200 });
    expect(text.replace(/\s+/g, ' ')).toContain('The clip shows [-three seconds of-] {+a long+} silence after each question.');
    expect(text).toContain('a major change since 1.0.0 raises the major number: write 2.0.0.');
  });

  it('holds no markup from the catalog in Markdown', () => {
    const markdown = changeMarkdown(catalogChange(before, edited([RUBRIC, 'three seconds of silence', '<b>@somebody</b> silence'])));
    expect(markdown).not.toMatch(/<b>|@somebody/);
  });

  it('waits as long as the policy from before says', () => {
    const patient = edited(['issuer.yaml', 'coach-after: 3\n', 'coach-after: 3\n  waiting:\n    major: 30\n']);
    const hasty = edited([EVIDENCE, 'count: [1, 2]', 'count: [2, 2]']);
    expect(catalogChange(patient, hasty).credentials[0]!.waits).toBe(30);
    expect(catalogChange(hasty, patient).waits).toBe(0);
  });

  it('cannot be told of what has faults', () => {
    const broken = loadCatalog(smallestCatalog({ [RUBRIC]: 'levels: []\n' })).catalog;
    expect(catalogChange(before, broken).credentials).toMatchObject([{ kind: 'unreadable', weight: null }]);
  });

  const saidOf = (files: Readonly<Record<string, string>>): { readonly text: string; readonly markdown: string } => {
    const { catalog, diagnostics } = loadCatalog(smallestCatalog(files));
    const change = catalogChange(before, catalog, { base: [], now: diagnostics });
    return { text: changeText(change, { paint: paintWith(false), columns: 400, prefix: 'catalog/' }), markdown: changeMarkdown(change, 'catalog/') };
  };
  const spoiled = smallestTexts[CREDENTIAL]!.replace('version: 1.0.0', 'version: one');

  it.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
    ['its own file', { [CREDENTIAL]: spoiled }, /catalog\/credentials\/wait-time\.md:3:10/],
    ['its rubric', { [RUBRIC]: 'levels: [' }, /catalog\/rubrics\/wait-time\.yaml:1:\d+/],
    ['the issuer', { 'issuer.yaml': smallestTexts['issuer.yaml']!.replace('name:', 'nme:') }, /catalog\/issuer\.yaml:\d+:\d+/],
    ['a reference to nothing', { [CREDENTIAL]: smallestTexts[CREDENTIAL]!.replace('rubric: wait-time', 'rubric: waiting') }, /catalog\/credentials\/wait-time\.md:\d+:\d+[^]+expected rubrics\/waiting\.yaml/],
  ])('is not called gone because of a fault in %s: the place of the fault is told', (_, files, place) => {
    const { text, markdown } = saidOf(files);
    expect(text).toMatch(place);
    expect(text).toMatch(/1\.0\.0 → \(could not be read\)\n {2}It could not be read/);
    expect(text).toContain('Could not be read\n  catalog/');
    for (const said of [text, markdown]) expect(said).not.toMatch(/gone|removed/);
    expect(markdown).toContain('### Could not be read\n\n- ');
  });

  it('is told of assessors and releases too, which belong to no credential', () => {
    const { path } = smallestRelease();
    expect(saidOf({ 'assessors.yaml': 'assessors: 3\n', [path]: '{' }).text).toMatch(/^Could not be read\n {2}catalog\/assessors\.yaml:1:\d+\n[^]+\n {2}catalog\/releases\/wait-time\/1\.0\.0\.json:1:\d+\n/);
  });
});

describe('the version', () => {
  const smaller = (...edits: readonly Edit[]): readonly string[] => versionFaults(before, edited(...edits)).map(({ line, column, remedy }) => `${line}:${column} ${remedy.split(',')[0]}`);
  const narrowed: Edit = [EVIDENCE, 'count: [1, 2]', 'count: [2, 2]'];
  const raised = (version: string): readonly Edit[] => [[CREDENTIAL, 'version: 1.0.0\nstatus', `version: ${version}\nstatus`]];

  it('is too low for a change that weighs more', () => expect(smaller(narrowed, ...raised('1.1.0'))).toEqual(['3:10 Write `version: 2.0.0`']));
  it('will do where it is as high as needed, or higher', () => {
    expect(smaller(narrowed, ...raised('2.0.0'))).toEqual([]);
    expect(smaller([CREDENTIAL, 'years: 5', 'years: 6'], ...raised('3.0.0'))).toEqual([]);
  });
  it('need not be raised to retire it', () => expect(smaller([CREDENTIAL, 'status: active', 'status: retired\nsuccessor: wait-time'])).toEqual([]));
  it('counts from what was released, also where the files were broken for a while', () => {
    const broken = loadCatalog(smallestCatalog({ [RUBRIC]: 'levels: []\n' })).catalog;
    expect(versionFaults(broken, edited(narrowed))).toHaveLength(1);
  });
});

describe('a credential that was renamed', () => {
  const without = (changes: Readonly<Record<string, string>>, gone = CREDENTIAL): Catalog => loadCatalog(smallestCatalog(changes).filter(({ path }) => path !== gone)).catalog;
  const called = (aliases: string, change: readonly [from: string, to: string] = ['', '']): Readonly<Record<string, string>> => ({ 'credentials/pausing.md': smallestTexts[CREDENTIAL]!.replace('status: active\n', `status: active\n${aliases}`).replace(...change) });
  const changes = (now: Catalog, from = before): readonly string[] => catalogChange(from, now).credentials.flatMap(({ id, kind, differences }) => [`${id} ${kind}`, ...differences.map(({ turn, weight, says }) => `${weight} ${turn}: ${says}`)]);

  it('is known by its alias, and raises no version', () => {
    const now = without(called('aliases: [wait-time]\n'));
    expect(changes(now)).toEqual(['pausing renamed', 'minor renamed: It was called "wait-time" and is called "pausing"']);
    expect(catalogChange(before, now).credentials).toMatchObject([{ before: '1.0.0', now: '1.0.0', requires: null }]);
    expect(versionFaults(before, now)).toEqual([]);
  });

  it('is compared with what it was, then and later', () => {
    const narrower = without(called('aliases: [wait-time]\n', ['years: 5', 'years: 3']));
    expect(changes(narrower)).toEqual(['pausing renamed', expect.stringContaining('renamed'), 'major tightened: A badge was valid for 5 years and is valid for 3 years']);
    const expected = [{ path: 'credentials/pausing.md', message: expect.stringContaining('Unexpected version 1.0.0 for a major change since 1.0.0 (A badge'), remedy: expect.stringContaining('`version: 2.0.0`') }];
    expect(versionFaults(before, narrower)).toMatchObject(expected);
    expect(versionFaults(without(called('aliases: [wait-time]\n')), narrower)).toMatchObject(expected);
  });

  it('is not held to the releases of a credential whose id it claims without right', () => {
    const thief = { ...smallestTexts, 'credentials/pausing.md': smallestTexts[CREDENTIAL]!.replace('title: Wait time', 'title: Pausing').replace('years: 5', 'years: 3') };
    const claiming = { ...thief, 'credentials/pausing.md': thief['credentials/pausing.md'].replace('status: active\n', 'status: active\naliases: [wait-time]\n') };
    expect(versionFaults(loadCatalog(smallestCatalog(thief)).catalog, loadCatalog(smallestCatalog(claiming)).catalog)).toEqual([]);
  });

  it('is another without an alias, and cannot be told where the new one cannot be read', () => {
    expect(changes(without(called('')))).toEqual(['pausing added', expect.stringContaining('new'), 'wait-time removed', expect.stringContaining('retire it instead')]);
    expect(changes(without(called('aliases: [wait-time]\nhours: ten\n')))).toEqual(['pausing unreadable', 'wait-time unreadable']);
  });

  it('may be one that was there: then the other is gone, and leads to it', () => {
    const both = loadCatalog(smallestCatalog(called(''))).catalog;
    expect(changes(without(called('aliases: [wait-time]\n')), both)).toEqual(['pausing changed', 'clarifying changed: The former ids that lead to it were none and are wait-time', 'wait-time removed', 'major removed: The credential is gone; its id leads to "pausing" now']);
  });
});

describe('a release that was there before', () => {
  const { path, text } = smallestRelease();
  const { release } = JSON.parse(text) as ReleaseFile;
  const other = { [path]: releaseText(sealRelease({ ...release, credential: { ...release.credential, title: 'Another' } })) };
  // The credential is at its next version, with a release of its own.
  const next = (() => {
    const raised = smallestTexts[CREDENTIAL]!.replace('version: 1.0.0\nstatus', 'version: 2.0.0\nstatus').replace('changes:\n', 'changes:\n  - version: 2.0.0\n    date: 2026-02-01\n    note: Another.\n');
    const credential = loadCatalog(smallestCatalog({ [CREDENTIAL]: raised })).catalog.credentials.get('wait-time')!.value;
    return { [CREDENTIAL]: raised, 'releases/wait-time/2.0.0.json': releaseText(sealRelease({ ...release, credential, earlier: ['1.0.0'] })) };
  })();
  const files = (changes: Readonly<Record<string, string>> = {}, gone: readonly string[] = []): ReturnType<typeof smallestCatalog> => smallestCatalog({ ...next, ...changes }).filter((one) => !gone.includes(one.path));
  const catalogOf = (sources: ReturnType<typeof smallestCatalog>): Catalog => loadCatalog(sources).catalog;
  const kept = catalogOf(files());

  it.each([
    ['replaced by another with a right digest', files(other), 'changed', 'another digest'],
    ['deleted', files({}, [path]), 'removed', 'absence'],
  ])('is not %s unseen while a later one is current', (_, sources, turn, says) => {
    expect(lint(sources, { today: '2026-11-22' }).diagnostics.filter(({ rule }) => rule === 'release-intact')).toEqual([]);
    const now = catalogOf(sources);
    expect(versionFaults(kept, now)).toMatchObject([{ path, rule: 'release-intact', severity: 'error', message: expect.stringContaining(says) }]);
    const change = catalogChange(kept, now);
    expect(change).toMatchObject({ credentials: [], releases: [{ at: 'releases/wait-time/1.0.0', turn, weight: 'major' }], weight: 'major' });
    expect(changeText(change, { paint: paintWith(false), columns: 200 })).toContain('Releases\n  major');
    expect(changeMarkdown(change)).toContain('### Releases\n\n- **major**');
  });

  it('may be beside new ones, and be restored where it was edited', () => {
    expect(versionFaults(before, kept)).toEqual([]);
    const tampered = catalogOf(files({ [path]: text.replace('"title": "Wait time"', '"title": "Wait longer"').replace(/"digest": "sha256-./, '"digest": "sha256-f') }));
    expect(tampered.releases.has('wait-time/1.0.0')).toBe(true);
    expect(versionFaults(tampered, kept)).toEqual([]);
  });
});
