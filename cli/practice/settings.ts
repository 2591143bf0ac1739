import { readable, may, somebody } from './access.ts';
import { holds } from './grants.ts';
import type { Call, Host } from './host.ts';
import { beyond } from './permissions.ts';
import { personByLogin, put } from './records.ts';
import { forbidden, notFound } from './refusal.ts';
import { newSettings, type KeptOrganization, type Settings } from './settings-kept.ts';
import type { Person, Repository, State } from './state.ts';

/** The settings of a repository; GitHub's own where nobody changed any. */
export const settingsOf = (state: State, repositoryId: number): Settings => state.settings[repositoryId] ?? newSettings(repositoryId);

/** Changes the settings of a repository. */
export function changeSettings(host: Host, repositoryId: number, step: (settings: Settings) => Settings): void {
  host.store.change((state) => put(state, 'settings', step(settingsOf(state, repositoryId))));
}

/** What belongs to an organisation. */
export const organizationOf = (state: State, id: number): KeptOrganization => state.organizations[id] ?? { id, ownerIds: [], teams: [], rulesets: [] };

/** Changes what belongs to an organisation. */
export function changeOrganization(host: Host, id: number, step: (organization: KeptOrganization) => KeptOrganization): void {
  host.store.change((state) => put(state, 'organizations', step(organizationOf(state, id))));
}

/** Whether somebody owns an organisation; its own account does. */
export const ownsOrganization = (state: State, organizationId: number, personId: number): boolean => organizationId === personId || organizationOf(state, organizationId).ownerIds.includes(personId);

/** The repository of the request, for its administrators and tokens that hold the permission (docs: "Permissions required for fine-grained personal access tokens"). */
export function administered(call: Call, permission: string, level: 'read' | 'write'): Repository {
  const found = readable(call);
  const { grant } = somebody(call);
  if (!may(found, call.caller, 'admin')) throw forbidden('Must have admin rights to Repository.');
  if (grant !== undefined && !holds(grant, permission, level)) throw beyond(grant);
  return found;
}

/** The organisation of the request, for its owners; others are not told that there is anything. */
export function ownedOrganization(call: Call): Person {
  const found = organizationNamed(call);
  const { id, grant } = somebody(call);
  if (grant !== undefined || !ownsOrganization(call.host.store.get(), found.id, id)) throw notFound();
  return found;
}

/** The organisation of the request. */
export function organizationNamed(call: Call): Person {
  const found = personByLogin(call.host.store.get(), call.params['org'] ?? '');
  if (found?.type !== 'Organization') throw notFound();
  return found;
}
