/** What stands on an issuer's own site where Laurel puts it, and so is held to what Laurel does. */
import { addresses, type Addresses } from './addresses.ts';
import { didWebUrl } from './did.ts';
import type { JsonObject } from './json.ts';

/** The site of an issuer: that of its did:web, whatever a badge calls itself; null for every other issuer. */
export function siteOf(issuer: string): Addresses | null {
  const home = didWebUrl(issuer);
  return home.ok && URL.canParse(home.url) ? addresses(home.url.replace(/\/(\.well-known\/)?did\.json$/, '')) : null;
}

/** True for a badge, or an endorsement, that stands where Laurel puts them on its issuer's site, and so belongs in a log. */
export function isOurs(badge: JsonObject, site: Addresses): boolean {
  const [, kind, serial = ''] = /\/(badges|endorses)\/([0-9a-z]{12})\/(?:badge|endorsement)\.json$/.exec(String(badge['id'])) ?? [];
  return kind !== undefined && (kind === 'badges' ? site.badge(serial) : site.endorsement(serial)) === badge['id'];
}

/** True for a status list that stands where Laurel puts them on the issuer's site: nobody else signs such a list. */
export function isOurList(address: string, issuer: string): boolean {
  const site = siteOf(issuer);
  const list = /\/status\/([1-9][0-9]*)\.json$/.exec(address)?.[1];
  return site !== null && list !== undefined && site.statusList(Number(list)) === address;
}
