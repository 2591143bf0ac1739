/** The first of `patch-1`, `patch-2`, ... that is not taken; in a repository of their own or of others they may write to, after the login. */
export function freeBranch(taken: ReadonlyMap<string, unknown>, login: string | null): string {
  const stem = login === null ? 'patch' : `${login}-patch`;
  let number = 1;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
