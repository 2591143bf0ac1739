import { resolve } from 'node:path';
import { paths } from '../cli/core/badge/addresses.ts';
import type { Badge } from '../cli/core/badge/credential.ts';
import { qualityCard, type QualityCard } from '../cli/core/card/quality-card.ts';
import { newestEditions } from '../cli/core/badge/edition.ts';
import { loadCatalog, type Catalog } from '../cli/core/catalog.ts';
import type { SourceFile } from '../cli/core/document.ts';
import { endorsedIssuer, endorsedRelease, type Endorsed } from '../cli/core/endorsed.ts';
import type { Framework, Issuer, ReleaseFile } from '../cli/core/model.generated.ts';
import { readLedger, type Ledger } from '../cli/core/plan/ledger.ts';
import { laterBadges } from '../cli/core/plan/later-badges.ts';
import { publicReasons } from '../cli/core/plan/public-reason.ts';
import { revokedBadges } from '../cli/core/plan/revoked-badges.ts';
import { standingOf } from '../cli/core/plan/standing.ts';
import { publication, type Publication } from '../cli/core/publication.ts';
import { byVersion } from '../cli/core/by-version.ts';
import { assembleRelease, sealRelease } from '../cli/core/release.ts';
import { schoolsOf } from '../cli/core/school.ts';
import { certify } from '../cli/effects/certify.ts';
import { diskFiles, readCatalog } from '../cli/effects/files.ts';
import { rasterise } from '../cli/effects/rasterise.ts';
import { verifierPage } from '../cli/effects/verifier-page.ts';
import { loggedBadges, type LogPlace } from './logged.ts';

type Release = ReleaseFile['release'];

// What teachers handed in is on no page: a fault in it must not keep the site, and so a revocation, from being published.
const definitions = async (): Promise<readonly SourceFile[]> => (await readCatalog(diskFiles, catalogFolder())).filter(({ path }) => !path.startsWith('submissions/'));

/** A credential as the site shows it: what can be earned now, and what it was before. */
export interface ListedCredential {
  readonly id: string;
  /** The latest release; while nothing is released (or while authors preview), the working text. */
  readonly current: ReleaseFile;
  /** False while `current` is the working text. */
  readonly released: boolean;
  /** From the working text: a credential may be retired without a new release, and is where its file is gone. */
  readonly status: Release['credential']['status'];
  readonly successor: string | undefined;
}

/** One framework and its file name. */
export interface ListedFramework extends Framework {
  readonly id: string;
}

/** All that the pages are made from. */
export interface Programme {
  readonly issuer: Issuer;
  /** Schools that assessors are of. */
  readonly schools: readonly string[];
  readonly frameworks: readonly ListedFramework[];
  readonly credentials: readonly ListedCredential[];
  /** Every release, by `<credential>/<version>`. */
  readonly releases: ReadonlyMap<string, ReleaseFile>;
  /** What others vouch for, of each release by `<credential>/<version>`, and of the issuer. */
  readonly endorsed: ReadonlyMap<string, readonly Endorsed[]>;
  readonly endorsedIssuer: readonly Endorsed[];
  /** What each credential's working text has of what a good micro-credential has, by id. */
  readonly cards: ReadonlyMap<string, QualityCard>;
  readonly badges: readonly Badge[];
  /** Ids of those that are revoked. */
  readonly revoked: ReadonlySet<string>;
  /** Why badges were revoked, by serial, where the issuer chose to tell. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Of a revoked badge, which later one its earner has for the same credential; ids. */
  readonly later: ReadonlyMap<string, string>;
  /** Where each badge stands in the log, by id. */
  readonly logged: ReadonlyMap<string, LogPlace>;
}

const setting = (name: string): string | undefined => process.env[name] || undefined;

/** Where the catalog stands. */
export const catalogFolder = (): string => resolve(setting('LAUREL_CATALOG') ?? 'catalog');

/** Where a copy of the ledger's content stands, if there is one. */
export const ledgerFolder = (): string | null => {
  const folder = setting('LAUREL_LEDGER');
  return folder === undefined ? null : resolve(folder);
};

// What was released under a former id leads to the credential that it became.
const renamedTo = (catalog: Catalog, id: string): string | undefined => [...catalog.credentials.values()].find(({ value }) => value.aliases?.includes(id))?.id;

