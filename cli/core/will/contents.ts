/** What a will is made of: files by their path in the archive. */
import { paths } from '../badge/addresses.ts';
import { sha256 } from '../canonical.ts';
import { compare } from '../diagnostic.ts';
import type { Signer } from '../log/note.ts';
import type { Issuer } from '../model.generated.ts';
import { contentOf, type SiteFile } from '../site-file.ts';
import { willNote } from './note.ts';
import { readme } from './readme.ts';

/** Where a will keeps what. */
export const willPaths = {
  readme: 'README.txt',
  /** The list of its files, as `sha256sum` reads it. */
  list: 'SHA256SUMS',
  /** Whose it is and of which day. */
  head: 'will.txt',
  /** The verifier as one page. */
  page: paths.verifierPage,
  /** The files of the site, below its root. */
  site: (path: string): string => `site/${path}`,
  context: (address: string): string => `contexts/${address.replace(/^https:\/\//, '').replaceAll('/', '_').replace(/(\.json)?$/, '.json')}`,
} as const;

/** What a will is made from. */
export interface WillSource {
  readonly issuer: Issuer;
  /** The machine-readable files of the site, by path below its root. */
  readonly publication: ReadonlyMap<string, SiteFile>;
  readonly contexts: ReadonlyMap<string, object>;
  /** The verifier as one page. */
  readonly page: string;
  readonly ledger: string | null;
  readonly day: string;
  /** Who signs it; null where the key is gone. */
  readonly signer: Omit<Signer, 'name'> | null;
}

// What shows a badge can be made again from the badge and its release's art, takes ten times their room, and there may be ten thousand of them.
function isMadeAgain(path: string): boolean {
  const [, serial] = /^badges\/([^/]+)\//.exec(path) ?? [];
  return serial !== undefined && [paths.bakedBadge(serial), paths.bakedSvg(serial), paths.certificate(serial)].includes(path);
}

/** Every file of a will, in the order of their paths; the same bytes on the same day from the same source. */
export async function willFiles(source: WillSource): Promise<ReadonlyMap<string, Uint8Array>> {
  const { issuer, publication, contexts, page, ledger, day, signer } = source;
  const files = new Map<string, Uint8Array>();
  const put = (path: string, content: string | Uint8Array): void => void files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  for (const [path, file] of publication) if (!isMadeAgain(path)) put(willPaths.site(path), await contentOf(file));
  for (const [address, context] of contexts) put(willPaths.context(address), `${JSON.stringify(context, null, 2)}\n`);
  put(willPaths.page, page);
  put(willPaths.readme, readme(source));
  const sorted = [...files].sort(([a], [b]) => compare(a, b));
  const list = sorted.map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`).join('');
  const head = await willNote({ origin: issuer.url.replace(/\/+$/, ''), day, ledger, list: sha256(list) }, signer);
  const encoder = new TextEncoder();
  return new Map([...sorted, [willPaths.list, encoder.encode(list)], [willPaths.head, encoder.encode(head)]]);
}
