import { expect } from 'vitest';
import { proveRules } from './rule.ts';
import { refusalOf, type Login } from './scene.ts';

proveRules('lists of repositories', [
  {
    rule: 'of an organisation everybody sees what is public, and what is private those who have access',
    source: 'REST: list organization repositories',
    prove: async (scene) => {
      const lead = scene.as('lead');
      await lead.repos.createInOrg({ org: 'district', name: 'open-catalog' });
      await lead.repos.createInOrg({ org: 'district', name: 'portfolio-tess', private: true });
      await lead.repos.addCollaborator({ owner: 'district', repo: 'portfolio-tess', username: 'teacher', permission: 'push' });
      const seen = async (login: Login, more: object = {}) => (await scene.as(login).repos.listForOrg({ org: 'district', ...more })).data.map((one) => one.name).toSorted();
      expect(await seen('anonymous')).toEqual(['open-catalog']);
      expect(await seen('stranger')).toEqual(['open-catalog']);
      expect(await seen('teacher')).toEqual(['open-catalog', 'portfolio-tess']);
      expect(await seen('lead', { type: 'private' })).toEqual(['portfolio-tess']);
      expect(await scene.as('lead').paginate(scene.as('lead').repos.listForOrg, { org: 'district', per_page: 1 })).toHaveLength(2);
      expect((await refusalOf(scene.as('lead').repos.listForOrg({ org: 'teacher' }))).status).toBe(404);
    },
  },
  {
    rule: 'somebody’s own list holds what they own and what they were given access to, by name',
    source: 'REST: list repositories for the authenticated user',
    prove: async (scene) => {
      await scene.as('ada').repos.createForAuthenticatedUser({ name: 'notes', private: true });
      await scene.as('lead').repos.createInOrg({ org: 'district', name: 'portfolio-ada', private: true });
      await scene.as('lead').repos.addCollaborator({ owner: 'district', repo: 'portfolio-ada', username: 'ada', permission: 'pull' });
      await scene.programme();
      const seen = async (more: { readonly affiliation?: string; readonly visibility?: 'public' } = {}) => (await scene.as('ada').repos.listForAuthenticatedUser(more)).data.map((one) => one.full_name);
      expect(await seen()).toEqual(['ada/notes', 'district/portfolio-ada']);
      expect(await seen({ affiliation: 'organization_member' })).toEqual(['district/portfolio-ada']);
      expect(await seen({ visibility: 'public' })).toEqual([]);
      expect((await scene.as('ada').repos.listForAuthenticatedUser({ affiliation: 'organization_member' })).data[0]?.permissions).toMatchObject({ pull: true, push: false });
      expect((await refusalOf(scene.as('anonymous').repos.listForAuthenticatedUser())).status).toBe(401);
    },
  },
]);
