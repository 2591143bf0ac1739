import { pictureOf } from '../cli/core/badge/picture.ts';
import { paths } from '../cli/core/badge/addresses.ts';
import type { Issuer, ReleaseFile } from '../cli/core/model.generated.ts';
import { endorsedView, type EndorsedView } from './endorsed.ts';
import type { ListedCredential, ListedFramework, Programme } from './catalog-source.ts';
import { byVersion } from '../cli/core/by-version.ts';
import { href } from './href.ts';
import { versionChange, type VersionChange } from './version-changes.ts';
import { audienceOf, gradesOf, topicOf } from './words.ts';

type Release = ReleaseFile['release'];

/** The art of a release: an image where it is published, else drawn into the page. */
export interface ArtView {
  readonly src: string | null;
  readonly svg: string;
  readonly alt: string;
}

/** One line of an index of plates. */
export interface PlateView {
  readonly id: string;
  readonly href: string;
  readonly plate: number;
  readonly title: string;
  readonly summary: string;
  readonly hours: number;
  readonly audience: string;
  readonly topics: readonly string[];
  readonly color: Release['framework']['color'];
  readonly art: ArtView;
  /** The same badge cut bold, for lists. */
  readonly small: string;
  /** Said beside the title where it cannot be started. */
  readonly notice: string | null;
  /** What the catalog's filter looks through, in lower case. */
  readonly search: string;
}

/** A framework with its plates. */
export interface FrameworkView extends ListedFramework {
  readonly href: string;
  readonly plates: readonly PlateView[];
}

// A badge stands on many pages and is drawn once.
const drawn = new WeakMap<Release, Pick<ArtView, 'svg' | 'alt'>>();

/** The art of a release. */
export function artOf(release: Release, released: boolean): ArtView {
  const { svg, alt } = drawn.get(release) ?? pictureOf(release);
  drawn.set(release, { svg, alt });
  // What an author supplies is never written into a page: as an image it can neither run nor load anything.
  const preview = release.art === undefined ? null : `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return { src: released ? href(paths.artSvg(release.id, release.credential.version)) : preview, svg, alt };
}

/** Why a credential cannot be started, in a few words; null where it can. */
export function noticeOf({ status, released }: ListedCredential): string | null {
  if (status === 'retired') return 'Retired';
  if (status === 'draft') return 'Draft';
  return released ? null : 'Not released yet';
}

function plateOf(credential: ListedCredential, plate: number): PlateView {
  const { release } = credential.current;
  const { title, summary, effort, audience, grades, topics } = release.credential;
  const who = audienceOf(audience);
  return {
    id: credential.id,
    href: href(`credentials/${credential.id}/`),
    plate,
    title,
    summary,
    hours: effort.hours,
    audience: who,
    topics: topics.map(topicOf),
    color: release.framework.color,
    art: artOf(release, credential.released),
    small: href(`plates/${credential.id}.svg`),
    notice: noticeOf(credential),
    search: [title, summary, ...topics.map(topicOf), who, gradesOf(grades), release.framework.title, release.competency.title].join(' ').toLowerCase(),
  };
}

/**
 * All frameworks with their plates, the largest first. Plates are numbered through the catalog as a
 * field guide numbers them; what is retired comes last in its framework.
 */
export function frameworkViews(all: Programme): readonly FrameworkView[] {
  const views = numbered.get(all) ?? number(all);
  numbered.set(all, views);
  return views;
}

const numbered = new WeakMap<Programme, readonly FrameworkView[]>();

function number({ frameworks, credentials }: Programme): readonly FrameworkView[] {
  let plate = 0;
  const size = ({ id }: ListedFramework): number => credentials.filter(({ current }) => current.release.framework.id === id).length;
  const ordered = [...frameworks].sort((a, b) => size(b) - size(a) || (a.id < b.id ? -1 : 1));
  return ordered.map((framework) => {
    const place = (one: ListedCredential): number => framework.competencies.findIndex(({ id }) => id === one.current.release.competency.id);
    const own = credentials
      .filter(({ current }) => current.release.framework.id === framework.id)
      .sort((a, b) => Number(a.status === 'retired') - Number(b.status === 'retired') || place(a) - place(b) || (a.id < b.id ? -1 : 1));
    return { ...framework, href: href(paths.framework(framework.id)), plates: own.map((one) => plateOf(one, (plate += 1))) };
  });
}

/** One version in a credential's history. */
export interface VersionView {
  readonly version: string;
  readonly date: string;
  readonly note: string;
  /** Where that version's own page stands; null where it was never released. */
  readonly href: string | null;
  /** What is different from the release before; null for the first. */
  readonly change: VersionChange | null;
}

/** A plate's own page. */
export interface CredentialView {
  readonly id: string;
  readonly plate: number | null;
  readonly release: Release;
  readonly digest: string;
  readonly released: boolean;
  readonly status: ListedCredential['status'];
  readonly successor: { readonly title: string; readonly href: string } | null;
  readonly art: ArtView;
  readonly framework: { readonly title: string; readonly href: string; readonly competency: string };
  readonly versions: readonly VersionView[];
  /** By others, at this version. */
  readonly endorsed: readonly EndorsedView[];
  /** Where the version that can be earned now stands, on the page of an older one. */
  readonly newer: { readonly version: string; readonly href: string } | null;
  /** Whether someone can start what this page shows. */
  readonly startable: boolean;
  /** True on the page of one frozen version. */
  readonly frozen: boolean;
  readonly issuer: Issuer;
}

/** The page of a credential as it can be earned now, or, with a release, of that frozen version. */
export function credentialView(all: Programme, credential: ListedCredential, frozen?: ReleaseFile): CredentialView {
  const { release, digest } = frozen ?? credential.current;
  const plates = frameworkViews(all).flatMap(({ plates: own }) => own);
  const successor = plates.find(({ id }) => id === credential.successor);
  const released = frozen !== undefined || credential.released;
  const current = credential.current.release.credential.version;
  const version = release.credential.version;
  const framework = paths.framework(release.framework.id);
  return {
    id: credential.id,
    plate: plates.find(({ id }) => id === credential.id)?.plate ?? null,
    release,
    digest,
    released,
    status: credential.status,
    successor: successor === undefined ? null : { title: successor.title, href: successor.href },
    art: artOf(release, released),
    framework: { title: release.framework.title, href: href(framework), competency: `${href(framework)}#${release.competency.id}` },
    versions: [...release.credential.changes]
      .sort((a, b) => byVersion(b.version, a.version))
      .map((change) => ({
        ...change,
        href: all.releases.has(`${credential.id}/${change.version}`) ? href(paths.criteria(credential.id, change.version)) : null,
        change: versionChange(all.releases, credential.id, change.version),
      })),
    endorsed: (released ? (all.endorsed.get(`${credential.id}/${version}`) ?? []) : []).map(endorsedView),
    newer: frozen !== undefined && credential.released && current !== version ? { version: current, href: href(`credentials/${credential.id}/`) } : null,
    startable: noticeOf(credential) === null && current === version,
    frozen: frozen !== undefined,
    issuer: all.issuer,
  };
}
