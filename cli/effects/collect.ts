import { addresses } from '../core/badge/addresses.ts';
import { bakePng } from '../core/badge/baking.ts';
import { didDocument } from '../core/badge/did.ts';
import { editionName, type Naming } from '../core/badge/edition.ts';
import { verifyBadge, type Result } from '../core/badge/verify.ts';
import { sha256 } from '../core/canonical.ts';
import { addressOf, consentFor, hashedAddress, isNamedSo, requestIssue } from '../core/plan/naming-choice.ts';
import { isRequest, readRequest } from '../core/plan/naming-request.ts';
import type { RegisterEntry } from '../core/plan/register.ts';
import { isValid } from '../core/schema.ts';
import { newestOf } from './issuing/editions.ts';
import { openRun, releaseOf, type Run } from './issuing/run.ts';
import { isPublished } from './issuing/unissued.ts';
import { Obstacle, type Programme } from './programme.ts';
import { badgePng } from './rasterise.ts';
import type { PlaceState } from './stores.ts';
import { deskOf, pullsOf } from './submitter.ts';
import type { World } from './world.ts';

/** How the earner wants to be named, as they said it: an address is in clear here, and goes no further. */
export type Chosen = { readonly by: 'code' } | { readonly by: 'did' | 'name' | 'address'; readonly value: string };

/** What became of a collection: the badge's files, or a request that the issuer has yet to act on. */
export type Collected =
  | { readonly kind: 'badge'; readonly name: string; readonly credential: string; readonly json: string; readonly png: Uint8Array; readonly results: readonly Result[] }
  | { readonly kind: 'asked'; readonly address: string; readonly before: boolean };

/**
 * Fetches an earner's own badge, named as they choose. Where it is named otherwise yet, this asks for it by an issue of the earner's own in
 * the repository that holds the badge: GitHub says whose that is, and the issuer signs anew.
 * @param consents whether the earner agrees to what becomes public.
 */
export async function collect(world: World, programme: Programme, serial: string, chosen: Chosen | null, consents: boolean): Promise<Collected> {
  const run = await openRun(world, programme, () => {});
  const { own, newest } = await ownBadge(run, serial);
  const address = chosen?.by === 'address' ? addressOf(chosen.value) : undefined;
  const naming = chosen === null ? null : await namingOf(world, chosen);
  if (chosen !== null && !(await isNamedSo(newest.award.naming, naming, address))) return ask(run, own, { serial, naming, address }, consents);
  const release = releaseOf(run, newest.award);
  if (release === undefined) throw new Obstacle(`The release of badge ${serial} is not on main any more. Ask the programme lead to restore it.`);
  const results = await verified(run, newest, address ?? (naming === null ? newest.award.earner : naming.value));
  const baked = bakePng(await badgePng(release.release), newest.badge!);
  if (!baked.ok) throw new Obstacle(`The badge cannot be put into its picture: ${baked.reason}`);
  return { kind: 'badge', name: editionName(newest.award), credential: newest.award.credential, json: newest.badge!, png: baked.png, results };
}

async function ownBadge(run: Run, serial: string): Promise<{ readonly own: PlaceState; readonly newest: RegisterEntry }> {
  const { places, ledger } = await run.stores.read();
  const own = places.find(({ register }) => register.awards.get(serial)?.reissue === null);
  if (own === undefined) throw new Obstacle(`There is no badge ${serial} in a register that you may read. \`laurel status\` shows yours.`);
  const me = await run.programme.github.me();
  const newest = newestOf(own.register.awards, serial);
  if (!(await pullsOf(own.place, me, deskOf(run.issuer))).has(newest.award.source.pull)) throw new Obstacle(`Badge ${serial} is not yours: the work behind it was handed in by another account than ${me.login}. \`laurel status\` shows yours.`);
  if (newest.revocation !== null) throw new Obstacle(`Badge ${serial} is revoked. Write to ${run.issuer.email} to know why.`);
  if (!isPublished(ledger, newest)) throw new Obstacle(`Badge ${serial} is being signed. Run this again when \`laurel status\` shows it.`);
  return { own, newest };
}

async function namingOf(world: World, chosen: Chosen): Promise<Naming | null> {
  if (chosen.by === 'code') return null;
  const naming: Naming = chosen.by === 'address' ? await hashedAddress(chosen.value, Buffer.from(world.random(16)).toString('hex')) : { by: chosen.by, value: chosen.value.trim() };
  if (chosen.by === 'address' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(chosen.value.trim())) throw new Obstacle('That is no e-mail address. Nothing was sent.');
  if (!isValid('naming', naming)) throw new Obstacle(chosen.by === 'did' ? 'That is no DID: it begins with `did:`, such as did:web:maya.example. Nothing was sent.' : 'A name has 1 to 100 characters on one line, and no @. Nothing was sent.');
  return naming;
}

async function ask(run: Run, { place, register }: PlaceState, { serial, naming, address }: { readonly serial: string; readonly naming: Naming | null; readonly address: string | undefined }, consents: boolean): Promise<Collected> {
  const { github, repository: { owner, name } } = place;
  const consent = place.isPrivate ? null : consentFor(naming);
  if (consent !== null && !consents) throw new Obstacle(`In this programme everything is public. If you agree to this, add --consent:\n\n  "${consent}"\n\nNothing was sent. A code (--code) or a DID (--did) leads to nobody who is not looking for you.`);
  if (register.awards.get(serial)!.award.until !== undefined && register.awards.get(serial)!.award.until! <= run.world.now().toISOString()) throw new Obstacle(`Badge ${serial} has ended. A new claim renews it.`);
  const me = await github.me();
  for (const issue of (await github.issues(owner, name)).filter(({ author, body }) => author?.id === me.id && isRequest(body))) {
    const read = readRequest(issue.body, { isPublic: !place.isPrivate });
    if (read.ok && read.request.serial === serial && (await isNamedSo(read.request.naming ?? undefined, naming, address))) return { kind: 'asked', address: issue.address, before: true };
  }
  const issue = await github.openIssue(owner, name, requestIssue({ serial, naming, ...(consent === null ? {} : { consent }) }));
  return { kind: 'asked', address: issue.address, before: false };
}

// Against the issuer's keys on main and the ledger's own lists and log: what the site shows may be of yesterday.
async function verified({ world, issuer, stores }: Run, { badge }: RegisterEntry, recipient: string): Promise<readonly Result[]> {
  const { ledger } = await stores.read();
  const at = addresses(issuer.url);
  const served = new Map<string, string | Uint8Array>([
    [at.didDocument, JSON.stringify(didDocument(issuer))],
    ...[...ledger.lists].map(([list, { text }]) => [at.statusList(list), text ?? ''] as const),
    ...[...(ledger.log?.files ?? [])].flatMap(([path, bytes]) => (bytes === null ? [] : [[`${at.origin}/${path}`, bytes] as const])),
  ]);
  const { results } = await verifyBadge(JSON.parse(badge!), {
    now: world.now(),
    recipient,
    // A ledger from before the log has none to ask.
    ...(ledger.log === null ? {} : { exact: { sha256: sha256(badge!) } }),
    resolve: async (url) => {
      const found = served.get(url);
      return found === undefined ? { ok: false, reason: 'the programme does not publish there' } : { ok: true, isNear: true, bytes: typeof found === 'string' ? new TextEncoder().encode(found) : found };
    },
  });
  return results.filter(({ outcome }) => outcome !== 'skipped');
}
