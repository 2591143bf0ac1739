import { expect } from 'vitest';
import { proveRules } from './rule.ts';
import { openClaim } from './scene.ts';
import { commitFile, home, propose, textAt, visitor } from './web-scene.ts';

proveRules('signing in and reading', [
  {
    rule: 'public pages are for everybody; a private repository is not found by strangers, signed in or not',
    source: 'docs: about repository visibility',
    prove: async (scene) => {
      const [open, closed] = [await scene.programme(), await scene.programme({ private: true })];
      const [nobody, stranger, lead] = [await visitor(scene), await visitor(scene, 'stranger'), await visitor(scene, 'lead')];
      for (const path of ['', '/tree/main', '/blob/main/README.md', '/raw/main/README.md', '/branches', '/pulls', '/issues']) {
        expect([path, (await nobody.open(home(open) + path)).status]).toEqual([path, 200]);
        for (const who of [nobody, stranger]) expect([path, (await who.open(home(closed) + path)).status]).toEqual([path, 404]);
        expect([path, (await lead.open(home(closed) + path)).status]).toEqual([path, 200]);
      }
      expect((await nobody.open('/')).text).not.toContain(closed.repo);
      expect((await lead.open('/')).text).toContain(closed.repo);
    },
  },
  {
    rule: 'the head of every page says who is signed in, until they sign out',
    source: 'a rehearsal must never leave in doubt who acts',
    prove: async (scene) => {
      const ada = await visitor(scene, 'ada');
      const page = await ada.open('/');
      expect(page.text).toContain('Ada Assessor (ada)');
      expect(page.text).toContain('This is not GitHub');
      const left = await ada.press(page, 'Sign out');
      expect(left.text).not.toContain('Ada Assessor');
      expect((await ada.press(await ada.open('/login?return_to=%2Flead'), 'Ada Assessor (ada)')).address).toBe('/lead');
    },
  },
  {
    rule: 'a session opens pages, not the API and not git; a token looks at pages and presses no button',
    source: 'docs: authentication of REST and git is by token; github.com takes no token',
    prove: async (scene) => {
      const place = await scene.programme({ private: true });
      const lead = await visitor(scene, 'lead');
      const headers = { cookie: lead.cookie() };
      expect((await fetch(scene.practice.gitUrl(place.owner, place.repo) + '/info/refs?service=git-upload-pack', { headers })).status).toBe(401);
      expect((await fetch(`${scene.practice.apiUrl}/repos/${place.owner}/${place.repo}`, { headers })).status).toBe(404);
      const token = { authorization: 'token token-of-lead' };
      expect((await fetch(`${scene.practice.url}${home(place)}`, { headers: token })).status).toBe(200);
      const body = new URLSearchParams({ filename: 'a.md', value: 'A' });
      expect((await fetch(`${scene.practice.url}${home(place)}/new/main`, { method: 'POST', headers: token, body })).status).toBe(401);
    },
  },
  {
    rule: 'a form that a page of another origin sends is refused, whoever is signed in',
    source: 'docs: GitHub refuses forms without its own authenticity token',
    prove: async (scene) => {
      const place = await scene.programme();
      const lead = await visitor(scene, 'lead');
      const send = (origin: string) =>
        fetch(`${scene.practice.url}${home(place)}/new/main`, { method: 'POST', headers: { cookie: lead.cookie(), origin }, body: new URLSearchParams({ filename: 'a.md', value: 'A' }), redirect: 'manual' });
      for (const origin of ['http://127.0.0.1:1', 'https://evil.example', 'null']) expect([origin, (await send(origin)).status]).toEqual([origin, 403]);
      expect((await send(scene.practice.url)).status).toBe(303);
    },
  },
]);

