import { achievement } from './badge/achievement.ts';
import { addresses, paths } from './badge/addresses.ts';
import { bakePng } from './badge/baking.ts';
import { newestEditions } from './badge/edition.ts';
import { svgBaker, type BakedSvg } from './badge/bake-svg.ts';
import { didDocument } from './badge/did.ts';
import { endorsementFacts } from './badge/endorsement.ts';
import { certificateOf, type Certificate } from './badge/certificate.ts';
import { facts } from './badge/facts.ts';
import { pictureOf, type Picture } from './badge/picture.ts';
import { sha256 } from './canonical.ts';
import type { JsonObject } from './badge/json.ts';
import type { Later } from './badge/later.ts';
import type { Catalog } from './catalog.ts';
import { compare } from './diagnostic.ts';
import { endorsedIssuer, endorsedRelease, type Endorsed } from './endorsed.ts';
import type { ReleaseFile } from './model.generated.ts';
import { endorsed, issued } from './log/entry.ts';
import { inclusionProof } from './log/merkle.ts';
import { proofText } from './log/proof-file.ts';
import type { Ledger } from './plan/ledger.ts';
import { treeOf } from './plan/ledger-log.ts';
import { laterBadges } from './plan/later-badges.ts';
import { publicReasons } from './plan/public-reason.ts';
import { revokedBadges } from './plan/revoked-badges.ts';
import { standingOf, type Standing } from './plan/standing.ts';
import { pickTexts } from './plan/texts.ts';
import { narrativeOf, releaseText } from './release.ts';
import { once, type SiteFile } from './site-file.ts';

/** Draws an SVG as PNG, at a width in pixels. */
export type Rasterise = (svg: string, width: number) => Promise<Uint8Array>;

/** Prints a certificate as PDF. */
export type Certify = (certificate: Certificate, picture: Picture) => Promise<Uint8Array>;

/** What the machine-readable part of a site is made from. */
export interface PublicationSource {
  readonly catalog: Catalog;
  readonly ledger: Ledger;
  /** The ledger commit that is published, or null where there is none yet. */
  readonly ledgerCommit: string | null;
  readonly rasterise: Rasterise;
  readonly certify: Certify;
}

/** The machine-readable files of a site, by path below its root. */
export type Publication = ReadonlyMap<string, SiteFile>;

/** Width of badge images, in pixels. */
export const BADGE_WIDTH = 600;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Every file of the site that is not a page: what badges point at, the badges themselves, and the catalog as JSON. What shows a badge is
 * made when it is asked for, and its art once for all badges of a release.
 * @returns nothing while the catalog has no issuer.
 * @throws when a published badge is of a release that the catalog does not hold.
 */
export async function publication({ catalog, ledger, ledgerCommit, rasterise, certify }: PublicationSource): Promise<Publication> {
  const files = new Map<string, SiteFile>();
  if (catalog.issuer === null) return files;
  const issuer = catalog.issuer.value;
  files.set(paths.didDocument(issuer.url), json(didDocument(issuer)));

  const arts = new Map<string, Art>();
  for (const { value } of catalog.releases.values()) {
    const { release } = value;
    const { version } = release.credential;
    const art = artOf(release, rasterise);
    const id = addresses(release.issuer.url).achievement(release.id, version);
    if (!arts.has(id)) arts.set(id, art);
    files.set(paths.release(release.id, version), () => releaseText(value));
    const endorsements = endorsedRelease(catalog, release);
    files.set(paths.achievement(release.id, version), json({ '@context': ACHIEVEMENT_CONTEXT, ...achievement(release, release.issuer.url), ...(endorsements.length === 0 ? {} : { endorsement: endorsements.map(({ credential }) => credential) }) }));
    for (const { path, text } of endorsements) files.set(path, text);
    files.set(paths.artSvg(release.id, version), () => art.picture().svg);
    files.set(paths.artPng(release.id, version), art.png);
  }
  const badges = publishedBadges(ledger);
  const standings = [...badges.values()].map(({ standing }) => standing);
  const revoked = await revokedBadges(ledger, standings);
  const later = laterBadges(standings, revoked);
  const reasons = await publicReasons(ledger, issuer);
  for (const [serial, { name, standing }] of badges) {
    const art = arts.get(standing.achievement);
    if (art === undefined) throw new Error(`The badge ${serial} is of a release that is not in the catalog. Restore the release's file.`);
    const text = (): string => ledger.badges.get(name)!;
    files.set(paths.badge(serial), text);
    files.set(paths.bakedBadge(serial), async () => baked(serial, bakePng(await art.png(), text())).png);
    files.set(paths.bakedSvg(serial), () => baked(serial, art.bakeSvg()(text())).svg);
    // Nobody is handed a sheet for what was withdrawn.
    if (!revoked.has(standing.id)) files.set(paths.certificate(serial), () => certify(certificateOf(facts(JSON.parse(text()) as JsonObject)), art.picture()));
  }
  // A private badge has no page, but whoever holds it may read why.
  for (const serial of new Set([...reasons.keys(), ...badges.keys()])) {
    const [reason, next] = [reasons.get(serial), later.get(badges.get(serial)?.standing.id ?? '')];
    if (reason !== undefined || next !== undefined) files.set(paths.later(serial), json({ ...(next === undefined ? {} : { badge: next }), ...(reason === undefined ? {} : { reason }) } satisfies Later));
  }
  for (const [list, { text }] of ledger.lists) if (text !== null) files.set(paths.statusList(list), text);
  for (const { path, text } of endorsedIssuer(catalog, issuer)) files.set(path, text);
  for (const [serial, text] of ledger.endorsements) files.set(paths.endorsement(serial), text);
  for (const [path, content] of logFiles(ledger, badges)) files.set(path, content);
  for (const [path, value] of catalogJson(catalog, ledger, ledgerCommit)) files.set(path, json(value));
  return files;
}

