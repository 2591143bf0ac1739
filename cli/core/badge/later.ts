/** What a site tells of a revoked badge: why, and what stands in its place: a newer file of the same badge, or its earner's later badge of the same credential. */
import { addresses } from './addresses.ts';
import { datesOf } from './credential-terms.ts';
import { isObject, quote, type JsonObject } from './json.ts';
import { lookup, type Resolve } from './lookup.ts';
import { moment } from './moment.ts';
import type { Result } from './result.ts';

/** What a site says at `paths.later` of a badge. */
export interface Later {
  /** Id of the later badge. */
  readonly badge?: string;
  /** Why it was revoked, where the issuer chose to tell everybody. */
  readonly reason?: string;
}

const PLACE = /^(https:\/\/.+)\/badges\/([0-9a-z]{12})\/badge\.json$/;

/** The status of a badge that is revoked, with what is known here of why and of its successor; nothing is fetched for it, and nothing is taken from another site than its own. */
export async function withLater(status: Result, badge: JsonObject, atHand: Resolve | undefined): Promise<Result> {
  const [id, site = '', serial = ''] = PLACE.exec(String(badge['id'])) ?? [];
  if (atHand === undefined || id === undefined || status.outcome !== 'fail' || status.code !== 'revoked') return status;
  const current = await lookup(atHand, id);
  const [ours, theirs] = [moment(datesOf(badge).validFrom), current.ok && isObject(current.value) ? moment(datesOf(current.value).validFrom) : null];
  if (current.ok && isObject(current.value) && current.value['id'] === id && ours !== null && theirs !== null && theirs > ours) return { ...status, detail: `${status.detail} A newer file of the same badge stands at ${quote(id)}; ask the earner for that one.` };
  const said = await lookup(atHand, addresses(site).later(serial));
  const { badge: later, reason } = said.ok && isObject(said.value) ? said.value : {};
  const why = typeof reason === 'string' && reason !== '' ? ` The issuer's site says why: ${quote(reason.replace(/\.\s*$/, ''), 200)}.` : '';
  const next = typeof later === 'string' && later.startsWith(`${site}/badges/`) && PLACE.test(later) ? ` Its earner has a later badge of this credential: ${quote(later)}.` : '';
  return { ...status, detail: `${status.detail}${why}${next}` };
}
