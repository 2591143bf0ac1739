import type { Permissions } from '../practice/grants.ts';

/** What `LAUREL_SUBMISSIONS_TOKEN` may do in the private repositories, by the environment that holds it; docs/leads.md says the same. */
export const RIGHTS: Readonly<Record<'desk' | 'signing', Permissions>> = {
  desk: { contents: 'write', issues: 'write', 'pull-requests': 'write' },
  // Whose a claim is that came by an issue is asked of the issue.
  signing: { contents: 'write', issues: 'read', 'pull-requests': 'read' },
};
