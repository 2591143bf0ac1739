import { describe, expect, it } from 'vitest';
import { file, smallestCatalog } from '../testing/smallest.ts';
import { loadCatalog } from './catalog.ts';

const texts = new Map(smallestCatalog().map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
const SUBMISSION = 'submissions/wait-time/example-teacher/1/submission.md';

// The faults of one file of the smallest catalog with `good` replaced, as `line:column message`.
function faultsOf(path: string, good: string, bad: string): readonly string[] {
  const text = texts.get(path)!;
  expect(text).toContain(good);
  return loadCatalog([file(path, text.replace(good, () => bad))]).diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('the schema of', () => {
  it.each([
    ['issuer.yaml', 'email: credentials@example.org', 'email: nobody', '4:8 Unexpected "nobody", expected an e-mail address'],
    ['issuer.yaml', 'url: https:', 'url: http:', '2:6 Unexpected "http://credentials.example.org", expected a full https address'],
    ['issuer.yaml', 'approvals: 2', 'approvals: 9', '14:14 Unexpected 9, expected at most 5'],
    ['issuer.yaml', 'approvals: 2', 'approvals: two', '14:14 Unexpected "two", expected a whole number'],
    ['issuer.yaml', 'mode: one-repository', 'mode: two', '7:9 Unexpected "two", expected one of one-repository, private-per-teacher, private-per-cohort'],
    ['issuer.yaml', 'from: 2026-01-01', 'from: 2026-01-01\n    compromised: 2026-11-22', '11:5 Unexpected absence of "safe-size", expected it here'],
    ['assessors.yaml', 'covers: [all]', 'covers: [all, all]', '4:13 Unexpected "all" twice, expected each entry once'],
    ['assessors.yaml', '2099-12-31', '2099-02-31', '5:23 Unexpected "2099-02-31", expected a date such as 2026-11-22'],
    ['competencies/teaching.yaml', 'category: instruction', 'category: teaching', '8:15 Unexpected "teaching", expected one of planning, instruction, assessment, climate, partnership, technology, leadership'],
    ['rubrics/wait-time.yaml', 'passing: proficient', 'passing:', '6:1 Unexpected nothing, expected text'],
    ['rubrics/wait-time.yaml', 'not-yet: The clip', 'Not Yet: The clip', '11:7 Unexpected "Not Yet", expected lower-case letters, digits and single hyphens; the same as the file name where a file has the id'],
    ['rubrics/wait-time.yaml', 'not-yet: The clip', `${'9'.repeat(70)}: The clip`, '11:7 Unexpected text of 70 characters, expected at most 64'],
    ['evidence/wait-time.yaml', 'part: 1', 'part: 4', '3:11 Unexpected 4, expected one of 1, 2, 3'],
    ['evidence/wait-time.yaml', 'words: [20, 200]', 'words: [20]', '6:12 Unexpected a list of 1, expected at least 2'],
    ['evidence/wait-time.yaml', '    form: written\n', '', '2:5 Unexpected absence of "form", expected `form` or a choice under `oneOf`'],
    ['credentials/wait-time.md', 'hours: 5', 'hours: 0', '12:10 Unexpected 0, expected more than 0'],
    ['credentials/wait-time.md', 'title: Wait time', 'title: "Wait\\ntime"', '2:9 Unexpected "Wait\\ntime", expected text on one line'],
    ['credentials/wait-time.md', 'audience: [teacher]', 'audience: []', '8:11 Unexpected a list of 0, expected at least 1'],
    [SUBMISSION, 'own-work: true', 'own-work: yes', '7:13 Unexpected "yes", expected true or false'],
    [SUBMISSION, '  consent-on-file: true\n', '', '7:3 Unexpected absence of "consent-on-file", expected it here'],
    ['releases/wait-time/1.0.0.json', '"laurel-release-1"', '"laurel-release-2"', '1:1 Unexpected "laurel-release-2", expected "laurel-release-1"'],
  ])('%s tells of %j as %j', (path, good, bad, expected) => {
    expect(faultsOf(path, good, bad)).toEqual([expected]);
  });

  it.each([
    ['issuer.yaml', 'name: Example', 'nmae: Example', 'name'],
    ['assessors.yaml', 'login: ana', 'logon: ana', 'login'],
    ['competencies/teaching.yaml', 'color: fern', 'colour: fern', 'color'],
    ['rubrics/wait-time.yaml', 'criteria:', 'criterea:', 'criteria'],
    ['evidence/wait-time.yaml', 'feeds:', 'feed:', 'feeds'],
    ['credentials/wait-time.md', 'rubric: wait-time', 'rubirc: wait-time', 'rubric'],
    [SUBMISSION, 'visibility:', 'visability:', 'visibility'],
    ['releases/wait-time/1.0.0.json', '"digest"', '"digset"', 'digest'],
  ])('%s asks whether a misspelt field was meant to be another, and says so once', (path, good, bad, meant) => {
    const found = loadCatalog([file(path, texts.get(path)!.replace(good, bad))]).diagnostics;
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ rule: 'schema', remedy: `Rename or remove it. Did you mean "${meant}"?` });
  });

  it('a credential asks whether a misspelt value was meant to be another', () => {
    const [found] = loadCatalog([file('credentials/wait-time.md', texts.get('credentials/wait-time.md')!.replace('audience: [teacher]', 'audience: [teachers]'))]).diagnostics;
    expect(found?.remedy).toContain('Did you mean "teacher"?');
  });

  it.each(['', '[]', 'x', '1', 'null', '- a: 1'])('any file tells when it holds %j and no fields', (text) => {
    for (const path of [...texts.keys()].filter((one) => /\.(?:md|yaml|json)$/.test(one))) {
      const whole = path.endsWith('.md') ? `---\n${text}\n---\n` : path.endsWith('.json') ? text.replace(/^(?:|x|- a: 1)$/, '"x"') : text;
      const found = loadCatalog([file(path, whole)]).diagnostics;
      expect(found.map(({ rule }) => rule), path).toEqual(['schema']);
      expect(found[0]?.message).toMatch(/^Unexpected .+, expected a group of fields$/);
    }
  });

  it('a file with thousands of unknown fields tells of each, in time that grows with their number', { timeout: 60_000 }, () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `zzzzzz${at}: 1`).join('\n');
    const found = loadCatalog([file('rubrics/a.yaml', text)]).diagnostics;
    expect(found.length).toBeGreaterThan(20_000);
    expect(found.at(-1)).toMatchObject({ line: 20_000, column: 1 });
  });
});
