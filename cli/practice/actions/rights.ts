import type { Permissions } from '../grants.ts';
import { mappingOf, type Template } from './template.ts';
import { UnknownToRunner } from './unknown.ts';

// Source: GitHub docs, workflow syntax, permissions.
const SCOPES = ['actions', 'artifact-metadata', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'id-token', 'issues', 'models', 'packages', 'pages', 'pull-requests', 'security-events', 'statuses'];

// What a new repository gives where neither the workflow nor the job says anything (Settings, Actions, Workflow permissions).
const DEFAULT: Permissions = { contents: 'read', packages: 'read' };

/**
 * What the token of a job may do. Once anything is said, what is not named is none; a job's own word replaces that of the
 * workflow. On a pull request from a fork nothing is more than read.
 */
export function permissionsOf(workflow: Template | undefined, job: Template | undefined, fromFork: boolean): Permissions {
  const said = job ?? workflow;
  const wanted = said === undefined || said === null ? Object.entries(DEFAULT) : entriesOf(said);
  const allowed = wanted.flatMap(([scope, right]): readonly (readonly [string, 'read' | 'write'])[] => {
    if (right === 'none') return [];
    if (right !== 'read' && right !== 'write') throw new UnknownToRunner(`Unexpected permission ${scope}: ${right}, expected read, write or none.`);
    if (fromFork && scope === 'id-token') return [];
    return [[scope, fromFork ? 'read' : right]];
  });
  return Object.fromEntries(allowed);
}

function entriesOf(said: Template): readonly (readonly [string, string])[] {
  if (said === 'read-all' || said === 'write-all') return SCOPES.map((scope) => [scope, said === 'read-all' ? 'read' : 'write'] as const);
  const entries = [...mappingOf(said, 'permissions')].map(([scope, right]) => [scope, String(right)] as const);
  for (const [scope] of entries) if (!SCOPES.includes(scope)) throw new UnknownToRunner(`Unexpected permission ${scope}, expected one of ${SCOPES.join(', ')}.`);
  return entries;
}
