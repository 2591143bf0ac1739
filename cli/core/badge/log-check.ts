/**
 * Asks the issuer's transparency log whether it holds a badge's exact bytes. A signature covers the badge's RDF graph and not its
 * text; the log's hash covers every byte.
 */
import { sha256 } from '../canonical.ts';
import { logOrigin, openCheckpoint, type Opened } from '../log/checkpoint.ts';
import { endorsed, issued, revoked } from '../log/entry.ts';
import { includes, isSame } from '../log/merkle.ts';
import { parseProof } from '../log/proof-file.ts';
import type { Addresses } from './addresses.ts';
import { badgeText } from './credential.ts';
import { readKey } from './did.ts';
import { issuerId } from './credential-terms.ts';
import { hearLog, leafOf, type HeardLog, type IssuerLog } from './issuer-log.ts';
import { isObject, many, quote, type JsonObject } from './json.ts';
import { isAfterEnd, isUndated } from './key-times.ts';
import type { Resolve } from './lookup.ts';
import { moment } from './moment.ts';
import { isOurs, siteOf } from './own-site.ts';
import { result, type Answer, type Result } from './result.ts';

/** What the log is asked about. */
export interface Exact {
  /** SHA-256 of the badge's file, or of the text that its image holds. */
  readonly sha256: string;
  /** A proof file (C2SP tlog-proof), where one is at hand: it is held to the log, and counts by itself only where that cannot be read. */
  readonly proof?: string;
}

interface Asked {
  readonly now: Date;
  readonly resolve: Resolve;
  /** Gives what lies here already. */
  readonly atHand?: Resolve | undefined;
  /** The issuer's own DID document; null where the badge is not proven to be its issuer's. */
  readonly document: unknown;
  /** When the proof that holds says that it was made. */
  readonly signed: unknown;
  readonly exact: Exact;
  /** The log has an entry of each kind; a badge unless said otherwise. */
  readonly kind?: 'badge' | 'endorsement';
}

/** How long a site may take to show what was signed. */
const grace = 24 * 60 * 60 * 1000;

type Make = (sha256: string) => string;

/** The keys under which an issuer signs, as its DID document gives them. */
export function signingKeys(document: unknown, did: string, now: Date): readonly string[] {
  const names = isObject(document) ? many(document['assertionMethod']).map((entry) => (isObject(entry) ? entry['id'] : entry)) : [];
  return names.slice(0, 64).flatMap((name) => {
    const key = readKey(document, String(name).startsWith('#') ? `${did}${String(name)}` : String(name), did, now);
    return key.ok ? [key.publicKeyMultibase] : [];
  });
}

/** What the log came to, and what of it is known here. */
export interface Logged {
  readonly result: Result;
  /** The log, where it was read whole. */
  readonly log: IssuerLog | null;
  /** Where it holds the badge. */
  readonly index: number | null;
}
type Reading = Omit<Logged, 'result'> & { readonly answer: Answer };

const unread = (...answer: Answer): Reading => ({ answer, log: null, index: null });
const revokedSince = (from: string): Answer => ['fail', `Its issuer's log says that it was revoked${from}; ask the issuer why.`];

interface Place {
  readonly hashes: readonly string[];
  readonly make: Make;
  readonly site: Addresses;
  readonly keys: readonly string[];
}

// Whoever has a key that ended could make a checkpoint with it to this day: it counts where the log at hand had that very head, or where nothing here says that it ended.
function checkpointAnswer({ key, checkpoint: { size, root } }: Opened & { readonly ok: true }, log: IssuerLog, signed: unknown, now: Date): Answer | null {
  if (size <= log.size) return isSame(log.headOf(size), root) ? null : ['fail', `The checkpoint in the proof is of another log than the issuer's${log.from}, which never had that head; ask the issuer for another proof.`];
  const end = log.times.get(key)?.end;
  if (end === undefined) return null;
  if (end.compromised !== undefined || isAfterEnd(signed, end)) return ['fail', `The checkpoint in the proof is signed with a key that counts no more, by the issuer's log${log.from}; ask the issuer for another proof.`];
  return isAfterEnd(now.toISOString(), end) ? ['unknown', `The checkpoint in the proof is signed with a key whose last day was ${end.day}, by the issuer's log${log.from}, and whether it was made before then is not known; ask the issuer for another proof.`] : null;
}

/** The log for holding a proof to it: as its issuer shows it, else as it lies here; else why not. */
async function logBeside(ours: boolean, { site, keys }: Place, { resolve, atHand }: Asked): Promise<HeardLog> {
  const heard = await hearLog(ours, site, keys, resolve);
  if (atHand === undefined || heard.ok || heard.answer[0] === 'fail') return heard;
  const near = await hearLog(false, site, keys, atHand);
  return near.ok || near.answer[0] === 'fail' ? near : heard;
}

