import type { Resolve } from './lookup.ts';
import { withMoulds } from './moulds.ts';
import type { Way } from './proof.ts';
import type { ReadList } from './status-check.ts';
import { verifyBadge, type Verification } from './verify.ts';

/** The most answers of each kind that are kept: enough for the issuers of one pile, too few to fill a memory. */
const most = 16;

// The answers to the last few questions. A question is asked once, even while its answer is awaited.
function kept<Answer>(): (key: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (key, ask) => {
    const answer = answers.get(key) ?? ask();
    answers.delete(key);
    answers.set(key, answer);
    for (const [oldest] of answers) if (answers.size > most) answers.delete(oldest);
    return answer;
  };
}

/**
 * Verifies many badges at one moment, each as `verifyBadge` does and with the same results: what they have in common (the
 * issuer's document, the status list, the shape of the badge) is looked up, verified and expanded once.
 */
export function verifierOfMany({ now, resolve, way = withMoulds() }: { readonly now: Date; readonly resolve: Resolve; readonly way?: Way }): (badge: unknown) => Promise<Verification> {
  const found = kept<Awaited<ReturnType<Resolve>>>();
  const options = { now, way, lists: kept<ReadList>(), resolve: ((url) => found(url, () => resolve(url))) satisfies Resolve };
  return (badge) => verifyBadge(badge, options);
}
