import { refused } from './refused.ts';

/** Which part of a list is asked for. */
export interface Slice {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A part of a list with what says where the next one begins. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly startCursor: string | null; readonly endCursor: string | null };
}

/**
 * Cuts a list as GitHub does: 100 at most, from either end, by cursors that stay good when something is added.
 * @throws refused where no length is given, or one that is too large.
 */
export function connection<T extends { readonly id: number }, Node>(name: string, items: readonly T[], slice: Slice, node: (item: T) => Node): Connection<Node> {
  const size = sizeOf(name, slice);
  const start = slice.after == null ? 0 : items.findIndex((one) => cursor(one) === slice.after) + 1;
  const stop = slice.before == null ? items.length : Math.max(0, items.findIndex((one) => cursor(one) === slice.before));
  const within = items.slice(start, stop);
  const backwards = slice.first == null;
  const page = backwards ? within.slice(Math.max(0, within.length - size)) : within.slice(0, size);
  const [head, tail] = [page[0], page.at(-1)];
  return {
    nodes: page.map(node),
    totalCount: items.length,
    pageInfo: {
      hasNextPage: backwards ? stop < items.length : within.length > page.length,
      hasPreviousPage: backwards ? within.length > page.length : start > 0,
      startCursor: head === undefined ? null : cursor(head),
      endCursor: tail === undefined ? null : cursor(tail),
    },
  };
}

function sizeOf(name: string, { first, last }: Slice): number {
  const size = first ?? last ?? null;
  if (size === null) {
    throw refused('MISSING_PAGINATION_BOUNDARIES', `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`);
  }
  if (size > 100 || size < 0) {
    const end = first == null ? 'last' : 'first';
    throw refused('EXCESSIVE_PAGINATION', `Requesting ${size} records on the \`${name}\` connection exceeds the \`${end}\` limit of 100 records.`);
  }
  return size;
}

const cursor = ({ id }: { readonly id: number }): string => Buffer.from(`cursor:${id}`).toString('base64url');
