import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { lintBadge } from '../core/badge/verify.ts';
import { badgeText, secureBadge, unsignedBadge, type Badge } from '../core/badge/credential.ts';
import { addresses, didFromUrl } from '../core/badge/addresses.ts';
import { agencyEndorsement } from '../core/badge/fixture.ts';
import { keyId } from '../core/badge/did.ts';
import { createProof } from '../core/badge/proof.ts';
import { unsignedStatusList } from '../core/badge/status-list.ts';
import type { Catalog } from '../core/catalog.ts';
import { sha256 } from '../core/canonical.ts';
import { logOrigin, signCheckpoint } from '../core/log/checkpoint.ts';
import { issued as issuedEntry, keyEntry, revoked as revokedEntry } from '../core/log/entry.ts';
import type { Award } from '../core/model.generated.ts';
import { awardRecord, placeFrom, serialFrom, takePlace, toSecond } from '../core/plan/award.ts';
import { ledgerPaths, packBits, statusListText, type ListRecord } from '../core/plan/ledger.ts';
import { CHECKPOINT, extendLog } from '../core/plan/ledger-log.ts';
import { recordText, type Register } from '../core/plan/register.ts';
import { signPublicReason } from '../core/plan/public-reason.ts';
import { signRevocation } from '../core/plan/revocation.ts';
import { openKeys, throwAwayKey, type Keys } from '../effects/keys.ts';
import { catalogFromDisk } from '../effects/programme.ts';
import { commitFiles } from '../effects/tree.ts';
import { realWorld, type World } from '../effects/world.ts';
import { main } from '../main.ts';
import { serveSite } from '../practice/serve-site.ts';

/** The sample programme's site with two badges in it, built as `laurel build` does and served on this machine. */
export interface BuiltSite {
  readonly folder: string;
  /** The programme's clone, for commands that run in it; its key is in `key.json` above it. */
  readonly programme: string;
  readonly url: string;
  /** Of a badge in force. */
  readonly serial: string;
  readonly revokedSerial: string;
  /** The text of the badge in force. */
  readonly badge: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly site: BuiltSite;
  }
}

const CREDENTIALS = ['checking-for-understanding', 'task-redesign-with-samr'] as const;
const program = join(import.meta.dirname, '..', '..');
let built: Promise<BuiltSite & { readonly close: () => Promise<void> }> | undefined;

/** The site, built once in a process: it takes some ten seconds. */
export const builtSite = (): Promise<BuiltSite & { readonly close: () => Promise<void> }> => (built ??= build());

/** Builds the site once for a whole run of tests (Vitest's `globalSetup`); they get it with `inject('site')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { close, ...site } = await builtSite();
  project.provide('site', site);
  return close;
}

async function build(): Promise<BuiltSite & { readonly close: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'laurel-site-'));
  const world = await programmeIn(home);
  const { catalog } = await catalogFromDisk(world, 'catalog');
  const issuer = catalog.issuer!.value;
  const keys = await openKeys(world, didFromUrl(issuer.url), issuer.keys.map((key) => key.public));
  const taken = new Map<number, Set<number>>();
  const [award, revoked] = await Promise.all(CREDENTIALS.map((id, at) => awardOf(world, catalog, keys, id, at + 1, taken)));
  const [badge, withdrawn] = await Promise.all([award!, revoked!].map((one) => badgeOf(world, catalog, keys, one)));
  const revocation = await signRevocation({ serial: revoked!.serial, at: toSecond(world.now()), by: 1, reason: 'For the tests of the site.' }, keys);
  const register: Register = new Map([
    [award!.serial, { award: award!, reissue: null, proof: badge!.proof[0], badge: badgeText(badge!), revocation: null }],
    [revoked!.serial, { award: revoked!, reissue: null, proof: withdrawn!.proof[0], badge: badgeText(withdrawn!), revocation }],
  ]);
  const list = await listOf(world, catalog, keys, register);
  const files = new Map<string, string | Uint8Array>([
    ...[...register].map(([serial, entry]) => [ledgerPaths.badge(serial), entry.badge!] as const),
    [ledgerPaths.listRecord(1), recordText(list)] as const,
    [ledgerPaths.list(1), statusListText(list)] as const,
    [ledgerPaths.reason(revoked!.serial), recordText(await signPublicReason({ serial: revoked!.serial, reason: 'It was made for a test.' }, keys))] as const,
  ]);
  const log = extendLog(null, logOrigin(issuer.url), [...issuer.keys.map(keyEntry), ...[award!, revoked!].map(({ serial }) => issuedEntry(sha256(register.get(serial)!.badge!))), revokedEntry(sha256(badgeText(withdrawn!)))]);
  for (const [path, bytes] of log.files) files.set(path, bytes);
  files.set(CHECKPOINT, await signCheckpoint(log.checkpoint, keys));
  const git = world.git(world.cwd);
  const commit = await commitFiles(git, { parent: null, files, message: 'Publish two badges\n', by: { name: 'Laurel', email: issuer.email, at: world.now() } });
  await git.text(['update-ref', 'refs/heads/ledger', commit]);
  await laurel(world, 'build', '--out', join(home, 'dist'));
  const served = await serveSite(join(home, 'dist'));
  return {
    folder: join(home, 'dist'), programme: world.cwd, url: served.url, serial: award!.serial, revokedSerial: revoked!.serial, badge: badgeText(badge!),
    close: async () => {
      await served.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A copy of the sample catalog in a repository of its own, with the programme's first key drawn. */
