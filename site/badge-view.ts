import { paths } from '../cli/core/badge/addresses.ts';
import type { Badge } from '../cli/core/badge/credential.ts';
import { facts, type BadgeFacts } from '../cli/core/badge/facts.ts';
import { many, type JsonObject } from '../cli/core/badge/json.ts';
import { nameOf } from '../cli/core/badge/named.ts';
import type { ReleaseFile } from '../cli/core/model.generated.ts';
import type { Programme } from './catalog-source.ts';
import { endorsedView, type EndorsedView } from './endorsed.ts';
import { href } from './href.ts';
import type { LogPlace } from './logged.ts';
import { artOf, type ArtView } from './view.ts';

/** A published badge's page. */
export interface BadgeView {
  readonly serial: string;
  readonly facts: BadgeFacts;
  /** How it names its earner beside the code or DID, where they chose that. */
  readonly named: { readonly by: 'name'; readonly name: string } | { readonly by: 'address' } | null;
  readonly release: ReleaseFile['release'];
  readonly art: ArtView;
  /** What others vouch for: its credential at this version, and its issuer. */
  readonly endorsed: readonly EndorsedView[];
  readonly endorsedIssuer: readonly EndorsedView[];
  /** Withdrawn by its issuer before this site was built. */
  readonly revoked: boolean;
  /** Why, where the issuer chose to tell. */
  readonly reason: string | null;
  /** Page of the badge that its earner got later for the same credential. */
  readonly later: string | null;
  readonly criteria: string;
  /** Level id by criterion id. */
  readonly reached: Readonly<Record<string, string>>;
  readonly file: string;
  readonly json: string;
  readonly png: string;
  readonly svg: string;
  /** Null where it was withdrawn. */
  readonly certificate: { readonly page: string; readonly pdf: string } | null;
  readonly verify: string;
  /** Its place in the log, and the proof of it; null where there is no log. */
  readonly logged: (LogPlace & { readonly proof: string }) | null;
}

function namedBy({ named }: BadgeFacts): BadgeView['named'] {
  const name = nameOf(named);
  return name !== null ? { by: 'name', name } : named.length > 0 ? { by: 'address' } : null;
}

const serialOf = (id: string | undefined): string | undefined => /\/badges\/([0-9a-z]+)\/badge\.json$/.exec(id ?? '')?.[1];

/** The page of a badge; null where its release is not in this catalog. */
export function badgeView({ releases, revoked, reasons, later, logged, endorsed, endorsedIssuer }: Programme, badge: Badge): BadgeView | null {
  const serial = serialOf(badge.id);
  const said = facts(badge as unknown as JsonObject);
  const named = /\/releases\/([^/]+\/[^/]+)\/achievement\.json$/.exec(said.achievement.id)?.[1];
  const file = releases.get(named ?? '');
  if (serial === undefined || file === undefined) return null;
  const { id, credential } = file.release;
  const results = many((badge['credentialSubject'] as JsonObject)['result']) as readonly JsonObject[];
  const place = logged.get(badge.id);
  const next = serialOf(later.get(badge.id));
  const levels = results.map(({ achievedLevel }) => /#criterion-([^/]+)\/(.+)$/.exec(String(achievedLevel))).filter((match) => match !== null);
  return {
    serial,
    facts: said,
    named: namedBy(said),
    release: file.release,
    art: artOf(file.release, true),
    endorsed: (endorsed.get(named!) ?? []).map(endorsedView),
    endorsedIssuer: endorsedIssuer.map(endorsedView),
    revoked: revoked.has(badge.id),
    reason: revoked.has(badge.id) ? (reasons.get(serial) ?? null) : null,
    later: next === undefined ? null : href(paths.badgePage(next)),
    criteria: href(paths.criteria(id, credential.version)),
    reached: Object.fromEntries(levels.map(([, criterion, level]) => [criterion!, level!])),
    file: paths.badge(serial),
    json: href(paths.badge(serial)),
    png: href(paths.bakedBadge(serial)),
    svg: href(paths.bakedSvg(serial)),
    certificate: revoked.has(badge.id) ? null : { page: href(paths.certificatePage(serial)), pdf: href(paths.certificate(serial)) },
    verify: href(`verify/?badge=${serial}`),
    logged: place === undefined ? null : { ...place, proof: href(paths.badgeProof(serial)) },
  };
}
