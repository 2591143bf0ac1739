import type { JsonObject } from '../../core/badge/json.ts';
import { once } from '../../core/badge/lookup.ts';
import { mostEndorsements } from '../../core/badge/endorsements.ts';
import { exitCode, verifyBadge } from '../../core/badge/verify.ts';
import { canonicalJson } from '../../core/canonical.ts';
import { endorsedRelease, type Endorsed } from '../../core/endorsed.ts';
import type { Award, ReleaseFile } from '../../core/model.generated.ts';
import { networkResolver } from '../resolve.ts';
import type { Run } from './run.ts';

type Inside = NonNullable<Award['endorsements']>;

/** The longest endorsement that badges carry, in letters: a badge is handed about, and baked into pictures. */
const longest = 16_384;

const asked = new WeakMap<Run, Map<string, Promise<boolean>>>();
const sites = new WeakMap<Run, ReturnType<typeof networkResolver>>();

/**
 * What a new badge of a release carries of what others vouch for: nothing, unless the policy says so; else what stands in the catalog of
 * that release and verifies now. What is of the issuer stands beside badges alone: a test in `held-against-others.integration.test.ts` says which reader of JSON-LD passes over it inside. An endorser whose site gives no answer holds no badge up: it goes without, and the run says so.
 */
export async function endorsementsInside(run: Run, release: ReleaseFile['release']): Promise<Inside> {
  if (run.issuer.policy['endorsements-inside'] !== true) return [];
  const known = asked.get(run) ?? new Map<string, Promise<boolean>>();
  asked.set(run, known);
  const inside: JsonObject[] = [];
  for (const endorsed of endorsedRelease(run.catalog, release)) {
    const holds = known.get(endorsed.path) ?? verifies(run, endorsed);
    known.set(endorsed.path, holds);
    if (inside.length < mostEndorsements && (await holds)) inside.push(endorsed.credential);
  }
  return inside as unknown as Inside;
}

async function verifies(run: Run, { path, text, credential }: Endorsed): Promise<boolean> {
  const resolve = sites.get(run) ?? once(networkResolver());
  sites.set(run, resolve);
  const { results } = text.length > longest ? { results: [] } : await verifyBadge(credential, { now: run.world.now(), resolve });
  const fault = results.find(({ outcome }) => outcome === 'fail' || outcome === 'unknown');
  if (results.length > 0 && exitCode({ results, badge: null }) === 0) return true;
  run.tell(`No badge carries ${path}: ${fault === undefined ? `it is longer than ${longest} letters` : `${fault.name}: ${fault.detail}`}`);
  return false;
}

/** What speaks against the endorsements of a recorded award that is not signed yet: whoever may write a private register could have put one in. */
export function insideDoubts({ catalog }: Pick<Run, 'catalog'>, { endorsements = [] }: Award, release: ReleaseFile['release']): readonly string[] {
  const known = new Set(endorsedRelease(catalog, release).map(({ credential }) => canonicalJson(credential)));
  return endorsements.every((each) => known.has(canonicalJson(each))) ? [] : ['it carries an endorsement that does not stand in the catalog; if it was taken out after the award was recorded, put it back until the badge is signed'];
}
