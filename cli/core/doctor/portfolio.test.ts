import { expect, it } from 'vitest';
import { exemplaryApart } from './exemplary.ts';
import { filledTemplate } from './portfolio.ts';

it('gives a new private repository the issue form only where it leads to a badge', () => {
  const { issuer } = exemplaryApart.programme;
  const template = [['.github/ISSUE_TEMPLATE/submission.yml', 'name: Submission\n'], ['README.md', '# Yours\n']] as const;
  const paths = (desk: number | undefined): readonly string[] => filledTemplate({ ...issuer, submissions: { owner: 'marlow-valley', prefix: 'portfolio-', ...(desk === undefined ? {} : { desk }) } }, 'catalog', template).map(([path]) => path);
  expect(paths(1301)).toContain('.github/ISSUE_TEMPLATE/submission.yml');
  expect(paths(undefined)).toEqual(['README.md', 'programme.yaml']);
});
