import { didFromUrl } from './badge/addresses.ts';
import { canonicalFields, canonicalJson, digestOf, joined, sha256 } from './canonical.ts';
import type { Catalog } from './catalog.ts';
import { frozenArt } from './badge/own-art.ts';
import { byVersion } from './by-version.ts';
import { competencyOf } from './competency-of.ts';
import type { Document } from './document.ts';
import type { Credential, Issuer, ReleaseFile } from './model.generated.ts';

type Release = ReleaseFile['release'];

/** The issuer as badges name it. */
export function issuerProfile(issuer: Issuer): Release['issuer'] {
  const { name, url, description, email, language } = issuer;
  return { id: didFromUrl(url), name, url: url.replace(/\/+$/, ''), description, email, language };
}

// The versions that are out, by credential: many credentials are asked about of one catalog.
const versionsOut = new WeakMap<Catalog['releases'], ReadonlyMap<string, readonly string[]>>();

function versionsOf(releases: Catalog['releases'], id: string): readonly string[] {
  let found = versionsOut.get(releases);
  if (found === undefined) {
    const versions = new Map<string, string[]>();
    for (const { value: { release } } of releases.values()) {
      const known = versions.get(release.id);
      if (known === undefined) versions.set(release.id, [release.credential.version]);
      else known.push(release.credential.version);
    }
    found = versions;
    versionsOut.set(releases, found);
  }
  return found.get(id) ?? [];
}

/** A text with the line ends that releases are written with, whichever its file has: some editors, and git on some machines, write others. */
export const unixLines = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

/** The text of a credential's page as a release holds it. */
export const narrativeOf = ({ body }: Pick<Document, 'body'>): string => `${unixLines(body).trim()}\n`;

/**
 * What a release of a credential would hold now.
 * @returns null when the credential or anything it refers to is missing or has faults.
 */
export function assembleRelease(catalog: Catalog, id: string): Release | null {
  const credential = catalog.credentials.get(id);
  const found = credential === undefined ? null : competencyOf(catalog, credential.value.competency);
  const rubric = catalog.rubrics.get(credential?.value.rubric ?? '');
  const evidence = catalog.evidence.get(credential?.value.evidence ?? '');
  if (credential === undefined || found === null || rubric === undefined || evidence === undefined || catalog.issuer === null) return null;
  const { title, color } = found.framework.value;
  const earlier = versionsOf(catalog.releases, id).filter((version) => byVersion(version, credential.value.version) < 0).sort(byVersion);
  const art = catalog.art.get(id);
  return {
    format: 'laurel-release-1',
    id,
    issuer: issuerProfile(catalog.issuer.value),
    credential: credential.value,
    narrative: narrativeOf(credential.document),
    framework: { id: found.framework.id, title, color },
    competency: found.competency,
    rubric: rubric.value,
    evidence: evidence.value,
    ...(earlier.length === 0 ? {} : { earlier }),
    ...(art === undefined ? {} : { art: frozenArt(art) }),
  };
}

/** Puts the digest before a release. */
export const sealRelease = (release: Release): ReleaseFile => ({ digest: digestOf(canonicalJson(release)), release });

// Every release is spelled for its digest and for its sum.
const spelled = new WeakMap<Release, { readonly fields: ReturnType<typeof canonicalFields>; readonly credential: ReturnType<typeof canonicalFields> }>();

/** The fields of a release and those of its credential, each in one spelling. */
export function spelledRelease(release: Release): { readonly fields: ReturnType<typeof canonicalFields>; readonly credential: ReturnType<typeof canonicalFields> } {
  let found = spelled.get(release);
  if (found === undefined) {
    const credential = canonicalFields(release.credential);
    const { credential: _credential, ...rest } = release;
    found = { credential, fields: [...canonicalFields(rest), ['credential', joined(credential)] as const].sort(([a], [b]) => (a < b ? -1 : 1)) };
    spelled.set(release, found);
  }
  return found;
}

/** The exact text of a release's file. */
export const releaseText = (file: ReleaseFile): string => `${JSON.stringify(file, null, 2)}\n`;

/** Whether a release still is what its digest says. */
export const isIntact = (file: ReleaseFile, hash: (text: string) => string = sha256): boolean => `sha256-${hash(joined(spelledRelease(file.release).fields))}` === file.digest;

/** Whether two releases hold the same, apart from who the issuer was, what the change list says, and how the lines of the text end. */
export const sameRelease = (a: Release, b: Release): boolean => canonicalJson(comparable(a)) === canonicalJson(comparable(b));

// The issuer's profile may change, a credential be retired or renamed, and an earlier version be released later, without a new version of what it certifies.
const comparable = (release: Release): object => ({ ...release, narrative: unixLines(release.narrative), issuer: null, earlier: null, credential: comparableCredential(release.credential) });

// Fields of a credential that may change under one version.
const MAY_CHANGE: ReadonlySet<string> = new Set(['status', 'successor', 'aliases', 'changes']);

const comparableCredential = (credential: Credential): object => Object.fromEntries(Object.entries(credential).filter(([key]) => !MAY_CHANGE.has(key)));

/** What of a credential cannot change under one version, in one spelling. */
export const comparableSpelling = (fields: ReturnType<typeof canonicalFields>): string => joined(fields.filter(([key]) => !MAY_CHANGE.has(key)));

/** A part of a release in one spelling, without what may change in it under one version. */
export function spelledPart(release: Release, part: keyof Release): string | undefined {
  const { fields, credential } = spelledRelease(release);
  return part === 'credential' ? comparableSpelling(credential) : part === 'narrative' ? unixLines(release.narrative) : fields.find(([key]) => key === part)?.[1];
}

/** The release of a credential with a digest, if it stands in the catalog under its own name and still is what the digest says. */
export function findRelease(catalog: Catalog, digest: string, credential: string): ReleaseFile | null {
  const named = [...catalog.releases.values()].filter(({ id, value }) => value.digest === digest && value.release.id === credential && id === `${credential}/${value.release.credential.version}`);
  return named.find(({ value }) => isIntact(value))?.value ?? null;
}