function listed(catalog: Catalog, id: string, preview: boolean): ListedCredential | null {
  const working = assembleRelease(catalog, id);
  const versions = [...catalog.releases.values()].filter(({ value }) => value.release.id === id).map(({ value }) => value);
  const latest = versions.sort((a, b) => byVersion(a.release.credential.version, b.release.credential.version)).at(-1);
  const front = catalog.credentials.get(id)?.value;
  const same = working !== null && latest !== undefined && sealRelease(working).digest === latest.digest;
  const current = working !== null && (latest === undefined || (preview && !same)) ? sealRelease(working) : latest;
  // Drafts are for those who write them; what was released once keeps its page.
  if (current === undefined || (front?.status === 'draft' && latest === undefined && !preview)) return null;
  return { id, current, released: current === latest, status: front?.status ?? 'retired', successor: front?.successor ?? renamedTo(catalog, id) };
}

/** What the ledger publishes; empty where there is none. */
async function ledger(): Promise<Ledger> {
  const folder = ledgerFolder();
  if (folder === null) return readLedger([]);
  const read = (path: string): Uint8Array => diskFiles.readNow(resolve(folder, path));
  // Badges are read when a page or a file is made of them.
  return readLedger((await diskFiles.list(folder)).map((path) => (path.startsWith('badges/') ? { path, bytes: null, later: { object: path, read: () => new TextDecoder().decode(read(path)) } } : { path, bytes: read(path) })));
}

/**
 * Reads the programme from the catalog's folder and the ledger's.
 * @throws with the first faults where the catalog has any: a site is built only from a catalog that loads.
 */
export async function readProgramme(preview = false): Promise<Programme> {
  const { catalog, diagnostics } = loadCatalog(await definitions());
  const faults = diagnostics.filter(({ severity }) => severity === 'error');
  if (catalog.issuer === null || (faults.length > 0 && !preview)) {
    const places = faults.slice(0, 5).map(({ path, line, column, message }) => `  ${path}:${line}:${column}  ${message}`);
    throw new Error(`The catalog has faults, so no site was built. Run \`laurel lint\` to see all of them.\n${places.join('\n')}`);
  }
  const published = await ledger();
  const badges = [...newestEditions(published.badges).values()].map((text) => JSON.parse(text) as Badge);
  const standings = badges.map(standingOf);
  const revoked = await revokedBadges(published, standings);
  const ids = new Set([...catalog.credentials.keys(), ...[...catalog.releases.values()].map(({ value }) => value.release.id)]);
  return {
    issuer: catalog.issuer.value,
    schools: schoolsOf(catalog.assessors?.value.assessors ?? []),
    frameworks: [...catalog.frameworks.values()].map(({ id, value }) => ({ id, ...value })),
    credentials: [...ids].map((id) => listed(catalog, id, preview)).filter((one) => one !== null),
    releases: new Map([...catalog.releases].map(([id, { value }]) => [id, value])),
    endorsed: new Map([...catalog.releases].map(([id, { value }]) => [id, endorsedRelease(catalog, value.release)])),
    endorsedIssuer: endorsedIssuer(catalog, catalog.issuer.value),
    cards: new Map([...ids].flatMap((id) => [qualityCard(catalog, id)].flatMap((card) => (card === null ? [] : [[id, card] as const])))),
    badges,
    revoked,
    reasons: await publicReasons(published, catalog.issuer.value),
    later: laterBadges(standings, revoked),
    logged: loggedBadges(published),
  };
}

/** Where the site is published. An unreadable issuer file is named when the pages are read. */
export async function siteAddress(): Promise<string> {
  const { catalog } = loadCatalog(await definitions());
  return catalog.issuer?.value.url ?? 'https://site.invalid';
}

/** The machine-readable files of the site, by their path below its root. */
export async function publicationFiles(): Promise<Publication> {
  const { catalog } = loadCatalog(await definitions());
  const files = await publication({ catalog, ledger: await ledger(), ledgerCommit: setting('LAUREL_LEDGER_COMMIT') ?? null, rasterise, certify });
  return new Map([...files, [paths.verifierPage, await verifierPage()]]);
}

let reading: Promise<Programme> | undefined;

/** The programme, read once a build, and anew for each page while authors preview. */
export function programme(): Promise<Programme> {
  if (import.meta.env?.DEV) return readProgramme(true);
  return (reading ??= readProgramme());
}