async function programmeIn(home: string): Promise<World> {
  const cwd = join(home, 'programme');
  await cp(join(program, 'catalog'), join(cwd, 'catalog'), { recursive: true });
  const world = worldIn(home, cwd);
  await world.git(cwd).text(['init', '--quiet', '--initial-branch', 'main']);
  await laurel(world, 'keys', 'new');
  const { catalog } = await catalogFromDisk(world, 'catalog');
  const { release } = catalog.releases.get(`${CREDENTIALS[0]}/1.0.0`)!.value;
  await world.files.write(join(cwd, 'catalog', 'endorsements', CREDENTIALS[0], 'state-agency.json'), badgeText(await agencyEndorsement(addresses(release.issuer.url).achievement(release.id, '1.0.0'))));
  return world;
}

function worldIn(home: string, cwd: string): World {
  const quiet = { isTerminal: false, columns: 80, write: () => {} };
  // Nothing of the test runner's surroundings reaches the build.
  const env = { PATH: process.env['PATH'], HOME: home, LAUREL_KEY_FILE: join(home, 'key.json'), NO_COLOR: '1', GIT_CONFIG_NOSYSTEM: '1' };
  return { ...realWorld(process), cwd, env, out: quiet, err: quiet, random: (bytes) => randomBytes(bytes) };
}

/** Runs a command in the built site's programme. */
export const laurelIn = ({ programme }: BuiltSite, ...args: readonly string[]): Promise<void> => laurel(worldIn(join(programme, '..'), programme), ...args);

async function laurel(world: World, ...args: readonly string[]): Promise<void> {
  let said = '';
  const hear = { ...world.err, write: (text: string): void => void (said += text) };
  if ((await main(args, { ...world, out: hear, err: hear })) !== 0) throw new Error(`laurel ${args.join(' ')}: ${said}`);
}

/** The award that two assessors' approval of a merged claim leads to, from places of no repository. */
async function awardOf(world: World, catalog: Catalog, keys: Keys, id: string, pull: number, taken: Map<number, Set<number>>): Promise<Award> {
  const release = [...catalog.releases.values()].find(({ value }) => value.release.id === id)!.value;
  const { rubric } = release.release;
  const status = placeFrom(world.random, taken);
  takePlace(taken, status);
  const earner = keys.earner(1000 + pull);
  const at = toSecond(world.now());
  const object = sha256(id).slice(0, 40);
  const award = awardRecord({
    serial: serialFrom(world.random(12)), status, visibility: 'public', earner, awarded: at, signed: at, release, publicKey: keys.publicKey, issuer: catalog.issuer!.value,
    claim: keys.claim({ repository: 1, credential: id, earner, number: 1 }),
    approval: {
      ok: true,
      results: rubric.criteria.map((criterion) => ({ criterion: criterion.id, level: criterion.passing ?? rubric.passing })),
      assessments: [11, 12].map((assessor) => ({ assessor, review: pull * 100 + assessor, body: `sha256-${sha256(String(assessor))}`, commit: object, submitted: at })),
    },
    source: { repository: 1, pull, merge: object, head: object, tree: object, policy: object, path: `catalog/submissions/${id}/maya-okafor/1` },
  });
  const results = await lintBadge(unsignedBadge(award, release.release), { now: world.now(), throwAway: throwAwayKey(), issuer: catalog.issuer!.value });
  const fault = results.find(({ outcome }) => outcome !== 'pass');
  if (fault !== undefined) throw new Error(`The badge would not verify: ${fault.detail}`);
  return award;
}

async function badgeOf({ now }: World, catalog: Catalog, { sign }: Keys, award: Award): Promise<Badge> {
  const unsigned = unsignedBadge(award, catalog.releases.get(`${award.credential}/${award.version}`)!.value.release);
  return secureBadge(unsigned, await createProof(unsigned, { verificationMethod: award.key, created: toSecond(now()), sign }));
}

async function listOf({ now }: World, catalog: Catalog, { sign, publicKey }: Keys, register: Register): Promise<ListRecord> {
  const origin = catalog.issuer!.value.url.replace(/\/+$/, '');
  const issuer = didFromUrl(origin);
  const validFrom = toSecond(now());
  const encodedList = await packBits(register, { badges: new Map(), hashes: new Map(), lists: new Map(), endorsements: new Map(), log: null }, 1);
  const proof = await createProof(unsignedStatusList({ origin, list: 1, issuerId: issuer, validFrom, encodedList }), { verificationMethod: keyId(issuer, publicKey), created: validFrom, sign });
  return { format: 'laurel-status-list-1', list: 1, origin, issuer, validFrom, encodedList, proof };
}
