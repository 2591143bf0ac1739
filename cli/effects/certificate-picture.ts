import { resolve } from 'node:path';
import { addresses } from '../core/badge/addresses.ts';
import { isPng } from '../core/badge/baking.ts';
import { definitionAnswer } from '../core/badge/definition.ts';
import type { BadgeFacts } from '../core/badge/facts.ts';
import { isObject, many, type JsonObject } from '../core/badge/json.ts';
import { pictureOf, type Picture } from '../core/badge/picture.ts';
import type { Resolve } from '../core/badge/verify.ts';
import { parseDocument } from '../core/document.ts';
import type { ReleaseFile } from '../core/model.generated.ts';
import { validate } from '../core/schema.ts';
import { catalogFromDisk } from './programme.ts';
import type { World } from './world.ts';

/**
 * The picture of a badge that is proven: from the release in the catalog at hand, from the release that the badge carries a digest of
 * (anyone may hand it over: the digest says whether it is the one), or the image that the badge came in. Null where there is none; a certificate does without.
 */
export async function certificatePicture(world: World, folder: string, { badge, facts, bytes, resolver }: { readonly badge: JsonObject; readonly facts: BadgeFacts; readonly bytes: Uint8Array; readonly resolver: Resolve }): Promise<Picture | null> {
  const release = (await fromCatalog(world, folder, facts)) ?? (await fromDigest(badge, resolver));
  if (release !== null) return pictureOf(release);
  return isPng(bytes) ? { svg: '', alt: facts.name, png: Uint8Array.from(bytes) } : null;
}

async function fromCatalog(world: World, folder: string, { achievement }: BadgeFacts): Promise<ReleaseFile['release'] | null> {
  if (!(await world.files.exists(resolve(world.cwd, folder)))) return null;
  const { catalog } = await catalogFromDisk(world, folder);
  return [...catalog.releases.values()].find(({ value: { release } }) => addresses(release.issuer.url).achievement(release.id, release.credential.version) === achievement.id)?.value.release ?? null;
}

async function fromDigest(badge: JsonObject, resolver: Resolve): Promise<ReleaseFile['release'] | null> {
  for (const { id } of many(badge['relatedResource']).filter(isObject)) {
    if (typeof id !== 'string' || !id.endsWith('/release.json')) continue;
    const found = await resolver(id).catch(() => null);
    if (!found?.ok || (await definitionAnswer(badge, async (url) => (url === id ? found : { ok: false, reason: 'not asked' }), true))[0] !== 'pass') continue;
    const document = parseDocument({ path: 'releases/release.json', bytes: found.bytes });
    if (document.faults.length === 0 && validate('release', document).length === 0) return (document.value as unknown as ReleaseFile).release;
  }
  return null;
}
