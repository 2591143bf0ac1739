import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostic.ts';
import { renderMarkdown } from '../markdown.ts';
import { explainable } from '../rules/index.ts';
import { ANNOTATIONS_KEPT, githubReport } from './github.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';

const fault = (change: Partial<Diagnostic> = {}): Diagnostic => ({ path: 'rubrics/a.yaml', line: 2, column: 3, rule: 'criterion-fed', severity: 'error', message: 'Unexpected x, expected y', remedy: 'Write y.', ...change });
const where = { prefix: 'catalog/', files: 9 };

// What somebody might write who hopes that a report will obey it.
const NASTY = ['a\n::error::b', 'a\r\n::set-output name=x::y', '100%0A::stop', ']]>', '</failure><failure>', '<!--', '| a | b |', '`x` **b** [l](http://x.example) ![i](http://x.example)', '\u202Egpj.exe', 'a\u0000\u0001\u001B[31m', '\uD800', '\uFFFE', '@everyone', 'https://x.example', 'www.x.example', '<script>alert(1)</script>', '&amp; &#64;', "a' b\" c, d: e=f", '#1', '~~s~~', '$x$'];
const faults = NASTY.map((words) => fault({ path: `rubrics/${words}.yaml`, message: words, remedy: words }));

describe('a report as workflow commands', () => {
  it('puts each fault at its line, with its rule as the title', () => {
    expect(githubReport([fault(), fault({ severity: 'warning', message: 'Unexpected 5%, expected 6' })], where)).toBe(`::error file=catalog/rubrics/a.yaml,line=2,col=3,title=criterion-fed::Unexpected x, expected y%0AWrite y.
::warning file=catalog/rubrics/a.yaml,line=2,col=3,title=criterion-fed::Unexpected 5%25, expected 6%0AWrite y.
1 error and 1 warning in 9 files.
`);
  });

  it('stays one command a line, whatever a file says', () => {
    for (const one of faults) {
      const [command = '', ...rest] = githubReport([one], where).split('\n');
      expect(command).toMatch(/^::error file=[^,:]*,line=2,col=3,title=criterion-fed::/);
      expect(rest).toEqual(['1 error and 0 warnings in 9 files.', '']);
      expect(command).not.toMatch(/[\u0000-\u001F\u202A-\u202E\r]/);
    }
  });

  it('keeps what GitHub keeps, and says how many are left out', () => {
    const many = Array.from({ length: 14 }, () => [fault({ severity: 'warning' }), fault()]).flat();
    const report = githubReport(many, where);
    expect(report.match(/^::error /gm)).toHaveLength(ANNOTATIONS_KEPT);
    expect(report.match(/^::warning /gm)).toHaveLength(ANNOTATIONS_KEPT);
    expect(report).toContain('14 errors and 14 warnings in 9 files.\n8 of them are not annotated');
  });
});

