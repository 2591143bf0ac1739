import type { Route } from '../host.ts';
import { activityRoutes } from './activity.ts';
import { branchRoutes } from './branches.ts';
import { checkRoutes } from './checks.ts';
import { collaboratorRoutes } from './collaborators.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { issueRoutes } from './issues.ts';
import { mergeRoutes } from './merges.ts';
import { pullRoutes } from './pulls.ts';
import { repositoryRoutes } from './repositories.ts';
import { reviewRoutes } from './reviews.ts';
import { userRoutes } from './users.ts';

/** Every REST operation that the practice GitHub knows. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...repositoryRoutes,
  ...branchRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...pullRoutes,
  ...mergeRoutes,
  ...reviewRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...collaboratorRoutes,
  ...activityRoutes,
];
