import { join, resolve } from 'node:path';
import { addresses, didFromUrl } from '../core/badge/addresses.ts';
import { signingKeys } from '../core/badge/log-check.ts';
import { lookup, type Resolve } from '../core/badge/lookup.ts';
import { logOrigin, parseCheckpoint } from '../core/log/checkpoint.ts';
import { tilePath, tilesOf } from '../core/log/tiles.ts';
import { soundKeys } from '../core/keys.ts';
import type { Issuer } from '../core/model.generated.ts';
import { CHECKPOINT, LOG, readLog, type Log } from '../core/plan/ledger-log.ts';
import { readLedger, type Ledger } from '../core/plan/ledger.ts';
import { StoreFault } from '../core/plan/register.ts';
import type { Git } from './git.ts';
import { fetchCatalog } from './own-branches.ts';
import { Obstacle, openProgramme } from './programme.ts';
import { branchHead } from './remote.ts';
import { networkResolver, siteResolver } from './resolve.ts';
import { readFolder } from './tree.ts';
import type { World } from './world.ts';

/** A log with all its files, and whose it should be. */
export interface LogSource {
  /** Where it was read from, in a few words. */
  readonly name: string;
  readonly origin: string;
  /** Public keys that may have signed its checkpoint: those that nobody else has. */
  readonly keys: readonly string[];
  readonly log: Log;
  /** The ledger that it is part of, with its history; null where only the site was asked. */
  readonly ledger: { readonly content: Ledger; readonly keys: Issuer['keys']; readonly git: Git; readonly head: string } | null;
}

/**
 * The log of the programme whose clone the command runs in, from its ledger.
 * @throws Obstacle where there is none; StoreFault where it is damaged.
 */
export async function logFromLedger(world: World, catalog: string): Promise<LogSource & { readonly ledger: NonNullable<LogSource['ledger']> }> {
  const programme = await openProgramme(world, catalog);
  const { git, issuer } = programme;
  await fetchCatalog(programme);
  const head = await branchHead(git, 'ledger');
  const content = head === null ? null : readLedger(await readFolder(git, head, ''));
  if (content === null || content.log === null) throw new Obstacle('The ledger has no log yet. Run `laurel issue`: it begins one with the first badge.');
  return { name: `the ledger at ${head!.slice(0, 10)}`, origin: logOrigin(issuer.url), keys: soundKeys(issuer), log: content.log, ledger: { content, keys: issuer.keys, git, head: head! } };
}

/**
 * The log that a site shows: one on the web by its https address, or a built one in a folder.
 * @throws Obstacle where there is none that can be read whole.
 */
export async function logFromSite(world: World, place: string): Promise<LogSource> {
  const isAddress = /^https:\/\//.test(place);
  const network = networkResolver();
  const resolver = isAddress ? network : await siteResolver(world, resolve(world.cwd, place), network);
  const url = isAddress ? place : ((JSON.parse(new TextDecoder().decode(await world.files.read(join(resolve(world.cwd, place), 'v1', 'index.json')))) as { readonly programme: { readonly url: string } }).programme.url);
  if (!URL.canParse(url)) throw new Obstacle(`"${place}" is not an https address. Give one, or the folder of a built site.`);
  const site = addresses(url);
  const did = didFromUrl(url);
  const document = await lookup(resolver, site.didDocument);
  if (!document.ok) throw new Obstacle(`The issuer's keys could not be read from ${site.didDocument}, because ${document.reason}.`);
  const files = await filesOfSite(resolver, site.log);
  try {
    return { name: isAddress ? `the site at ${site.origin}` : `the built site in ${place}`, origin: logOrigin(url), keys: signingKeys(document.value, did, world.now()), log: readLog(files)!, ledger: null };
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    throw new Obstacle(`The log that the site shows is damaged: ${error.message.replace(/^The ledger holds something unexpected at /, '').replace(/ Nothing was signed\..*$/, '')} Do not rely on it, and tell the issuer.`);
  }
}

async function filesOfSite(resolver: Resolve, prefix: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const read = async (path: string): Promise<Uint8Array> => {
    const found = await resolver(`${prefix}${path}`);
    if (!found.ok) throw new Obstacle(`The log could not be read whole: ${prefix}${path} cannot be had, because ${found.reason.replace(/[.\s]+$/, '')}. If the site was published just now, try again in some minutes.`);
    return found.bytes;
  };
  const note = await read('checkpoint');
  const checkpoint = parseCheckpoint(new TextDecoder().decode(note));
  if (checkpoint === null || checkpoint.size > 10_000_000) throw new Obstacle(`What is published at ${prefix}checkpoint is no checkpoint of a log.`);
  const files = new Map([[CHECKPOINT, note]]);
  for (const tile of tilesOf(checkpoint.size)) files.set(LOG + tilePath(tile), await read(tilePath(tile)));
  return files;
}
