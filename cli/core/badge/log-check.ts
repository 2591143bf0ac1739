/**
 * Asks the issuer's transparency log whether it holds a badge's exact bytes. A signature covers the badge's RDF graph and not its
 * text; the log's hash covers every byte.
 */
import { sha256 } from '../canonical.ts';
import { logOrigin, openCheckpoint, parseCheckpoint } from '../log/checkpoint.ts';
import { endorsed, issued, revoked } from '../log/entry.ts';
import { includes, isSame, leafHash, subtrees, treeHead } from '../log/merkle.ts';
import { parseProof } from '../log/proof-file.ts';
import { bundleEntries, TILE, tilePath, tilesAt, type Tile } from '../log/tiles.ts';
import { addresses, type Addresses } from './addresses.ts';
import { badgeText } from './credential.ts';
import { didWebUrl, readKey } from './did.ts';
import { issuerId } from './credential-terms.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';
import { isMissing, remedyFor, remember, type Resolve } from './lookup.ts';
import { moment } from './moment.ts';
import { result, type Answer, type Result } from './result.ts';

/** What the log is asked about. */
export interface Exact {
  /** SHA-256 of the badge's file, or of the text that its image holds. */
  readonly sha256: string;
  /** A proof file (C2SP tlog-proof), where one is at hand: then nothing of the log is fetched. */
  readonly proof?: string;
}

interface Asked {
  readonly now: Date;
  readonly resolve: Resolve;
  /** The issuer's own DID document; null where the badge is not proven to be its issuer's. */
  readonly document: unknown;
  /** When the proof that holds says that it was made. */
  readonly signed: unknown;
  readonly exact: Exact;
  /** The log has an entry of each kind; a badge unless said otherwise. */
  readonly kind?: 'badge' | 'endorsement';
}

/** The most bundles that are fetched from a network: who verifies asks for all of a log, so that nobody learns which badge it was about. */
const mostBundles = 64;
/** How long a site may take to show what was signed. */
const grace = 24 * 60 * 60 * 1000;

/** The site at which an issuer would keep its log: that of its did:web, whatever the badge calls itself; null for every other issuer. */
function siteOf(issuer: string): Addresses | null {
  const home = didWebUrl(issuer);
  return home.ok && URL.canParse(home.url) ? addresses(home.url.replace(/\/(\.well-known\/)?did\.json$/, '')) : null;
}

/** True for a badge, or an endorsement, that stands where Laurel puts them on its issuer's site, and so belongs in a log. */
function isOurs(badge: JsonObject, site: Addresses): boolean {
  const [, kind, serial = ''] = /\/(badges|endorses)\/([0-9a-z]{12})\/(?:badge|endorsement)\.json$/.exec(String(badge['id'])) ?? [];
  return kind !== undefined && (kind === 'badges' ? site.badge(serial) : site.endorsement(serial)) === badge['id'];
}

type Make = (sha256: string) => string;

/** The keys under which an issuer signs, as its DID document gives them. */
export function signingKeys(document: unknown, did: string, now: Date): readonly string[] {
  const names = isObject(document) ? many(document['assertionMethod']).map((entry) => (isObject(entry) ? entry['id'] : entry)) : [];
  return names.slice(0, 64).flatMap((name) => {
    const key = readKey(document, String(name).startsWith('#') ? `${did}${String(name)}` : String(name), did, now);
    return key.ok ? [key.publicKeyMultibase] : [];
  });
}

async function byProof(text: string, hashes: readonly string[], make: Make, origin: string, keys: readonly string[]): Promise<Answer> {
  const file = parseProof(text);
  if (file === null) return ['fail', 'What was given as the log\'s proof is none; ask the earner or the issuer for another.'];
  const opened = await openCheckpoint(file.checkpoint, origin, keys);
  if (!opened.ok) return ['fail', `The checkpoint in the proof ${opened.reason}; ask the issuer for another proof.`];
  const { size, root } = opened.checkpoint;
  const holds = hashes.some((hash) => includes(leafOf(make(hash)), file.index, size, file.proof, root));
  return holds ? ['pass', `Its exact bytes are entry ${file.index} of the issuer's log, which had ${size} entries when the proof was made.`] : ['fail', 'The proof does not show that the issuer\'s log holds these exact bytes: it is another badge\'s, or the badge was changed; ask the issuer.'];
}

const leafOf = (entry: string): Uint8Array => leafHash(new TextEncoder().encode(entry));

type Heard = { readonly answer: Answer } | { readonly places: ReadonlyMap<string, number>; readonly size: number; readonly from: string };

