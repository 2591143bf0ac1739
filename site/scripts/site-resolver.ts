import { pathBelow } from '../../cli/core/badge/addresses.ts';
import { fetchable } from '../../cli/core/badge/did.ts';
import { isRedirect, leadsOn, longestDocument, tooLong, type Missing, type Resolve } from '../../cli/core/badge/lookup.ts';

/** This site: the origin that its badges name, and where the pages really are served. */
export interface Site {
  readonly origin: string;
  readonly root: string;
}

const patience = 10_000;

/** The bytes at an address, or why there are none, as words that follow "because". No redirect is followed. */
export async function fetchBytes(address: string, longest: number, ask: typeof fetch = fetch): ReturnType<Resolve> {
  try {
    const response = await ask(address, { redirect: 'manual', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', signal: AbortSignal.timeout(patience) });
    if (isRedirect(response)) return leadsOn;
    if (!response.ok) return { ok: false, reason: `${new URL(address, location.href).host} answered ${response.status}` };
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (const reader = response.body!.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > longest) {
        await reader.cancel();
        return { ...tooLong, reason: `it is longer than ${longest / 1024} KiB` };
      }
      pieces.push(value);
    }
    return { ok: true, bytes: new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer()) };
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'TimeoutError') return { ok: false, reason: 'it did not answer within ten seconds', isLate: true };
    return unread(address);
  }
}

// A browser does not tell its pages which of the two it was.
function unread(address: string): Missing {
  if (globalThis.navigator?.onLine === false) return { ok: false, reason: 'this browser is not connected to a network', remedy: 'connect it, or give it here too: saved from there, or in the archive that the programme left' };
  return URL.canParse(address)
    ? { ok: false, reason: `${new URL(address).host} gave no answer, or does not let pages of other sites read it`, remedy: 'open it yourself, save it, and give it here too' }
    : { ok: false, reason: 'it could not be reached from this browser' };
}

/**
 * Fetches what a badge points at. The programme's own origin is read from the site that serves this page, and the results
 * say so wherever that is another place.
 */
export const siteResolver = ({ origin, root }: Site): Resolve => async (url) => {
  const path = pathBelow(origin, url);
  if (path !== null) {
    const found = await fetchBytes(root + path, longestDocument);
    const elsewhere = location.origin !== new URL(origin).origin;
    return found.ok && elsewhere ? { ...found, note: `from ${location.host}, which serves this page in place of ${new URL(origin).host}` } : found;
  }
  const address = fetchable(url);
  return address.ok ? fetchBytes(address.url, longestDocument) : address;
};

/** What this site itself holds of what a badge points at; nobody else is asked. */
export const atHand = (site: Site): Resolve => async (url) => (pathBelow(site.origin, url) === null ? { ok: false, reason: 'it is not on this site' } : siteResolver(site)(url));
