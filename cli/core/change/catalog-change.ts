import type { Catalog } from '../catalog.ts';
import type { ReleaseFile } from '../model.generated.ts';
import { assembleRelease } from '../release.ts';
import { credentialDifferences, isFrozen } from './credential-differences.ts';
import { byVersion } from '../by-version.ts';
import { BUMPS, heaviest, versionFor, waitingDays, type Bump, type Difference, type Weight } from './difference.ts';
import { assessorDifferences, issuerDifferences } from './programme-differences.ts';
import { releaseChanges } from './release-changes.ts';
import { eachUnread, unreadIn, type Faults, type Unread } from './unread.ts';

type Release = ReleaseFile['release'];

/** The version that a change needs, counted from the newest release that was there before. */
export interface Requirement {
  readonly from: string;
  readonly weight: Weight;
  readonly bump: Bump;
  /** The lowest that will do. */
  readonly version: string;
  readonly isMet: boolean;
}

/** What became of one credential. */
export interface CredentialChange {
  readonly id: string;
  /** `unreadable`: it, or what it refers to, has faults before or now, so that nothing can be told. */
  readonly kind: 'added' | 'removed' | 'renamed' | 'changed' | 'unreadable';
  readonly title: string;
  readonly before: string | null;
  readonly now: string | null;
  readonly weight: Weight | null;
  readonly differences: readonly Difference[];
  /** Why it is unreadable. */
  readonly unread: readonly Unread[];
  /** Null where nothing was released before, or nothing that is frozen differs. */
  readonly requires: Requirement | null;
  /** How many days the policy lets it wait. */
  readonly waits: number;
}

/** The meaning of a change between two states of a catalog. */
export interface CatalogChange {
  readonly credentials: readonly CredentialChange[];
  /** What was released and is not what it was. */
  readonly releases: readonly Difference[];
  /** Assessors, policy and issuer. */
  readonly programme: readonly Difference[];
  /** What could not be read, before or now: of that nothing is told. */
  readonly unread: readonly Unread[];
  readonly weight: Weight | null;
  readonly waits: number;
}

/**
 * What a change means, credential by credential. The waiting time is by the policy from before: no change shortens its own.
 * @param faults what is wrong with the files of both states, for the places of what could not be read.
 */
export function catalogChange(before: Catalog, now: Catalog, faults: Faults = { base: [], now: [] }): CatalogChange {
  const policy = (before.issuer ?? now.issuer)?.value.policy ?? null;
  const renames = renamesBetween(before, now);
  const sides = [unreadIn(before, faults, 'base'), unreadIn(now, faults, 'now')] as const;
  const whyUnread = (id: string): readonly Unread[] => {
    const own = [...sides[0].credential(renames.formerOf.get(id) ?? id), ...sides[1].credential(id)];
    // It is gone, and may be one of those that are new and could not be read.
    return now.names.credentials.has(id) ? own : [...own, ...renames.untold.flatMap((other) => sides[1].credential(other))];
  };
  const goesOn = new Set(renames.formerOf.values());
  const ids = [...new Set([...before.names.credentials, ...now.names.credentials])].filter((id) => !goesOn.has(id)).sort();
  const credentials = ids.flatMap((id) => credentialChange(id, renames, before, now) ?? []).map((change) => ({ ...change, unread: change.kind === 'unreadable' ? whyUnread(change.id) : [], waits: waitingDays(policy, change.weight) }));
  const programme = [
    ...(before.assessors === null || now.assessors === null ? [] : assessorDifferences(before.assessors.value, now.assessors.value)),
    ...(before.issuer === null || now.issuer === null ? [] : issuerDifferences(before.issuer.value, now.issuer.value)),
  ];
  const releases = releaseChanges(before, now).map(({ id, turn }): Difference => ({ at: `releases/${id}`, turn, weight: 'major', says: `The release ${id.replace('/', ' ')} ${turn === 'removed' ? 'is gone' : 'was replaced by another'}; restore it from git: what was started under it and every badge of it rest on it` }));
  const weight = heaviest([...programme, ...releases, ...credentials.flatMap(({ differences }) => differences)]);
  const unread = eachUnread([...credentials.flatMap((change) => change.unread), ...sides.flatMap((side) => [...side.issuer(), ...side.assessors()]), ...[...before.names.releases].flatMap((id) => sides[1].release(id))]);
  return { credentials, releases, programme, unread, weight, waits: waitingDays(policy, weight) };
}

type Told = Omit<CredentialChange, 'waits' | 'unread'>;

