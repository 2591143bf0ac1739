import { describe, expect, it } from 'vitest';
import { smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { suggestionsAt } from './completion.ts';
import { headingsOf } from './headings.ts';
import { landmarksOf } from './landmarks.ts';
import { aboutAt, definitionAt, mentionsAt, whyOf } from './pointing.ts';
import { sheetOf, type Sheet, type Sheets } from './sheet.ts';

const decoder = new TextDecoder();
const CREDENTIAL = 'credentials/wait-time.md';
const RUBRIC = 'rubrics/wait-time.yaml';
const EVIDENCE = 'evidence/wait-time.yaml';

interface Marked {
  readonly sheets: Sheets;
  readonly sheet: Sheet;
  readonly offset: number;
}

// The smallest catalog with another text in one place; the mark | is where the author points.
function marked(path: string, before: string, after: string, others: Readonly<Record<string, string>> = {}): Marked {
  const whole = new Map(smallestCatalog(others).map((file) => [file.path, decoder.decode(file.bytes)]));
  const text = whole.get(path)?.replace(before, () => after) ?? after;
  const offset = text.indexOf(after) + after.indexOf('|');
  whole.set(path, text.slice(0, offset) + text.slice(offset + 1));
  const sheets = new Map([...whole].flatMap(([file, written]) => {
    const sheet = sheetOf(file, written);
    return sheet === null ? [] : [[file, sheet] as const];
  }));
  return { sheets, sheet: sheets.get(path)!, offset };
}

function suggested(...given: Parameters<typeof marked>) {
  const { sheets, sheet, offset } = marked(...given);
  const { list } = suggestionsAt(sheets, sheet, offset, '2026-11-22');
  return list.map((suggestion) => ({ ...suggestion, written: sheet.text.slice(0, suggestion.stretch.start) + suggestion.text + sheet.text.slice(suggestion.stretch.end) }));
}
const labels = (...given: Parameters<typeof marked>): readonly string[] => suggested(...given).map(({ label }) => label);

describe('suggestions', () => {
  it('are ids with what people call them, and are described', () => {
    const [rubric] = suggested(CREDENTIAL, 'rubric: wait-time', 'rubric: |');
    expect(rubric).toMatchObject({ sort: 'id', label: 'wait-time', title: '3 criteria, not in use yet', written: expect.stringContaining('\nrubric: wait-time\nevidence') });
    expect(rubric!.about).toContain('| Criterion | Not yet | **Proficient** |');
    expect(suggested('credentials/pauses.md', '', '---\nrubric: |')).toMatchObject([{ title: 'Wait time' }]);
    expect(suggested(CREDENTIAL, 'teaching/gives-wait-time', 'teach|')).toMatchObject([{ label: 'teaching/gives-wait-time', title: 'Gives wait time', about: expect.stringContaining('Waits after a question') }]);
  });

  it.each([
    ['the evidence of a credential', CREDENTIAL, 'evidence: wait-time', 'evidence:|', ['wait-time']],
    ['a successor, which is another credential', CREDENTIAL, 'status: active', 'status: retired\nsuccessor: |', ['pauses']],
    ['the criteria of the rubric that a credential judges by, less those that are there', EVIDENCE, 'hears-everyone, builds-on-answers]', '|, builds-on-answers]', ['hears-everyone']],
    ['the levels of a rubric', RUBRIC, 'passing: proficient', 'passing: |', ['not-yet', 'proficient']],
    ['the levels that a criterion does not describe yet', RUBRIC, '      not-yet: Answers come from volunteers.\n', '      |\n', ['not-yet']],
    ['what an assessor may cover', 'assessors.yaml', 'covers: [all]\n    calibrated-until: 2099-12-31\n    school', 'covers: [|]\n    school', ['all', 'teaching', 'wait-time', 'pauses']],
    ['criteria of an anchor', 'anchors/wait-time/first/agreed.yaml', '  waits: proficient\n', '  |\n', ['waits']],
    ['levels of an anchor', 'anchors/wait-time/first/agreed.yaml', '  waits: proficient\n', '  waits: |\n', ['not-yet', 'proficient']],
    ['parts that no criterion scores', 'anchors/wait-time/first/agreed.yaml', '  setting: true\n  reflection: true', '  |', ['setting', 'reflection']],
    ['what is handed in as a file', 'submissions/wait-time/example-teacher/1/submission.md', '  clip:\n', '  |\n', ['clip']],
    ['choices of a field', EVIDENCE, 'form: video', 'form: |', ['written', 'document', 'video', 'audio', 'image', 'data', 'slides', 'web-page']],
    ['true and false', EVIDENCE, 'pupils: true', 'pupils: t|', ['true', 'false']],
  ])('name %s', (_, path, before, after, expected) => {
    const other = smallestTexts[CREDENTIAL]!.replace('title: Wait time', 'title: Pauses');
    expect(labels(path, before, after, { 'credentials/pauses.md': other })).toEqual(expected);
  });

  it('stay in quotes where those were begun', () => {
    for (const begun of ["'wa|'", '"wa|', '"|"']) expect(suggested(CREDENTIAL, 'rubric: wait-time', `rubric: ${begun}`).map(({ text }) => text)).toEqual([`${begun[0]}wait-time${begun[0]}`]);
  });

  it('name the fields that are missing, with what the schema says', () => {
    const fields = suggested(CREDENTIAL, 'rubric: wait-time\n', 'ru|\n');
    expect(fields.map(({ label }) => label)).toEqual(['art', 'successor', 'aliases', 'language', 'translations', 'credits', 'rubric', 'routes']);
    expect(fields.find(({ label }) => label === 'rubric')).toMatchObject({ title: 'Rubric', about: expect.stringContaining('File name in catalog/rubrics.'), written: expect.stringContaining('\nrubric: \nevidence') });
    expect(labels(EVIDENCE, '    prompt: Record one discussion.\n', '    |\n')).toEqual(['words', 'prompt', 'sufficient', 'oneOf']);
    expect(suggested(EVIDENCE, '    feeds: [waits', '    f|eds: [waits').find(({ label }) => label === 'feeds')!.written).toContain('\n    feeds: [waits');
  });

  it('come in a file that does not parse, from files that do not hold what they should', () => {
    const others = { [RUBRIC]: 'levels:\n  - {id: low, title: Low}\ncriteria:\n  - id: new-one\n    title: "A new one\n' };
    expect(labels(EVIDENCE, smallestTexts[EVIDENCE]!, 'requirements:\n  - id: "broken\n  - id: plan\n    feeds: [|\n    title: T', others)).toEqual(['new-one']);
    expect(labels(CREDENTIAL, smallestTexts[CREDENTIAL]!, '---\ntitle: [\nrubric: |')).toEqual(['wait-time']);
    expect(labels('rubrics/fresh.yaml', '', 'levels:\n  - id: low\n  - id: high\npassing: h|')).toEqual(['low', 'high']);
  });

  it('name the headings of a text where a link leads to one', () => {
    expect(suggested(CREDENTIAL, '[how to begin](#method)', '[how to begin](#me|)')).toMatchObject([{ label: '#overview', title: 'Overview' }, { label: '#method', written: expect.stringContaining('[how to begin](#method)') }, { label: '#ask-then-wait', title: 'Ask, then wait' }]);
  });

  it('name the rules whose faults may stand, with the day', () => {
    const inYaml = suggested(RUBRIC, 'passing:', '# laurel-allow obs|\npassing:');
    expect(inYaml.find(({ label }) => label === 'observable-level')).toMatchObject({ title: expect.stringMatching(/\w/), written: expect.stringContaining('# laurel-allow observable-level until 2027-05-22: \npassing') });
    expect(inYaml.map(({ label }) => label)).not.toContain('no-pupil-name');
    expect(labels(CREDENTIAL, 'Count silently', '<!-- laurel-allow | -->\nCount silently')).toContain('link-text');
    expect(labels('submissions/wait-time/example-teacher/1/submission.md', 'A fifth', '<!-- laurel-allow | -->\nA fifth')).toEqual([]);
  });

  it.each([['in prose', 'Waits after a question so', 'Waits after | a question so'], ['in a comment', 'status: active', '# rubric: |\nstatus: active'], ['in a text', 'Count silently', 'Count | silently']])('are none %s', (_, before, after) => expect(labels(CREDENTIAL, before, after)).toEqual([]));

  it('are cut where there are very many, to those that fit', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`rubrics/r-${at}.yaml`, 'levels: []\n']));
    const { sheets, sheet, offset } = marked(CREDENTIAL, 'rubric: wait-time', 'rubric: r-29|', many);
    const { list, isWhole } = suggestionsAt(sheets, sheet, offset, '2026-11-22');
    expect(isWhole).toBe(false);
    expect(list.map(({ label }) => label)).toEqual(['r-29', ...Array.from({ length: 10 }, (_, at) => `r-29${at}`)]);
  });
});