proveRules('writing in the browser', [
  {
    rule: '`filename` and `value` fill in the page; who is signed out signs in first and comes back to it whole',
    source: 'go-gitea/gitea#16556 (parameters as on GitHub)',
    prove: async (scene) => {
      const place = await scene.programme();
      const teacher = await visitor(scene);
      const address = `${home(place)}/new/main/claims?filename=one%2Fsubmission.md&value=${encodeURIComponent('# A & "B"\n\n<b>é</b>\n')}`;
      const login = await teacher.open(address);
      expect(login.address).toMatch(/^\/login\?return_to=/);
      const page = await teacher.press(login, 'Tess Teacher (teacher)');
      expect(page.address).toBe(address);
      const compared = await teacher.press(page, 'Propose new file');
      expect(await textAt(scene, { owner: 'teacher', repo: place.repo }, 'claims/one/submission.md', 'patch-1')).toBe('# A & "B"\n\n<b>é</b>\n');
      expect(compared.address).toBe(`${home(place)}/compare/main...teacher:patch-1`);
    },
  },
  {
    rule: 'an address of more than 8,192 bytes is answered 414',
    source: 'cli/cli#1575; JetBrains/intellij-plugins#679; sourcegraph/jetbrains#504',
    prove: async (scene) => {
      const place = await scene.programme();
      const start = `${home(place)}/new/main?value=`;
      const teacher = await visitor(scene);
      const [fits, large] = [start + 'a'.repeat(8192 - start.length), start + 'a'.repeat(8193 - start.length)];
      expect((await teacher.open(large)).status).toBe(414);
      expect((await teacher.open(start + 'a'.repeat(40_000))).status).toBe(414);
      const login = await teacher.open(fits);
      expect(login.status).toBe(200);
      expect((await teacher.press(login, 'Tess Teacher (teacher)')).address).toBe(fits);
    },
  },
  {
    rule: 'without write access GitHub forks, once, and commits to a new branch patch-1, patch-2, ... of the fork, which goes on from the original',
    source: 'github/docs: editing files in another user\'s repository; go-gitea/gitea#34240',
    prove: async (scene) => {
      const place = await scene.programme();
      const teacher = await visitor(scene, 'teacher');
      expect((await propose(teacher, place, 'one.md')).address).toContain('main...teacher:patch-1');
      await commitFile(scene, place, 'later.md', 'After the fork was made\n');
      expect((await propose(teacher, place, 'two.md')).address).toContain('main...teacher:patch-2');
      const fork = { owner: 'teacher', repo: place.repo };
      expect((await scene.as('teacher').repos.listBranches(fork)).data.map(({ name }) => name).toSorted()).toEqual(['main', 'patch-1', 'patch-2']);
      expect(await textAt(scene, fork, 'later.md', 'patch-2')).toBe('After the fork was made\n');
      expect((await scene.as('lead').repos.listBranches(place)).data.map(({ name }) => name)).toEqual(['main']);
    },
  },
  {
    rule: 'with write access the choice is the branch itself or a new one named after the login, in the same repository',
    source: 'github/docs: choosing the commit branch; branches named <login>-patch-1',
    prove: async (scene) => {
      const place = await scene.programme({ private: true });
      const lead = await visitor(scene, 'lead');
      const page = await lead.open(`${home(place)}/new/main?filename=one.md&value=1`);
      expect((await lead.press(page, 'Commit changes', { target: 'branch' })).address).toBe(`${home(place)}/compare/main...lead-patch-1`);
      const next = await lead.open(`${home(place)}/new/main?filename=two.md&value=2`);
      expect(next.html).toContain('value="lead-patch-2"');
      expect((await lead.press(next, 'Commit changes', { target: 'direct' })).address).toBe(`${home(place)}/blob/main/two.md`);
      for (const branch of ['main', 'a..b', 'a b', '-x', 'x.lock', '']) {
        const refused = await lead.press(next, 'Commit changes', { target: 'branch', branch, filename: 'three.md' });
        expect([branch, refused.status]).toEqual([branch, 422]);
        expect(refused.html).toContain('value="three.md"');
      }
    },
  },
  {
    rule: 'where a ruleset asks for pull requests, a new branch is the only choice, even for who sends the form all the same',
    source: 'docs: available rules for rulesets, "require a pull request before merging"; editing files',
    prove: async (scene) => {
      const place = await scene.programme();
      await scene.as('lead').repos.createRepoRuleset({
        ...place, name: 'main', target: 'branch', enforcement: 'active', conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
        rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 0, dismiss_stale_reviews_on_push: false, require_code_owner_review: false, require_last_push_approval: false, required_review_thread_resolution: false } }],
      });
      const lead = await visitor(scene, 'lead');
      const page = await lead.open(`${home(place)}/new/main?filename=one.md&value=1`);
      expect(page.html).not.toContain('value="direct"');
      const refused = await lead.press(page, 'Propose new file', { target: 'direct' });
      expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Changes must be made through a pull request')]);
      expect((await lead.press(page, 'Propose new file')).address).toBe(`${home(place)}/compare/main...lead-patch-1`);
    },
  },
  {
    rule: 'a commit made in the browser is by the person, through GitHub, and stands in the activity record as theirs',
    source: 'docs: commits made on the website have GitHub (web-flow) as committer; REST: list repository activities',
    prove: async (scene) => {
      const place = await scene.programme();
      await propose(await visitor(scene, 'teacher'), place, 'one.md');
      const fork = { owner: 'teacher', repo: place.repo };
      const { data } = await scene.as('lead').repos.getCommit({ ...fork, ref: 'patch-1' });
      expect([data.author?.login, data.committer?.login, data.commit.message]).toEqual(['teacher', 'web-flow', 'Create one.md']);
      const { data: moves } = await scene.as('lead').repos.listActivities(fork);
      expect(moves.map((one) => [one.activity_type, one.ref, one.actor?.login, one.after])).toEqual([['branch_creation', 'refs/heads/patch-1', 'teacher', data.sha]]);
    },
  },
  {
    rule: 'names that no file may have, and names that are taken, are refused with a sentence, and nothing is written',
    source: 'git-check-ref-format and git fsck: .git, .. and absolute paths; docs: creating new files',
    prove: async (scene) => {
      const place = await scene.programme();
      const teacher = await visitor(scene, 'teacher');
      for (const name of ['../up.md', 'a/../b.md', '.git/config', 'a/.GIT/x', 'git~1', '/etc/passwd', 'a//b.md', 'README.md', 'README.md/x', ' ', 'a\\b']) {
        const refused = await propose(teacher, place, name, 'Kept text\n');
        expect([name, refused.status]).toEqual([name, 422]);
        expect(refused.html).toContain('role="alert"');
        expect(refused.html).toContain('Kept text');
      }
      const [{ data: branches }] = await Promise.all([scene.as('lead').repos.listBranches({ owner: 'teacher', repo: place.repo }).catch(() => ({ data: [] }))]);
      expect(branches.map(({ name }) => name)).not.toContain('patch-1');
    },
  },
  {
    rule: 'a file of one\'s own pull request is edited in the browser, and the pull request follows',
    source: 'docs: editing files',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const teacher = await visitor(scene, 'teacher');
      const files = await teacher.open(`${home(claim.place)}/pull/1/files`);
      const edit = /href="([^"]+)">Edit</.exec(files.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const page = await teacher.open(edit);
      const back = await teacher.press(page, 'Commit changes', { value: 'A better claim\n' });
      expect([back.address, back.text]).toEqual([`${home(claim.place)}/pull/1/files`, expect.stringContaining('A better claim')]);
      const { data } = await scene.as('lead').pulls.get(claim.pull);
      expect(data.head.sha).not.toBe(claim.head);
      expect(await textAt(scene, claim.fork, 'claim.md', 'main')).toBe('A better claim\n');
      // Whoever still has the old page open would undo this.
      const late = await teacher.press(page, 'Commit changes', { value: 'An older thought\n' });
      expect([late.status, late.text]).toEqual([409, expect.stringContaining('has changed since you opened this page')]);
    },
  },
  {
    rule: 'files are uploaded to a folder in one commit, and replace what has their name',
    source: 'docs: adding a file to a repository ("Add files via upload")',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const teacher = await visitor(scene, 'teacher');
      const page = await teacher.open(`${home(claim.fork)}/upload/main/claims/one?pr=${encodeURIComponent(`${home(claim.place)}/pull/1`)}`);
      const bytes = new Uint8Array([0, 255, 10, 13]);
      const back = await teacher.press(page, 'Commit changes', {}, [{ name: 'plan.md', text: 'Plan\n' }, { name: 'photo.bin', text: bytes }]);
      expect(back.address).toBe(`${home(claim.place)}/pull/1`);
      const { data } = await scene.as('lead').repos.getCommit({ ...claim.fork, ref: 'main' });
      expect([data.commit.message, data.files?.map(({ filename }) => filename).toSorted()]).toEqual(['Add files via upload', ['claims/one/photo.bin', 'claims/one/plan.md']]);
      const raw = await fetch(`${scene.practice.url}${home(claim.fork)}/raw/main/claims/one/photo.bin`);
      expect(new Uint8Array(await raw.arrayBuffer())).toEqual(bytes);
      await teacher.press(page, 'Commit changes', {}, [{ name: 'plan.md', text: 'Better\n' }]);
      expect(await textAt(scene, claim.fork, 'claims/one/plan.md', 'main')).toBe('Better\n');
    },
  },
  {
    rule: 'the first file of an empty repository makes its branch',
    source: 'docs: creating a new file in an empty repository',
    prove: async (scene) => {
      const { data } = await scene.as('teacher').repos.createForAuthenticatedUser({ name: 'portfolio', private: true });
      const teacher = await visitor(scene, 'teacher');
      const place = { owner: 'teacher', repo: data.name };
      const done = await teacher.press(await teacher.open(`${home(place)}/new/main?filename=first.md&value=Hello`), 'Commit changes');
      expect([done.address, done.text]).toEqual([`${home(place)}/blob/main/first.md`, expect.stringContaining('Hello')]);
    },
  },
]);
