import { expect, it } from 'vitest';
import { jsonReport } from './json.ts';

it('a JSON report has exactly the promised fields', () => {
  const diagnostic = { path: 'rubrics/a.yaml', line: 2, column: 3, rule: 'some-rule', severity: 'warning' as const, message: 'Unexpected x, expected y', remedy: 'Write y.' };
  expect(JSON.parse(JSON.stringify(jsonReport([diagnostic], { prefix: 'catalog/', files: 4 })))).toEqual({
    diagnostics: [{ path: 'catalog/rubrics/a.yaml', line: 2, column: 3, rule: 'some-rule', severity: 'warning', message: 'Unexpected x, expected y', remedy: 'Write y.' }],
    summary: { errors: 0, warnings: 1, files: 4 },
  });
});
