import { once, type Resolve } from './lookup.ts';
import { withMoulds } from './moulds.ts';
import type { Way } from './proof.ts';
import { verifyBadge, type Verification } from './verify.ts';

/**
 * Verifies many badges at one moment, each as `verifyBadge` does and with the same results: what they have in common (the
 * issuer's document, the status list, the shape of the badge) is looked up, verified and expanded once.
 */
export function verifierOfMany({ now, resolve, way = withMoulds() }: { readonly now: Date; readonly resolve: Resolve; readonly way?: Way }): (badge: unknown) => Promise<Verification> {
  const options = { now, way, resolve: once(resolve) };
  return (badge) => verifyBadge(badge, options);
}