async function byProof(text: string, ours: boolean, place: Place, asked: Asked): Promise<Reading> {
  const { hashes, make, site, keys } = place;
  const file = parseProof(text);
  if (file === null) return unread('fail', 'What was given as the log\'s proof is none; ask the earner or the issuer for another.');
  const opened = await openCheckpoint(file.checkpoint, logOrigin(site.origin), keys);
  if (!opened.ok) return unread('fail', `The checkpoint in the proof ${opened.reason}; ask the issuer for another proof.`);
  const { size, root } = opened.checkpoint;
  if (!hashes.some((hash) => includes(leafOf(make(hash)), file.index, size, file.proof, root))) return unread('fail', 'The proof does not show that the issuer\'s log holds these exact bytes: it is another badge\'s, or the badge was changed; ask the issuer.');
  const good = (more: string): Answer => ['pass', `Its exact bytes are entry ${file.index} of the issuer's log, which had ${size} entries when the proof was made${more}.`];
  // Whoever has stolen a key can make a proof of a log that nobody else sees; what the log says of keys and of revocations a proof cannot say either.
  const heard = await logBeside(ours, place, asked);
  if (!heard.ok && heard.answer[0] === 'fail') return unread(...heard.answer);
  if (!heard.ok) return { ...unread(...good('; the log itself could not be read, so that the proof alone says it')), index: file.index };
  const { log } = heard;
  const answer = (): Answer => {
    if (hashes.some((hash) => log.places.has(revoked(hash)))) return revokedSince(log.from);
    const wrong = checkpointAnswer(opened, log, asked.signed, asked.now);
    if (wrong !== null) return wrong;
    if (size <= log.size) return good(`, and the log${log.from} had that very head`);
    if (log.isNear) return good(`; the log at hand${log.from} is shorter, so that the proof alone says it`);
    return ['unknown', `The proof is of a log of ${size} entries, and the one that the issuer publishes has ${log.size}; try again tomorrow, and ask the issuer if it is so still.`];
  };
  const found = answer();
  return { answer: found, log, index: found[0] === 'pass' ? file.index : null };
}

async function byFiles(ours: boolean, { hashes, make, site, keys }: Place, { now, resolve, signed }: Asked): Promise<Reading> {
  const heard = await hearLog(ours, site, keys, resolve);
  if (!heard.ok) return unread(...heard.answer);
  const { log } = heard;
  const { places, size, from, times } = log;
  const index = hashes.map((hash) => places.get(make(hash))).find((place) => place !== undefined) ?? null;
  const saying = (...answer: Answer): Reading => ({ answer, log, index });
  if (hashes.some((hash) => places.has(revoked(hash)))) return saying(...revokedSince(from));
  const end = times.get(log.key)?.end;
  const isPast = index !== null && end !== undefined && index > end.at;
  if (isPast && isUndated(signed, end, now)) return saying('unknown', `The issuer's log${from} holds its exact bytes, but is signed with a key whose last day was ${end.day}, and the badge does not say when it was signed; ask the issuer.`);
  if (isPast && isAfterEnd(signed, end)) return saying('fail', `The issuer's log${from} holds its exact bytes, but is signed with a key whose last day was ${end.day}, before the badge was signed; ask the issuer.`);
  if (index !== null) return saying('pass', `Its exact bytes are entry ${index} of ${size} in the issuer's log${from}.`);
  const age = now.getTime() - (moment(signed) ?? NaN);
  if (age >= 0 && age < grace) return saying('unknown', `It was signed only today, and its bytes are not in the issuer's log yet${from}; try again tomorrow.`);
  return saying('fail', `Its exact bytes are not in the issuer's log${from}: the file was rewritten since it was issued, or it was signed in secret; ask for the file as it was issued.`);
}

/**
 * The log result of a badge: `skipped` where its issuer keeps no log that is known here. Of a file whose spaces were changed
 * and nothing else, the issuer's own spelling is looked for too. Never throws.
 */
export async function checkLog(badge: JsonObject, asked: Asked): Promise<Logged> {
  const reading = async (): Promise<Reading> => {
    const site = siteOf(issuerId(badge));
    if (site === null) return unread('skipped', 'The issuer is not known to keep a log of its badges.');
    if (asked.document === null) return unread('unknown', 'The log was not asked, because the badge is not proven to be its issuer\'s; see the results above.');
    const place: Place = { hashes: [asked.exact.sha256, sha256(badgeText(badge))], make: asked.kind === 'endorsement' ? endorsed : issued, site, keys: signingKeys(asked.document, issuerId(badge), asked.now) };
    const ours = isOurs(badge, site);
    return asked.exact.proof === undefined ? byFiles(ours, place, asked) : byProof(asked.exact.proof, ours, place, asked);
  };
  try {
    const { answer, ...known } = await reading();
    return { result: result('log', ...answer), ...known };
  } catch (error) {
    return { result: result('log', 'unknown', `The issuer's log could not be asked (${quote((error as Error).message)}); try again later.`), log: null, index: null };
  }
}
