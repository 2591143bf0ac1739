import type { World } from './effects/world.ts';

/** What is said where a command ends before its work: our own obstacles are sentences; anything else is our fault and says so, with its trace for those who ask. */
export function sentence(error: unknown, world: World): string {
  const { name = '', message = String(error), stack } = error as Error;
  if (['Obstacle', 'KeyFault', 'StoreFault', 'GitHubFailure', 'GitFailure', 'InvalidArgumentError'].includes(name)) return message;
  const trace = (world.env['LAUREL_TRACE'] ?? '') === '' ? ' Set LAUREL_TRACE=1 to see where.' : `\n${stack}`;
  return `something went wrong that is not your doing: ${message}.${trace}`;
}
