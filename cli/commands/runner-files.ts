import type { World } from '../effects/world.ts';

/** Adds a text to a file of the workflow runner's, named by a variable; does nothing where there is none. */
export async function addTo({ env, files }: Pick<World, 'env' | 'files'>, variable: 'GITHUB_OUTPUT' | 'GITHUB_STEP_SUMMARY', text: string): Promise<void> {
  const file = env[variable];
  if (file === undefined || file === '') return;
  const before = (await files.exists(file)) ? new TextDecoder().decode(await files.read(file)) : '';
  await files.write(file, `${before}${text}`);
}
