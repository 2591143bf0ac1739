import type { Rule } from '../rule.ts';
import referenceResolves from './reference-resolves.ts';
import releaseIntact from './release-intact.ts';

/** Every rule, in the order in which reports and pages list them. */
export const rules: readonly Rule[] = [referenceResolves, releaseIntact];
