/**
 * Something in a workflow that this runner does not know. It is never a result of a run: it makes `handle` or `idle`
 * reject, so that a test fails even where it expected the run to fail.
 */
export class UnknownToRunner extends Error {}

/** The unknown thing behind a fault, if there is one; the evaluator of expressions wraps what is thrown inside it. */
export function unknownBehind(fault: unknown): UnknownToRunner | null {
  for (let at = fault; at instanceof Error; at = at.cause) if (at instanceof UnknownToRunner) return at;
  return null;
}
