import type { Resolve, Result } from '../../cli/core/badge/verify.ts';
import { atHand, siteResolver, type Site } from './site-resolver.ts';

/** Where a verifier on a page finds what badges point at. */
export interface Source {
  /** The site of the programme whose page it is; null for a page that is nobody's. */
  readonly origin: string | null;
  readonly resolve: Resolve;
  /** What lies here already, and is asked of no network. */
  readonly atHand: Resolve;
  /** What came of the archives that were given, as further results of each badge. */
  readonly archives?: readonly Result[];
  /** On what the answers rest, in a sentence or two, where that is not the network. */
  readonly basis?: string;
}

/** A site and the network. */
export const siteSource = (site: Site): Source => ({ origin: site.origin, resolve: siteResolver(site), atHand: atHand(site) });

/** A page that asks no network at all. */
export const aloneSource: Source = {
  origin: null,
  resolve: async () => ({ ok: false, reason: 'this page asks no network', remedy: 'give it here too: saved from there, or in the archive that the programme left' }),
  atHand: async () => ({ ok: false, reason: 'it is not at hand' }),
};
