import { sha256 } from '../canonical.ts';

/**
 * The name of a claim in a blind copy: the same whenever it is made. Whoever may see the repository can try out its few
 * pull requests, so it is a name for talking about a copy and no secret.
 */
export const pseudonymOf = (repository: number, pull: number): string => `claim-${sha256(`${repository}#${pull}`).slice(0, 8)}`;
