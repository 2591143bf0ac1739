/**
 * What GitHub refuses for one claim alone, as its sentence. A limit, a token that is not taken, a lost server and our own
 * faults are everybody's.
 * @returns null where it is everybody's.
 */
export function ownProblem(error: unknown): string | null {
  const { name, status = 0, message } = error as { readonly name?: string; readonly status?: number; readonly message: string };
  return name === 'GitHubFailure' && status >= 400 && status < 500 && ![401, 429].includes(status) ? message : null;
}
