import type { Check } from './check.ts';
import { actionsChecks } from './rules/actions.ts';
import { environmentChecks } from './rules/environments.ts';
import { keyChecks } from './rules/keys.ts';
import mainProtected from './rules/main-protected.ts';
import { pagesChecks } from './rules/pages.ts';
import { peopleChecks } from './rules/people.ts';
import { portfolioChecks } from './rules/portfolios.ts';
import { repositoryChecks } from './rules/repository.ts';
import { submissionsDeskChecks } from './rules/submissions-desk.ts';
import storesAppendOnly from './rules/stores-append-only.ts';
import storesWriters from './rules/stores-writers.ts';

/** Every check, in the order in which they are told and in which their changes are made. */
export const checks: readonly Check[] = [...repositoryChecks, ...keyChecks, ...peopleChecks, mainProtected, storesAppendOnly, storesWriters, ...actionsChecks, ...environmentChecks, ...pagesChecks, ...portfolioChecks, ...submissionsDeskChecks];
