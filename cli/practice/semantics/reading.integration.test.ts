import { expect } from 'vitest';
import { proveRules } from './rule.ts';
import { openClaim, refusalOf, writeInFork, type Place, type Scene } from './scene.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const write = (scene: Scene, place: Place, path: string, text: string, more: { readonly sha?: string; readonly branch?: string } = {}) =>
  scene.as('lead').repos.createOrUpdateFileContents({ ...place, path, message: `Write ${path}`, content: base64(text), ...more });

proveRules('reading and writing', [
  {
    rule: 'files, folders and what is not there',
    source: 'REST: get repository content',
    prove: async (scene) => {
      const place = await scene.programme();
      const long = `${'Zwölf Boxkämpfer. '.repeat(20)}\n`;
      await write(scene, place, 'catalog/a b/ü.md', long);
      const lead = scene.as('lead');
      const file = (await lead.repos.getContent({ ...place, path: 'catalog/a b/ü.md' })).data as {
        readonly content: string;
        readonly type: string;
        readonly sha: string;
      };
      expect([Buffer.from(file.content, 'base64').toString('utf8'), file.type, file.content.includes('\n')]).toEqual([long, 'file', true]);
      const folder = (await lead.repos.getContent({ ...place, path: 'catalog' })).data as readonly { readonly path: string; readonly type: string }[];
      expect(folder.map((one) => [one.path, one.type])).toEqual([['catalog/a b', 'dir']]);
      const root = (await lead.repos.getContent({ ...place, path: '' })).data as readonly { readonly name: string }[];
      expect(root.map((one) => one.name)).toEqual(['README.md', 'catalog']);
      for (const path of ['catalog/none.md', 'catalog/*', '../etc/passwd', ':(glob)**'])
        expect((await refusalOf(lead.repos.getContent({ ...place, path }))).status).toBe(404);
      expect((await refusalOf(lead.repos.getContent({ ...place, path: 'catalog', ref: 'no-branch' }))).status).toBe(404);
    },
  },
  {
    rule: 'writing over a file needs its present blob, and a stale one is a conflict',
    source: 'REST: create or update file contents; 422 "sha wasn\'t supplied", 409 "does not match"',
    prove: async (scene) => {
      const place = await scene.programme();
      const made = await write(scene, place, 'a.md', 'One');
      expect(made.status).toBe(201);
      expect((await refusalOf(write(scene, place, 'a.md', 'Two'))).status).toBe(422);
      const sha = made.data.content?.sha ?? '';
      expect((await write(scene, place, 'a.md', 'Two', { sha })).status).toBe(200);
      expect((await refusalOf(write(scene, place, 'a.md', 'Three', { sha }))).status).toBe(409);
      expect((await refusalOf(write(scene, place, '.git/config', 'x'))).status).toBe(422);
      expect((await refusalOf(write(scene, place, 'b.md', 'x', { branch: 'none' }))).status).toBe(404);
    },
  },
  {
    rule: 'writing needs the right to push, and readers are told that there is nothing to write to',
    source: 'REST: 404 where a 403 would tell too much',
    prove: async (scene) => {
      const place = await scene.programme();
      const order = { ...place, path: 'x.md', message: 'x', content: base64('x') };
      expect((await refusalOf(scene.as('stranger').repos.createOrUpdateFileContents(order))).status).toBe(404);
      expect((await refusalOf(scene.as('anonymous').repos.createOrUpdateFileContents(order))).status).toBe(401);
    },
  },
  {
    rule: 'a file can be deleted by its blob',
    source: 'REST: delete a file',
    prove: async (scene) => {
      const place = await scene.programme();
      const { data } = await write(scene, place, 'a.md', 'One');
      const lead = scene.as('lead');
      await lead.repos.deleteFile({ ...place, path: 'a.md', message: 'Away', sha: data.content?.sha ?? '' });
      expect((await refusalOf(lead.repos.getContent({ ...place, path: 'a.md' }))).status).toBe(404);
    },
  },
  {
    rule: 'trees and blobs are read by id, whole or level by level',
    source: 'REST: get a tree, get a blob',
    prove: async (scene) => {
      const place = await scene.programme();
      await write(scene, place, 'a/b/c.md', 'deep');
      const lead = scene.as('lead');
      const flat = await lead.git.getTree({ ...place, tree_sha: 'main' });
      expect(flat.data.tree.map((one) => [one.path, one.type])).toEqual([
        ['README.md', 'blob'],
        ['a', 'tree'],
      ]);
      const deep = await lead.git.getTree({ ...place, tree_sha: flat.data.sha, recursive: 'true' });
      expect(deep.data.tree.map((one) => one.path)).toEqual(['README.md', 'a', 'a/b', 'a/b/c.md']);
      const blob = await lead.git.getBlob({ ...place, file_sha: deep.data.tree.at(-1)?.sha ?? '' });
      expect([Buffer.from(blob.data.content, 'base64').toString(), blob.data.size]).toEqual(['deep', 4]);
      expect((await refusalOf(lead.git.getBlob({ ...place, file_sha: 'f'.repeat(40) }))).status).toBe(404);
    },
  },
  {
    rule: 'a commit tells its parents, its files and what became of them',
    source: 'REST: get a commit',
    prove: async (scene) => {
      const place = await scene.programme();
      const clone = await scene.clone('lead', place);
      await clone.commit('old name.md', 'a line\nanother\n');
      await clone.git('mv', 'old name.md', 'new name.md');
      const sha = await clone.commit('binary.bin', '\0\0');
      await clone.git('push', '--quiet', 'origin', 'main');
      const { data } = await scene.as('lead').repos.getCommit({ ...place, ref: sha });
      expect(data.parents).toHaveLength(1);
      expect(data.files?.map((file) => [file.filename, file.status, file.previous_filename, file.patch])).toEqual([
        ['binary.bin', 'added', undefined, undefined],
        ['new name.md', 'renamed', 'old name.md', undefined],
      ]);
      const [, first] = (await scene.as('lead').repos.listCommits(place)).data;
      const written = await scene.as('lead').repos.getCommit({ ...place, ref: first?.sha ?? '' });
      expect(written.data.files?.[0]).toMatchObject({ additions: 2, deletions: 0, patch: '@@ -0,0 +1,2 @@\n+a line\n+another' });
    },
  },
  {
    rule: 'commits are listed by branch, path and author, and paged with links',
    source: 'REST: list commits; pagination',
    prove: async (scene) => {
      const place = await scene.programme();
      const clone = await scene.clone('lead', place);
      for (const path of ['1.md', '2.md', '3.md']) await clone.commit(path, path);
      await clone.git('commit', '--quiet', '--allow-empty', '--author', 'Ada <103+ada@users.noreply.github.com>', '--message', 'Ada');
      await clone.git('push', '--quiet', 'origin', 'main', 'main:side');
      const lead = scene.as('lead');
      const messages = async (more: object) => (await lead.repos.listCommits({ ...place, ...more })).data.map((one) => one.commit.message);
      expect(await messages({ path: '2.md' })).toEqual(['Write 2.md']);
      expect(await messages({ author: 'ada', sha: 'side' })).toEqual(['Ada']);
      const paged = await lead.repos.listCommits({ ...place, per_page: 2, page: 2 });
      expect(paged.headers.link).toMatch(/page=1[^,]*rel="prev".*page=3[^,]*rel="next".*page=3[^,]*rel="last".*page=1[^,]*rel="first"/);
      expect(await lead.paginate(lead.repos.listCommits, { ...place, per_page: 2 })).toHaveLength(5);
      expect((await refusalOf(lead.repos.listCommits({ ...place, sha: '--all' }))).status).toBe(404);
    },
  },
  {
    rule: 'comparisons count both ways, also with a fork',
    source: 'REST: compare two commits',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      await write(scene, claim.place, 'later.md', 'Later');
      const compare = async (basehead: string) => (await scene.as('lead').repos.compareCommitsWithBasehead({ ...claim.place, basehead })).data;
      const apart = await compare('main...teacher:main');
      expect([apart.status, apart.ahead_by, apart.behind_by, apart.files?.map((file) => file.filename)]).toEqual(['diverged', 1, 1, ['claim.md']]);
      expect((await compare('main...main')).status).toBe('identical');
      expect((await compare(`${claim.head}...main`)).status).toBe('diverged');
      expect((await refusalOf(compare('main...nowhere'))).status).toBe(404);
    },
  },
  {
    rule: 'refs are found whole and by how they begin',
    source: 'REST: get a reference, list matching references',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      const lead = scene.as('lead');
      expect((await lead.git.getRef({ ...claim.place, ref: 'heads/main' })).data).toMatchObject({
        ref: 'refs/heads/main',
        object: { type: 'commit' },
      });
      expect((await refusalOf(lead.git.getRef({ ...claim.place, ref: 'heads/mai' }))).status).toBe(404);
      expect((await lead.git.listMatchingRefs({ ...claim.place, ref: 'pull/' })).data.map((one) => one.ref)).toContain('refs/pull/1/head');
      expect((await refusalOf(lead.repos.getBranch({ ...claim.place, branch: 'none' }))).status).toBe(404);
    },
  },
  {
    rule: 'roles go by the names that each part of the API gives them',
    source: 'docs: repository roles; REST: collaborators',
    prove: async (scene) => {
      const place = await scene.programme();
      const lead = scene.as('lead');
      const roles = async (username: string) => {
        const { data } = await lead.repos.getCollaboratorPermissionLevel({ ...place, username });
        return [data.permission, data.role_name];
      };
      expect(await roles('lead')).toEqual(['admin', 'admin']);
      expect(await roles('stranger')).toEqual(['read', 'read']);
      await lead.repos.addCollaborator({ ...place, username: 'ada', permission: 'maintain' });
      expect(await roles('ada')).toEqual(['write', 'maintain']);
      expect((await lead.repos.listCollaborators(place)).data.map((one) => one.login)).toEqual(['lead', 'ada']);
      expect((await refusalOf(scene.as('ada').repos.addCollaborator({ ...place, username: 'stranger' }))).status).toBe(403);
      expect((await refusalOf(scene.as('stranger').repos.listCollaborators(place))).status).toBe(403);
    },
  },
  {
    rule: 'check runs hang on a commit, and the latest of each name counts',
    source: 'REST: check runs',
    prove: async (scene) => {
      const place = await scene.programme();
      const lead = scene.as('lead');
      const head_sha = (await lead.repos.getBranch({ ...place, branch: 'main' })).data.commit.sha;
      const output = { title: 'Lint', summary: 'One error' };
      await lead.checks.create({ ...place, name: 'laurel', head_sha, status: 'completed', conclusion: 'failure', output });
      await lead.checks.create({ ...place, name: 'laurel', head_sha, status: 'completed', conclusion: 'success' });
      const { data } = await lead.checks.listForRef({ ...place, ref: 'main' });
      expect(data.check_runs.map((run) => [run.name, run.conclusion])).toEqual([['laurel', 'success']]);
      expect((await lead.checks.listForRef({ ...place, ref: 'main', filter: 'all' })).data.total_count).toBe(2);
      expect((await refusalOf(scene.as('stranger').checks.create({ ...place, name: 'x', head_sha }))).status).toBe(403);
    },
  },
  {
    rule: 'people are found by login and by the number that never changes',
    source: 'REST: get a user, get a user using their ID',
    prove: async (scene) => {
      const ada = scene.as('ada');
      expect((await ada.users.getAuthenticated()).data).toMatchObject({ login: 'ada', id: 103, user_view_type: 'private' });
      expect((await ada.users.getByUsername({ username: 'Teacher' })).data).toMatchObject({ login: 'teacher', id: 102 });
      expect((await ada.users.getById({ account_id: 101 })).data.login).toBe('lead');
      expect((await refusalOf(ada.users.getByUsername({ username: 'nobody' }))).status).toBe(404);
      expect((await refusalOf(scene.as('anonymous').users.getAuthenticated())).status).toBe(401);
      expect((await ada.rateLimit.get()).data.rate.limit).toBe(5000);
    },
  },
  {
    rule: 'an organisation owns repositories, and who created one there administers it',
    source: 'REST: create an organization repository',
    prove: async (scene) => {
      const { data } = await scene.as('lead').repos.createInOrg({ org: 'district', name: 'catalog', private: true });
      expect([data.full_name, data.owner.type, data.private]).toEqual(['district/catalog', 'Organization', true]);
      expect((await refusalOf(scene.as('stranger').repos.get({ owner: 'district', repo: 'catalog' }))).status).toBe(404);
      expect((await refusalOf(scene.as('lead').repos.createInOrg({ org: 'district', name: 'catalog' }))).status).toBe(422);
    },
  },
  {
    rule: 'an answer that the client has already is not sent again',
    source: 'docs: conditional requests',
    prove: async (scene) => {
      const place = await scene.programme();
      const { headers } = await scene.as('lead').repos.get(place);
      const again = scene.as('lead').repos.get({ ...place, headers: { 'if-none-match': headers.etag ?? '' } });
      expect((await refusalOf(again)).status).toBe(304);
    },
  },
  {
    rule: 'activity is paged by cursor, so that what arrives meanwhile shifts nothing',
    source: 'REST: list repository activities',
    prove: async (scene) => {
      const claim = await openClaim(scene, await scene.programme());
      for (const path of ['1', '2', '3']) await writeInFork(scene, claim.fork, path, path);
      const lead = scene.as('lead');
      const first = await lead.repos.listActivities({ ...claim.fork, per_page: 3 });
      const next = /[?&]after=([^&>]+)/.exec(first.headers.link ?? '')?.[1] ?? '';
      await writeInFork(scene, claim.fork, '4', '4');
      const second = await lead.repos.listActivities({ ...claim.fork, per_page: 3, after: next });
      expect([first.data.length, second.data.length]).toEqual([3, 1]);
      expect(await lead.paginate(lead.repos.listActivities, { ...claim.fork, per_page: 2 })).toHaveLength(5);
      expect((await lead.repos.listActivities({ ...claim.fork, actor: 'lead' })).data).toEqual([]);
    },
  },
]);
