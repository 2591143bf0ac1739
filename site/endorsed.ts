import type { Endorsed } from '../cli/core/endorsed.ts';
import { href } from './href.ts';

/** An endorsement as a page shows it. */
export interface EndorsedView {
  /** What the endorser calls itself; its id where it has no name. */
  readonly name: string;
  readonly url: string | null;
  readonly id: string;
  readonly comment: string | null;
  readonly from: string;
  readonly until: string | null;
  readonly file: string;
  /** The page that verifies it in the browser. */
  readonly verify: string;
}

/** An endorsement that the catalog holds, as a page shows it. */
export const endorsedView = ({ facts: { issuer, comment, validFrom, validUntil }, path }: Endorsed): EndorsedView => ({
  name: issuer.name ?? issuer.id,
  url: issuer.url,
  id: issuer.id,
  comment,
  from: validFrom,
  until: validUntil,
  file: href(path),
  verify: href(`verify/?badge=${encodeURIComponent(href(path))}`),
});
