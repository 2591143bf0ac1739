/** Where a new file goes on GitHub. */
export interface NewFile {
  /** Such as https://github.com */
  readonly server: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  readonly path: string;
}

/** Longest address that is opened, in bytes: servers refuse longer ones, and signing in on the way encodes it anew. */
export const ADDRESS_BUDGET = 6000;

/** In a query a blank is one byte as + and three as %20; everything else as `encodeURIComponent` has it. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+');

/** GitHub's create-file page with the file's name in it. */
export const createAddress = ({ server, repository, branch, path }: NewFile): string => `${server.replace(/\/+$/, '')}/${repository}/new/${encodeURIComponent(branch)}?filename=${encoded(path)}`;

/**
 * GitHub's create-file page with name and content filled in.
 * @returns null where the address would be longer than the budget.
 */
export function filledAddress(file: NewFile, text: string): string | null {
  // Each character takes a byte or more.
  if (text.length > ADDRESS_BUDGET) return null;
  const address = `${createAddress(file)}&value=${encoded(text)}`;
  return address.length > ADDRESS_BUDGET ? null : address;
}
