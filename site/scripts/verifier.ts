import { element, findings } from './findings.ts';
import { fetchBytes, siteResolver, type Site } from './site-resolver.ts';

const longestFile = 8 * 1024 * 1024;

/** The site that a verifier on the page belongs to. */
export const siteOf = ({ dataset }: HTMLElement): Site => ({ origin: dataset['origin']!, root: dataset['root']! });

/** Shows a sentence, then brings it to whoever does not see the screen. */
export function tell(output: HTMLElement, ...nodes: (string | Node)[]): void {
  output.replaceChildren(...nodes);
}

/** Verifies the bytes of a badge in this page and shows what was found. The code is loaded on first use. */
export async function verifyBytes(bytes: Uint8Array, site: Site, output: HTMLElement): Promise<void> {
  tell(output, element('p', 'soft', 'Verifying…'));
  try {
    const [{ readInput }, { verifyBadge }] = await Promise.all([import('../../cli/core/badge/input.ts'), import('../../cli/core/badge/verify.ts')]);
    const input = await readInput(bytes);
    if (!input.ok) return tell(output, element('p', 'fault', input.reason));
    const verification = await verifyBadge(input.badge, { now: new Date(), resolve: siteResolver(site) });
    const heading = element('h2', '', 'What we found');
    heading.tabIndex = -1;
    tell(output, heading, findings(verification));
    heading.focus();
  } catch {
    tell(output, element('p', 'fault', 'The verifier did not load. Load the page again, or run: laurel verify <file>'));
  }
}

/** Fetches a badge of this site and verifies it. */
export async function verifyPath(path: string, site: Site, output: HTMLElement): Promise<void> {
  tell(output, element('p', 'soft', 'Fetching the badge…'));
  const found = await fetchBytes(site.root + path, longestFile);
  if (found.ok) return verifyBytes(found.bytes, site, output);
  tell(output, element('p', 'fault', `The badge could not be read from this site, because ${found.reason}.`));
}
