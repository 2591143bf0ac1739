import { didFromUrl } from '../../core/badge/addresses.ts';
import type { Issuer, ReleaseFile } from '../../core/model.generated.ts';
import { findRelease } from '../../core/release.ts';
import { openKeys, type Keys } from '../keys.ts';
import { catalogAt, Obstacle, type Programme } from '../programme.ts';
import { readState, type State } from '../stores.ts';
import type { World } from '../world.ts';

/** What every step of a run needs. */
export interface Run {
  readonly world: World;
  readonly programme: Programme;
  readonly issuer: Issuer;
  /** Opened when something has to be signed: what is signed already can be rebuilt without. */
  readonly keys: () => Promise<Keys>;
  readonly releases: ReadonlyMap<string, ReleaseFile>;
  readonly tell: (step: string) => void;
}

const ATTEMPTS = 6;

/** Keys of an issuer that sign on a day. */
export const keysOn = (issuer: Issuer, today: string): readonly string[] => issuer.keys.filter((key) => key.from <= today && (key.until === undefined || today <= key.until)).map((key) => key.public);

/** Reads the issuer and the releases as main has them. */
export async function openRun(world: World, programme: Programme, tell: (step: string) => void): Promise<Run> {
  const { main } = await readState(programme);
  const { catalog } = await catalogAt(programme.git, main, programme.folder);
  if (catalog.issuer === null) throw new Obstacle('catalog/issuer.yaml on main is missing or has faults. Nothing was signed. Mend it by a pull request.');
  const issuer = catalog.issuer.value;
  let opened: Promise<Keys> | null = null;
  const keys = (): Promise<Keys> => (opened ??= openKeys(world, didFromUrl(issuer.url), keysOn(issuer, world.now().toISOString().slice(0, 10))));
  const releases = new Map([...catalog.releases.values()].flatMap(({ value }) => (findRelease(catalog, value.digest, value.release.id) === null ? [] : [[value.digest, value] as const])));
  return { world, programme, issuer, keys, releases, tell };
}

/** Plans from fresh state and pushes, again and again while others write in between. */
export async function untilPushed<Outcome>(programme: Programme, attempt: (state: State) => Promise<{ readonly pushed: boolean; readonly outcome: Outcome }>): Promise<Outcome> {
  for (let count = 0; count < ATTEMPTS; count += 1) {
    const { pushed, outcome } = await attempt(await readState(programme));
    if (pushed) return outcome;
  }
  throw new Obstacle(`Others kept writing to the stores during ${ATTEMPTS} tries. Nothing is lost: run \`laurel issue\` again.`);
}
