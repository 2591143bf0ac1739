import { apiUrl, type Call, type Reply } from './host.ts';

/** Which slice of a list is asked for. */
export interface Page {
  readonly page: number;
  readonly size: number;
}

/** Reads `page` and `per_page` as leniently as GitHub: nonsense means the default, and a page holds 100 at most. */
export function pageOf(call: Call, defaultSize = 30): Page {
  const size = whole(call.query.get('per_page')) ?? defaultSize;
  return { page: whole(call.query.get('page')) ?? 1, size: Math.min(size, 100) };
}

/** The items of one page. */
export function slice<T>(items: readonly T[], { page, size }: Page): readonly T[] {
  return items.slice((page - 1) * size, page * size);
}

/** A page of a list with its `Link` header; only the page's own records are turned into their shapes. */
export async function listed<T>(call: Call, items: readonly T[], shape: (item: T) => unknown): Promise<Reply> {
  const page = pageOf(call);
  return { status: 200, body: await Promise.all(slice(items, page).map(shape)), headers: linkHeader(call, items.length, page) };
}

/** The `Link` header of a page, absent where everything fits on one. */
export function linkHeader(call: Call, total: number, { page, size }: Page): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / size));
  const links: string[] = [];
  const add = (rel: string, to: number): void => void links.push(`<${address(call, { page: String(to) })}>; rel="${rel}"`);
  if (page > 1) add('prev', Math.min(page - 1, last));
  if (page < last) add('next', page + 1);
  if (page < last) add('last', last);
  if (page > 1) add('first', 1);
  return links.length === 0 ? {} : { link: links.join(', ') };
}

/** The address of this request with other query parameters. */
export function address(call: Call, changed: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(call.query);
  for (const [name, value] of Object.entries(changed)) query.set(name, value);
  return `${apiUrl(call.host)}${call.path}?${query.toString()}`;
}

function whole(value: string | null): number | null {
  return value !== null && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;
}