describe('a report as SARIF', () => {
  const texts = new Map([['rubrics/a.yaml', 'title: A\n\u{1F600} Id: X\n']]);
  const report = (diagnostics: readonly Diagnostic[], letStand: readonly Diagnostic[] = []): any => JSON.parse(JSON.stringify(sarifReport(diagnostics, { prefix: 'catalog/', version: '0.1.0', explanations: explainable, texts, letStand })));
  const mendable = fault({ fix: { title: 'Write the id in lower case', edits: [{ start: 16, end: 17, text: 'x' }] } });

  it('names each rule once, and each result by it', () => {
    const { runs } = report([fault(), fault({ rule: 'no-such', severity: 'warning' }), fault()]);
    expect(runs[0].tool.driver.rules.map(({ id }: { readonly id: string }) => id)).toEqual(['criterion-fed', 'no-such']);
    expect(runs[0].results.map(({ ruleIndex, level }: any) => [ruleIndex, level])).toEqual([[0, 'error'], [1, 'warning'], [0, 'error']]);
    expect(runs[0].results[0].locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'catalog/rubrics/a.yaml' }, region: { startLine: 2, startColumn: 3 } });
  });

  it('leads to the page of each rule on the programme\'s site', () => {
    const { runs } = JSON.parse(JSON.stringify(sarifReport([fault()], { prefix: 'catalog/', version: '0.1.0', explanations: explainable, texts, letStand: [], site: 'https://credentials.example.org/' }))) as any;
    expect(runs[0].tool.driver.rules[0].helpUri).toBe('https://credentials.example.org/rules/criterion-fed/');
    expect(report([fault()]).runs[0].tool.driver.rules[0]).not.toHaveProperty('helpUri');
  });

  it('carries the mend of a fault, by lines and columns, and what is let stand as suppressed', () => {
    const { runs } = report([mendable, fault()], [fault({ rule: 'link-text' })]);
    expect(runs[0].results[0].fixes).toEqual([{ description: { text: 'Write the id in lower case' }, artifactChanges: [{ artifactLocation: { uri: 'catalog/rubrics/a.yaml' }, replacements: [{ deletedRegion: { startLine: 2, startColumn: 8, endLine: 2, endColumn: 9 }, insertedContent: { text: 'x' } }] }] }]);
    expect(runs[0].results[1]).not.toHaveProperty('fixes');
    expect(runs[0].results[2]).toMatchObject({ ruleId: 'link-text', suppressions: [{ kind: 'inSource', status: 'accepted' }] });
  });

  it('fits the published schema of version 2.1.0, hostile texts and no faults too', async () => {
    const require = createRequire(import.meta.url);
    const { default: draft } = await import('ajv');
    const { default: formats } = await import('ajv-formats');
    const { id: _id, $schema: _draft, ...schema } = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<string, unknown>;
    const ajv = new ((draft as any).default ?? draft)({ strict: false, unicodeRegExp: false });
    ((formats as any).default ?? formats)(ajv);
    const validate = ajv.compile(schema);
    for (const diagnostics of [[], faults, [mendable], [fault({ severity: 'warning', line: 1, column: 1 })]]) {
      const ok = validate(report(diagnostics, diagnostics));
      expect(validate.errors ?? []).toEqual([]);
      expect(ok).toBe(true);
    }
    expect(validate({ ...report([fault()]), version: '2.0.0' })).toBe(false);
    expect(validate({ ...report([fault({ line: 0 })]) })).toBe(false);
  });
});

// Reads just what a report may hold; anything else is a fault of the report.
function wellFormed(xml: string): void {
  expect(xml).not.toMatch(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/);
  expect(xml.isWellFormed()).toBe(true);
  const open: string[] = [];
  const rest = xml.replace(/^<\?xml [^?]*\?>\n/, '').replace(/<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<>]*")*)\s*(\/?)>/g, (_, close: string, name: string, attributes: string, empty: string) => {
    expect(attributes).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/);
    if (close !== '') expect(open.pop()).toBe(name);
    else if (empty === '') open.push(name);
    return '';
  });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot);)/);
}

describe('a report as JUnit', () => {
  it('has a suite per file, a failure per error, and lets warnings pass', () => {
    const report = junitReport([fault(), fault({ path: 'rubrics/b.yaml', severity: 'warning' })], where);
    wellFormed(report);
    expect(report).toContain('<testsuites name="laurel lint" tests="2" failures="1" errors="0">');
    expect(report.match(/<testsuite /g)).toHaveLength(2);
    expect(report.match(/<failure /g)).toHaveLength(1);
  });

  it('is well-formed whatever a file says, and where there is nothing to say', () => {
    for (const one of [...faults.map((each) => [each]), faults, []]) wellFormed(junitReport(one, where));
  });
});

describe('a report in Markdown', () => {
  it('is a table per file', () => {
    expect(markdownReport([fault()], where)).toBe(`### 1 error and 0 warnings in 9 files

#### catalog/rubrics/a.yaml

| | Place | What is wrong | How to mend it |
|---|---|---|---|
| **error** | 2:3 | Unexpected x, expected y (criterion-fed) | Write y. |
`);
    expect(markdownReport([], where)).toBe('### No faults in 9 files\n');
  });

  it('shows hostile words as words: one row of four cells, no link, no mark-up', () => {
    for (const one of faults) {
      const html = renderMarkdown(markdownReport([one], where));
      expect(html.match(/<tr>/g), one.message).toHaveLength(2);
      expect(html.match(/<td>/g), one.message).toHaveLength(4);
      expect(html, one.message).not.toMatch(/<(?:a|img|em|code|del|script|input)\b/);
      expect(html.match(/<strong>/g)).toHaveLength(1);
    }
  });

  it('does not list more than anybody reads, and says so', () => {
    const report = markdownReport(Array.from({ length: 250 }, () => fault()), where);
    expect(report.match(/^\| \*\*error/gm)).toHaveLength(200);
    expect(report).toContain('50 more are not listed here.');
  });
});
