import type { Programme } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';

/** Whether everybody can read what is printed here about private claims: the logs of a public repository's workflows. */
export const isOverheard = ({ env }: Pick<World, 'env'>, { isPrivate, repository }: Pick<Programme, 'isPrivate' | 'repository'>): boolean => isPrivate && !repository.isPrivate && env['GITHUB_ACTIONS'] === 'true';

/** Where somebody reads what is not said in public. */
export const ASIDE = 'The log of this run is public, so it names nobody: run the same command in a terminal to see more.';

/**
 * Does work whose faults are told without the names of private repositories and of the teachers in their paths, where
 * everybody would read them.
 */
export async function discreetly<Outcome>(world: Pick<World, 'env'>, programme: Programme, work: () => Promise<Outcome>): Promise<Outcome> {
  if (!isOverheard(world, programme)) return work();
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) error.message = withoutNames(error.message, programme.issuer.submissions?.prefix ?? '');
    throw error;
  }
}

/** A text without what follows the prefix of private repositories, and without the login in a claim's path. */
export const withoutNames = (text: string, prefix: string): string =>
  (prefix === '' ? text : text.replace(new RegExp(`${prefix.replace(/[.]/g, '\\.')}[A-Za-z0-9._-]*[A-Za-z0-9]`, 'gi'), `${prefix}...`)).replace(/(submissions\/[a-z0-9-]+\/)[A-Za-z0-9-]+/g, '$1...');
