import type { Route } from '../host.ts';
import { activityRoutes } from './activity.ts';
import { branchRoutes } from './branches.ts';
import { checkRoutes } from './checks.ts';
import { collaboratorRoutes } from './collaborators.ts';
import { commentRoutes } from './comments.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { dispatchRoutes } from './dispatches.ts';
import { issueRoutes } from './issues.ts';
import { labelRoutes } from './labels.ts';
import { mergeRoutes } from './merges.ts';
import { pullRoutes } from './pulls.ts';
import { repositoryRoutes } from './repositories.ts';
import { repositoryListRoutes } from './repository-lists.ts';
import { reviewRequestRoutes } from './review-requests.ts';
import { reviewRoutes } from './reviews.ts';
import { settingsRoutes } from './settings.ts';
import { userRoutes } from './users.ts';

/** Every REST operation that the practice GitHub knows. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...repositoryRoutes,
  ...repositoryListRoutes,
  ...branchRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...pullRoutes,
  ...mergeRoutes,
  ...reviewRoutes,
  ...reviewRequestRoutes,
  ...issueRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...checkRoutes,
  ...collaboratorRoutes,
  ...activityRoutes,
  ...settingsRoutes,
  ...dispatchRoutes,
];