const about = (...given: Parameters<typeof marked>): string | undefined => {
  const { sheets, sheet, offset } = marked(...given);
  return aboutAt(sheets, sheet, offset)?.markdown;
};

describe('what is said where an author points', () => {
  it.each([
    ['a rubric', CREDENTIAL, 'rubric: wait-time', 'rubric: wait|-time', '| Waits after asking | The clip shows answers taken within a second. |'],
    ['a competency', CREDENTIAL, 'teaching/gives', 'teaching/|gives', '**Gives wait time** (competency of Teaching practice)'],
    ['evidence', CREDENTIAL, 'evidence: wait', 'evidence: |wait', '- Part 2: **A clip** (video, 3 to 5 minutes, 1 to 2 files)'],
    ['a criterion', EVIDENCE, 'feeds: [waits', 'feeds: [wa|its', '- **Proficient**: The clip shows three seconds'],
    ['a criterion where it is defined', RUBRIC, '- id: waits', '- id: w|aits', '**Waits after asking** (criterion of wait-time)'],
    ['a level by its key', RUBRIC, '      not-yet: Answers', '      not|-yet: Answers', '**Not yet** (level 1 of 2'],
    ['a framework that an assessor covers', 'assessors.yaml', 'covers: [all]', 'covers: [teach|ing]', '**Teaching practice** (framework of 1 competency)'],
    ['a person who agreed on scores', 'anchors/wait-time/first/agreed.yaml', 'login: cora', 'login: an|a', '**ana** (assessor 11)'],
    ['a field', CREDENTIAL, 'monday:', 'mon|day:', 'One thing to try on the next school day.'],
    ['a choice', EVIDENCE, 'form: video', 'form: vi|deo', 'One of `written`, `document`'],
  ])('is all about %s', (_, path, before, after, expected) => expect(about(path, before, after)).toContain(expected));

  it('is nothing about prose, or an id that means nothing', () => {
    expect(about(CREDENTIAL, 'Waits after', 'Waits| after')).toBeUndefined();
    expect(about(CREDENTIAL, 'rubric: wait-time', 'rubric: wait-ti|em')).toBeUndefined();
  });

  it('holds an author\'s words as they stand, within their cell', () => {
    expect(about(CREDENTIAL, 'rubric: wait-time', 'rubric: wait|-time', { [RUBRIC]: smallestTexts[RUBRIC]!.replace('Answers come from volunteers.', '"a | b [x](command:y) <img>\u202E"') })).toContain('a \\| b \\[x\\](command:y) \\<img\\>\\<U+202E\\>');
  });

  it('says why a rule is there', () => expect(whyOf('criterion-fed')).toMatch(/^`criterion-fed`: \w/));
});