/** The whole log that an issuer publishes, held to its own checkpoint, or what is to be answered in its place. */
async function hear(ours: boolean, site: Addresses, keys: readonly string[], resolve: Resolve): Promise<Heard> {
  const no = (...answer: Answer): Heard => ({ answer });
  const found = await resolve(site.checkpoint);
  if (!found.ok && isMissing(found.reason)) return ours ? no('unknown', `The issuer publishes no log at ${site.checkpoint}, and a badge with this address belongs in one; ask the issuer.`) : no('skipped', 'The issuer publishes no log, so none was asked.');
  if (!found.ok) return no('unknown', `The issuer's log could not be read from ${site.checkpoint}, because ${found.reason.replace(/[.\s]+$/, '')}; ${remedyFor(found)}.`);
  const note = new TextDecoder().decode(found.bytes);
  // Many sites answer every address with a page.
  if (!ours && parseCheckpoint(note) === null) return no('skipped', 'The issuer publishes no log, so none was asked.');
  const opened = await openCheckpoint(note, logOrigin(site.origin), keys);
  // Of an issuer that is not known to use Laurel, what stands there need not be meant as a log.
  if (!opened.ok) return no(ours ? 'fail' : 'unknown', `What is published at ${site.checkpoint} ${opened.reason}; ask the issuer.`);
  const { size, root } = opened.checkpoint;
  if (size > mostBundles * TILE && found.isNear !== true) return no('unknown', `The issuer's log has ${size} entries, too many to be fetched for one badge; give the badge's proof file, which the earner or the issuer has.`);
  const entries: string[] = [];
  for (const tile of tilesAt(size, 'entries')) {
    const bundle = await fetchBundle(tile, site, resolve);
    if (bundle === null) return no('unknown', `The issuer's log could not be read from ${site.log}${tilePath(tile)}; try again later.`);
    for (const entry of bundle) entries.push(new TextDecoder().decode(entry));
  }
  if (!isSame(treeHead(size, subtrees(entries.map(leafOf))), root)) return no('fail', `The issuer's log at ${site.log} does not add up to its own checkpoint; ask the issuer.`);
  return { places: new Map(entries.map((entry, index) => [entry, index])), size, from: found.note === undefined ? '' : ` (${found.note})` };
}

async function byFiles(ours: boolean, hashes: readonly string[], make: Make, site: Addresses, keys: readonly string[], { now, resolve, signed }: Asked): Promise<Answer> {
  // A thousand badges of one issuer ask one log: it is read and added up for the first of them.
  const heard = await remember(resolve, JSON.stringify(['log', ours, site.origin, keys]), () => hear(ours, site, keys, resolve));
  if ('answer' in heard) return heard.answer;
  const { places, size, from } = heard;
  if (hashes.some((hash) => places.has(revoked(hash)))) return ['fail', `Its issuer's log says that it was revoked${from}; ask the issuer why.`];
  const index = hashes.map((hash) => places.get(make(hash))).find((place) => place !== undefined);
  if (index !== undefined) return ['pass', `Its exact bytes are entry ${index} of ${size} in the issuer's log${from}.`];
  const age = now.getTime() - (moment(signed) ?? NaN);
  if (age >= 0 && age < grace) return ['unknown', `It was signed only today, and its bytes are not in the issuer's log yet${from}; try again tomorrow.`];
  return ['fail', `Its exact bytes are not in the issuer's log${from}: the file was rewritten since it was issued, or it was signed in secret; ask for the file as it was issued.`];
}

async function fetchBundle(tile: Tile, site: Addresses, resolve: Resolve): Promise<readonly Uint8Array[] | null> {
  const found = await resolve(`${site.log}${tilePath(tile)}`);
  return found.ok ? bundleEntries(found.bytes, tile.width) : null;
}

/**
 * The log result of a badge: `skipped` where its issuer keeps no log that is known here. Of a file whose spaces were changed
 * and nothing else, the issuer's own spelling is looked for too. Never throws.
 */
export async function checkLog(badge: JsonObject, asked: Asked): Promise<Result> {
  const answer = async (): Promise<Answer> => {
    const site = siteOf(issuerId(badge));
    if (site === null) return ['skipped', 'The issuer is not known to keep a log of its badges.'];
    if (asked.document === null) return ['unknown', 'The log was not asked, because the badge is not proven to be its issuer\'s; see the results above.'];
    const hashes = [asked.exact.sha256, sha256(badgeText(badge))];
    const make = asked.kind === 'endorsement' ? endorsed : issued;
    const keys = signingKeys(asked.document, issuerId(badge), asked.now);
    return asked.exact.proof === undefined ? byFiles(isOurs(badge, site), hashes, make, site, keys, asked) : byProof(asked.exact.proof, hashes, make, logOrigin(site.origin), keys);
  };
  try {
    return result('log', ...(await answer()));
  } catch (error) {
    return result('log', 'unknown', `The issuer's log could not be asked (${quote((error as Error).message)}); try again later.`);
  }
}
