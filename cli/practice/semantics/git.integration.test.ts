import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { gitEnvironment } from '../git/run.ts';
import { proveRules } from './rule.ts';
import { gitRefusal, openClaim, writeInFork, type Clone } from './scene.ts';

const run = promisify(execFile);
const lsRemote = (url: string) => run('git', ['ls-remote', url], { env: gitEnvironment() });
const input = async (clone: Clone, args: readonly string[], text: string): Promise<string> => {
  const child = run('git', args, { cwd: clone.dir, env: gitEnvironment() });
  child.child.stdin?.end(text);
  return (await child).stdout.trim();
};

proveRules('git over HTTP', [
  {
    rule: 'anybody may clone a public repository',
    source: 'docs: about repository visibility',
    prove: async (scene) => {
      const clone = await scene.clone('anonymous', await scene.programme());
      expect(await clone.git('log', '--format=%s')).toBe('Initial commit');
    },
  },
  {
    rule: 'a private repository does not exist for those without access',
    source: 'docs: troubleshooting cloning errors, "Repository not found"',
    prove: async (scene) => {
      const place = await scene.programme({ private: true });
      const address = scene.practice.gitUrl(place.owner, place.repo);
      expect(await gitRefusal(lsRemote(address))).toMatch(/could not read Username|Authentication/);
      expect(await gitRefusal(scene.clone('stranger', place))).toMatch(/not found/i);
      expect(await gitRefusal(scene.clone('lead', place))).toBeNull();
    },
  },
  {
    rule: 'a push without the right is refused and names who was refused',
    source: 'docs: "Permission to user/repo denied to other-user"',
    prove: async (scene) => {
      const place = await scene.programme();
      const clone = await scene.clone('stranger', place);
      await clone.commit('mine.txt', 'mine');
      expect(await gitRefusal(clone.git('push', 'origin', 'HEAD:mine'))).toMatch(/403/);
      const { data } = await scene.as('lead').repos.listBranches(place);
      expect(data.map((branch) => branch.name)).toEqual(['main']);
    },
  },
  {
    rule: 'a token that nobody has opens nothing, not even what is public',
    source: 'docs: authentication failed; REST "Bad credentials"',
    prove: async (scene) => {
      const { owner, repo } = await scene.programme();
      const headers = { authorization: `Basic ${Buffer.from('x-access-token:nobody-has-this').toString('base64')}` };
      const { status } = await fetch(`${scene.practice.gitUrl(owner, repo)}/info/refs?service=git-upload-pack`, { headers });
      const user = await fetch(`${scene.practice.apiUrl}/user`, { headers: { authorization: 'Bearer nobody-has-this' } });
      expect([status, user.status, await user.json()]).toMatchObject([401, 401, { message: 'Bad credentials' }]);
    },
  },
  {
    rule: 'a push that is not a fast-forward is refused unless it is forced',
    source: 'docs: dealing with non-fast-forward errors',
    prove: async (scene) => {
      const place = await scene.programme();
      const clone = await scene.clone('lead', place);
      await clone.commit('one.txt', '1');
      await clone.git('push', 'origin', 'main');
      await clone.git('commit', '--amend', '--message', 'Another');
      expect(await gitRefusal(clone.git('push', 'origin', 'main'))).toMatch(/non-fast-forward|rejected/);
      await clone.git('push', '--force', 'origin', 'main');
      const { data } = await scene.as('lead').repos.listActivities(place);
      expect(data.map((entry) => entry.activity_type)).toEqual(['force_push', 'push', 'branch_creation']);
    },
  },
  {
    rule: 'register and ledger can neither be forced nor deleted',
    source: 'docs: rulesets, "block force pushes" and "restrict deletions", as the programme is told to set them',
    prove: async (scene) => {
      const clone = await scene.clone('lead', await scene.programme());
      for (const branch of ['register', 'ledger']) {
        await clone.git('push', 'origin', `HEAD:${branch}`);
        expect(await gitRefusal(clone.git('push', 'origin', `:${branch}`))).toMatch(/append-only/);
      }
      await clone.git('commit', '--amend', '--message', 'Another past');
      expect(await gitRefusal(clone.git('push', '--force', 'origin', 'HEAD:register'))).toMatch(/append-only/);
      await clone.git('push', 'origin', 'HEAD:elsewhere');
    },
  },
  {
    rule: 'of two clones that push to one branch at once exactly one wins',
    source: 'git: a push without force is a compare-and-swap; crates.io relies on it',
    prove: async (scene) => {
      const place = await scene.programme();
      const clones = await Promise.all([scene.clone('lead', place), scene.clone('lead', place)]);
      await Promise.all(clones.map((clone, index) => clone.commit(`${index}.txt`, String(index))));
      const outcomes = await Promise.all(clones.map((clone) => gitRefusal(clone.git('push', 'origin', 'main'))));
      expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
    },
  },
  {
    rule: 'a tree with a name that git calls malicious is refused on the way in',
    source: 'docs: GitHub runs fsck on receive; git fsck "hasDotgit"',
    prove: async (scene) => {
      const clone = await scene.clone('lead', await scene.programme());
      const blob = await input(clone, ['hash-object', '-w', '--stdin'], 'evil');
      const inner = await input(clone, ['mktree'], `100644 blob ${blob}\tconfig\n`);
      const tree = await input(clone, ['mktree'], `040000 tree ${inner}\t.git\n`);
      const commit = await clone.git('commit-tree', tree, '-m', 'evil');
      expect(await gitRefusal(clone.git('push', 'origin', `${commit}:refs/heads/evil`))).toMatch(/hasDotgit|fsck|unpack/);
    },
  },
  {
    rule: 'refs of pull requests can be fetched but not pushed',
    source: 'docs: checking out pull requests locally, "deny updating a hidden ref"',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const clone = await scene.clone('lead', claim.place);
      await clone.git('fetch', 'origin', `refs/pull/${claim.pull.pull_number}/head`);
      expect(await clone.git('rev-parse', 'FETCH_HEAD')).toBe(claim.head);
      expect(await gitRefusal(clone.git('push', 'origin', `HEAD:refs/pull/${claim.pull.pull_number}/head`))).toMatch(/hidden ref/);
    },
  },
  {
    rule: 'a maintainer may push to the branch that a pull request opened to them, and to no other of that fork',
    source: 'docs: allowing changes to a pull request branch created from a fork',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const clone = await scene.clone('lead', claim.fork);
      const head = await clone.commit('helped.md', 'by the lead');
      expect(await gitRefusal(clone.git('push', 'origin', 'HEAD:other'))).toMatch(/only to the branches/);
      await clone.git('push', 'origin', 'HEAD:main');
      const { data } = await scene.as('lead').pulls.get(claim.pull);
      expect([data.head.sha, data.maintainer_can_modify]).toEqual([head, true]);
      const activity = await scene.as('anonymous').repos.listActivities({ ...claim.fork, ref: 'main' });
      expect(activity.data.map((entry) => entry.actor?.login)).toEqual(['lead', 'teacher']);
      await scene.as('teacher').pulls.update({ ...claim.pull, maintainer_can_modify: false });
      await clone.commit('again.md', 'by the lead');
      expect(await gitRefusal(clone.git('push', 'origin', 'HEAD:main'))).toMatch(/403/);
      const denied = await scene.clone('stranger', claim.fork);
      expect(await gitRefusal(denied.git('push', 'origin', 'HEAD:main'))).toMatch(/403/);
    },
  },
  {
    rule: 'the activity record says who pushed, whoever the commits claim to be by',
    source: 'REST: list repository activities; commits can be authored as anybody',
    prove: async (scene) => {
      const place = await scene.programme();
      const clone = await scene.clone('lead', place);
      await clone.git('commit', '--allow-empty', '--author', 'Ada Assessor <103+ada@users.noreply.github.com>', '--message', 'Not by Ada');
      await clone.git('push', 'origin', 'main');
      const [commits, activity] = await Promise.all([scene.as('lead').repos.listCommits(place), scene.as('lead').repos.listActivities(place)]);
      expect(commits.data[0]?.author?.login).toBe('ada');
      expect(activity.data[0]).toMatchObject({ activity_type: 'push', actor: { login: 'lead', id: 101 }, ref: 'refs/heads/main' });
    },
  },
  {
    rule: 'what is pushed to a head branch is in the base repository at once',
    source: 'docs: a pull request updates with every push to its branch',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const next = await writeInFork(scene, claim.fork, 'more.md', 'More\n');
      const { data } = await scene.as('lead').pulls.get(claim.pull);
      expect([data.head.sha, data.commits]).toEqual([next, 2]);
      const base = await scene.clone('anonymous', claim.place);
      await base.git('fetch', 'origin', next);
      expect(await base.git('cat-file', '-t', next)).toBe('commit');
    },
  },
]);