function credentialChange(id: string, renames: Renames, before: Catalog, now: Catalog): Told | null {
  const former = renames.formerOf.get(id) ?? id;
  const [was, is] = [before.names.credentials.has(former), now.names.credentials.has(id)];
  const [old, current] = [assembleRelease(before, former), assembleRelease(now, id)];
  const title = current?.credential.title ?? old?.credential.title ?? id;
  const versions = { before: old?.credential.version ?? null, now: current?.credential.version ?? null };
  // What was released binds also where the files beside it were broken or gone for a while, and under whichever id.
  // An alias that is another's id, which lint reports, does not make the other's releases this one's.
  const requires = current === null ? null : requirementOf(newestRelease(before, id, ...(current.credential.aliases ?? []).filter((alias) => !now.names.credentials.has(alias))), current);
  const whole = (kind: 'added' | 'removed', weight: Weight, says: string): Told => ({ id, kind, title, ...versions, weight, differences: [{ at: 'credential', turn: kind, weight, says }], requires });
  const unreadable: Told = { id, kind: 'unreadable', title, ...versions, weight: null, differences: [], requires };
  const heir = renames.heirOf.get(id);
  if (!is && heir !== undefined) return whole('removed', 'major', `The credential is gone; its id leads to "${heir}" now`);
  // A new credential that could not be read may be this one under another id.
  if (!is && renames.untold.length > 0) return unreadable;
  if (!is) return whole('removed', 'major', 'The credential is gone; retire it instead, so that its holders can be pointed to a successor. If it was renamed, write its former id under `aliases` of what it became');
  if (!was && current !== null) return whole('added', 'minor', 'The credential is new');
  if (old === null || current === null) return unreadable;
  const differences = former === id ? credentialDifferences(old, current) : [renamed(former, id), ...credentialDifferences(underId(old, current), current)];
  if (differences.length === 0 && requires?.isMet !== false) return null;
  return { id, kind: former === id ? 'changed' : 'renamed', title, ...versions, weight: heaviest(differences), differences, requires };
}

// A release as if it had always had another's id.
function underId(release: Release, { id, credential: { aliases } }: Release): Release {
  const { aliases: _former, ...credential } = release.credential;
  return { ...release, id, credential: aliases === undefined ? credential : { ...credential, aliases } };
}

// What it certifies stays, and the former id leads to it: no version is raised by it.
const renamed = (former: string, id: string): Difference => ({ at: 'standing/id', turn: 'renamed', weight: 'minor', says: `It was called "${former}" and is called "${id}"` });

/** Which credential became which, by their aliases. */
interface Renames {
  /** The id that a credential had before, by its new one. */
  readonly formerOf: ReadonlyMap<string, string>;
  /** The credential to which the id of one that is gone leads. */
  readonly heirOf: ReadonlyMap<string, string>;
  /** Credentials that are new and cannot be read, so that their aliases are not known. */
  readonly untold: readonly string[];
}

function renamesBetween(before: Catalog, now: Catalog): Renames {
  const gone = (id: string): boolean => before.names.credentials.has(id) && !now.names.credentials.has(id);
  const isNew = (id: string): boolean => !before.names.credentials.has(id);
  const left = [...now.credentials.values()].map(({ id, value }) => [id, (value.aliases ?? []).filter(gone)] as const);
  return {
    // With two former ids it goes on from one of them: the last that it was given.
    formerOf: new Map(left.flatMap(([id, aliases]) => (isNew(id) && aliases.length > 0 ? [[id, aliases.at(-1)!] as const] : []))),
    heirOf: new Map(left.flatMap(([id, aliases]) => aliases.map((alias) => [alias, id] as const))),
    untold: [...now.names.credentials].filter((id) => isNew(id) && !now.credentials.has(id)),
  };
}

/** The release with the highest version of a credential, under any of the ids that it has or had. */
export function newestRelease(catalog: Catalog, ...ids: readonly string[]): Release | null {
  const own = [...catalog.releases.values()].map(({ value }) => value.release).filter((release) => ids.includes(release.id));
  return own.sort((a, b) => byVersion(a.credential.version, b.credential.version)).at(-1) ?? null;
}

/** The version that is needed for what is frozen to be so from now on; null where nothing was released or nothing frozen differs. */
export function requirementOf(released: Release | null, now: Release): Requirement | null {
  const weight = released === null ? null : heaviest(credentialDifferences(underId(released, now), now).filter(isFrozen));
  if (released === null || weight === null) return null;
  const from = released.credential.version;
  const version = versionFor(weight, from);
  return { from, weight, bump: BUMPS[weight], version, isMet: byVersion(now.credential.version, version) >= 0 };
}
