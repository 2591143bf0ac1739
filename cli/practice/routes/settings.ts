import type { Route } from '../host.ts';
import { actionsSettingsRoutes } from './settings-actions.ts';
import { environmentRoutes } from './settings-environments.ts';
import { organizationRoutes } from './settings-organizations.ts';
import { pagesRoutes } from './settings-pages.ts';
import { repositorySettingsRoutes } from './settings-repository.ts';
import { rulesetRoutes } from './settings-rulesets.ts';

/** Everything that stands behind "Settings", of repositories and organisations. */
export const settingsRoutes: readonly Route[] = [...repositorySettingsRoutes, ...rulesetRoutes, ...environmentRoutes, ...actionsSettingsRoutes, ...pagesRoutes, ...organizationRoutes];