/** What the badges of a release look like; drawn when the first is asked for. */
interface Art {
  readonly picture: () => Picture;
  readonly png: () => Promise<Uint8Array>;
  readonly bakeSvg: () => (text: string) => BakedSvg;
}

function artOf(release: ReleaseFile['release'], rasterise: Rasterise): Art {
  const picture = once(() => pictureOf(release));
  return { picture, bakeSvg: once(() => svgBaker(picture().svg)), png: once(async () => picture().png ?? (await rasterise(picture().svg, BADGE_WIDTH))) };
}

function baked<Image extends { readonly ok: boolean }>(serial: string, image: Image): Extract<Image, { readonly ok: true }> {
  if (!image.ok) throw new Error(`The badge ${serial} cannot be put into its image: ${(image as { readonly reason?: string }).reason}`);
  return image as Extract<Image, { readonly ok: true }>;
}

/** As much of a badge as is kept from the one time that all are gone through. */
interface PublishedBadge {
  /** Of its newest edition in the ledger. */
  readonly name: string;
  readonly sha256: string;
  readonly standing: Standing;
}

function publishedBadges({ badges }: Ledger): ReadonlyMap<string, PublishedBadge> {
  const names = newestEditions(new Map([...badges.keys()].map((name) => [name, name])));
  const serials = new Map([...names].map(([serial, name]) => [name, serial]));
  return new Map(Array.from(pickTexts(badges, [...serials.keys()]), ([name, text]) => [serials.get(name)!, { name, sha256: sha256(text), standing: standingOf(JSON.parse(text) as object) }]));
}

// The log's files as the ledger has them (their paths are the site's), and the proof of every badge that the public may see, and of every endorsement.
function* logFiles({ log, endorsements }: Ledger, badges: ReadonlyMap<string, PublishedBadge>): Generator<readonly [string, SiteFile]> {
  if (log === null) return;
  for (const [path, bytes] of log.files) if (bytes !== null) yield [path, bytes];
  const tree = treeOf(log);
  const places = new Map(log.entries.map((entry, index) => [entry, index]));
  const proven = [
    ...[...badges].map(([serial, { sha256: hash }]) => [paths.badgeProof(serial), issued(hash)] as const),
    ...[...endorsements].map(([serial, text]) => [paths.endorsementProof(serial), endorsed(sha256(text))] as const),
  ];
  for (const [path, entry] of proven) {
    const index = places.get(entry);
    if (index !== undefined) yield [path, () => proofText({ index, proof: inclusionProof(index, log.entries.length, tree), checkpoint: log.note })];
  }
}

const ACHIEVEMENT_CONTEXT = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];

const listedEndorsement = ({ facts: { issuer, validFrom, validUntil }, path }: Endorsed): object => ({ by: issuer, from: validFrom, ...(validUntil === null ? {} : { until: validUntil }), href: path });

function* catalogJson(catalog: Catalog, ledger: Ledger, ledgerCommit: string | null): Generator<readonly [string, unknown]> {
  const { name, url, description, language, licence, policy } = catalog.issuer!.value;
  const listed = [...catalog.credentials.values()].filter(({ value }) => value.status !== 'draft').sort((a, b) => compare(a.id, b.id));
  yield ['v1/index.json', {
    programme: { name, url, description, language, licence, policy },
    ledger: ledgerCommit,
    endorsements: endorsedIssuer(catalog, catalog.issuer!.value).map(listedEndorsement),
    endorses: [...ledger.endorsements].map(([serial, text]) => ({ about: endorsementFacts(JSON.parse(text) as JsonObject).about, href: paths.endorsement(serial) })),
    frameworks: [...catalog.frameworks.values()].map(({ id, value }) => ({ id, title: value.title, href: `v1/frameworks/${id}.json` })),
    credentials: listed.map(({ id, value }) => ({ id, title: value.title, version: value.version, status: value.status, competency: value.competency, summary: value.summary, audience: value.audience, grades: value.grades, topics: value.topics, hours: value.effort.hours, href: `v1/credentials/${id}.json` })),
  }];
  for (const { id, value } of catalog.frameworks.values()) yield [`v1/frameworks/${id}.json`, { id, ...value }];
  for (const { id, value, document } of listed) {
    const versions = [...catalog.releases.values()].filter((release) => release.value.release.id === id).map(({ value: file }: { readonly value: ReleaseFile }) => ({ version: file.release.credential.version, digest: file.digest, href: paths.release(id, file.release.credential.version), endorsements: endorsedRelease(catalog, file.release).map(listedEndorsement) }));
    yield [`v1/credentials/${id}.json`, { id, ...value, narrative: narrativeOf(document).trim(), rubric: { id: value.rubric, ...catalog.rubrics.get(value.rubric)?.value }, evidence: { id: value.evidence, ...catalog.evidence.get(value.evidence)?.value }, releases: versions }];
  }
}