describe('going there', () => {
  const goes = (...given: Parameters<typeof marked>): unknown => {
    const { sheets, sheet, offset } = marked(...given);
    const place = definitionAt(sheets, sheet, offset);
    return place === null ? null : [place.path, sheets.get(place.path)!.text.slice(place.stretch.start, place.stretch.end)];
  };

  it.each([
    ['a rubric', CREDENTIAL, 'rubric: wait', 'rubric: |wait', [RUBRIC, '']],
    ['a competency in its framework', CREDENTIAL, 'teaching/gives', 'teach|ing/gives', ['competencies/teaching.yaml', 'gives-wait-time']],
    ['a criterion in its rubric', EVIDENCE, 'waits, hears-everyone', 'waits, hears-|everyone', [RUBRIC, 'hears-everyone']],
    ['a level in its rubric', 'anchors/wait-time/first/agreed.yaml', 'waits: proficient', 'waits: profi|cient', [RUBRIC, 'proficient']],
    ['a release', 'submissions/wait-time/example-teacher/1/submission.md', 'release: sha', 'release: |sha', ['releases/wait-time/1.0.0.json', '']],
    ['a heading', CREDENTIAL, '(#method)', '(#me|thod)', [CREDENTIAL, '## Method']],
  ])('leads to %s', (_, path, before, after, expected) => expect(goes(path, before, after)).toEqual(expected));

  it('leads nowhere from what means nothing', () => {
    expect(goes(CREDENTIAL, 'rubric: wait-time', 'rubric: no|ne')).toBeNull();
    expect(goes('assessors.yaml', 'covers: [all]', 'covers: [a|ll]')).toBeNull();
    expect(goes(CREDENTIAL, '(#method)', '(#no|where)')).toBeNull();
  });

  it('finds every place that names a thing', () => {
    const { sheets, sheet, offset } = marked(RUBRIC, '- id: waits', '- id: |waits');
    expect(mentionsAt(sheets, sheet, offset, true).map(({ path }) => path).sort()).toEqual(['anchors/wait-time/first/agreed.yaml', 'anchors/wait-time/first/agreed.yaml', 'calibrations/ana/1.yaml', EVIDENCE, RUBRIC].sort());
    expect(mentionsAt(sheets, sheet, offset, false)).toHaveLength(4);
  });
});

describe('the parts of a file', () => {
  const parts = (path: string): readonly string[] => landmarksOf(sheetOf(path, smallestTexts[path]!)!).map(({ name, detail }) => `${name} (${detail})`);

  it('are what people look for in it', () => {
    expect(parts(EVIDENCE)).toEqual(['Your setting (setting)', 'A clip (clip)', 'Reflection (reflection)']);
    expect(parts(RUBRIC).slice(0, 3)).toEqual(['Not yet (not-yet)', 'Proficient (proficient)', 'Waits after asking (waits)']);
    expect(parts(CREDENTIAL)).toEqual(['Overview (#overview)', 'Method (#method)', 'Ask, then wait (#ask-then-wait)']);
  });

  it('hold their names, and lie within the text', () => {
    for (const [path, text] of Object.entries(smallestTexts).filter(([file]) => !file.endsWith('.json'))) for (const { whole, named } of landmarksOf(sheetOf(path, text)!)) expect(whole.start <= named.start && named.end <= whole.end && whole.end <= text.length, path).toBe(true);
  });

  it('have anchors where headings repeat', () => expect(headingsOf(sheetOf(CREDENTIAL, '---\n---\n## A\n\n## A\n')!).map(({ anchor }) => anchor)).toEqual(['a', 'a-1']));
});
