import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { openGit } from '../effects/git.ts';
import { openGitHub, type Access } from '../effects/github/github.ts';
import { openPulls } from '../effects/github/open-pulls.ts';
import { fetchPulls } from '../effects/remote.ts';
import { must } from '../practice/actor.ts';
import type { TestRehearsal } from '../testing/rehearse.ts';

const [OWNER, NAME] = ['marlow-valley', 'credentials'];

/** Ways to read what is open, by name. Each gives how many it found, so that no way is quick because it found nothing. */
export type Ways = Readonly<Record<string, () => Promise<number>>>;

/** Ways to ask GitHub for all open pull requests with what says whose turn it is. */
export function waysToRead({ practice, people }: TestRehearsal): Ways {
  const access: Access = { api: practice.apiUrl, server: practice.url, token: people.find(({ login }) => login === 'priya-nair')!.token };
  const paged = (size: number) => async (): Promise<number> => {
    const ask = async (query: string, variables: object): Promise<unknown> => {
      const answer = await fetch(`${practice.url}/api/graphql`, { method: 'POST', headers: { authorization: `token ${access.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ query: query.replace('first: 20, after', `first: ${size}, after`), variables }) });
      return ((await answer.json()) as { readonly data: unknown }).data;
    };
    return (await openPulls(ask, OWNER, NAME)).length;
  };
  return {
    'open ones by GraphQL, 20 a page': paged(20),
    'the same, 100 a page': paged(100),
    // Who was asked when, and which reviews were edited, is not in these: another request for each, or not to be had.
    'the same by REST, in part': async () => {
      const github = openGitHub(access, fetch);
      const pulls = await github.pulls(OWNER, NAME);
      for (const { number } of pulls) {
        await github.reviews(OWNER, NAME, number);
        await github.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', { owner: OWNER, repo: NAME, issue_number: number, per_page: 100 });
      }
      return pulls.length;
    },
  };
}

/** Ways to fetch the heads of open pull requests into a clone that has main. */
export async function waysToFetch({ practice, folder, actors }: TestRehearsal, open: readonly number[]): Promise<Ways> {
  const address = practice.gitUrl(OWNER, NAME);
  const [named, all] = [join(folder, 'named.git'), join(folder, 'all.git')];
  must(await actors['priya-nair'].git('clone', '--quiet', '--bare', '--single-branch', '--branch', 'main', address, named), 'git clone');
  await cp(named, all, { recursive: true });
  const count = async (at: string): Promise<number> => (await openGit(at, process.env).text(['for-each-ref', 'refs/laurel/pulls'])).split('\n').filter(Boolean).length;
  return {
    'git fetch of the open heads': async () => {
      await fetchPulls({ git: openGit(named, process.env), address }, open);
      return count(named);
    },
    'git fetch of refs/pull/*/head': async () => {
      await openGit(all, process.env).text(['fetch', '--quiet', '--no-tags', address, '+refs/pull/*/head:refs/laurel/pulls/*']);
      return count(all);
    },
  };
}
